// Where no socket carries anything, the page follows by asking for the same frame.
import { askServer, show, wasPostedSince } from "./answer.js";
import { showLink } from "./chip.js";
import { isLive } from "./link.js";
import { isUnknown, noteWhetherKnown } from "./cookie.js";

const EVERY_MS = 4000;
const PATIENCE_MS = 10000;
let isAsking = false;
let isAskedAgain = false;

async function catchUp() {
  isAskedAgain = isAsking;
  if (isAsking) return;
  isAsking = true;
  const began = performance.now();
  try {
    const { isOk, text } = await askServer(document.body.dataset.follow, undefined, PATIENCE_MS);
    if (!isOk) throw new Error("The server could not say what there is.");
    if (!wasPostedSince(began)) await show(text);
    noteWhetherKnown(text);
    if (!isLive()) showLink("polling");
  } catch {
    if (!isLive()) showLink("lost");
  } finally {
    isAsking = false;
  }
  if (isAskedAgain) catchUp();
}

setInterval(() => { if ((!isLive() || isUnknown()) && !document.hidden) catchUp(); }, EVERY_MS);
document.addEventListener("own:stale", catchUp);
// What is being asked for may have been read before that.
document.addEventListener("own:settled", () => { isAskedAgain = isAsking; });

// What was just done here shows at once, and not only with the next round.
document.addEventListener("htmx:after:request", (event) => {
  if (!isLive() && event.detail.ctx.request.method !== "GET") catchUp();
});
