// Keys: 1, 2, 3 press the buttons of a ballot, once for each time they are pressed; who does not want it switches it off.
import { storage } from "./storage.js";

const KEYS = "keys";
const kept = storage("localStorage");
const keysOn = document.querySelector("[data-keys-on]");
const ELSEWHERE = "input, textarea, select, a, summary, button:not([data-key])";

if (keysOn) {
  keysOn.closest("label").hidden = false;
  keysOn.checked = kept.get(KEYS) !== "off";
  keysOn.addEventListener("change", () => kept.set(KEYS, keysOn.checked ? "on" : "off"));
}
document.addEventListener("keydown", (event) => {
  const isOther = event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.target.matches(ELSEWHERE);
  if (!keysOn?.checked || isOther) return;
  document.querySelector(`[data-keys] [data-key="${CSS.escape(event.key)}"]`)?.click();
});
