// The page on which a reader checks a bundle in their own browser: nothing is sent anywhere.
import { meansHere } from "./means.js";
import { Failed, verify } from "./nadwa_verify.js";

const form = document.querySelector("#check");
const button = form.querySelector("button");
const outcome = document.querySelector("#outcome");
const cannot = document.querySelector("#cannot");
const rows = [...document.querySelectorAll("#checks tr")];

const bytesOf = async (file) => new Uint8Array(await new Response(file).arrayBuffer());
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

function mark(row, sign) {
  row.querySelector("[data-mark]").textContent = sign;
}

// What acts say, by the schema beside this script; null where it cannot be had.
async function schemaOfActs() {
  try {
    const answer = await fetch(form.dataset.acts);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function check(means, acts) {
  for (const row of rows) mark(row, "");
  const kept = filesOf("checkpoints");
  try {
    const lines = await verify(await bytesOf(filesOf("bundle")[0]), await Promise.all(kept.map(bytesOf)), means, acts);
    for (const row of rows) mark(row, row.dataset.check === "9" && kept.length === 0 ? "–" : "✓");
    show("success", form.dataset.holds, lines);
  } catch (error) {
    if (!(error instanceof Failed)) return show("warning", form.dataset.unable, [error.message]);
    for (const row of rows) if (row.dataset.check === `${error.check}`) mark(row, "✗");
    show("danger", `${form.dataset.fails} ${error.check}`, [error.message]);
  }
}

// Until this has run, the page says that it cannot check, and has a button that does nothing.
async function begin() {
  const [{ means, lacking }, acts] = await Promise.all([meansHere(), schemaOfActs()]);
  if (!acts) lacking.push("acts");
  cannot.hidden = !lacking.length;
  cannot.querySelector("[data-any]").hidden = true;
  cannot.querySelectorAll("[data-lacks]").forEach((words) => { words.hidden = !lacking.includes(words.dataset.lacks); });
  if (lacking.length) return;
  button.disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    check(means, acts).finally(() => { button.disabled = false; });
  });
}

begin();
