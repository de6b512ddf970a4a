// Presses: whoever presses twice means what stood there first. What has come to stand in that place meanwhile is not
// pressed by the second time, on the same page or on the next, until there was time to see it. Only what follows soon is a
// second time: whoever has waited, or has scrolled, presses what stands there now.
"use strict";

(() => {
  const NEAR = 16; // pixels that a hand moves between two presses
  const REST = 800; // milliseconds in which nobody has read what is new
  const SECOND = 2000; // milliseconds after a press in which the next one may be meant for the same thing
  const LATEST = "press";
  const CONTROL = "button, a[href], summary";
  const here = `${location.pathname}${location.search}`;
  const storage = page.storage("sessionStorage");
  let latest = JSON.parse(storage.get(LATEST) ?? "null"); // where and when one pressed last, and what
  let changed = Date.now(); // since when the page is as it is

  function signOf(control) {
    const form = control.closest("form");
    const words = [control.getAttribute("href"), control.name, control.value, control.ariaLabel, control.textContent.trim()];
    return JSON.stringify([form ? page.signOf(form) : here, ...words]);
  }

  function remember(press) {
    latest = press;
    storage.set(LATEST, JSON.stringify(press));
  }

  function sayTwice() {
    const words = document.getElementById("twice")?.content.firstElementChild.cloneNode(true);
    const given = document.querySelector("#notice [data-answer]");
    if (!words || given?.querySelector(".twice")) return;
    const since = changed; // these words are no change of what can be pressed
    if (!given) document.dispatchEvent(new CustomEvent("answer", { detail: words }));
    changed = since;
    given?.append(Object.assign(document.createElement("span"), { className: "twice", textContent: ` ${words.textContent}` }));
  }

  document.addEventListener("click", (event) => {
    const control = event.detail && event.target.closest?.(CONTROL); // a key presses what has the focus, wherever that is
    if (!control) return;
    const press = { x: event.clientX, y: event.clientY, at: Date.now(), sign: signOf(control) };
    const isSecond = latest && press.at - latest.at <= SECOND && Math.hypot(press.x - latest.x, press.y - latest.y) <= NEAR;
    if (!isSecond || latest.sign === press.sign || press.at - changed > REST) return remember(press);
    event.preventDefault();
    event.stopImmediatePropagation();
    sayTwice();
  }, true);
  for (const change of ["htmx:sseMessage", "htmx:afterSettle", "answered"]) {
    document.addEventListener(change, () => { changed = Date.now(); });
  }
  for (const move of ["wheel", "touchmove"]) { // by hand: browsers scroll by themselves too, where a page becomes longer
    document.addEventListener(move, () => { latest = null; }, { capture: true, passive: true });
  }
})();
