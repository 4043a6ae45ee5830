// After the reveal: before a response is sent, show what others said that is nearly the same.
// Where that cannot be asked in a moment, the response is simply sent.
import { askServer } from "./answer.js";
import { isReached } from "./chip.js";

const code = document.body.dataset.code;
const PATIENCE_MS = 1500;

// True when there is something to look at first; the same words sent again are sent.
export async function showAlike(form, text) {
  const place = form.querySelector(".alike");
  const stance = document.getElementById(`asked-${form.dataset.question}`).dataset.stance;
  const isSeen = place.dataset.seen === text;
  hideAlike(form);
  if (isSeen || !isReached() || ["collecting", "closed"].includes(stance)) return false;
  try {
    const { isOk, text: answer } = await askServer(`/${code}/alike/`, { question: form.dataset.question, text }, PATIENCE_MS);
    const found = isOk ? answer : "";
    if (!found.trim()) return false;
    await htmx.swap({ text: found, target: place, swap: "innerHTML", sourceElement: place });
  } catch {
    return false;
  }
  place.hidden = false;
  place.dataset.seen = text;
  form.querySelector(":scope > .button--primary").textContent = "Send mine too";
  place.scrollIntoView({ block: "nearest" });
  return true;
}

export function hideAlike(form) {
  const place = form.querySelector(".alike");
  place.hidden = true;
  place.replaceChildren();
  delete place.dataset.seen;
  form.querySelector(":scope > .button--primary").textContent = "Send";
}
