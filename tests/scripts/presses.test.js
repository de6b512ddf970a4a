// The rule of the second press.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecond } from "../../src/nadwa/web/static/nadwa/rules/presses.js";

const FIRST = { x: 100, y: 100, at: 10_000, sign: "give the floor to Aldora" };
const CHANGED = 10_100; // the page, by what was pressed first
const press = (changes = {}) => ({ x: 100, y: 100, at: 10_500, sign: "give the floor to Belmara", ...changes });

test("what has come to stand under the hand is not pressed by the second of two presses", () => {
  assert.equal(isSecond(press(), FIRST, CHANGED), true);
  assert.equal(isSecond(press({ x: 110, y: 112 }), FIRST, CHANGED), true);
});

test("the same thing may be pressed twice: the platform does it once", () => {
  assert.equal(isSecond(press({ sign: FIRST.sign }), FIRST, CHANGED), false);
});

test("whoever moves on, to another place, means what stands there", () => {
  assert.equal(isSecond(press({ x: 117 }), FIRST, CHANGED), false);
  assert.equal(isSecond(press({ x: 112, y: 112 }), FIRST, CHANGED), false);
});

test("whoever has had time to read means what stands there", () => {
  assert.equal(isSecond(press({ at: CHANGED + 800 }), FIRST, CHANGED), true);
  assert.equal(isSecond(press({ at: CHANGED + 801 }), FIRST, CHANGED), false);
});

test("two seconds after the first press there is no second, however late the page has changed", () => {
  const late = FIRST.at + 1900;
  assert.equal(isSecond(press({ at: FIRST.at + 2000 }), FIRST, late), true);
  assert.equal(isSecond(press({ at: FIRST.at + 2001 }), FIRST, late), false);
});

test("the first press of all is none's second", () => {
  assert.equal(isSecond(press(), null, CHANGED), false);
});
