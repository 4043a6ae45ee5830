// Ctrl Z undoes the newest step of the board, Ctrl Shift Z (or Ctrl Y) does it again; in a field they are the field's.
import { nameOf } from "./keyname.js";

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])")) return;
  const key = nameOf(event);
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && !isRedo) return;
  const button = document.querySelector(isRedo ? "[data-redo]" : "[data-undo]");
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
