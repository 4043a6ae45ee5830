// The link to the room: the one socket, and whether it holds.
import { showLink, showLost } from "./chip.js";

const NO_SUCH_WORKSHOP = 4404;

// A socket may be dead with nobody to say so: the phone slept, or moved to another network, or a proxy lets the
// handshake through and swallows what follows. So the page asks, with spaces, which the server sends back as
// they came. A socket is on trial until it has brought the room's frame and the spaces: both ways are proven.
const LOOK_MS = 500;
const REPLY_MS = 2000;  // After something was sent.
const SILENCE_MS = 25000;
const PATIENCE_MS = 3000;  // For what was asked.
const SETTLE_MS = 6000;  // To open, to prove itself, or to close.
const ASLEEP_MS = 5000;
const MOST_SPACES = 16000;
const AWAY_MS = 3000;  // Without a link for so long, what waits goes by plain POST.

// Sockets that opened and carried nothing are tried again ever more seldom.
const LONGEST_PAUSE_MS = 60000;
const SOUND_MS = 60000;
let failures = 0;
let usualPauseMs = 0;

let connection = null;
let abandoned = null;
let lookedAt = Date.now();  // By the clock, which goes on in a phone's sleep. All else by the monotonic clock, which never jumps.
let unsettledSince = 0, openedAt = 0, heardAt = 0, sentAt = 0, askedAt = 0;
let asked = 0, largest = 0;  // In characters.
let isOpened = false, isProven = false, hasFrame = false, hasEcho = false, isGivenUp = false;
let awaySince = performance.now();

const isFrame = (data) => data.includes(`hx-target="${document.body.dataset.frame}"`);
const isOpen = () => connection?.socket !== abandoned && connection?.socket?.readyState === WebSocket.OPEN;

export const isLive = () => isProven && isOpen();

// No link for a while: what waits is not to wait for one.
export const isAway = () => !isLive() && performance.now() - awaySince > AWAY_MS;

// Hand `text` to the socket; false when there is none to take it.
export function sendText(text) {
  if (!isLive()) return false;
  connection.socket.send(text);
  largest = Math.max(largest, text.length);
  sentAt ||= performance.now();
  return true;
}

// Ask with more than was sent and than its receipt has: what swallows only large messages swallows this as well.
function ask() {
  if (!isOpen() || askedAt) return;
  asked = largest && Math.min(largest * 2 + 1500, MOST_SPACES);
  connection.socket.send(" ".repeat(asked));
  askedAt = performance.now();
  sentAt = largest = 0;
}

// Connect anew, without the closing handshake that nobody would answer.
export function reconnect() {
  if (!isOpen() && !isGivenUp) return;
  const { socket, abortController } = connection;
  abandoned = socket;
  socket.close();
  socket.dispatchEvent(new CloseEvent("close", { code: 1006 }));
  abortController.abort();  // What becomes of the old socket is of no matter now.
}

function giveUp() {
  isGivenUp = true;
  reconnect();
}

function look() {
  if (document.hidden || connection?.socket === abandoned) return;
  const now = performance.now();
  const wasAsleep = Date.now() - lookedAt > ASLEEP_MS;
  lookedAt = Date.now();
  const state = connection?.socket?.readyState;
  const isUnsettled = state === WebSocket.CONNECTING || state === WebSocket.CLOSING || (isOpen() && !isProven);
  if (!isUnsettled || wasAsleep) unsettledSince = now;
  if (now - unsettledSince > SETTLE_MS) giveUp();
  if (!isLive()) return;
  if (now - openedAt > SOUND_MS) failures = 0;
  if (askedAt && now - askedAt > PATIENCE_MS && !wasAsleep) giveUp();
  else if (wasAsleep || (sentAt && now - sentAt > REPLY_MS) || now - heardAt > SILENCE_MS) ask();
}

function prove() {
  isProven = true;
  showLink("live");
  document.dispatchEvent(new CustomEvent("link:live"));
}

for (const moment of ["before", "after"]) {
  document.addEventListener(`htmx:ws:${moment}:connection`, (event) => { connection = event.detail.connection; });
}

document.addEventListener("htmx:ws:after:connection", () => {
  openedAt = heardAt = unsettledSince = performance.now();
  isOpened = true;
  isProven = hasFrame = hasEcho = false;
  sentAt = askedAt = largest = 0;
  ask();
});

document.addEventListener("htmx:ws:before:message:incoming", (event) => {
  const { data } = event.detail.message;
  heardAt = performance.now();
  if (data.trim()) hasFrame ||= isFrame(data);
  else {
    event.preventDefault();
    if (data.length !== asked) return;
    hasEcho = true;
    askedAt = 0;
  }
  if (hasFrame && hasEcho && !isProven) prove();
});

document.addEventListener("htmx:ws:close", (event) => {
  const wasLive = isProven;
  if (isGivenUp ? isOpened : isOpened && !isProven && !document.hidden) failures += 1;
  usualPauseMs ||= connection.config.reconnectMaxDelay;
  connection.config.reconnectMaxDelay = failures > 1 ? LONGEST_PAUSE_MS : usualPauseMs;
  if (isOpened) connection.attempt = failures > 1 ? failures + 3 : 0;
  if (wasLive) awaySince = isGivenUp ? -Infinity : performance.now();
  isOpened = isProven = isGivenUp = false;
  if (event.detail.code === NO_SUCH_WORKSHOP) showLink("ended");
  else showLost();
  if (wasLive) document.dispatchEvent(new CustomEvent("link:lost"));
});

setInterval(look, LOOK_MS);
addEventListener("online", ask);
navigator.connection?.addEventListener?.("change", ask);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  // hx-ws connects on coming back to the page; what it had put off would cut that short.
  if (connection?.config.pauseOnBackground && connection.socket?.readyState === WebSocket.CLOSED) clearTimeout(connection.timer);
  ask();
});

// The socket of a page that comes back from the browser's cache is closed for good.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
