// What the page showed when a button was pressed, and how long ago the same button was pressed before on it. By this the
// server moves no phase unseen, and tells two presses that are meant from one that a thumb or a clicker made twice; what
// the laptop and the network take to bring them is not in it.

const page = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
const pressedAt = new Map();

document.addEventListener("click", (event) => {
  const button = event.target.closest('[data-key="next"], [data-key="back"]');
  if (!button) return;
  const { key } = button.dataset;
  const { since, page: name, sees } = button.form.elements;
  const now = performance.now();
  since.value = pressedAt.has(key) ? Math.round(now - pressedAt.get(key)) : "";
  name.value = page;
  sees.value = document.querySelector("[data-sees]")?.dataset.sees ?? "";
  pressedAt.set(key, now);
});
