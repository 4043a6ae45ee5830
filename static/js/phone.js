// A delegate's phone: what is typed, what is sent, and the link to the room.
import "./link.js";
import "./drafts.js";
import "./outbox.js";
import "./mine.js";
import "./polling.js";

// Return to live: the live slide was kept up to date underneath.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-return]")) return;
  event.preventDefault();
  document.getElementById("looking").replaceChildren();
});

document.addEventListener("htmx:error", (event) => {
  const problem = event.target.closest?.(".about-me__form")?.querySelector(".about-me__problem");
  if (problem) problem.hidden = false;
});
