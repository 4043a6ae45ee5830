// The outbox: what was sent stays on the phone until its receipt comes, across
// reload, lock, tunnel and restart. Each entry is kept under a place of its own,
// so two tabs never write over each other; the server stores each key once.
import { askServer, show } from "./answer.js";
import { isReached } from "./chip.js";
import { forget, places, read, write } from "./keeping.js";
import { goesByPost, isUnknown } from "./cookie.js";
import { isAway, isLive, sendText } from "./link.js";
import { clearDraft } from "./drafts.js";
import { paint } from "./receipts.js";
import { isBlank } from "./blank.js";
import { hideAlike, showAlike } from "./alike.js";

const code = document.body.dataset.code;
const PREFIX = `outbox/${code}/`;
const RESEND_MS = 8000;

const WITHDRAWN = "You have withdrawn this response, so the change was not stored.";

const place = (entry) => `${PREFIX}${entry.response}/${entry.action}/${entry.revision ?? 0}`;
let sentAt = new Map();
let posting = "";

export const entries = () =>
  places(PREFIX).map(read).filter(Boolean).sort((one, other) => one.at - other.at);

// A random UUID; crypto.randomUUID is missing at a venue's plain-HTTP address.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// They go in the order in which they were made, whatever becomes of the clock. Of the changes of one response
// only the newest waits.
export function post(entry) {
  const waiting = entries();
  const earlier = waiting.filter((one) => entry.action === "change" && one.action === "change" && one.response === entry.response);
  for (const one of earlier) forget(place(one));
  const made = { ...entry, at: Math.max(Date.now(), ...waiting.map((one) => one.at + 1)), state: "kept" };
  if (made.revision) made.revision = Math.max(made.revision, ...earlier.map((one) => one.revision + 1));
  write(place(made), made);
  if (isUnknown()) document.getElementById("problem").scrollIntoView({ block: "center" });
  flush();
}

// Where an entry stands; one that was settled meanwhile is not brought back.
function put(entry, state) {
  if (read(place(entry))) write(place(entry), { ...entry, state });
}

export function dismiss(entry) {
  forget(place(entry));
  refresh();
}

// Show every entry where its response stands, and settle those with a receipt.
export function refresh() {
  for (const item of document.querySelectorAll("[data-receipt]")) settle(item);
  const problem = document.getElementById("problem");
  if (problem.dataset.problem === "not-stored" && !problem.dataset.isNoted) {
    problem.dataset.isNoted = "true";
    for (const entry of entries()) if (entry.state === "sending") put(entry, "kept");
  }
  const left = entries();
  paint(left);
  if (!isUnknown() && !left.some((entry) => entry.state !== "refused")) problem.hidden = true;
}

// Send what waits: by the socket, or by plain POST where there has been none for a while.
export function flush() {
  const now = performance.now();
  const waiting = entries().filter((entry) => entry.state !== "refused");
  for (const entry of waiting) {
    const again = now - (sentAt.get(place(entry)) ?? -Infinity) >= RESEND_MS;
    if (!isLive() || isUnknown() || goesByPost()) {
      if (place(entry) !== posting) put(entry, "kept");
    } else if (again && sendText(JSON.stringify(fieldsOf(entry)))) {
      sentAt.set(place(entry), now);
      put(entry, "sending");
    }
  }
  if ((isAway() || goesByPost()) && !isUnknown() && waiting.length) postFirst(waiting[0]);
  refresh();
}

const fieldsOf = ({ at, state, reason, ...said }) => said;

async function postFirst(entry) {
  if (posting) return;
  posting = place(entry);
  let isAnswered = false;
  put(entry, isReached() ? "sending" : "kept");  // Into a tunnel nothing is sent, however long it is tried.
  try {
    await show((await askServer(`/${code}/respond/`, fieldsOf(entry))).text);
    isAnswered = true;
  } catch {
    put(entry, "kept");
  }
  posting = "";
  refresh();
  const left = read(place(entry));
  if (isAnswered && (!left || left.state === "refused")) flush();
}

// A receipt settles what it speaks of. Of a change only its own answer does: another page may have changed the
// response as well, and what the server passed over for that goes again, above it.
function settle(item) {
  const { receipt, status, revision, reason, taken, overtaken } = item.dataset;
  const sent = entries().filter((entry) => entry.response === receipt && entry.state !== "refused");
  delete item.dataset.overtaken;
  delete item.dataset.taken;
  const words = item.querySelector(".response__text")?.textContent;
  if (status === "refused") {
    if (sent.length) write(place(sent[0]), { ...sent[0], state: "refused", reason });
    return;
  }
  for (const entry of sent) {
    const isChange = entry.action === "change";
    const isGone = status === "withdrawn" && !sent.some((one) => one.action === "withdraw" && one.at > entry.at);
    if (isChange && isGone) write(place(entry), { ...entry, state: "refused", reason: WITHDRAWN });
    else if (status === "withdrawn" || entry.action === "respond" || (isChange && entry.revision === Number(taken) && entry.text === words)) {
      forget(place(entry));
      document.dispatchEvent(new CustomEvent("own:settled"));
    }
    else if (isChange && entry.revision === Number(overtaken ?? taken)) post({ ...entry, revision: Number(revision) + 1 });
  }
}

document.addEventListener("link:lost", () => { sentAt = new Map(); flush(); });
document.addEventListener("link:live", () => { sentAt = new Map(); flush(); });
document.addEventListener("htmx:after:swap", refresh);
setInterval(() => { if (entries().length) flush(); }, 1000);

// Another tab of this phone has sent something, or had its answer: only the server can say what stands now.
addEventListener("storage", ({ key, newValue }) => {
  if (!key?.startsWith(PREFIX)) return;
  refresh();
  if (newValue === null || JSON.parse(newValue).state === "refused") document.dispatchEvent(new CustomEvent("own:stale"));
});

for (const form of document.querySelectorAll("form.respond")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBlank(form.elements.text)) return;
    const text = form.elements.text.value.trim();
    if ((await showAlike(form, text)) || form.elements.text.value.trim() !== text) return;
    const { question, prompt } = form.dataset;
    const { theme, for_table: forTable, table, people } = form.elements;
    const spokenFor = forTable.checked ? { for_table: 1, table: table.value, people: people.value } : {};
    post({ action: "respond", question, prompt, response: newKey(), text, theme: theme?.value ?? "", ...spokenFor });
    clearDraft(form);
  });
  form.addEventListener("input", () => hideAlike(form));
}
refresh();
