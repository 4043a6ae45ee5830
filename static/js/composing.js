// While words are being composed (Japanese, Chinese, Korean and others), Enter is the input method's: it chooses a
// word, and sends no form.
import { isComposing } from "./keyname.js";

let isInside = false; // Between the start and the end of composing.
let isEnding = false; // In the moment of the key that ended it, in whatever order a browser says these.

function end() {
  isEnding = true;
  setTimeout(() => { isEnding = false; });
}

document.addEventListener("compositionstart", () => { isInside = true; }, true);
document.addEventListener("compositionend", () => { isInside = false; end(); }, true);
document.addEventListener("focusout", () => { isInside = false; }, true);
document.addEventListener("keydown", (event) => { if (isComposing(event)) end(); }, true);
document.addEventListener("submit", (event) => {
  if (!isInside && !isEnding) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
