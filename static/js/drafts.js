// What is being typed is kept on the phone as it is typed, and counted.
import { forget, read, write } from "./keeping.js";

const place = (form) => `draft/${document.body.dataset.code}/${form.dataset.question}/${form.dataset.prompt}`;

function count(form) {
  const field = form.elements.text;
  const counter = form.querySelector(".counter");
  counter.querySelector("b").textContent = field.value.length;
  counter.toggleAttribute("data-full", field.value.length >= field.maxLength);
  form.toggleAttribute("data-draft", field.value !== "");
}

function keep(form) {
  if (form.elements.text.value) write(place(form), { text: form.elements.text.value, theme: form.elements.theme?.value ?? "" });
  else forget(place(form));
  count(form);
}

export function clearDraft(form) {
  form.elements.text.value = "";
  if (form.elements.theme) form.elements.theme.value = "";
  keep(form);
}

// Put words back where they can be mended; false when others stand there already.
export function offerDraft(question, prompt, text, theme) {
  const form = document.querySelector(`form.respond[data-question="${question}"][data-prompt="${prompt}"]`);
  if (!form || form.elements.text.value.trim()) return false;
  form.elements.text.value = text;
  if (form.elements.theme) form.elements.theme.value = theme ?? "";
  keep(form);
  return true;
}

for (const form of document.querySelectorAll("form.respond")) {
  const kept = read(place(form));
  if (kept) {
    form.elements.text.value = kept.text;
    if (form.elements.theme) form.elements.theme.value = kept.theme;
  }
  count(form);
  form.addEventListener("input", () => keep(form));
}
