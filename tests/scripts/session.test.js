// When one is told that the session ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { endsSoon, toWait } from "../../src/nadwa/web/static/nadwa/rules/session.js";

const MINUTE = 60_000;
const ENDS = 90 * MINUTE;

test("one is told ten minutes before the end, and not in the past", () => {
  assert.equal(toWait(ENDS, 0, 0), 80 * MINUTE);
  assert.equal(toWait(ENDS, 85 * MINUTE, 0), 0);
});

test("by the server's clock, whatever the browser's says", () => {
  assert.equal(toWait(ENDS, 30 * MINUTE, 5 * MINUTE), 45 * MINUTE);
  assert.equal(endsSoon(ENDS, 76 * MINUTE, 5 * MINUTE), true);
  assert.equal(endsSoon(ENDS, 84 * MINUTE, -5 * MINUTE), false);
});
