// Which key was pressed, by one name whatever the layout: every reader of keys asks here.

const DIGIT = /^(?:Digit|Numpad)([0-9])$/;
const LETTER = /^Key([A-Z])$/;

// "a" to "z", "0" to "9", or as the browser calls it ("PageDown"); empty while words are being composed (IME).
// A letter is what is written, and the key's place only where the layout is not Latin; a digit is what is written, or
// its key's place where that writes something else, as on a French keyboard.
export function nameOf(event) {
  if (isComposing(event)) return "";
  const key = event.key.normalize("NFKC");
  if (/^[0-9]$/.test(key)) return key;
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  if (key.length > 2 && key !== "Dead") return event.key;
  const digit = DIGIT.exec(event.code);
  if (digit && !event.shiftKey) return digit[1];
  const letter = LETTER.exec(event.code);
  if (letter && /^[\p{L}\p{M}]/u.test(key) && !/^\p{Script=Latin}/u.test(key)) return letter[1].toLowerCase();
  return event.key;
}

// Safari's key that ends composing says only by its code that it was the input method's.
export const isComposing = (event) => event.isComposing || event.keyCode === 229 || event.key === "Process";

// With Ctrl, Alt or the system's key it is the browser's; AltGr writes what a layout has no key for.
export const isPlain = (event) =>
  !(event.ctrlKey || event.metaKey || event.altKey || event.getModifierState?.("AltGraph"));
