// The board by pointer and by keyboard: choose responses, drag them, or press a theme's number.
import "./composing.js";
import { isComposing, isPlain, nameOf } from "./keyname.js";
import "./notice.js";
import "./anchoring.js";
import "./undo.js";

const chosen = new Set();
const moving = document.getElementById("moving");
const boxes = () => document.querySelectorAll('#board-live input[name="responses"][form="moving"]');

function paint() {
  const here = new Set();
  for (const box of boxes()) {
    here.add(box.value);
    box.checked = chosen.has(box.value);
    box.closest(".tile").toggleAttribute("data-chosen", box.checked);
  }
  for (const key of chosen) if (!here.has(key)) chosen.delete(key);
  moving.querySelector("[data-chosen]").textContent = chosen.size;
  moving.querySelector("[data-first]").value = [...chosen][0] ?? "";
  for (const button of moving.querySelectorAll("[data-verb]")) {
    const takesOne = ["quote", "spotlight", "hide"].includes(button.dataset.verb);
    button.disabled = takesOne ? chosen.size !== 1 : !chosen.size;
  }
}

function choose(keys) {
  chosen.clear();
  for (const key of keys) chosen.add(key);
  paint();
}

// Move what is chosen, or `key` where it is not among them, to a theme.
function moveTo(theme, key) {
  if (key && !chosen.has(key)) choose([key]);
  if (!chosen.size) return;
  moving.elements.theme.value = theme;
  moving.requestSubmit(moving.querySelector('[data-verb="move"]'));
}

document.addEventListener("change", (event) => {
  const box = event.target.closest('#board-live input[name="responses"]');
  if (!box) return;
  if (box.checked) chosen.add(box.value); else chosen.delete(box.value);
  paint();
});

// What was moved is dealt with; where the server refused, it stays chosen.
moving.addEventListener("htmx:after:request", (event) => {
  const status = event.detail.ctx?.response?.status ?? event.detail.ctx?.response?.raw?.status;
  if (!status || status >= 400) return;
  choose([]);
  moving.elements.name.value = "";
});
moving.querySelector("[data-choose-none]").addEventListener("click", () => choose([]));
moving.elements.name.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || isComposing(event)) return;
  event.preventDefault();
  if (chosen.size) moving.requestSubmit(moving.querySelector('[data-verb="group"]'));
});

document.addEventListener("keydown", (event) => {
  const tile = event.target.closest("[data-tile]");
  if (!tile || !isPlain(event)) return;
  const name = nameOf(event);
  if (/^[0-9]$/.test(name)) {
    if (event.repeat) return; // A key that is held down moves one, and not the next as well.
    const column = name === "0" ? "" : document.querySelector(`[data-number="${name}"]`)?.dataset.theme;
    if (column !== undefined) { event.preventDefault(); focusNext(tile); moveTo(column, tile.dataset.tile); }
  } else if (name === "m") {
    event.preventDefault();
    if (!chosen.size) choose([tile.dataset.tile]);
    moving.elements.theme.focus();
  } else if (name === "ArrowDown" || name === "ArrowUp") {
    event.preventDefault();
    const next = name === "ArrowDown" ? tile.nextElementSibling : tile.previousElementSibling;
    next?.querySelector("input")?.focus();
  }
});

function focusNext(tile) {
  (tile.nextElementSibling ?? tile.previousElementSibling)?.querySelector?.("input")?.focus();
}

document.addEventListener("dragstart", (event) => {
  const tile = event.target.closest?.("[data-tile]");
  if (!tile) return;
  if (!chosen.has(tile.dataset.tile)) choose([tile.dataset.tile]);
  event.dataTransfer.setData("text/plain", tile.dataset.tile);
  event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.("[data-theme]");
  for (const other of document.querySelectorAll("[data-over]")) if (other !== column) other.removeAttribute("data-over");
  if (!column || !chosen.size) return;
  event.preventDefault();
  column.setAttribute("data-over", "");
});
document.addEventListener("drop", (event) => {
  const column = event.target.closest?.("[data-theme]");
  if (!column || !chosen.size) return;
  event.preventDefault();
  column.removeAttribute("data-over");
  moveTo(column.dataset.theme);
});
document.addEventListener("dragend", () => { for (const over of document.querySelectorAll("[data-over]")) over.removeAttribute("data-over"); });

// A card that was keyed in, or an action, leaves its form empty for the next.
document.addEventListener("htmx:after:request", (event) => {
  const form = event.target.closest?.("[data-keyin], #add-theme");
  const status = event.detail.ctx?.response?.status ?? event.detail.ctx?.response?.raw?.status;
  if (form && status && status < 400) form.reset();
});
document.addEventListener("htmx:after:swap", paint);
paint();
