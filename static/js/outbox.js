// The outbox: what was sent stays on the phone until its receipt comes, across
// reload, lock, tunnel and restart. Each entry is kept under a place of its own,
// so two tabs never write over each other; the server stores each key once.
import { forget, places, read, write } from "./keeping.js";
import { isLive, sendText } from "./link.js";
import { clearDraft } from "./drafts.js";
import { paint } from "./receipts.js";
import { isBlank } from "./blank.js";
import { hideAlike, showAlike } from "./alike.js";

const code = document.body.dataset.code;
const PREFIX = `outbox/${code}/`;
const RESEND_MS = 8000;
const POST_AFTER_MS = 3000;

const place = (entry) => `${PREFIX}${entry.response}/${entry.action}/${entry.revision ?? 0}`;
let sentAt = new Map();
let posting = false;

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

export function post(entry) {
  write(place(entry), { ...entry, at: Date.now(), state: "kept" });
  flush();
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
    for (const entry of entries()) if (entry.state === "sending") write(place(entry), { ...entry, state: "kept" });
  }
  const left = entries();
  paint(left);
  if (!left.some((entry) => entry.state !== "refused")) problem.hidden = true;
}

// Send what waits: by the socket, or by plain POST once the socket has been away a while.
export function flush() {
  const now = Date.now();
  const waiting = entries().filter((entry) => entry.state !== "refused");
  for (const entry of waiting) {
    const again = now - (sentAt.get(place(entry)) ?? 0) >= RESEND_MS;
    if (!isLive()) write(place(entry), { ...entry, state: "kept" });
    else if (again && sendText(message(entry))) {
      sentAt.set(place(entry), now);
      write(place(entry), { ...entry, state: "sending" });
    }
  }
  if (!isLive() && waiting.length && now - lostAt > POST_AFTER_MS) postFirst(waiting[0]);
  refresh();
}

const message = ({ at, state, reason, ...said }) => JSON.stringify(said);

async function postFirst(entry) {
  if (posting) return;
  posting = true;
  try {
    write(place(entry), { ...entry, state: "sending" });
    const { at, state, reason, ...said } = entry;
    const answer = await fetch(`/${code}/respond/`, {
      method: "POST",
      headers: { "HX-Request": "true" },
      body: new URLSearchParams(said),
    });
    await htmx.swap({ text: await answer.text(), target: document.body, swap: "none", sourceElement: document.body });
  } catch {
    write(place(entry), { ...entry, state: "kept" });
  } finally {
    posting = false;
    refresh();
  }
  if (entries().some((next) => next.state === "kept" && place(next) !== place(entry))) flush();
}

// A receipt for a response settles what was sent of it up to that revision.
function settle(item) {
  const { receipt, status, revision, reason } = item.dataset;
  const sent = entries().filter((entry) => entry.response === receipt && entry.state !== "refused");
  if (status === "refused") {
    if (sent.length) write(place(sent[0]), { ...sent[0], state: "refused", reason });
    return;
  }
  for (const entry of sent) {
    const isDone = entry.action === "withdraw" ? status === "withdrawn" : (entry.revision ?? 0) <= Number(revision) || status === "withdrawn";
    if (isDone) forget(place(entry));
  }
}

let lostAt = Date.now();
document.addEventListener("link:lost", () => { lostAt = Date.now(); sentAt = new Map(); refresh(); });
document.addEventListener("link:live", () => { sentAt = new Map(); flush(); });
document.addEventListener("htmx:after:swap", refresh);
setInterval(() => { if (entries().length) flush(); }, 2000);

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
