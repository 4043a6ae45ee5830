// What is in view is said to screen readers, and what changed since, once in a while and not for each response.

const EVERY_MS = 6000;
const region = document.getElementById("announced");

function announce() {
  const words = document.querySelector("[data-announce]")?.dataset.announce ?? "";
  if (words !== region.textContent) region.textContent = words;
}

setInterval(announce, EVERY_MS);
announce();
