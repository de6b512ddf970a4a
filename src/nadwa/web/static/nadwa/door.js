// The door: scans wait in this browser until the server has answered them, so that none is lost and none counts twice.
import { storage } from "./storage.js";

const form = document.getElementById("door");
const answers = document.getElementById("answers");
const camera = document.getElementById("camera");
const picture = document.getElementById("picture");
const KEY = `door:${location.pathname}`;
const RETRY = 1500;
const SAME_SCAN = 4000;

const kept = storage("localStorage"); // where the browser keeps nothing, scans wait in this page
const waiting = () => JSON.parse(kept.get(KEY) ?? "[]");
const keep = (scans) => kept.set(KEY, JSON.stringify(scans));
let sending = false;

function show(markup) {
  htmx.swap(answers, markup, { swapStyle: "afterbegin" });
  while (answers.children.length > 5) answers.lastElementChild.remove();
  document.dispatchEvent(new CustomEvent("answer", { detail: answers.firstElementChild.cloneNode(true) }));
  if (answers.firstElementChild.dataset.admitted === "no") navigator.vibrate?.([200, 100, 200]);
}

function showWaiting() {
  answers.querySelector(".waits")?.remove();
  const scans = waiting();
  if (!scans.length) return;
  const notice = document.createElement("p");
  notice.className = "alert alert-warning waits";
  notice.textContent = `${form.dataset.waiting} ${scans.map((scan) => scan.code).join(", ")}`;
  answers.prepend(notice);
}

async function answer(scan) {
  const body = new FormData(form);
  body.set("code", scan.code);
  body.set("submission", scan.submission);
  if (scan.out) body.set("out", "1");
  else body.delete("out");
  const response = await fetch(location.href, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (response.status >= 500 || !response.headers.has("X-Nadwa")) throw new Error(`${response.status}`);
  const away = response.headers.get("HX-Redirect");
  if (away) location.assign(away); // to sign-in and back; the scan waits here
  if (away || response.status === 403) throw new Error("not signed in");
  if (response.redirected || response.status >= 400) return location.reload();
  return response.text();
}

async function send() {
  if (sending) return;
  sending = true;
  while (waiting().length) {
    const [scan] = waiting();
    try {
      const markup = await answer(scan);
      keep(waiting().filter((other) => other.submission !== scan.submission));
      showWaiting();
      if (markup) show(markup);
    } catch {
      showWaiting();
      await new Promise((resume) => {
        setTimeout(resume, RETRY);
      });
    }
  }
  sending = false;
}

// Not randomUUID, which browsers have over HTTPS alone.
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function scanned(code, out) {
  if (waiting().some((scan) => scan.code === code)) return;
  keep([...waiting(), { code, out, submission: newKey() }]);
  send();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = form.elements.code;
  if (field.value.trim()) scanned(field.value.trim(), event.submitter?.name === "out");
  field.value = "";
  field.focus();
});

async function look() {
  const { BarcodeDetector } = await import(form.dataset.decoder);
  const detector = new BarcodeDetector();
  picture.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  picture.hidden = false;
  await picture.play();
  const seen = new Map();
  setInterval(async () => {
    for (const { rawValue } of await detector.detect(picture)) {
      if (Date.now() - (seen.get(rawValue) ?? 0) > SAME_SCAN) scanned(rawValue, false);
      seen.set(rawValue, Date.now());
    }
  }, 250);
}

camera.hidden = !navigator.mediaDevices;
camera.addEventListener("click", () => {
  camera.hidden = true;
  look().catch(() => show(`<p class="alert alert-warning">${form.dataset.noCamera}</p>`));
});
window.addEventListener("online", send);
showWaiting();
send();
