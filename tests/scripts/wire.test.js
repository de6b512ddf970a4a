// The stream: what it says, and how long one waits before the next try.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ended, parsed, pauseAfter } from "../../src/nadwa/web/static/nadwa/rules/wire.js";

const least = () => 0;
const most = () => 1;

test("an event is read as the hub writes it, its lines together", () => {
  const said = parsed("event: floor\nid: floor.now/7/en\ndata: <p>one</p>\ndata: <p>two: 2</p>");
  assert.deepEqual(said, { event: "floor", place: "floor.now/7/en", data: "<p>one</p>\n<p>two: 2</p>" });
});

test("what is no line of an event is passed over", () => {
  assert.deepEqual(parsed(": a comment\n\nevent: beat"), { event: "beat", place: "", data: "" });
});

test("a stream that ends says whether to ask for a ticket, to wait as long as told, or to try again", () => {
  assert.deepEqual([403, 429, 503, 200, 502, 0].map(ended), ["refused", "crowded", "crowded", "down", "down", "down"]);
});

test("each failure doubles the pause, up to eight seconds", () => {
  const pauses = [0, 1, 2, 3, 4, 5, 40].map((failures) => pauseAfter(failures, 0, least));
  assert.deepEqual(pauses, [250, 500, 1000, 2000, 4000, 4000, 4000]);
  assert.equal(pauseAfter(40, 0, most), 10_000);
});

test("nobody comes back before the server has asked for it", () => {
  assert.equal(pauseAfter(0, 30_000, least), 30_000);
  assert.equal(pauseAfter(0, 30_000, most), 37_500);
});
