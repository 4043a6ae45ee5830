// What a delegate makes of others' responses: endorsements, dots, proposed actions. Like the outbox, each stands on
// the phone until the server says that it is stored; only the newest of each counts.
import { askServer, show } from "./answer.js";
import { forget, places, read, write } from "./keeping.js";
import { goesByPost, isUnknown } from "./cookie.js";
import { isAway, isLive, sendText } from "./link.js";

const code = document.body.dataset.code;
const PREFIX = `marks/${code}/`;
const RESEND_MS = 8000;
const sentAt = new Map();

// What is stored of this phone, as far as it knows, and the highest revision of it.
export const endorsed = new Set();
export const dots = {};
let last = 0;

// A change of mind is numbered above all before it, and by the clock, so that of two tabs the later counts. Where
// the clock was ahead and was put right, what is stored has the higher number until the server has said so.
export function mark(about, entry) {
  const before = read(PREFIX + about)?.revision ?? 0;
  write(PREFIX + about, { ...entry, revision: Math.max(Date.now(), last + 1, before + 1) });
  sentAt.delete(about);
  flush();
  changed();
}

export const waitingFor = (about) => read(PREFIX + about);
const changed = () => document.dispatchEvent(new CustomEvent("marks:changed"));

function flush() {
  const now = performance.now();
  for (const about of places(PREFIX).map((place) => place.slice(PREFIX.length))) {
    const entry = read(PREFIX + about);
    if (!entry || isUnknown() || now - (sentAt.get(about) ?? -Infinity) < RESEND_MS) continue;
    if (!goesByPost() && sendText(JSON.stringify(entry))) sentAt.set(about, now);
    else if (isAway() || goesByPost()) postPlainly(about, entry);
  }
}

async function postPlainly(about, entry) {
  sentAt.set(about, performance.now());
  const { dots: placed = {}, ...fields } = entry;
  for (const [theme, number] of Object.entries(placed)) fields[`dots-${theme}`] = number;
  try {
    await show((await askServer(`/${code}/respond/`, fields)).text);
  } catch {
    // It stands on the phone, and is sent again.
  }
}

function learn() {
  const known = document.getElementById("marks");
  if (known.dataset.marks) {
    const marks = JSON.parse(known.dataset.marks);
    delete known.dataset.marks;
    if (marks.last >= last) {
      last = marks.last;
      endorsed.clear();
      for (const key of marks.endorsed) endorsed.add(key);
      Object.assign(dots, marks.dots);
    }
  }
  settle(document.getElementById("mark"));
  changed();
}

function keepStored(about, { revision, given, dots: placed }) {
  const key = about.slice(about.indexOf("/") + 1);
  last = Math.max(last, revision);
  if (placed) dots[key] = placed;
  else endorsed[given ? "add" : "delete"](key);
}

// The server has answered one of them, and says what stands now; only an answer to the newest change of mind settles it.
function settle(answer) {
  const { about, revision, status, reason, stored } = answer.dataset;
  if (!about) return;
  delete answer.dataset.about;
  const now = stored && JSON.parse(stored);
  if (now) keepStored(about, now);
  const entry = read(PREFIX + about);
  if (!entry || (Number(revision) && entry.revision !== Number(revision))) return;
  // What stands was numbered by a clock that was ahead: this is the later one all the same, and goes above it.
  if (status === "overtaken" && now.revision > Date.now()) {
    mark(about, entry);
    return;
  }
  forget(PREFIX + about);
  document.dispatchEvent(new CustomEvent("marks:settled", { detail: { entry, problem: status === "received" ? "" : reason } }));
}

document.addEventListener("link:live", () => { sentAt.clear(); flush(); });
document.addEventListener("link:lost", () => { sentAt.clear(); flush(); });
document.addEventListener("htmx:after:swap", learn);
// Another tab of this phone has marked something, or had its answer.
addEventListener("storage", ({ key, newValue }) => {
  if (!key?.startsWith(PREFIX)) return;
  changed();
  if (newValue === null) document.dispatchEvent(new CustomEvent("own:stale"));
});
setInterval(flush, 1000);
