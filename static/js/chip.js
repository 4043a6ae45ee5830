// How the page follows the room, said in a word.

const WORDS = { connecting: "Connecting…", live: "Live", lost: "Reconnecting…", polling: "Following slowly", ended: "Ended" };
const chip = document.getElementById("link-state");

export function showLink(state) {
  if (!chip || [state, "ended"].includes(chip.dataset.state)) return;
  chip.dataset.state = state;
  chip.textContent = WORDS[state];
}

// A socket that was lost says nothing new where the page follows without.
export const showLost = () => { if (chip?.dataset.state !== "polling") showLink("lost"); };

// The server was heard lately, by the socket or by asking.
export const isReached = () => ["live", "polling"].includes(chip?.dataset.state);
