// The page on which a reader checks a bundle in their own browser: nothing is sent anywhere.
import { verify, Failed } from "./nadwa_verify.js";

const form = document.querySelector("#check");
const outcome = document.querySelector("#outcome");
const rows = [...document.querySelectorAll("#checks tr")];

const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());
const filesOf = (name) => [...form.elements[name].files];

function show(kind, title, lines) {
  outcome.className = `alert alert-${kind}`;
  const heading = document.createElement("strong");
  heading.textContent = title;
  const details = document.createElement("pre");
  details.className = "code";
  details.dir = "ltr";
  details.textContent = lines.join("\n");
  outcome.replaceChildren(heading, details);
  outcome.hidden = false;
}

function mark(row, mark) {
  row.querySelector("[data-mark]").textContent = mark;
}

async function check() {
  rows.forEach((row) => mark(row, ""));
  const kept = filesOf("checkpoints");
  try {
    const lines = await verify(await bytesOf(filesOf("bundle")[0]), await Promise.all(kept.map(bytesOf)));
    rows.forEach((row) => mark(row, row.dataset.check === "9" && kept.length === 0 ? "–" : "✓"));
    show("success", form.dataset.holds, lines);
  } catch (error) {
    const number = error instanceof Failed ? `${error.check}` : null;
    rows.filter((row) => row.dataset.check === number).forEach((row) => mark(row, "✗"));
    show("danger", number ? `${form.dataset.fails} ${number}` : form.dataset.unable, [error.message]);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  form.querySelector("button").disabled = true;
  check().finally(() => (form.querySelector("button").disabled = false));
});
