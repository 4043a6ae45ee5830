// The presenter's keys, and a clicker's: they press the buttons that are there.

const KEYS = {
  next: ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"],
  back: ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"],
  undo: ["u", "U"],
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const inField = event.target.closest("input, textarea, select, [contenteditable]");
  const onButton = event.target.closest("button, a, summary") && [" ", "Enter"].includes(event.key);
  if (inField || onButton) return;
  const step = Object.keys(KEYS).find((name) => KEYS[name].includes(event.key));
  const button = step && document.querySelector(`[data-key="${step}"]`);
  if (!button) return;
  event.preventDefault();
  if (!button.disabled) button.click();
});
