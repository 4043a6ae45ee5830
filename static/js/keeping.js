// Keep things on the phone. Where storage is refused, they last as long as the page.

const memory = new Map();
let isRefused = false;

export function read(place) {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? memory.get(place) ?? null;
  } catch {
    return memory.get(place) ?? null;
  }
}

export function write(place, value) {
  memory.set(place, value);
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page still has it, and warns before that is lost.
    if (!isRefused) addEventListener("beforeunload", (event) => { if (memory.size) event.preventDefault(); });
    isRefused = true;
  }
}

export function forget(place) {
  memory.delete(place);
  try {
    localStorage.removeItem(place);
  } catch {
    // Forbidden: there is nothing there.
  }
}

export function places(prefix) {
  const found = new Set([...memory.keys()].filter((place) => place.startsWith(prefix)));
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      if (localStorage.key(i).startsWith(prefix)) found.add(localStorage.key(i));
    }
  } catch {
    // Forbidden: memory is all there is.
  }
  return [...found];
}

// What another tab has settled or changed is so here as well.
addEventListener("storage", (event) => { if (event.key) memory.delete(event.key); });
