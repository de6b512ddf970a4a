// Forms: how one is known again, and which were sent on the way to this page.
import { storage } from "./storage.js";

// Its sign, by what it always sends, among others like it; its place, whatever it sends.
const APART = ["csrfmiddlewaretoken", "submission", "filled"];
export const signOf = (form) => {
  const hidden = [...form.querySelectorAll("input[type=hidden]")].filter((field) => !APART.includes(field.name));
  return JSON.stringify([form.action, ...hidden.map((field) => [field.name, field.defaultValue])]);
};
export const placeOf = (form) => `${location.pathname}${location.search} ${form.getAttribute("action") ?? ""}`;

// The forms that were sent on the way here, the last one last, and by which of its controls. A page with the form again
// and its errors is on the way.
const SENT = "sent";
const kept = storage("sessionStorage");
export const sent = JSON.parse(kept.get(SENT) ?? "[]");
const isOnTheWay = document.querySelector("main form [data-answer]");
export const keepSent = (form, button) => {
  const before = isOnTheWay ? sent : []; // what another page sent before has been answered, or refused, by now
  const by = [...form.elements].indexOf(button);
  kept.set(SENT, JSON.stringify([...before, { sign: signOf(form), place: placeOf(form), by }]));
};
if (!isOnTheWay) kept.remove(SENT);
