// The time of day, as this laptop has it, and how long the workshop has been running, by the server's clock.
import { keepTime, serverNow } from "./server_clock.js";

function tick() {
  document.querySelector("[data-clock]").textContent = new Date().toTimeString().slice(0, 5);
  const place = document.querySelector("[data-begun]");
  if (!place) return;
  keepTime();
  const minutes = Math.max(0, Math.floor((serverNow() - place.dataset.begun) / 60));
  place.textContent = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:after:swap", tick);
