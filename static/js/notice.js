// What went wrong is said, and taken back once something went right.

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
document.addEventListener("htmx:after:swap", () => { notice.hidden = !notice.textContent.trim(); });
