// Acts: what became of one is said beside the control that was pressed, and in the one place that is always on the screen.
import { keepSent, sent, signOf } from "./forms.js";
import { ANSWERED, CHANGES, on, words } from "./page.js";

const region = document.getElementById("notice");
const SHOWN = 8000;
let pressed = null; // the form of the act that was answered last, or is on its way
let control = null; // what it was pressed with

// `answer` is a notice of ours: it goes into the part of the region that is read aloud in its own way.
function say(answer) {
  const refused = !answer.matches(".alert-success");
  clear();
  region.querySelector(refused ? '[role="alert"]' : '[role="status"]').append(answer);
  if (!refused) fold(pressed?.closest("[data-folds]"));
  placeBeside(answer);
  keepClear();
  document.dispatchEvent(new CustomEvent(ANSWERED, { detail: { form: pressed, refused } }));
  if (!refused) setTimeout(() => leave(answer), SHOWN);
}

function clear() {
  for (const part of region.querySelectorAll("[role]")) part.replaceChildren();
}

// A success leaves the region after a while, so that it covers nothing; beside the control it stays.
function leave(answer) {
  if (region.matches(":hover, :focus-within")) setTimeout(() => leave(answer), SHOWN);
  else answer.remove();
}

function placeBeside(answer) {
  for (const old of document.querySelectorAll(".answer")) old.remove();
  if (!pressed?.isConnected) return;
  const place = pressed.closest("[data-folds]:not([open])") ?? pressed;
  const copy = document.createElement("div");
  copy.className = "answer";
  copy.classList.toggle("refused", answer.matches(".alert-danger"));
  copy.append(...answer.cloneNode(true).childNodes);
  place.after(copy);
  markFields(
    pressed,
    [...copy.querySelectorAll("[data-field]")].map((line) => line.dataset.field),
  );
}

// Fields that were refused are marked in the form that stands on the page; it is not shown a second time.
function markFields(form, names) {
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const fields = names
    .map((name) => form.elements[name])
    .filter((field) => field instanceof HTMLElement && field.type !== "hidden");
  for (const field of fields) field.setAttribute("aria-invalid", "true");
  fields[0]?.focus();
}

// A sheet for one act is done with when the act is done.
function fold(sheet) {
  if (!sheet) return;
  pressed.reset();
  sheet.open = false;
}

// Where the region would lie over what has the focus or what was pressed, it goes to the other edge of the screen. It
// may lie over one of them there, if they stand at both edges.
function keepClear() {
  const answer = region?.querySelector("[data-answer]");
  region?.classList.remove("above");
  if (!answer) return;
  const { top } = answer.getBoundingClientRect();
  const inMain = (node) => node?.isConnected && node.closest("main") && !node.matches("main");
  const isCovered = (place) => place.height > 0 && place.bottom > top && place.top < innerHeight;
  const kept = [document.activeElement, control].filter(inMain);
  region.classList.toggle(
    "above",
    kept.some((node) => isCovered(node.getBoundingClientRect())),
  );
}
on(["focusin", ...CHANGES], keepClear);
document.addEventListener("scroll", () => requestAnimationFrame(keepClear), { passive: true });
document.addEventListener(
  "submit",
  ({ submitter }) => {
    control = submitter;
  },
  true,
);

const answerIn = (markup) => new DOMParser().parseFromString(markup, "text/html").querySelector("[data-answer]");

// An act of a living page: one at a time from each form, and answered whatever comes back.
const isAct = ({ detail }) => region && detail.target === region;
document.addEventListener("htmx:confirm", (event) => {
  if (event.detail.elt.ariaBusy === "true") event.preventDefault();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isAct(event)) return;
  pressed = event.detail.elt.closest("form");
  event.detail.elt.ariaBusy = "true";
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  detail.elt.ariaBusy = null;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isAct(event) || !event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  const answer = answerIn(event.detail.serverResponse);
  const ours = event.detail.xhr.getResponseHeader("X-Nadwa"); // or a gateway's, which has nobody to pass the act on to
  say(answer ?? words(ours ? "failed" : "unsent"));
});
on(["htmx:sendError", "htmx:timeout"], (event) => {
  if (isAct(event)) say(words("unsent"));
});

// An act that loads a page: without a network it is not begun; after it the answer stands beside the control, too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (navigator.onLine || form.hasAttribute("hx-post") || !region) {
    keepSent(form, event.submitter);
    return;
  }
  event.preventDefault();
  pressed = form;
  say(words("unsent"));
});

// What other scripts of ours have to say: the door.
document.addEventListener("answer", ({ detail }) => {
  pressed = null;
  say(detail);
});

// A page that comes with an answer: what stands in a live region from the start is read aloud by nobody.
const given = region?.querySelector("[data-answer]");
if (given) {
  const was = sent.at(-1);
  pressed = [...document.forms].find((form) => form.method === "post" && signOf(form) === was?.sign) ?? null;
  control = pressed?.elements[was.by];
  setTimeout(() => say(given), 100);
}
region?.querySelector("button").addEventListener("click", clear);
