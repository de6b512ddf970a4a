// Drafts: what is typed is kept in this window until it has been taken in, so that neither the end of a session nor a
// page that fails loses it. It is kept for one person, who is signed in; signing out, anybody else's sign-in, leaving
// the page of sign-in without signing in, and half an hour without her throw it away. The page that says that somebody
// else has signed in since keeps it while it is open, so that she can sign in again from there: the other person's
// sign-out from that page throws away what is the other's own, and nothing of hers.
import { given, isField, isOption, nameOf, put, typed } from "./fields.js";
import { placeOf, sent } from "./forms.js";
import { ANSWERED, words } from "./page.js";
import { away, isDraft, isOf, keptBesideAnother, keyAt } from "./rules/drafts.js";
import { storage } from "./storage.js";

const { person = "", signedIn } = document.body.dataset;
const kept = storage("sessionStorage");
const drafts = () => kept.keys().filter(isDraft);
const draftsOf = (whose) => drafts().filter((key) => isOf(whose, key));
const forget = (keys) => keys.forEach(kept.remove);
const keyOf = (form) => keyAt(person, placeOf(form));
const isKept = (form) => form.method === "post" && !form.querySelector("[type=password]") && !form.closest(".account");

// Who else typed here before is nobody's business. When a session has ended, its person has a while to sign in again.
const AWAY = "away"; // since when nobody has been signed in here, and whether the page of sign-in has been seen
if (signedIn === "yes") {
  const others = drafts().filter((key) => !isOf(person, key));
  if (document.querySelector("[data-keeps-drafts]")) setTimeout(() => forget(others), keptBesideAnother);
  else forget(others);
  kept.remove(AWAY);
} else if (signedIn === "no" && drafts().length) {
  const asking = /^\/[^/]+\/(account|enter)\//.test(location.pathname);
  const { left, ...since } = away(JSON.parse(kept.get(AWAY) ?? "null"), Date.now(), asking);
  const forgetAll = () => forget([...drafts(), AWAY]);
  if (left) {
    kept.set(AWAY, JSON.stringify(since));
    setTimeout(forgetAll, left);
  } else forgetAll();
}
document.addEventListener(
  "submit",
  ({ target }) => {
    if (target.matches("[data-sign-out]")) forget(drafts());
    if (target.matches("[data-hand-back]")) forget(draftsOf(person));
  },
  true,
);
window.addEventListener("storage", ({ key, newValue }) => {
  if (key === "signed-out" && newValue) forget(drafts());
  if (key === "handed-back" && newValue) forget(draftsOf(newValue));
});

// A change is told once more when the page is left, and is thrown away by then: `input` alone.
document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (signedIn !== "yes" || !form || !isKept(form) || !isField(target)) return;
  const draft = JSON.parse(kept.get(keyOf(form)) ?? "{}");
  if (typed(target) === given(target)) delete draft[nameOf(target)];
  else draft[nameOf(target)] = [given(target), typed(target)];
  if (Object.keys(draft).length) kept.set(keyOf(form), JSON.stringify(draft));
  else kept.remove(keyOf(form));
});

// Taken in: by an answer on the living page, or by the page that says so after the form was sent.
document.addEventListener(ANSWERED, ({ detail }) => {
  if (detail.form && !detail.refused) kept.remove(keyOf(detail.form));
});
if (document.querySelector("#notice .alert-success")) forget(sent.map(({ place }) => keyAt(person, place)));

// Put back. Where the page says something else by now than when one typed, it is not overwritten: both are shown.
function shownBeside(field, value) {
  const note = words("typed-before");
  note.querySelector("q").textContent = value;
  field.after(note);
}

function putBack(form) {
  const draft = isKept(form) && JSON.parse(kept.get(keyOf(form)) ?? "null");
  if (!draft) return;
  let back = false;
  for (const field of [...form.elements].filter(isField)) {
    const [was, value] = draft[nameOf(field)] ?? [];
    if (value === undefined || value === typed(field)) continue;
    if (was === given(field)) {
      put(field, value);
      back = true;
    } else if (!isOption(field)) shownBeside(field, value);
  }
  if (back) say(form);
}

function say(form) {
  const note = words("put-back");
  note.querySelector("button").addEventListener("click", () => {
    kept.remove(keyOf(form));
    form.reset();
    note.remove();
  });
  form.before(note);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  for (let part = form.parentElement?.closest("details"); part; part = part.parentElement?.closest("details"))
    part.open = true;
}

// Going back, or loading anew, browsers fill in what was typed, once the page stands: not where it is somebody else's by
// now. There all is cleared first, and put back after.
const PAGE_OF = "pageOf";
const pageOf = history.state?.[PAGE_OF];
const putAllBack = () => [...document.forms].forEach(putBack);
if (signedIn) history.replaceState({ ...history.state, [PAGE_OF]: person }, "");
if (signedIn && pageOf !== undefined && pageOf !== person) {
  const anew = () => {
    for (const form of document.forms) form.reset();
    putAllBack();
  };
  window.addEventListener("pageshow", anew, { once: true });
} else putAllBack();
