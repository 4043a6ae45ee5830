// The server's steady clock, as this page knows it. The page counts by its own monotonic clock, which no hand
// moves; some browsers stop that one in sleep, so the server is asked again whenever it may have stopped.
import { askServer } from "./answer.js";

const DRIFT_MS = 1500;
const AGAIN_MS = 5000;
const monotonic = () => performance.now() / 1000;
const drift = () => Date.now() - performance.now();

let ahead = Number(document.body.dataset.now) - monotonic();
let driftKept = drift();
let isStale = false;
let askedAt = -Infinity;

// Seconds on the server's clock.
export const serverNow = () => ahead + monotonic();

async function learn() {
  askedAt = performance.now();
  driftKept = drift();
  try {
    const began = monotonic();
    const { isOk, text } = await askServer("/clock");
    const seconds = Number(text);
    if (!isOk || !seconds) return;
    ahead = seconds - (began + monotonic()) / 2;
    isStale = false;
  } catch {
    // Asked again soon; meanwhile the page counts on by itself.
  }
}

// Call while something is counted: what is not looked at need not be right.
export function keepTime() {
  // The time of day moved against the monotonic clock: the device slept, or was put right.
  if (Math.abs(drift() - driftKept) > DRIFT_MS) isStale = true;
  if (isStale && performance.now() - askedAt > AGAIN_MS) learn();
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) isStale = true; });
document.addEventListener("link:lost", () => { isStale = true; });
document.addEventListener("link:live", () => { if (isStale) askedAt = -Infinity; });
