// Submissions: each form goes out under a key that makes sending it twice one act.
import { signOf } from "./forms.js";

// What was answered was sent: what goes out from the same form next is something new, under a key of its own.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest("form");
  const key = detail.xhr.getResponseHeader("Next-Submission");
  if (key && form?.elements.submission) form.elements.submission.value = key;
});

// Back to a form that was sent: the page comes anew, the form keeps its key, so that sending it again makes no twin.
const keys = { ...history.state?.submissions };
for (const form of document.forms) {
  const field = form.elements.submission;
  if (!field || form.hasAttribute("hx-post")) continue;
  const sign = signOf(form);
  keys[sign] ??= field.value;
  field.value = keys[sign];
}
if (Object.keys(keys).length) history.replaceState({ ...history.state, submissions: keys }, "");
