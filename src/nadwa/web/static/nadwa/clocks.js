// Clocks: what is left of a speaker's time, by the server's time. They are counted on while there is one in the page.
import { ahead, CHANGES, on } from "./page.js";
import { isLastMinute, left, saysMinute, written } from "./rules/clock.js";

const EVERY = 250;
let counting = null;

// One minute left: read aloud once for each statement.
let minuteSaid = null;
function sayMinute(speech) {
  const place = document.getElementById("minute");
  if (!place || minuteSaid === speech) return;
  minuteSaid = speech;
  place.textContent = place.dataset.words;
  setTimeout(() => {
    place.textContent = "";
  }, 5000);
}

function showClock(clock) {
  const seconds = left(clock.dataset, Date.now() + ahead);
  clock.textContent = written(seconds);
  clock.classList.toggle("warning", isLastMinute(seconds));
  clock.classList.toggle("over", seconds < 0);
  clock.classList.toggle("paused", Boolean(Number(clock.dataset.pausedAt)));
  if (saysMinute(seconds, clock.dataset)) sayMinute(`${clock.dataset.started} ${clock.dataset.limit}`);
}

function showClocks() {
  const clocks = document.querySelectorAll(".clock");
  clocks.forEach(showClock);
  if (clocks.length) {
    counting ??= setInterval(showClocks, EVERY);
  } else {
    clearInterval(counting);
    counting = null;
  }
}
on(CHANGES, showClocks);
showClocks();
