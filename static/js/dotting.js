// A delegate's dots: so many on each theme, within the budget, moved until the phase ends.
import { dots, mark, waitingFor } from "./marks.js";

const fields = (form) => [...form.querySelectorAll('input[type="number"]')];
const total = (form) => fields(form).reduce((sum, field) => sum + Number(field.value), 0);
const themeOf = (field) => field.name.slice("dots-".length);

function paint() {
  for (const form of document.querySelectorAll("[data-dots]")) {
    const placed = waitingFor(`prioritise/${form.dataset.dots}`)?.dots ?? dots[form.dataset.dots] ?? {};
    for (const field of fields(form)) if (document.activeElement !== field) field.value = placed[themeOf(field)] ?? 0;
    const left = form.dataset.budget - total(form);
    const words = left ? `${left} left.` : "All are placed.";
    const line = form.querySelector("[data-left]");
    if (line.textContent !== words) line.textContent = words;
    for (const button of form.querySelectorAll("[data-dot]")) {
      const on = Number(button.parentElement.querySelector("input").value);
      button.disabled = button.dataset.dot === "1" ? left < 1 || on >= form.dataset.most : on < 1;
    }
  }
}

function place(form, field, wanted) {
  const others = fields(form).filter((one) => one !== field).reduce((sum, one) => sum + Number(one.value), 0);
  field.value = Math.max(0, Math.min(wanted || 0, form.dataset.most, form.dataset.budget - others));
  const placed = Object.fromEntries(fields(form).filter((one) => Number(one.value)).map((one) => [themeOf(one), Number(one.value)]));
  form.querySelector("[data-said]").textContent = "";
  mark(`prioritise/${form.dataset.dots}`, { action: "prioritise", question: form.dataset.dots, dots: placed });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dot]");
  if (!button) return;
  const field = button.parentElement.querySelector("input");
  place(button.form, field, Number(field.value) + Number(button.dataset.dot));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-dots]");
  if (form) place(form, event.target, Number(event.target.value));
});
document.addEventListener("submit", (event) => { if (event.target.matches("[data-dots]")) event.preventDefault(); });

document.addEventListener("marks:settled", ({ detail: { entry, problem } }) => {
  const line = entry.action === "prioritise" && document.querySelector(`[data-dots="${entry.question}"] [data-said]`);
  if (line) line.textContent = problem || "Your dots are stored.";
});
document.addEventListener("marks:changed", paint);
