// The console's own: the slide list follows the room, and the keys stay the clicker's.
import "./notice.js";
import "./still.js";
import "./undo.js";
import "./countdown.js";

// After a jump, or a click with the mouse, the keys are the clicker's again: in the list Page Down would jump on,
// and Space would press the same button once more.
document.addEventListener("change", (event) => { if (event.target.id === "jump") event.target.blur(); });
document.addEventListener("click", (event) => { if (event.detail) event.target.closest("button, summary")?.blur(); });

document.addEventListener("htmx:after:swap", () => {
  const jump = document.getElementById("jump");
  const current = jump?.querySelector("option[selected]");
  if (current && document.activeElement !== jump) jump.value = current.value;
});
