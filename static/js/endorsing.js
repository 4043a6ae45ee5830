// Read and endorse what others said.
import { endorsed, mark, waitingFor } from "./marks.js";

const code = document.body.dataset.code;

function paint() {
  for (const button of document.querySelectorAll("[data-endorse]")) {
    const key = button.dataset.endorse;
    const isGiven = Boolean(waitingFor(`endorse/${key}`)?.given ?? endorsed.has(key));
    button.setAttribute("aria-pressed", String(isGiven));
    button.textContent = isGiven ? "Endorsed ✓" : "Endorse";
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-endorse]");
  if (button) {
    event.preventDefault();
    const key = button.dataset.endorse;
    mark(`endorse/${key}`, { action: "endorse", response: key, given: button.getAttribute("aria-pressed") === "true" ? 0 : 1 });
  } else if (event.target.closest("[data-close-said]")) event.target.closest(".said").replaceChildren();
});

document.addEventListener("marks:settled", ({ detail: { entry, problem } }) => {
  if (entry.action !== "endorse" || !problem) return;
  for (const button of document.querySelectorAll(`[data-endorse="${entry.response}"]`)) {
    const line = button.closest("li").querySelector(".told") ?? button.closest("li").appendChild(document.createElement("p"));
    line.className = "told";
    line.textContent = problem;
  }
});

// A list that is open is fetched again when words in it were taken from view.
function refresh() {
  for (const list of document.querySelectorAll(".said:not(:empty)")) {
    const since = document.getElementById(`asked-${list.dataset.said}`).dataset.shownSince;
    if (since === undefined) list.replaceChildren();
    else if (list.firstElementChild.dataset.since !== since && list.dataset.asked !== since) {
      list.dataset.asked = since;
      const asked = htmx.ajax("GET", `/${code}/said/${list.dataset.said}/`, { target: list, swap: "innerMorph" });
      asked.then(() => { if (list.firstElementChild?.dataset.since !== since) delete list.dataset.asked; });
    }
  }
}

document.addEventListener("marks:changed", () => { paint(); refresh(); });
