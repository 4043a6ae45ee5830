// The wall of responses turns its pages by itself when it is full.

const TURN_MS = 9000;
let page = 0;

function pagesOf(list) {
  const cards = [...list.querySelectorAll(".card")];
  for (const card of cards) card.hidden = false;
  const pages = [];
  let rest = cards;
  while (rest.length) {
    for (const card of cards) card.hidden = !rest.includes(card);
    const fits = rest.filter((card) => isInside(card, list));
    const shown = fits.length ? rest.slice(0, rest.indexOf(fits.at(-1)) + 1).filter((card) => fits.includes(card)) : rest.slice(0, 1);
    pages.push(shown);
    rest = rest.filter((card) => !shown.includes(card));
  }
  return { cards, pages };
}

function isInside(card, list) {
  const box = card.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  return box.bottom <= frame.bottom + 1 && box.right <= frame.right + 1;
}

function show() {
  const wall = document.querySelector("[data-wall]");
  if (!wall) return;
  const { cards, pages } = pagesOf(wall.querySelector(".wall__cards"));
  page = pages.length ? page % pages.length : 0;
  for (const card of cards) card.hidden = !pages[page]?.includes(card);
  const before = pages.slice(0, page).reduce((sum, cards) => sum + cards.length, 0);
  const words = pages.length > 1 ? `${before + 1}–${before + pages[page].length} of ${cards.length}, newest first` : "";
  const line = wall.querySelector("[data-wall-page]");
  if (line.textContent !== words) line.textContent = words;
}

document.addEventListener("htmx:after:swap", show);
addEventListener("resize", show);
addEventListener("load", show);
function turn() {
  page += 1;
  show();
}

document.addEventListener("wall:turn", turn);
setInterval(turn, TURN_MS);
show();
