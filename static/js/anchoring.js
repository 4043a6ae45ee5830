// What is under the pointer, or has the focus, keeps its place in a list while others come and go around it: a press
// must not hit the response that has just taken the place of another.

const PARTS = "li, .column, details, form";
const moved = new Map(); // The lists that were moved, with where each stood before.
let point = null; // Where the pointer is, while it is over a list.
let kept = []; // What is there, what follows it, and then what is before it, each with its distance from the window's top.

const listAt = (element) => element?.closest?.("[data-still]");
const top = (element) => element.getBoundingClientRect().top;

function remember() {
  const at = point ? document.elementFromPoint(point.x, point.y) : document.activeElement;
  const part = listAt(at) && at.closest(PARTS);
  kept = [];
  if (!part || !part.closest("[data-still]")) return;
  const parts = [...listAt(at).querySelectorAll(PARTS)];
  const here = parts.indexOf(part);
  const before = parts.slice(Math.max(0, here - 10), here).reverse();
  kept = [...parts.slice(here, here + 40), ...before].map((one) => [one, top(one)]);
}

// The innermost list first; what its scrolling cannot make up for, the outer one does, or room at its edge.
function restore() {
  const [part, was] = kept.find(([one]) => one.isConnected && listAt(one)) ?? [];
  for (let list = listAt(part); list && Math.abs(top(part) - was) >= 1; list = listAt(list.parentElement)) {
    if (!moved.has(list)) moved.set(list, list.scrollTop);
    list.scrollTop += top(part) - was;
    const missing = top(part) - was;
    if (Math.abs(missing) < 1 || listAt(list.parentElement)) continue;
    if (missing < 0) makeRoom(list, "paddingTop", -missing);
    else {
      makeRoom(list, "paddingBottom", missing + unused(list));
      list.scrollTop += missing;
    }
  }
  remember();
}

// How much of the list's height is empty below its last part.
function unused(list) {
  return Math.max(0, list.getBoundingClientRect().bottom - list.lastElementChild.getBoundingClientRect().bottom);
}

function makeRoom(list, edge, pixels) {
  list.style[edge] = `${parseFloat(getComputedStyle(list)[edge]) + pixels}px`;
}

// Once the pointer is elsewhere the list is as it would have been.
function letGo() {
  point = null;
  kept = [];
  for (const [list, stood] of moved) {
    if (list.contains(document.activeElement)) continue;
    list.style.paddingTop = list.style.paddingBottom = "";
    if (stood === 0) list.scrollTop = 0;
    moved.delete(list);
  }
  remember();
}

function follow(event) {
  if (event.pointerType === "touch") return;
  if (listAt(event.target)) {
    point = { x: event.clientX, y: event.clientY };
    remember();
  } else if (point) letGo();
}

for (const kind of ["pointermove", "pointerdown", "pointerup"]) document.addEventListener(kind, follow, { passive: true });
document.documentElement.addEventListener("pointerleave", letGo);
document.addEventListener("scroll", (event) => {
  if (listAt(event.target)) requestAnimationFrame(remember);
}, { capture: true, passive: true });
document.addEventListener("focusin", remember);
document.addEventListener("toggle", remember, true);
document.addEventListener("htmx:after:swap", restore);
