// The console's own: what went wrong is said, and the slide list follows the room.

const notice = document.getElementById("notice");

function say(words) {
  notice.textContent = words;
  notice.hidden = !words;
}

document.addEventListener("htmx:error", () => say("The server did not answer, so nothing changed. Press again when the link is back."));
document.addEventListener("htmx:after:request", (event) => {
  const status = event.detail.ctx?.response?.status ?? event.detail.ctx?.response?.raw?.status;
  if (status && status < 400) say("");
});
// After a jump, or a click with the mouse, the keys are the clicker's again: in the list Page Down would jump on,
// and Space would press the same button once more.
document.addEventListener("change", (event) => { if (event.target.id === "jump") event.target.blur(); });
document.addEventListener("click", (event) => { if (event.detail) event.target.closest("button, summary")?.blur(); });

document.addEventListener("htmx:after:swap", () => {
  notice.hidden = !notice.textContent.trim();
  const jump = document.getElementById("jump");
  const current = jump?.querySelector("option[selected]");
  if (current && document.activeElement !== jump) jump.value = current.value;
});
