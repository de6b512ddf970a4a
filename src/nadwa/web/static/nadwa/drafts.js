// Drafts: what is typed is kept in this window until it has been taken in, so that neither the end of a session nor a
// page that fails loses it. It is kept for one person, who is signed in; signing out, anybody else's sign-in, leaving
// the page of sign-in without signing in, and half an hour without her throw it away. The page that says that somebody
// else has signed in since keeps it while it is open, so that she can sign in again from there: the other person's
// sign-out from that page throws away what is the other's own, and nothing of hers.
"use strict";

(() => {
  const PREFIX = "draft:";
  const { person = "", signedIn } = document.body.dataset;
  const storage = page.storage("sessionStorage");
  const drafts = () => storage.keys().filter((key) => key.startsWith(PREFIX));
  const draftsOf = (whose) => drafts().filter((key) => key.startsWith(`${PREFIX}${whose}:`));
  const forget = (keys) => keys.forEach(storage.remove);
  const keyAt = (place) => `${PREFIX}${person}:${place}`;
  const keyOf = (form) => keyAt(page.placeOf(form));

  const isKept = (form) => form.method === "post" && !form.querySelector("[type=password]") && !form.closest(".account");
  const isField = (field) => field.name && !field.matches("[type=hidden], [type=file], [autocomplete=off], button");
  const isOption = (field) => field.matches("[type=checkbox], [type=radio]");
  const nameOf = (field) => (isOption(field) ? `${field.name}=${field.value}` : field.name);
  const given = (field) => {
    if (isOption(field)) return field.defaultChecked;
    if (field.matches("select")) return [...field.options].filter((each) => each.defaultSelected).map((each) => each.value).join();
    return field.defaultValue;
  };
  const typed = (field) => {
    if (isOption(field)) return field.checked;
    if (field.matches("select[multiple]")) return [...field.selectedOptions].map((each) => each.value).join();
    return field.value;
  };

  // Who else typed here before is nobody's business. When a session has ended, its person has a while to sign in again.
  const AWAY = "away"; // since when nobody has been signed in here, and whether the page of sign-in has been seen
  const AWAY_AT_MOST = 30 * 60_000;
  if (signedIn === "yes") {
    const own = draftsOf(person);
    const others = drafts().filter((key) => !own.includes(key));
    if (document.querySelector("[data-keeps-drafts]")) setTimeout(() => forget(others), AWAY_AT_MOST); else forget(others);
    storage.remove(AWAY);
  } else if (signedIn === "no" && drafts().length) {
    const away = JSON.parse(storage.get(AWAY) ?? "null") ?? { since: Date.now(), asked: false };
    const asking = /^\/[^/]+\/(account|enter)\//.test(location.pathname);
    const left = away.since + AWAY_AT_MOST - Date.now();
    if (left <= 0 || (away.asked && !asking)) forget([...drafts(), AWAY]);
    else storage.set(AWAY, JSON.stringify({ since: away.since, asked: away.asked || asking }));
    setTimeout(() => forget([...drafts(), AWAY]), Math.max(0, left));
  }
  document.addEventListener("submit", ({ target }) => {
    if (target.matches("[data-sign-out]")) forget(drafts());
    if (target.matches("[data-hand-back]")) forget(draftsOf(person));
  }, true);
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === "signed-out" && newValue) forget(drafts());
    if (key === "handed-back" && newValue) forget(draftsOf(newValue));
  });

  function keep({ target }) {
    const form = target.form;
    if (signedIn !== "yes" || !form || !isKept(form) || !isField(target)) return;
    const draft = JSON.parse(storage.get(keyOf(form)) ?? "{}");
    if (typed(target) === given(target)) delete draft[nameOf(target)];
    else draft[nameOf(target)] = [given(target), typed(target)];
    if (Object.keys(draft).length) storage.set(keyOf(form), JSON.stringify(draft)); else storage.remove(keyOf(form));
  }
  document.addEventListener("input", keep); // a change is told once more when the page is left, and is thrown away by then

  // Taken in: by an answer on the living page, or by the page that says so after the form was sent.
  document.addEventListener("answered", ({ detail }) => {
    if (detail.form && !detail.refused) storage.remove(keyOf(detail.form));
  });
  if (document.querySelector("#notice .alert-success")) forget(page.sent.map(({ place }) => keyAt(place)));

  // Put back. Where the page says something else by now than when one typed, it is not overwritten: both are shown.
  function put(field, value) {
    if (isOption(field)) field.checked = value;
    else if (field.matches("select[multiple]")) [...field.options].forEach((each) => { each.selected = value.split(",").includes(each.value); });
    else field.value = value;
  }

  function shownBeside(field, value) {
    const note = document.getElementById("typed-before").content.firstElementChild.cloneNode(true);
    note.querySelector("q").textContent = value;
    field.after(note);
  }

  function putBack(form) {
    const draft = isKept(form) && JSON.parse(storage.get(keyOf(form)) ?? "null");
    if (!draft) return;
    let back = false;
    for (const field of [...form.elements].filter(isField)) {
      const [was, value] = draft[nameOf(field)] ?? [];
      if (value === undefined || value === typed(field)) continue;
      if (was === given(field)) { put(field, value); back = true; } else if (!isOption(field)) shownBeside(field, value);
    }
    if (!back) return;
    const note = document.getElementById("put-back").content.firstElementChild.cloneNode(true);
    note.querySelector("button").addEventListener("click", () => { storage.remove(keyOf(form)); form.reset(); note.remove(); });
    form.before(note);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    for (let part = form.parentElement?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
  }

  // Going back, or loading anew, browsers fill in what was typed, once the page stands: not where it is somebody else's by
  // now. There all is cleared first, and put back after.
  const PAGE_OF = "pageOf";
  const pageOf = history.state?.[PAGE_OF];
  const putAllBack = () => [...document.forms].forEach(putBack);
  if (signedIn) history.replaceState({ ...history.state, [PAGE_OF]: person }, "");
  if (signedIn && pageOf !== undefined && pageOf !== person) {
    window.addEventListener("pageshow", () => {
      [...document.forms].forEach((form) => form.reset());
      putAllBack();
    }, { once: true });
  } else putAllBack();
})();
