// A decision: its deadline on the viewer's own clock, and other buttons when the text begins or ends to be decided on.
import { reload } from "./anew.js";

const STREAM = "htmx:sseMessage";

function showOwnTimes() {
  const style = { dateStyle: "medium", timeStyle: "long" };
  const moments = new Intl.DateTimeFormat(document.documentElement.lang, style);
  for (const place of document.querySelectorAll(".own-time")) {
    place.textContent = `· ${moments.format(Number(place.dataset.moment))}`;
  }
}
document.addEventListener(STREAM, showOwnTimes);
showOwnTimes();

document.addEventListener(STREAM, () => {
  const shown = document.querySelector("[data-text-state]")?.dataset.textState;
  const now = document.querySelector("[data-now]")?.dataset.now;
  if (shown && now && shown !== now) reload();
});
