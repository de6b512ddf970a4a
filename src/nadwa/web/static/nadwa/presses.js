// Presses: whoever presses twice means what stood there first. What has come to stand in that place meanwhile is not
// pressed by the second time, on the same page or on the next, until there was time to see it. Only what follows soon is a
// second time: whoever has waited, or has scrolled, presses what stands there now.
import { signOf as signOfForm } from "./forms.js";
import { ANSWERED, CHANGES, on, words } from "./page.js";
import { isSecond } from "./rules/presses.js";
import { storage } from "./storage.js";

const LATEST = "press";
const CONTROL = "button, a[href], summary";
const here = `${location.pathname}${location.search}`;
const kept = storage("sessionStorage");
let latest = JSON.parse(kept.get(LATEST) ?? "null"); // where and when one pressed last, and what
let changed = Date.now(); // since when the page is as it is

function signOf(control) {
  const form = control.closest("form");
  const said = [
    control.getAttribute("href"),
    control.name,
    control.value,
    control.ariaLabel,
    control.textContent.trim(),
  ];
  return JSON.stringify([form ? signOfForm(form) : here, ...said]);
}

function remember(press) {
  latest = press;
  kept.set(LATEST, JSON.stringify(press));
}

function sayTwice() {
  const twice = words("twice");
  const given = document.querySelector("#notice [data-answer]");
  if (!twice || given?.querySelector(".twice")) return;
  const since = changed; // these words are no change of what can be pressed
  if (!given) document.dispatchEvent(new CustomEvent("answer", { detail: twice }));
  changed = since;
  given?.append(
    Object.assign(document.createElement("span"), { className: "twice", textContent: ` ${twice.textContent}` }),
  );
}

document.addEventListener(
  "click",
  (event) => {
    const control = event.detail && event.target.closest?.(CONTROL); // a key presses what has the focus, wherever that is
    if (!control) return;
    const press = { x: event.clientX, y: event.clientY, at: Date.now(), sign: signOf(control) };
    if (!isSecond(press, latest, changed)) {
      remember(press);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    sayTwice();
  },
  true,
);
on([...CHANGES, ANSWERED], () => {
  changed = Date.now();
});
for (const move of ["wheel", "touchmove"]) {
  // by hand: browsers scroll by themselves too, where a page becomes longer
  const rest = () => {
    latest = null;
  };
  document.addEventListener(move, rest, { capture: true, passive: true });
}
