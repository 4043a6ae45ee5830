// The presenter's keys, and a clicker's: they press the buttons that are there.
import "./pressing.js";
import { isPlain, nameOf } from "./keyname.js";

const KEYS = {
  next: ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"],
  back: ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"],
  undo: ["u"],
};
const FIELDS = "input, textarea, select, [contenteditable]";
const PAGES = ["PageDown", "PageUp"]; // What most clickers send.

// Shift with Space goes back, as in other programs for slides; with other keys it is for choosing text.
function stepOf(event) {
  const name = nameOf(event);
  if (event.shiftKey) return name === " " ? "back" : undefined;
  return Object.keys(KEYS).find((step) => KEYS[step].includes(name));
}

// What the keyboard's focus is in has its own use for the key.
function isTaken(event) {
  const { target, key } = event;
  if (target.id === "jump") return !PAGES.includes(key); // See jump.js.
  if (target.closest(FIELDS)) return true;
  if (target.closest("button, summary") && [" ", "Enter"].includes(key)) return true;
  if (target.closest("a[href]") && key === "Enter") return true;
  return isInScrolling(target);
}

// A list or the notes, reached by Tab, scrolls by the keys while there is anything to scroll.
function isInScrolling(target) {
  const area = target.closest('[tabindex="0"]');
  return Boolean(area) && area.scrollHeight > area.clientHeight + 1;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !isPlain(event)) return;
  const step = stepOf(event);
  if (!step || isTaken(event)) return;
  const button = document.querySelector(`[data-key="${step}"]`);
  if (!button) return;
  event.preventDefault();
  if (event.repeat) return;
  if (!button.disabled) button.click();
});
