// Where websockets are blocked, the page follows by asking for the same frame.
import { isLive, showLink } from "./link.js";

const EVERY_MS = 4000;
const code = document.body.dataset.code;

async function catchUp() {
  try {
    const answer = await fetch(`/${code}/now/`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const text = await answer.text();
    await htmx.swap({ text, target: document.body, swap: "none", sourceElement: document.body });
    if (!isLive()) showLink("polling");
  } catch {
    if (!isLive()) showLink("lost");
  }
}

setInterval(() => { if (!isLive() && !document.hidden) catchUp(); }, EVERY_MS);
document.addEventListener("own:stale", catchUp);
