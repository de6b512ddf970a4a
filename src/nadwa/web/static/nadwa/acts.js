// Acts: what became of one is said beside the control that was pressed, and in the one place that is always on the screen.
"use strict";

(() => {
  const region = document.getElementById("notice");
  const SHOWN = 8000;
  let pressed = null; // the form of the act that was answered last, or is on its way
  let control = null; // what it was pressed with

  const token = () => page.meta("csrf-token").content;
  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = token(); });

  // A form that a stream brought has no token of its own; pressed before htmx knows it, it is sent by the browser itself.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.elements.csrfmiddlewaretoken) return;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: token() });
    form.append(field);
  });

  // `answer` is a notice of ours: it goes into the part of the region that is read aloud in its own way.
  function say(answer) {
    const refused = !answer.matches(".alert-success");
    region.querySelectorAll("[role]").forEach((part) => part.replaceChildren());
    region.querySelector(refused ? '[role="alert"]' : '[role="status"]').append(answer);
    if (!refused) fold(pressed?.closest("[data-folds]"));
    placeBeside(answer);
    keepClear();
    document.dispatchEvent(new CustomEvent("answered", { detail: { form: pressed, refused } }));
    if (!refused) setTimeout(() => leave(answer), SHOWN);
  }

  // A success leaves the region after a while, so that it covers nothing; beside the control it stays.
  function leave(answer) {
    if (region.matches(":hover, :focus-within")) setTimeout(() => leave(answer), SHOWN); else answer.remove();
  }

  function placeBeside(answer) {
    document.querySelectorAll(".answer").forEach((old) => old.remove());
    if (!pressed?.isConnected) return;
    const place = pressed.closest("[data-folds]:not([open])") ?? pressed;
    const copy = document.createElement("div");
    copy.className = "answer";
    copy.classList.toggle("refused", answer.matches(".alert-danger"));
    copy.append(...answer.cloneNode(true).childNodes);
    place.after(copy);
    markFields(pressed, [...copy.querySelectorAll("[data-field]")].map((line) => line.dataset.field));
  }

  // Fields that were refused are marked in the form that stands on the page; it is not shown a second time.
  function markFields(form, names) {
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    const fields = names.map((name) => form.elements[name]).filter((field) => field instanceof HTMLElement && field.type !== "hidden");
    fields.forEach((field) => field.setAttribute("aria-invalid", "true"));
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
    const kept = [document.activeElement, control].filter((node) => node?.isConnected && node.closest("main") && !node.matches("main"));
    const isCovered = (place) => place.height > 0 && place.bottom > top && place.top < innerHeight;
    region.classList.toggle("above", kept.some((node) => isCovered(node.getBoundingClientRect())));
  }
  for (const change of ["focusin", "htmx:afterSettle", "htmx:sseMessage"]) document.addEventListener(change, keepClear);
  document.addEventListener("scroll", () => requestAnimationFrame(keepClear), { passive: true });
  document.addEventListener("submit", ({ submitter }) => { control = submitter; }, true);

  const sayWords = (name) => say(document.getElementById(name).content.firstElementChild.cloneNode(true));

  function answerIn(markup) {
    return new DOMParser().parseFromString(markup, "text/html").querySelector("[data-answer]");
  }

  // An act of a living page: one at a time from each form, and answered whatever comes back.
  const isAct = ({ detail }) => region && detail.target === region;
  document.addEventListener("htmx:confirm", (event) => { if (event.detail.elt.ariaBusy === "true") event.preventDefault(); });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isAct(event)) return;
    pressed = event.detail.elt.closest("form");
    event.detail.elt.ariaBusy = "true";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    event.detail.elt.ariaBusy = null;
    renew(event.detail.elt.closest("form"), event.detail.xhr.getResponseHeader("Next-Submission"));
  });

  // What was answered was sent: what goes out from the same form next is something new, under a key of its own.
  function renew(form, key) {
    if (key && form?.elements.submission) form.elements.submission.value = key;
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isAct(event) || !event.detail.shouldSwap) return;
    event.detail.shouldSwap = false;
    const answer = answerIn(event.detail.serverResponse);
    const ours = event.detail.xhr.getResponseHeader("X-Nadwa"); // or a gateway's, which has nobody to pass the act on to
    if (answer) say(answer); else sayWords(ours ? "failed" : "unsent");
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => { if (isAct(event)) sayWords("unsent"); });
  }

  // An act that loads a page: without a network it is not begun; after it the answer stands beside the control, too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (navigator.onLine || form.hasAttribute("hx-post") || !region) return page.keepSent(form, event.submitter);
    event.preventDefault();
    pressed = form;
    sayWords("unsent");
  });

  // What other scripts of ours have to say: the door.
  document.addEventListener("answer", ({ detail }) => { pressed = null; say(detail); });

  // Back to a form that was sent: the page comes anew, the form keeps its key, so that sending it again makes no twin.
  const keys = { ...history.state?.submissions };
  for (const form of document.forms) {
    const field = form.elements.submission;
    if (!field || form.hasAttribute("hx-post")) continue;
    field.value = keys[page.signOf(form)] ??= field.value;
  }
  if (Object.keys(keys).length) history.replaceState({ ...history.state, submissions: keys }, "");

  // A page that comes with an answer: what stands in a live region from the start is read aloud by nobody.
  const given = region?.querySelector("[data-answer]");
  if (given) {
    const was = page.sent.at(-1);
    pressed = [...document.forms].find((form) => form.method === "post" && page.signOf(form) === was?.sign) ?? null;
    control = pressed?.elements[was.by];
    setTimeout(() => say(given), 100);
  }
  region?.querySelector("button").addEventListener("click", () => {
    region.querySelectorAll("[role]").forEach((part) => part.replaceChildren());
  });
})();
