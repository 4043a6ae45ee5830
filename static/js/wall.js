// What is too long for the screen turns its pages by itself: responses, themes, a ranking, actions.

const TURN_MS = 9000;
const SMALLEST = 5; // Of the steps by which fit.js draws smaller.
const MOST_LINES = 12;
const MISSES = 8; // So many cards in a row that do not fit, and the page is full.
let page = 0;
let turning = 0;
let shownIn = "";

// Show what fits of `rest`, in its order; a card that is too long for what is left of the page
// waits for the next one, and shorter ones after it take its place.
function fill(rest, list) {
  const shown = [];
  let misses = 0;
  for (const card of rest) {
    card.hidden = false;
    if (!shown.length) clamp(card, list);
    if (!shown.length || [...shown, card].every((one) => isInside(one, list))) {
      shown.push(card);
      misses = 0;
    } else {
      card.hidden = true;
      misses += 1;
      if (misses === MISSES) break;
    }
  }
  return shown;
}

// A page that holds all is better than two, as long as it can be read; and each card has at least a page of its own.
function shrink(cards, list) {
  for (const card of cards) card.hidden = false;
  if (drawSmaller(list, () => cards.every((card) => isInside(card, list)))) return;
  for (const card of cards) card.hidden = true;
  drawSmaller(list, () => cards.every((card) => isInsideAlone(card, list)));
}

function drawSmaller(list, isEnough) {
  for (let step = 0; step <= SMALLEST; step += 1) {
    list.dataset.fit = step;
    if (isEnough()) return true;
  }
  return false;
}

function isInsideAlone(card, list) {
  card.hidden = false;
  const isIt = isInside(card, list);
  card.hidden = true;
  return isIt;
}

// Smaller it could not be read: so many lines of its words are shown that what stands below them is whole.
function clamp(card, list) {
  delete card.dataset.lines;
  for (let lines = MOST_LINES; lines && !isInside(card, list); lines -= 1) card.dataset.lines = lines;
}

function isInside(card, list) {
  const box = card.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  return box.bottom <= frame.bottom + 1 && box.right <= frame.right + 1;
}

function show() {
  const wall = document.querySelector("[data-wall]");
  if (wall?.id !== shownIn) rewind();
  shownIn = wall?.id;
  if (!wall) return;
  turning ||= setInterval(turn, TURN_MS);
  const list = wall.querySelector("[data-wall-list]");
  if (!list) return;
  const cards = [...list.children];
  if (wall.matches(".pages")) shrink(cards, list);
  let rest = cards, shown = [];
  for (let turned = 0; turned <= page; turned += 1) {
    for (const card of cards) card.hidden = true;
    shown = fill(rest, list);
    rest = rest.filter((card) => !shown.includes(card));
    if (!rest.length && turned < page) return first();
  }
  const words = shown.length < cards.length ? `${shown.length} of ${cards.length} here, ${wall.dataset.wallOrder}; the pages turn by themselves` : "";
  const line = wall.querySelector("[data-wall-page]");
  if (line.textContent !== words) line.textContent = words;
}

function first() {
  page = 0;
  show();
}

// The next wall starts with its newest responses, for as long as any page stands.
function rewind() {
  clearInterval(turning);
  page = turning = 0;
}

function turn() {
  page += 1;
  show();
}

document.addEventListener("htmx:after:swap", show);
document.addEventListener("wall:turn", turn);
addEventListener("resize", show);
addEventListener("load", show);
show();
