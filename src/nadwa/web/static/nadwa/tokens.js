// The token against forged requests, for what htmx sends and for forms that have none.
import { meta } from "./page.js";

const NAME = "csrfmiddlewaretoken";
const token = () => meta("csrf-token").content;
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});

// A form that a stream brought has no token of its own; pressed before htmx knows it, it is sent by the browser itself.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.elements[NAME]) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: NAME, value: token() }));
});
