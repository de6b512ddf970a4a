// My delegation: what the stream says to all is shown to those whom it is for; its entries are marked, and it is offered
// to ask or to withdraw.
import { CHANGES, on } from "./page.js";

function showOwn() {
  const mine = document.getElementById("mine");
  if (!mine) return;
  const { delegation } = mine.dataset;
  const own = [...document.querySelectorAll(`.queue [data-delegation="${delegation}"]`)];
  for (const entry of own) entry.classList.add("own");
  const isIn = (names) => names.split(" ").includes(delegation);
  for (const part of document.querySelectorAll("[data-only]")) part.hidden = !isIn(part.dataset.only);
  for (const part of document.querySelectorAll("[data-except]")) part.hidden = isIn(part.dataset.except);
  const offers = document.querySelector("[data-offers]")?.dataset.offers.split(" ");
  if (offers) showOffers(mine, offers, new Set(own.map((entry) => entry.dataset.asks)));
}

function showOffers(mine, offers, asked) {
  for (const part of mine.querySelectorAll("[data-needs]")) {
    const { needs, when, unless } = part.dataset;
    part.hidden = !offers.includes(needs) || (when !== undefined && !asked.has(when));
    if (!unless) continue;
    const button = part.querySelector("button");
    if (button)
      button.disabled = asked.has(unless); // it keeps its place: nothing else comes there
    else part.hidden ||= asked.has(unless);
  }
}
on(CHANGES, showOwn);
showOwn();
