// Change, withdraw or dismiss one of one's own responses.
import { isBlank } from "./blank.js";
import { dismiss, entries, post } from "./outbox.js";
import { offerDraft } from "./drafts.js";
import { forget, read, write } from "./keeping.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-change], [data-withdraw], [data-dismiss]");
  const item = button?.closest(".response");
  if (!item) return;
  if (button.matches("[data-dismiss]")) giveBack(item);
  else if (button.matches("[data-withdraw]")) post({ ...named(item), action: "withdraw" });
  else edit(item);
});

const named = (item) => ({ response: item.dataset.receipt, question: item.dataset.question, prompt: item.dataset.prompt });

// Refused words go back to the form, where they can be mended and sent again;
// a refused change leaves the response as the server has it, and of one that was withdrawn its words go back as well.
function giveBack(item) {
  const key = item.id.replace("response-", "");
  for (const entry of entries().filter((one) => one.response === key)) {
    const isGone = entry.action === "change" && item.dataset.status === "withdrawn";
    if ((entry.action === "respond" || isGone) && !offerDraft(entry.question, entry.prompt, entry.text, entry.theme)) return;
    if (entry.action === "respond") item.remove();
    dismiss(entry);
  }
  if (item.isConnected) document.dispatchEvent(new CustomEvent("own:stale"));
}

function edit(item) {
  const place = `edit/${document.body.dataset.code}/${item.dataset.receipt}`;
  const text = item.querySelector(".response__text");
  const own = item.querySelector(".response__own");
  const field = editField(read(place) ?? text.textContent);
  const row = document.createElement("p");
  row.className = "response__own";
  const done = () => {
    forget(place);
    item.removeAttribute("hx-morph-skip");
    field.replaceWith(text);
    row.replaceWith(own);
  };
  const save = () => {
    if (isBlank(field)) return;
    const words = field.value.trim();
    done();
    const revision = Number(item.dataset.revision) + 1;
    if (words !== text.textContent) post({ ...named(item), action: "change", revision, text: words, theme: item.dataset.theme });
  };
  const cancel = () => {
    done();
    document.dispatchEvent(new CustomEvent("own:stale"));
  };
  row.append(button("Save", "button--primary", save), " ", button("Cancel", "button--quiet", cancel));
  item.setAttribute("hx-morph-skip", "");  // What is pushed meanwhile leaves it alone.
  field.addEventListener("input", () => write(place, field.value));
  text.replaceWith(field);
  own.replaceWith(row);
  field.focus();
}

function editField(words) {
  const field = document.createElement("textarea");
  field.value = words;
  field.maxLength = 600;
  field.rows = 4;
  field.dir = "auto";
  field.required = true;
  field.className = "response__edit";
  field.setAttribute("aria-label", "Your response");
  return field;
}

function button(words, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${kind}`;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
