// Living pages: what changes arrives by one stream for the whole browser; whether it still arrives is watched here, said
// on the page, and never answered by leaving a page that works for one that does not.
"use strict";

const live = (() => {
  const LOST = 11_000; // silence of the stream, or of the worker, after which what is shown may be old
  const MUTE = 25_000; // silence of the worker, after which it is believed to be dead
  const PROBE = 10_000;
  const ASKED = 100_000; // silence of a page that asks by itself, at most once a minute and a quarter
  const here = document.currentScript.src;
  const sources = new Set();

  // What htmx's extension takes for an EventSource. It never closes by itself, so that the extension opens none anew.
  class Source extends EventTarget {
    constructor(address) {
      super();
      this.readyState = 1;
      this.take(address);
      this.heard = Date.now();
      sources.add(this);
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
        const worker = new SharedWorker(new URL("wire_worker.js", here), { name: "nadwa" });
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
      this.own = new Wire((said) => { if (!said.place || said.place === this.place) this.told(said); });
      this.open();
    }

    open() {
      if (this.port) this.port.postMessage({ act: "open", ticket: this.ticket, place: this.place });
      else if (!document.hidden) this.own.carry([this.ticket]);
    }

    rest() {
      if (this.port) this.port.postMessage({ act: "close" }); else this.own.close();
    }

    nudge() {
      if (this.port) this.port.postMessage({ act: "nudge" }); else if (this.own.tickets.length) this.own.nudge(); else this.open();
    }

    told({ event, data }) {
      this.spoken = Date.now();
      if (event === "refused") return this.renew();
      if (event === "crowded") return this.ask();
      if (event === "down") return show(this.heard);
      this.port?.postMessage({ act: "here" });
      if (event !== "beat") this.dispatchEvent(new MessageEvent(event, { data }));
      if (this.refused) return; // what is heard is said to other pages of this browser
      this.asks = false;
      this.heard = Date.now();
      show(null);
    }

    // There is no place for a stream: as often as one is tried for, the page asks how things stand, and says that it does.
    async ask() {
      this.asks = true;
      const anew = await askedForAnew();
      const holders = [...(anew?.querySelectorAll("[sse-connect]") ?? [])];
      const same = holders.find((each) => each.getAttribute("sse-connect").endsWith(`#${this.place}`));
      if (!same || anew.body.dataset.person !== document.body.dataset.person) return show(this.heard);
      same.querySelectorAll("[sse-swap]").forEach((each) => {
        this.dispatchEvent(new MessageEvent(each.getAttribute("sse-swap"), { data: markup(each) }));
      });
      this.heard = Date.now();
      show(null, this.asks);
    }

    // A page keeps what is typed in it: it takes a new ticket from itself as it would be now, and is loaded anew only
    // where that is another page by now, as one to sign in on. Where it is somebody else's, that is said (session.js): what
    // is typed here stands here alone. It tries until it has one.
    async renew() {
      this.refused = true;
      show(this.heard);
      if (this.renewing) return;
      this.renewing = true;
      const anew = await askedForAnew();
      const place = anew && [...anew.querySelectorAll("[sse-connect]")].map((each) => each.getAttribute("sse-connect"));
      const address = place?.find((each) => each.endsWith(`#${this.place}`));
      const who = (one) => one.body.dataset.person;
      const isOther = anew && (!address || who(anew) !== who(document));
      const isSomebodyElses = isOther && who(document) && who(anew) && who(anew) !== who(document);
      if (isSomebodyElses) document.dispatchEvent(new CustomEvent("somebody", { detail: { ...anew.body.dataset } }));
      else if (isOther && !isBusy()) return location.reload();
      if (address && !isOther) {
        this.take(address);
        this.open();
      }
      setTimeout(() => {
        this.renewing = false;
        if (this.refused && sources.has(this)) this.renew();
      }, isSomebodyElses ? 30_000 : 3000);
    }

    watch() {
      if (this.own && document.hidden) return;
      const now = Date.now();
      if (now - this.heard > (this.asks ? ASKED : LOST)) show(this.heard);
      if (this.port && !this.asks && now - Math.max(this.spoken ?? 0, this.heard) > MUTE) this.alone();
    }

    close() {
      this.rest();
      sources.delete(this);
    }
  }

  // Whoever has pressed something, or is on the way to another page, is not taken away from it.
  let left = 0;
  window.addEventListener("beforeunload", () => { left = Date.now(); });
  const isBusy = () => Date.now() - left < LOST || Boolean(document.querySelector("[aria-busy=true]"));

  const asOf = (moment) => [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map((each) => String(each).padStart(2, "0")).join(":");

  // Since when what is shown may be old; null: it is not, or only by as much as lies between two times of asking.
  function show(since, asks = false) {
    document.querySelectorAll(".crowded").forEach((notice) => { notice.hidden = Boolean(since) || !asks; });
    document.querySelectorAll(".lost").forEach((notice) => {
      if (since && notice.hidden) notice.querySelector(".as-of").textContent = asOf(new Date(since));
      notice.hidden = !since;
    });
    document.body.classList.toggle("old", Boolean(since));
  }

  // What stands in an element, as a stream would have sent it.
  function markup(element) {
    const serializer = new XMLSerializer();
    const written = [...element.childNodes].map((node) => serializer.serializeToString(node)).join("");
    return written.replaceAll(` xmlns="${element.namespaceURI}"`, "");
  }

  // The present page as the server gives it now; null where what answers is not the platform, or does not answer.
  async function askedForAnew() {
    const patience = new AbortController();
    setTimeout(() => patience.abort(), PROBE);
    try {
      const response = await fetch(location.href, { cache: "no-store", credentials: "same-origin", signal: patience.signal });
      if (!response.headers.has("X-Nadwa") || response.status >= 500) return null;
      return new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      return null;
    }
  }

  // Load the page anew, once there is something to load.
  async function reload(pause = 500) {
    if (await askedForAnew()) return location.reload();
    setTimeout(() => reload(Math.min(2 * pause, PROBE)), pause);
  }

  htmx.createEventSource = (address) => new Source(address);
  setInterval(() => sources.forEach((each) => each.watch()), 1000);
  window.addEventListener("online", () => sources.forEach((each) => each.nudge()));
  window.addEventListener("pagehide", () => sources.forEach((each) => each.rest()));
  window.addEventListener("pageshow", (event) => { if (event.persisted) sources.forEach((each) => each.open()); });
  document.addEventListener("visibilitychange", () => {
    sources.forEach((each) => {
      if (!document.hidden) each.nudge(); else if (each.own) each.rest();
    });
  });

  // What is not from the platform is never worked into a page: a gateway's page of its own, a hotel's sign-in. Of an act
  // acts.js then says that it was not sent.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id !== "notice" && !event.detail.xhr.getResponseHeader("X-Nadwa")) event.detail.shouldSwap = false;
  });

  return { reload };
})();
