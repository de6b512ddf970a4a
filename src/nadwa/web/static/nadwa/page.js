// The page: what its head says, what the browser keeps for it, and which forms were sent on the way to it. Loaded first.
"use strict";

const page = (() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`);
  const ahead = Number(meta("server-time").content) - Date.now(); // the server's clock before the browser's

  // A storage of the browser, by its name. Where there is none, or it is full, what is kept lasts as long as the page.
  function storage(name) {
    const unkept = new Map();
    const tried = (does, otherwise) => { try { return does(window[name]); } catch { return otherwise; } };
    return {
      get: (key) => unkept.get(key) ?? tried((kept) => kept.getItem(key), null),
      set(key, value) {
        unkept.delete(key);
        try { window[name].setItem(key, value); } catch { unkept.set(key, value); }
      },
      remove(key) {
        unkept.delete(key);
        tried((kept) => kept.removeItem(key));
      },
      keys: () => [...unkept.keys(), ...tried((kept) => Object.keys(kept), [])],
    };
  }

  // How a form is known again: its sign, by what it always sends, among others like it; its place, whatever it sends.
  const APART = ["csrfmiddlewaretoken", "submission", "filled"];
  const signOf = (form) => {
    const hidden = [...form.querySelectorAll("input[type=hidden]")].filter((field) => !APART.includes(field.name));
    return JSON.stringify([form.action, ...hidden.map((field) => [field.name, field.defaultValue])]);
  };
  const placeOf = (form) => `${location.pathname}${location.search} ${form.getAttribute("action") ?? ""}`;

  // The forms that were sent on the way here, the last one last, and by which of its controls. A page with the form again
  // and its errors is on the way.
  const SENT = "sent";
  const kept = storage("sessionStorage");
  const sent = JSON.parse(kept.get(SENT) ?? "[]");
  const isOnTheWay = document.querySelector("main form [data-answer]");
  const keepSent = (form, button) => {
    const before = isOnTheWay ? sent : []; // what another page sent before has been answered, or refused, by now
    kept.set(SENT, JSON.stringify([...before, { sign: signOf(form), place: placeOf(form), by: [...form.elements].indexOf(button) }]));
  };
  if (!isOnTheWay) kept.remove(SENT);

  return { meta, ahead, storage, signOf, placeOf, sent, keepSent };
})();
