// One event stream for any number of tickets: kept open, watched, and opened again. It runs in the worker that all pages
// of a browser share (wire_worker.js) and, where there is none, in the page itself (live.js).
import { ended, parsed, pauseAfter } from "./rules/wire.js";

const SILENCE = 10_000; // the server says something every four seconds

export class Wire {
  // `tell` is given {event, data, place} of what the server says, {event: "down"} whenever a try has come to nothing,
  // and {event: "crowded"} where the server has no place for a stream: the next try is when it says.
  constructor(tell) {
    this.tell = tell;
    this.tickets = [];
    this.current = null; // the stream that counts; one before it may go on until this one is open
    this.failures = 0;
    setInterval(() => this.watch(), 1000);
  }

  carry(tickets) {
    this.tickets = tickets;
    this.open();
  }

  close() {
    clearTimeout(this.again);
    this.tickets = [];
    this.current?.abort();
    this.current = null;
  }

  open() {
    clearTimeout(this.again);
    if (!this.tickets.length) return;
    const before = this.current;
    this.current = new AbortController();
    this.heard = Date.now();
    this.follow(this.current, before);
  }

  async follow(own, before) {
    let status = 0;
    let asked = 0;
    try {
      const query = this.tickets.map((ticket) => `ticket=${encodeURIComponent(ticket)}`).join("&");
      const response = await fetch(`/live?${query}`, {
        signal: own.signal,
        cache: "no-store",
        credentials: "same-origin",
      });
      status = response.headers.has("X-Nadwa") ? response.status : 0;
      asked = 1000 * (Number(response.headers.get("Retry-After")) || 0);
      before?.abort();
      if (status === 200) await this.read(response.body.getReader(), own);
    } catch {
      // Whatever it was, the stream is not open.
    }
    before?.abort();
    if (own === this.current) this.fell(status, asked);
  }

  async read(reader, own) {
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done || own !== this.current) return;
      this.heard = Date.now();
      this.failures = 0;
      const events = (text + decoder.decode(value, { stream: true })).split("\n\n");
      text = events.pop();
      for (const each of events) this.tell(parsed(each));
    }
  }

  fell(status, asked = 0) {
    this.current = null;
    this.tell({ event: ended(status), place: "" });
    this.again = setTimeout(() => this.open(), pauseAfter(this.failures, asked, Math.random));
    this.failures += 1;
  }

  watch() {
    if (!this.current || Date.now() - this.heard <= SILENCE) return;
    this.current.abort();
    this.fell(0);
  }

  // Something has happened after which it is worth a try: the network is back, the machine has woken up, somebody looks.
  nudge() {
    if (!this.current || Date.now() - this.heard > SILENCE / 2) this.open();
  }
}
