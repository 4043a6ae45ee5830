// Ask the server, and take for its answer only what is: not a captive portal's page, nor a proxy's.

const PATIENCE_MS = 20000;
let postedAt = -Infinity;

async function fetchOurs(url, options) {
  const answer = await fetch(url, { ...options, redirect: "error" });
  if (!answer.headers.has("Workshop-Answer")) throw new TypeError("Failed to fetch: this was no answer of the workshop’s");
  return answer;
}

// Get `path` of this workshop, or post `fields` to it. Throws where no answer of ours comes in time.
export async function askServer(path, fields, patienceMs = PATIENCE_MS) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  const said = fields && { method: "POST", body: new URLSearchParams(fields) };
  try {
    const answer = await fetchOurs(path, { ...said, headers: { "HX-Request": "true" }, signal: patience.signal });
    const text = await answer.text();
    if (fields) postedAt = performance.now();
    return { isOk: answer.ok, text };
  } finally {
    clearTimeout(timer);
  }
}

// Whether something was stored since `moment`, so that what was asked for before may be out of date.
export const wasPostedSince = (moment) => postedAt > moment;

// Put what the server said where it belongs.
export const show = (text) => htmx.swap({ text, target: document.body, swap: "none", sourceElement: document.body });

// What htmx asks for goes the same way: anything else than our answer is an error, and nothing is swapped in.
document.addEventListener("htmx:before:request", (event) => { event.detail.ctx.fetch = fetchOurs; });
