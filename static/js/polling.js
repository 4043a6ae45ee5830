// Where websockets are blocked, the page follows by asking for the same frame.
import { isLive, showLink } from "./link.js";

const EVERY_MS = 4000;
const code = document.body.dataset.code;

async function follow() {
  if (isLive() || document.hidden) return;
  try {
    const answer = await fetch(`/${code}/now/`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const text = await answer.text();
    if (isLive()) return;
    await htmx.swap({ text, target: document.body, swap: "none", sourceElement: document.body });
    showLink("polling");
  } catch {
    showLink("lost");
  }
}

setInterval(follow, EVERY_MS);
document.addEventListener("own:stale", follow);
