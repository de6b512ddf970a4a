// The session: windows tell one another who is signed in; before a session ends for want of use, one can keep it.
"use strict";

(() => {
  const { signedIn, person, name, ends, session } = document.body.dataset;
  const BEFORE = 10 * 60 * 1000;
  const { ahead } = page;

  const storage = page.storage("localStorage"); // without it each window hears from its next answer what is told here
  function tell(what, value) { // what is told passes through and stays nowhere
    storage.set(what, value);
    storage.remove(what);
  }
  const note = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);
  const show = (answer) => document.dispatchEvent(new CustomEvent("answer", { detail: answer }));

  // After another sign-in of the same person forms go on with the new token; those of another person do not. Of each it
  // is said once.
  let known = person;
  function hear(other) {
    if (other.person !== person && other.person === known) return;
    known = other.person;
    if (other.person === person) {
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = other.token; });
      page.meta("csrf-token").content = other.token;
      return;
    }
    const answer = note("somebody-else");
    if (!answer) return;
    answer.querySelector("bdi").textContent = other.name;
    show(answer);
  }

  if (signedIn === "yes") {
    tell("somebody", JSON.stringify({ person, name, token: page.meta("csrf-token").content }));
    window.addEventListener("storage", ({ key, newValue }) => {
      if (newValue && key === "nobody") location.reload();
      if (newValue && key === "somebody") hear(JSON.parse(newValue));
    });
    document.addEventListener("somebody", ({ detail }) => hear(detail));
    document.querySelector("[data-sign-out]")?.addEventListener("submit", () => tell("signed-out", "yes"));
    document.querySelector("[data-hand-back]")?.addEventListener("submit", () => {
      storage.keys().forEach(storage.remove); // as the server has it done at any other sign-out
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

  const wait = (until) => setTimeout(warn, Math.max(0, until - Date.now() - ahead - BEFORE));

  async function warn() {
    let until = 0;
    try { until = await ask("HEAD"); } catch { return void setTimeout(warn, 60_000); }
    if (!until) return;
    if (until - Date.now() - ahead > BEFORE) return void wait(until);
    const answer = note("ends-soon");
    if (!answer) return;
    answer.querySelector("output").textContent = new Date(until - ahead).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    answer.querySelector("button").addEventListener("click", async () => {
      try { wait(await ask("GET")); answer.remove(); } catch { /* the network is away: the words stay */ }
    });
    show(answer);
  }
  if (signedIn === "yes" && ends) wait(Number(ends));
})();
