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

// A button that was pressed by the keyboard and is gone, or can no longer be pressed, leaves the focus nowhere. Whoever
// presses it again, or the next one of a list, does not mean the room: Enter and Space wait until something else is done.
const CONTROLS = "button, summary, a, input, select, textarea";
let held = null;

document.addEventListener("focusin", ({ target }) => { held = target.closest(CONTROLS); });
document.addEventListener("click", ({ detail }) => { if (detail) held = null; });

function isOrphaned(event) {
  const isLost = held && (!held.isConnected || held.disabled || held.checkVisibility?.() === false);
  if (!["Enter", " "].includes(event.key)) held = null;
  return isLost && ["Enter", " "].includes(event.key);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !isPlain(event)) return;
  if (event.key === "Escape") held = null;
  const step = stepOf(event);
  if (!step || isTaken(event) || isOrphaned(event)) return;
  const button = document.querySelector(`[data-key="${step}"]`);
  if (!button) return;
  event.preventDefault();
  if (event.repeat) return;
  if (!button.disabled) button.click();
});
