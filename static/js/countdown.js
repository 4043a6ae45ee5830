// A countdown, by the server's clock.
import { keepTime, serverNow } from "./server_clock.js";

function tick() {
  const places = document.querySelectorAll("[data-ends]");
  if (places.length) keepTime();
  for (const place of places) {
    const left = Math.round(place.dataset.ends - serverNow());
    const words = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "time is up";
    if (place.textContent !== words) place.textContent = words;
  }
}

setInterval(tick, 500);
document.addEventListener("htmx:after:swap", tick);
tick();
