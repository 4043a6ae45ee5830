// The list of slides: what is chosen in it by pointer is gone to at once; arrows, letters, Home and End only look
// through it, until Enter. Esc, or leaving it, puts it back to the slide that the room is on.
import { nameOf } from "./keyname.js";

const listAt = (event) => (event.target.id === "jump" ? event.target : null);
let isLooking = false; // By keys, and nothing is decided yet.

function putBack(list) {
  isLooking = false;
  list.form.removeAttribute("data-looking");
  const current = list.querySelector("option[selected]");
  if (current) list.value = current.value;
}

function leave(list) {
  putBack(list);
  list.blur();
}

document.addEventListener("keydown", (event) => {
  const list = listAt(event);
  if (!list) return;
  const name = nameOf(event);
  if (name === "Escape" || name.startsWith("Page")) leave(list);
  else if (name === "Enter" && isLooking) {
    event.preventDefault();
    isLooking = false;
    list.form.requestSubmit();
    list.form.removeAttribute("data-looking");
    list.blur();
  } else if (!["Tab", "Shift", "Control", "Alt", "Meta", "Enter", " "].includes(name)) isLooking = true;
}, true);

// An open list has the keys for itself: the page sees only their going up.
document.addEventListener("keyup", (event) => { if (listAt(event) && event.key === "Escape") leave(event.target); });
document.addEventListener("pointerdown", (event) => { if (listAt(event)) isLooking = false; }, true);

document.addEventListener("change", (event) => {
  const list = listAt(event);
  if (!list) return;
  if (!isLooking) list.blur();
  else {
    event.stopImmediatePropagation();
    list.form.toggleAttribute("data-looking", true);
  }
}, true);

document.addEventListener("focusout", (event) => { if (listAt(event) && isLooking) putBack(event.target); });

document.addEventListener("htmx:after:swap", () => {
  const list = document.getElementById("jump");
  if (list && document.activeElement !== list) putBack(list);
  else list?.form.toggleAttribute("data-looking", isLooking);
});
