// How long ago the same button was pressed before. The server tells by it two presses that are meant from one that a
// thumb or a clicker made twice; what the laptop and the network take to bring them is not in it.

const pressedAt = new Map();

document.addEventListener("click", (event) => {
  const button = event.target.closest('[data-key="next"], [data-key="back"]');
  if (!button) return;
  const now = performance.now();
  const before = pressedAt.get(button.dataset.key);
  pressedAt.set(button.dataset.key, now);
  button.form.elements.since.value = before === undefined ? "" : Math.round(now - before);
});
