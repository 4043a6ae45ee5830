// A text of which nothing would be seen is empty. The server decides, by the same list: questions/visible.py.

const UNSEEN = /^[\p{Cc}\p{Cf}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800\u{1d159}\ufffc\u2065\ufff0-\ufff8\u{e0000}-\u{e0fff}]*$/u;

// True for a required field without words, which the browser then says of it.
export function isBlank(field) {
  if (!UNSEEN.test(field.value)) return false;
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.reportValidity();
  return true;
}
