// A delegate's phone: what is typed, what is sent, and the link to the room.
import "./link.js";
import "./drafts.js";
import "./outbox.js";
import "./mine.js";
import "./polling.js";
import "./endorsing.js";
import "./dotting.js";
import "./proposing.js";
import "./countdown.js";
import "./composing.js";

// Return to live: the live slide was kept up to date underneath.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-return]")) return;
  event.preventDefault();
  document.getElementById("looking").replaceChildren();
});

// What a delegate says of themselves is not in the outbox: it is said when it was not saved.
function sayUnsaved(event) {
  const problem = event.target.closest?.(".about-me__form")?.querySelector(".about-me__problem");
  if (problem) problem.hidden = false;
}

document.addEventListener("htmx:error", sayUnsaved);
document.addEventListener("htmx:after:request", (event) => {
  if (event.detail.ctx?.response?.status >= 400) sayUnsaved(event);
});
