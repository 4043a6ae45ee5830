// A phone is known by its cookie. Where the browser keeps none, the page says so and sends nothing; every poll
// offers the cookie again, and once it is kept, what waits goes by itself. Some keep it and send it with no socket:
// then what waits goes by plain POST.
import { reconnect } from "./link.js";

const SIGN = 'data-problem="no-cookie"';
const problem = () => document.getElementById("problem");
let isAnonymous = false;  // The socket that there is came without the cookie.
let hasReconnected = false;

export const isUnknown = () => problem()?.dataset.problem === "no-cookie";
export const goesByPost = () => isAnonymous;

// `text` is what the server has just answered to a request.
export function noteWhetherKnown(text) {
  if (text.includes(SIGN)) return;
  if (isUnknown()) {
    problem().dataset.problem = "";
    problem().hidden = true;
  } else if (hasReconnected) return;
  if (!isAnonymous) return;
  hasReconnected = true;
  reconnect();
}

document.addEventListener("htmx:ws:before:message:incoming", (event) => {
  if (!event.detail.message.data.includes(SIGN)) return;
  event.preventDefault();  // Whether there is a cookie at all, a poll says.
  isAnonymous = true;
  document.dispatchEvent(new CustomEvent("own:stale"));
});
document.addEventListener("htmx:ws:after:connection", () => { isAnonymous = false; });
document.addEventListener("link:live", () => { if (!isAnonymous) hasReconnected = false; });
