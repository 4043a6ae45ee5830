// The link to the room: whether it holds, said in a word, and the one socket behind it.

const WORDS = { connecting: "Connecting…", live: "Live", lost: "Reconnecting…", polling: "Following slowly", ended: "Ended" };
const NO_SUCH_WORKSHOP = 4404;

let socket = null;

export function isLive() {
  return socket?.readyState === WebSocket.OPEN;
}

// Hand `text` to the socket; false when there is none to take it.
export function sendText(text) {
  if (!isLive()) return false;
  socket.send(text);
  return true;
}

export function showLink(state) {
  const chip = document.getElementById("link-state");
  if (!chip || chip.dataset.state === state) return;
  chip.dataset.state = state;
  chip.textContent = WORDS[state];
}

document.addEventListener("htmx:ws:after:connection", (event) => {
  socket = event.detail.connection.socket;
  showLink("live");
  document.dispatchEvent(new CustomEvent("link:live"));
});

document.addEventListener("htmx:ws:close", (event) => {
  const wasLive = socket !== null;
  socket = null;
  showLink(event.detail.code === NO_SUCH_WORKSHOP ? "ended" : "lost");
  if (wasLive) document.dispatchEvent(new CustomEvent("link:lost"));
});

// The socket of a page that comes back from the browser's cache is closed for good.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
