// A speaker's clock: what is left, by the server's time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isLastMinute, left, saysMinute, written } from "../../src/nadwa/web/static/nadwa/rules/clock.js";

const BEGUN = Date.UTC(2016, 6, 11, 2, 0);
const clock = (changes = {}) => ({
  started: `${BEGUN}`,
  pausedAt: "",
  pausedFor: "0",
  limit: "180",
  ...changes,
});
const after = (seconds) => BEGUN + 1000 * seconds;

test("it counts down from the limit, and below nought", () => {
  assert.equal(left(clock(), BEGUN), 180);
  assert.equal(left(clock(), after(60)), 120);
  assert.equal(left(clock(), after(181)), -1);
});

test("a second counts once it is over", () => {
  assert.equal(left(clock(), after(59.999)), 121);
  assert.equal(left(clock(), after(60)), 120);
});

test("a pause stands still, and is given back when it is over", () => {
  const paused = clock({ pausedAt: `${after(30)}` });
  assert.equal(left(paused, after(30)), 150);
  assert.equal(left(paused, after(500)), 150);
  assert.equal(left(clock({ pausedFor: "20000" }), after(50)), 150);
});

test("it is written in minutes and seconds, with a sign once the time is over", () => {
  assert.deepEqual([180, 61, 60, 9, 0, -1, -75].map(written), [
    "3:00",
    "1:01",
    "1:00",
    "0:09",
    "0:00",
    "−0:01",
    "−1:15",
  ]);
});

test("the last minute is its own colour, from sixty to nought", () => {
  assert.deepEqual([61, 60, 0, -1].map(isLastMinute), [false, true, true, false]);
});

test("one minute is said when it begins, not of short statements, and not while the clock stands still", () => {
  assert.deepEqual(
    [61, 60, 56, 55].map((seconds) => saysMinute(seconds, clock())),
    [false, true, true, false],
  );
  assert.equal(saysMinute(60, clock({ limit: "60" })), false);
  assert.equal(saysMinute(60, clock({ pausedAt: "1" })), false);
});
