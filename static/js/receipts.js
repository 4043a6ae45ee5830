// Show what is in the outbox among the delegate's own responses.

const WORDS = {
  respond: { kept: "Kept on this phone", sending: "Sending" },
  change: { kept: "Change kept on this phone", sending: "Sending the change" },
  withdraw: { kept: "Withdrawal kept on this phone", sending: "Withdrawing" },
};

export function paint(entries) {
  const here = new Set(entries.map((entry) => `response-${entry.response}`));
  for (const item of document.querySelectorAll(".response[data-kept]")) {
    if (!here.has(item.id)) item.remove();
  }
  for (const entry of entries) paintEntry(entry);
}

function paintEntry(entry) {
  const item = document.getElementById(`response-${entry.response}`) ?? addItem(entry);
  if (!item || item.hasAttribute("hx-morph-skip")) return;  // It is being changed.
  // Words that were refused never stand over those that are stored.
  const isRefusedChange = entry.action === "change" && entry.state === "refused";
  if (isRefusedChange) set(item.querySelector(".response__refused") ?? addRefused(item), entry.text);
  else if (entry.text) set(item.querySelector(".response__text") ?? addText(item), entry.text);
  const line = item.querySelector(".receipt");
  set(line, entry.state === "refused" ? `Refused: ${entry.reason}` : WORDS[entry.action][entry.state]);
  line.dataset.status = entry.state;
  const own = item.querySelector(".response__own");
  if (own) own.hidden = entry.state !== "refused" || !own.querySelector("[data-dismiss]");
  if (entry.state === "refused") offerDismissal(item);
}

function addItem(entry) {
  const list = document.getElementById(`mine-${entry.question}`);
  if (!list) return null;
  const item = document.getElementById("response-template").content.firstElementChild.cloneNode(true);
  item.id = `response-${entry.response}`;
  item.dataset.kept = "";
  list.append(item);
  return item;
}

function addText(item) {
  const text = document.createElement("p");
  text.className = "response__text";
  text.dir = "auto";
  item.prepend(text);
  return text;
}

function addRefused(item) {
  const words = document.getElementById("refused-template").content.cloneNode(true);
  item.querySelector(".receipt").after(words);
  return item.querySelector(".response__refused");
}

function offerDismissal(item) {
  if (item.querySelector("[data-dismiss]")) return;
  const own = document.getElementById("response-template").content.querySelector(".response__own").cloneNode(true);
  own.hidden = false;
  item.querySelector(".response__own")?.remove();
  item.append(own);
}

// Writing the same words again would make a screen reader say them again.
function set(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
