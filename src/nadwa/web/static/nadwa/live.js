// Living pages: what changes arrives by one stream for the whole browser; whether it still arrives is watched here, said
// on the page, and never answered by leaving a page that works for one that does not.
import { addressOf, askedForAnew, markup, streams } from "./anew.js";
import { showLost } from "./lost.js";
import { Wire } from "./wire.js";

const LOST = 11_000; // silence of the stream, or of the worker, after which what is shown may be old
const MUTE = 25_000; // silence of the worker, after which it is believed to be dead
const ASKED = 100_000; // silence of a page that asks by itself, at most once a minute and a quarter
const sources = new Set();
let watching = null; // while there is one
function all(does) {
  for (const source of sources) does(source);
}

// What htmx's extension takes for an EventSource. It never closes by itself, so that the extension opens none anew.
class Source extends EventTarget {
  constructor(address) {
    super();
    this.readyState = 1;
    this.take(address);
    this.heard = Date.now();
    sources.add(this);
    watching ??= setInterval(() => all((source) => source.watch()), 1000);
    this.connect();
  }

  take(address) {
    const url = new URL(address, location.href);
    this.ticket = url.searchParams.get("ticket");
    this.place = url.hash.slice(1);
    this.refused = false;
  }

  connect() {
    try {
      const worker = new SharedWorker(new URL("wire_worker.js", import.meta.url), { name: "nadwa", type: "module" });
      worker.onerror = () => this.alone();
      this.port = worker.port;
      this.port.onmessage = ({ data }) => (data.event === "full" ? this.alone() : this.told(data));
      this.open();
    } catch {
      this.alone();
    }
  }

  // Without the worker: a stream of the page's own, while somebody looks at it.
  alone() {
    this.port?.postMessage({ act: "close" });
    this.port = null;
    if (this.own) return;
    this.own = new Wire((said) => {
      if (!said.place || said.place === this.place) this.told(said);
    });
    this.open();
  }

  open() {
    if (this.port) this.port.postMessage({ act: "open", ticket: this.ticket, place: this.place });
    else if (!document.hidden) this.own.carry([this.ticket]);
  }

  rest() {
    if (this.port) this.port.postMessage({ act: "close" });
    else this.own.close();
  }

  nudge() {
    if (this.port) this.port.postMessage({ act: "nudge" });
    else if (this.own.tickets.length) this.own.nudge();
    else this.open();
  }

  told({ event, data }) {
    this.spoken = Date.now();
    if (event === "refused") return this.renew();
    if (event === "crowded") return this.ask();
    if (event === "down") return showLost(this.heard);
    this.port?.postMessage({ act: "here" });
    if (event !== "beat") this.dispatchEvent(new MessageEvent(event, { data }));
    if (this.refused) return; // what is heard is said to other pages of this browser
    this.asks = false;
    this.heard = Date.now();
    showLost(null);
  }

  // There is no place for a stream: as often as one is tried for, the page asks how things stand, and says that it does.
  async ask() {
    this.asks = true;
    const anew = await askedForAnew();
    const same = anew && streams(anew).find((each) => addressOf(each).endsWith(`#${this.place}`));
    if (!same || anew.body.dataset.person !== document.body.dataset.person) return showLost(this.heard);
    for (const each of same.querySelectorAll("[sse-swap]")) {
      this.dispatchEvent(new MessageEvent(each.getAttribute("sse-swap"), { data: markup(each) }));
    }
    this.heard = Date.now();
    showLost(null, this.asks);
  }

  // A page keeps what is typed in it: it takes a new ticket from itself as it would be now, and is loaded anew only
  // where that is another page by now, as one to sign in on. Where it is somebody else's, that is said (session.js): what
  // is typed here stands here alone. It tries until it has one.
  async renew() {
    this.refused = true;
    showLost(this.heard);
    if (this.renewing) return;
    this.renewing = true;
    const anew = await askedForAnew();
    const address =
      anew &&
      streams(anew)
        .map(addressOf)
        .find((each) => each.endsWith(`#${this.place}`));
    const who = (one) => one.body.dataset.person;
    const isOther = anew && (!address || who(anew) !== who(document));
    const isSomebodyElses = isOther && who(document) && who(anew) && who(anew) !== who(document);
    if (isSomebodyElses) document.dispatchEvent(new CustomEvent("somebody", { detail: { ...anew.body.dataset } }));
    else if (isOther && !isBusy()) return location.reload();
    if (address && !isOther) {
      this.take(address);
      this.open();
    }
    setTimeout(
      () => {
        this.renewing = false;
        if (this.refused && sources.has(this)) this.renew();
      },
      isSomebodyElses ? 30_000 : 3000,
    );
  }

  watch() {
    if (this.own && document.hidden) return;
    const now = Date.now();
    if (now - this.heard > (this.asks ? ASKED : LOST)) showLost(this.heard);
    if (this.port && !this.asks && now - Math.max(this.spoken ?? 0, this.heard) > MUTE) this.alone();
  }

  close() {
    this.rest();
    sources.delete(this);
    if (sources.size) return;
    clearInterval(watching);
    watching = null;
  }
}

// Whoever has pressed something, or is on the way to another page, is not taken away from it.
let left = 0;
window.addEventListener("beforeunload", () => {
  left = Date.now();
});
const isBusy = () => Date.now() - left < LOST || Boolean(document.querySelector("[aria-busy=true]"));

htmx.createEventSource = (address) => new Source(address);
window.addEventListener("online", () => all((source) => source.nudge()));
window.addEventListener("pagehide", () => all((source) => source.rest()));
window.addEventListener("pageshow", (event) => {
  if (event.persisted) all((source) => source.open());
});
document.addEventListener("visibilitychange", () => {
  all((source) => {
    if (!document.hidden) source.nudge();
    else if (source.own) source.rest();
  });
});

// What is not from the platform is never worked into a page: a gateway's page of its own, a hotel's sign-in. Of an act
// acts.js then says that it was not sent.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "notice" && !event.detail.xhr.getResponseHeader("X-Nadwa"))
    event.detail.shouldSwap = false;
});
