// A delegate's dots: so many on each theme, within the budget, moved until the phase ends.
import { dots, mark, waitingFor } from "./marks.js";

const fields = (form) => [...form.querySelectorAll('input[type="number"]')];
const themeOf = (field) => field.name.slice("dots-".length);

// What is stored of this phone, or is on its way, on the themes that dots count for. A theme that was merged counts
// for its root; one that the board does not know any more counts for nothing.
function read(form) {
  const stored = waitingFor(`prioritise/${form.dataset.dots}`)?.dots ?? dots[form.dataset.dots] ?? {};
  const roots = new Map();
  for (const [root, merged] of Object.entries(JSON.parse(form.dataset.counted)))
    for (const theme of [root, ...merged]) roots.set(theme, root);
  const placed = Object.entries(stored).filter(([theme]) => roots.has(theme));
  const on = {};
  for (const [theme, number] of placed) on[roots.get(theme)] = (on[roots.get(theme)] ?? 0) + number;
  const used = placed.reduce((sum, [, number]) => sum + number, 0);
  const listed = new Set(fields(form).map(themeOf));
  const away = placed.filter(([theme]) => !listed.has(roots.get(theme)));
  return { placed, roots, on, away, left: form.dataset.budget - used };
}

function sayAway(form, away) {
  const number = away.reduce((sum, [, one]) => sum + one, 0);
  const line = form.querySelector("[data-away]");
  line.hidden = !number;
  const words = `${number} on ${away.length > 1 ? "themes that are" : "a theme that is"} not in the list now.`;
  const place = line.querySelector("[data-away-words]");
  if (number && place.textContent !== words) place.textContent = words;
}

function paint() {
  for (const form of document.querySelectorAll("[data-dots]")) {
    const { on, away, left } = read(form);
    for (const field of fields(form)) if (document.activeElement !== field) field.value = on[themeOf(field)] ?? 0;
    sayAway(form, away);
    const words = left ? `${left} left.` : "All are placed.";
    const line = form.querySelector("[data-left]");
    if (line.textContent !== words) line.textContent = words;
    for (const button of form.querySelectorAll("[data-dot]")) {
      const number = on[themeOf(button.parentElement.querySelector("input"))] ?? 0;
      button.disabled = button.dataset.dot === "1" ? left < 1 || number >= form.dataset.most : number < 1;
    }
  }
}

// The dots on every other theme stay as they are stored, so that they part again where a merger is undone.
function place(form, field, wanted) {
  const { placed, roots, on, left } = read(form);
  const theme = themeOf(field), now = on[theme] ?? 0;
  const number = Math.max(0, Math.min(wanted || 0, Math.max(form.dataset.most, now), now + left));
  field.value = number;
  if (number === now) return;
  const others = placed.filter(([one]) => roots.get(one) !== theme);
  store(form, number ? [...others, [theme, number]] : others);
}

function takeBack(form) {
  const { placed, away } = read(form);
  store(form, placed.filter((one) => !away.includes(one)));
}

function store(form, placed) {
  form.querySelector("[data-said]").textContent = "";
  mark(`prioritise/${form.dataset.dots}`, { action: "prioritise", question: form.dataset.dots, dots: Object.fromEntries(placed) });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dot], [data-take-back]");
  if (!button) return;
  if (button.matches("[data-take-back]")) return takeBack(button.form);
  const field = button.parentElement.querySelector("input");
  const now = read(button.form).on[themeOf(field)] ?? 0;
  place(button.form, field, now + Number(button.dataset.dot));
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
