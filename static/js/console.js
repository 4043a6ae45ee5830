// The console's own: after a click with the pointer, or Esc, the keys are the clicker's again.
import "./notice.js";
import "./anchoring.js";
import "./undo.js";
import "./countdown.js";
import "./composing.js";
import "./jump.js";
import { isComposing } from "./keyname.js";

const AREAS = '[tabindex="0"]';
const FIELDS = "input, textarea, select";
const PANELS = ".console__links details[open], .golive details[open]";

// Else Space would press the same button once more, and Page Down would scroll what was clicked.
document.addEventListener("click", (event) => {
  const opensElsewhere = event.target.closest("a[target], a[download]");
  if (event.detail || opensElsewhere) event.target.closest("button, summary, a")?.blur();
  if (event.detail && !event.target.closest("input, textarea, select, a, button, label")) {
    document.activeElement?.closest(AREAS)?.blur();
  }
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches(AREAS) && !event.target.matches(":focus-visible")) event.target.blur();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || isComposing(event)) return;
  const panel = event.target.closest("details[open]") ?? document.querySelector(PANELS);
  if (panel) panel.open = false;
  if (panel?.contains(document.activeElement) || !document.activeElement.matches(FIELDS)) document.activeElement.blur();
});
