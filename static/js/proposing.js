// Propose an action; it is kept on the phone until the server has it.
import { isBlank } from "./blank.js";
import { mark } from "./marks.js";
import { newKey } from "./outbox.js";

const WORDS = { kept: "Kept on this phone", stored: "Proposed; the presenter has it." };
const lineOf = (question) => document.querySelector(`[data-propose="${question}"] [data-said]`);

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-propose]");
  if (!form) return;
  event.preventDefault();
  const { what, who, by_when: byWhen } = form.elements;
  if (isBlank(what)) return;
  const key = newKey();
  const question = form.dataset.propose;
  lineOf(question).textContent = WORDS.kept;
  mark(`propose/${key}`, { action: "propose", response: key, question, what: what.value, who: who.value, by_when: byWhen.value });
  form.reset();
});

document.addEventListener("marks:settled", ({ detail: { entry, problem } }) => {
  if (entry.action === "propose") lineOf(entry.question).textContent = problem ? `${problem} You wrote: \u2068${entry.what}\u2069` : WORDS.stored;
});
