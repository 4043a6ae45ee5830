// A countdown, by the server's clock: what it said when the page was loaded, and this page's own since.

const ahead = Number(document.body.dataset.now) * 1000 - Date.now();

function tick() {
  for (const place of document.querySelectorAll("[data-ends]")) {
    const left = Math.round((place.dataset.ends * 1000 - Date.now() - ahead) / 1000);
    const words = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "time is up";
    if (place.textContent !== words) place.textContent = words;
  }
}

setInterval(tick, 500);
document.addEventListener("htmx:after:swap", tick);
tick();
