// Texts: what has changed since this browser last showed them.
import { storage } from "./storage.js";

const kept = storage("localStorage");

for (const text of document.querySelectorAll("[data-seen]")) {
  const key = `seen:${text.dataset.seen}`;
  const before = JSON.parse(kept.get(key) ?? "null");
  const now = {};
  for (const mark of text.querySelectorAll("[data-version]")) {
    const place = mark.closest(".place");
    now[place.id] = mark.dataset.version;
    place.classList.toggle("news", before !== null && before[place.id] !== mark.dataset.version);
  }
  kept.set(key, JSON.stringify(now));
  const changed = text.querySelectorAll(".place.news");
  const notice = text.querySelector(".seen");
  notice.hidden = !changed.length;
  notice.querySelector("output").textContent = changed.length;
  if (changed.length) notice.querySelector("a").href = `#${changed[0].id}`;
}
