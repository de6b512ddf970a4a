// The session: windows tell one another who is signed in; before a session ends for want of use, one can keep it.
import { ahead, meta, words } from "./page.js";
import { endsSoon, toWait } from "./rules/session.js";
import { storage } from "./storage.js";

const { signedIn, person, name, ends, session } = document.body.dataset;
const AGAIN = 60_000;

const kept = storage("localStorage"); // without it each window hears from its next answer what is told here
// What is told passes through and stays nowhere.
function tell(what, value) {
  kept.set(what, value);
  kept.remove(what);
}
const show = (answer) => document.dispatchEvent(new CustomEvent("answer", { detail: answer }));

// After another sign-in of the same person forms go on with the new token; those of another person do not. Of each it
// is said once.
let known = person;
function hear(other) {
  if (other.person !== person && other.person === known) return;
  known = other.person;
  if (other.person === person) {
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = other.token;
    meta("csrf-token").content = other.token;
    return;
  }
  const answer = words("somebody-else");
  if (!answer) return;
  answer.querySelector("bdi").textContent = other.name;
  show(answer);
}

if (signedIn === "yes") {
  tell("somebody", JSON.stringify({ person, name, token: meta("csrf-token").content }));
  window.addEventListener("storage", ({ key, newValue }) => {
    if (newValue && key === "nobody") location.reload();
    if (newValue && key === "somebody") hear(JSON.parse(newValue));
  });
  document.addEventListener("somebody", ({ detail }) => hear(detail));
  document.querySelector("[data-sign-out]")?.addEventListener("submit", () => tell("signed-out", "yes"));
  document.querySelector("[data-hand-back]")?.addEventListener("submit", () => {
    kept.keys().forEach(kept.remove); // as the server has it done at any other sign-out
    tell("handed-back", person);
  });
}
if (signedIn === "no") tell("nobody", "is signed in");

// Before the end: ask whether the session has been used in another window; if it has not, say so.
async function ask(method) {
  const answer = await fetch(session, { method, headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
  if (!answer.headers.has("X-Nadwa")) throw new Error("a gateway's answer");
  return Number(answer.headers.get("Session-Ends"));
}

const wait = (until) => setTimeout(warn, toWait(until, Date.now(), ahead));

async function warn() {
  let until = 0;
  try {
    until = await ask("HEAD");
  } catch {
    setTimeout(warn, AGAIN);
    return;
  }
  if (until && endsSoon(until, Date.now(), ahead)) say(until);
  else if (until) wait(until);
}

function say(until) {
  const answer = words("ends-soon");
  if (!answer) return;
  const hour = new Date(until - ahead).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  answer.querySelector("output").textContent = hour;
  answer.querySelector("button").addEventListener("click", async () => {
    try {
      wait(await ask("GET"));
      answer.remove();
    } catch {
      // The network is away: the words stay.
    }
  });
  show(answer);
}

if (signedIn === "yes" && ends) wait(Number(ends));
