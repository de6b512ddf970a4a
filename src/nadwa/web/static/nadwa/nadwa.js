// Small behaviours on top of pages that work without them: clocks, own entries, keys.
"use strict";

const kept = page.storage("localStorage");

// One minute left: read aloud once for each statement.
let minuteSaid = null;
function sayMinute(speech) {
  const place = document.getElementById("minute");
  if (!place || minuteSaid === speech) return;
  minuteSaid = speech;
  place.textContent = place.dataset.words;
  setTimeout(() => { place.textContent = ""; }, 5000);
}

// Clocks: what is left of a speaker's time, by the server's time.
function showClock(clock) {
  const { started, pausedAt, pausedFor, limit } = clock.dataset;
  const until = Number(pausedAt) || Date.now() + page.ahead;
  const spoken = (until - Number(started) - Number(pausedFor)) / 1000;
  const left = Number(limit) - Math.floor(spoken);
  const size = Math.abs(left);
  clock.textContent = `${left < 0 ? "−" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  clock.classList.toggle("warning", left <= 60 && left >= 0);
  if (left <= 60 && left > 55 && Number(limit) > 60 && !Number(pausedAt)) sayMinute(`${started} ${limit}`);
  clock.classList.toggle("over", left < 0);
  clock.classList.toggle("paused", Boolean(Number(pausedAt)));
}
const showClocks = () => document.querySelectorAll(".clock").forEach(showClock);
setInterval(showClocks, 250);

// My delegation: mark its entries, offer to ask or to withdraw.
function showOwn() {
  const mine = document.getElementById("mine");
  if (!mine) return;
  const own = document.querySelectorAll(`.queue [data-delegation="${mine.dataset.delegation}"]`);
  own.forEach((entry) => entry.classList.add("own"));
  const asked = new Set([...own].map((entry) => entry.dataset.asks));
  const isIn = (names) => names.split(" ").includes(mine.dataset.delegation);
  document.querySelectorAll("[data-only]").forEach((part) => { part.hidden = !isIn(part.dataset.only); });
  document.querySelectorAll("[data-except]").forEach((part) => { part.hidden = isIn(part.dataset.except); });
  const offers = document.querySelector("[data-offers]")?.dataset.offers.split(" ");
  if (!offers) return;
  mine.querySelectorAll("[data-needs]").forEach((part) => {
    const { needs, when, unless } = part.dataset;
    part.hidden = !offers.includes(needs) || (when !== undefined && !asked.has(when));
    if (unless) part.querySelector("button").disabled = asked.has(unless); // it keeps its place: nothing else comes there
  });
}
document.addEventListener("htmx:afterSettle", () => { showClocks(); showOwn(); });
document.addEventListener("htmx:sseMessage", () => { showClocks(); showOwn(); });
showClocks();
showOwn();

// Deadlines: the same moment on the viewer's own clock.
function showOwnTimes() {
  const style = { dateStyle: "medium", timeStyle: "long" };
  const moments = new Intl.DateTimeFormat(document.documentElement.lang, style);
  document.querySelectorAll(".own-time").forEach((place) => {
    place.textContent = `· ${moments.format(Number(place.dataset.moment))}`;
  });
}
document.addEventListener("htmx:sseMessage", showOwnTimes);
showOwnTimes();

// A decision: when the text begins or ends to be decided on, the page has other buttons.
document.addEventListener("htmx:sseMessage", () => {
  const shown = document.querySelector("[data-text-state]")?.dataset.textState;
  const now = document.querySelector("[data-now]")?.dataset.now;
  if (shown && now && shown !== now) live.reload();
});

// Keys: 1, 2, 3 press the buttons of a ballot, once for each time they are pressed; who does not want it switches it off.
const keysOn = document.querySelector("[data-keys-on]");
if (keysOn) {
  keysOn.closest("label").hidden = false;
  keysOn.checked = kept.get("keys") !== "off";
  keysOn.addEventListener("change", () => kept.set("keys", keysOn.checked ? "on" : "off"));
}
document.addEventListener("keydown", (event) => {
  const elsewhere = event.target.matches("input, textarea, select, a, summary, button:not([data-key])");
  if (!keysOn?.checked || elsewhere || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  document.querySelector(`[data-keys] [data-key="${CSS.escape(event.key)}"]`)?.click();
});

// Texts with a limit: how many characters are left.
document.querySelectorAll("[data-counted]").forEach((field) => {
  const left = document.createElement("output");
  const show = () => { left.textContent = `${field.maxLength - field.value.length}`; };
  field.after(left);
  field.addEventListener("input", show);
  show();
});

// Texts: what has changed since this browser last showed them.
document.querySelectorAll("[data-seen]").forEach((text) => {
  const key = `seen:${text.dataset.seen}`;
  const before = JSON.parse(kept.get(key) ?? "null");
  const now = {};
  text.querySelectorAll("[data-version]").forEach((mark) => {
    const place = mark.closest(".place");
    now[place.id] = mark.dataset.version;
    place.classList.toggle("changed", before !== null && before[place.id] !== mark.dataset.version);
  });
  kept.set(key, JSON.stringify(now));
  const changed = text.querySelectorAll(".place.changed");
  const notice = text.querySelector(".seen");
  notice.hidden = !changed.length;
  notice.querySelector("output").textContent = changed.length;
  if (changed.length) notice.querySelector("a").href = `#${changed[0].id}`;
});

// Passkeys: offered where the browser has them.
if (!window.PublicKeyCredential) {
  document.querySelectorAll('[data-needs="passkeys"]').forEach((offer) => {
    offer.hidden = true;
    offer.after(document.getElementById("no-passkeys").content.cloneNode(true));
  });
}
