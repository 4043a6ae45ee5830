// What a delegate makes of others' responses: endorsements, dots, proposed actions. Like the outbox, each stands on
// the phone until the server says that it is stored; only the newest of each counts.
import { forget, places, read, write } from "./keeping.js";
import { isLive, sendText } from "./link.js";

const code = document.body.dataset.code;
const PREFIX = `marks/${code}/`;
const RESEND_MS = 8000;
const POST_AFTER_MS = 3000;
const sentAt = new Map();
let clock = 0;

// What is stored of this phone, as far as it knows.
export const endorsed = new Set();
export const dots = {};

// A change of mind is numbered by the clock, so that of two tabs the later counts.
export function mark(about, entry) {
  clock = Math.max(Date.now(), clock + 1);
  write(PREFIX + about, { ...entry, revision: clock });
  sentAt.delete(about);
  flush();
  changed();
}

export const waitingFor = (about) => read(PREFIX + about);
const changed = () => document.dispatchEvent(new CustomEvent("marks:changed"));

function flush() {
  const now = Date.now();
  for (const about of places(PREFIX).map((place) => place.slice(PREFIX.length))) {
    const entry = read(PREFIX + about);
    if (!entry || now - (sentAt.get(about) ?? 0) < RESEND_MS) continue;
    if (isLive()) { if (sendText(JSON.stringify(entry))) sentAt.set(about, now); }
    else if (now - entry.revision > POST_AFTER_MS) postPlainly(about, entry);
  }
}

async function postPlainly(about, entry) {
  sentAt.set(about, Date.now());
  const { dots: placed = {}, ...fields } = entry;
  for (const [theme, number] of Object.entries(placed)) fields[`dots-${theme}`] = number;
  try {
    const answer = await fetch(`/${code}/respond/`, { method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams(fields) });
    if (answer.ok) await htmx.swap({ text: await answer.text(), target: document.body, swap: "none", sourceElement: document.body });
  } catch {
    // It stands on the phone, and is sent again.
  }
}

function learn() {
  const known = document.getElementById("marks");
  if (known.dataset.marks) {
    const marks = JSON.parse(known.dataset.marks);
    for (const key of marks.endorsed) endorsed.add(key);
    Object.assign(dots, marks.dots);
    delete known.dataset.marks;
  }
  settle(document.getElementById("mark"));
  changed();
}

// The server has answered one of them; an earlier answer than the newest change of mind settles nothing.
function settle(answer) {
  const { about, revision, status, reason } = answer.dataset;
  const entry = about && read(PREFIX + about);
  if (!entry || (Number(revision) && entry.revision > Number(revision))) return;
  forget(PREFIX + about);
  delete answer.dataset.about;
  const isStored = status === "received";
  if (isStored && entry.action === "endorse") endorsed[entry.given ? "add" : "delete"](entry.response);
  if (isStored && entry.action === "prioritise") dots[entry.question] = entry.dots;
  document.dispatchEvent(new CustomEvent("marks:settled", { detail: { entry, problem: isStored ? "" : reason } }));
}

document.addEventListener("link:live", () => { sentAt.clear(); flush(); });
document.addEventListener("htmx:after:swap", learn);
setInterval(flush, 2000);
