// What is said on a page that may be old.
const asOf = (moment) =>
  [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map((each) => String(each).padStart(2, "0")).join(":");

// Since when what is shown may be old; null: it is not, or only by as much as lies between two times of asking.
export function showLost(since, asks = false) {
  for (const notice of document.querySelectorAll(".crowded")) notice.hidden = Boolean(since) || !asks;
  for (const notice of document.querySelectorAll(".lost")) {
    if (since && notice.hidden) notice.querySelector(".as-of").textContent = asOf(new Date(since));
    notice.hidden = !since;
  }
  document.body.classList.toggle("old", Boolean(since));
}
