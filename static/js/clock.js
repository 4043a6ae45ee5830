// The time of day, and how long this page has been open.

const opened = Date.now();

function tick() {
  const now = new Date();
  const minutes = Math.floor((now - opened) / 60000);
  document.querySelector("[data-clock]").textContent = now.toTimeString().slice(0, 5);
  document.querySelector("[data-elapsed]").textContent = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

tick();
setInterval(tick, 1000);
