// The worker that all pages of this browser share: one stream for all of them, so that pages do not use up the few
// connections that a browser has for a site.
import { Wire } from "./wire.js";

const MOST = 24; // tickets of one stream; the hub takes no more
const GONE = 90_000;
const pages = new Map();

const wire = new Wire((said) => {
  pages.forEach((page, port) => {
    if (!said.place || said.place === page.place) port.postMessage(said);
  });
  if (said.event === "beat") forget();
});

const tickets = () => [...new Set([...pages.values()].map((page) => page.ticket))];

// A page answers each beat; one that does not, the browser has frozen or thrown away.
function forget() {
  pages.forEach((page, port) => {
    if (Date.now() - page.seen > GONE) pages.delete(port);
  });
  if (!pages.size) wire.close();
}

function take(port, { ticket, place }) {
  if (!pages.has(port) && tickets().length >= MOST) {
    port.postMessage({ event: "full" });
    return;
  }
  pages.set(port, { ticket, place, seen: Date.now() });
  wire.carry(tickets());
}

function leave(port) {
  pages.delete(port);
  if (!pages.size) wire.close();
}

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.act === "open") take(port, data);
    if (data.act === "close") leave(port);
    if (data.act === "nudge") wire.nudge();
    if (data.act === "here" && pages.has(port)) pages.get(port).seen = Date.now();
  };
};
