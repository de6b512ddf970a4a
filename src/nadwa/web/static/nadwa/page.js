// The page: what its head says, what it keeps ready to say, and when it has changed.
export const meta = (name) => document.querySelector(`meta[name="${name}"]`);
export const ahead = Number(meta("server-time").content) - Date.now(); // the server's clock before the browser's

// What a template of web/answers.html holds, to be put into the page.
export const words = (name) => document.getElementById(name)?.content.firstElementChild.cloneNode(true);

// A stream or an answer has brought something.
export const CHANGES = ["htmx:sseMessage", "htmx:afterSettle"];
export const ANSWERED = "answered";
export function on(events, does) {
  for (const event of events) document.addEventListener(event, does);
}
