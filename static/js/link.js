// The link to the room: whether it holds, said in a word, and the one socket behind it.

const WORDS = { connecting: "Connecting…", live: "Live", lost: "Reconnecting…", polling: "Following slowly", ended: "Ended" };
const NO_SUCH_WORKSHOP = 4404;

// A socket may be dead with nobody to say so: the phone slept, or moved to another
// network. So the page asks, with an empty message, which the server sends back.
const LOOK_MS = 500;
const REPLY_MS = 2000;  // After something was sent.
const SILENCE_MS = 25000;
const PATIENCE_MS = 3000;  // For what was asked.
const SETTLE_MS = 6000;  // To open, or to close.
const ASLEEP_MS = 5000;

let connection = null;
let lookedAt = Date.now();
let unsettledSince = Date.now();
let heardAt = 0;
let sentAt = 0;
let askedAt = 0;

export function isLive() {
  return connection?.socket?.readyState === WebSocket.OPEN;
}

// Hand `text` to the socket; false when there is none to take it.
export function sendText(text) {
  if (!isLive()) return false;
  connection.socket.send(text);
  sentAt ||= Date.now();
  return true;
}

export function showLink(state) {
  const chip = document.getElementById("link-state");
  if (!chip || chip.dataset.state === state) return;
  chip.dataset.state = state;
  chip.textContent = WORDS[state];
}

function hear() {
  heardAt = Date.now();
  sentAt = askedAt = 0;
}

function ask() {
  if (!isLive() || askedAt) return;
  connection.socket.send("");
  askedAt = Date.now();
}

// Connect anew, without the closing handshake that nobody would answer.
function giveUp() {
  const { socket, abortController } = connection;
  socket.close();
  socket.dispatchEvent(new CloseEvent("close", { code: 1006 }));
  abortController.abort();  // What becomes of the old socket is of no matter now.
}

function look() {
  if (document.hidden) return;
  const now = Date.now();
  const wasAsleep = now - lookedAt > ASLEEP_MS;
  lookedAt = now;
  const state = connection?.socket?.readyState;
  const isUnsettled = state === WebSocket.CONNECTING || state === WebSocket.CLOSING;
  if (!isUnsettled || wasAsleep) unsettledSince = now;
  if (now - unsettledSince > SETTLE_MS) giveUp();
  if (!isLive()) return;
  if (askedAt && now - askedAt > PATIENCE_MS && !wasAsleep) giveUp();
  else if (wasAsleep || (sentAt && now - sentAt > REPLY_MS) || now - heardAt > SILENCE_MS) ask();
}

for (const moment of ["before", "after"]) {
  document.addEventListener(`htmx:ws:${moment}:connection`, (event) => { connection = event.detail.connection; });
}

document.addEventListener("htmx:ws:after:connection", () => {
  hear();
  showLink("live");
  document.dispatchEvent(new CustomEvent("link:live"));
});

document.addEventListener("htmx:ws:before:message:incoming", (event) => {
  hear();
  if (event.detail.message.data === "") event.preventDefault();
});

document.addEventListener("htmx:ws:close", (event) => {
  const wasLive = heardAt !== 0;
  heardAt = sentAt = askedAt = 0;
  showLink(event.detail.code === NO_SUCH_WORKSHOP ? "ended" : "lost");
  if (wasLive) document.dispatchEvent(new CustomEvent("link:lost"));
});

setInterval(look, LOOK_MS);
addEventListener("online", ask);
navigator.connection?.addEventListener?.("change", ask);
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });

// The socket of a page that comes back from the browser's cache is closed for good.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
