// Whose drafts are kept, and how long.
import assert from "node:assert/strict";
import { test } from "node:test";
import { away, isDraft, isOf, keyAt } from "../../src/nadwa/web/static/nadwa/rules/drafts.js";

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

test("a draft is its person's, and nobody's whose name begins alike", () => {
  const key = keyAt("a1", "/en/texts/ /en/texts/propose/");
  assert.deepEqual([isDraft(key), isOf("a1", key), isOf("a", key), isOf("", key)], [true, true, false, false]);
  assert.equal(isDraft("sent"), false);
});

test("whose session has ended has half an hour to sign in again", () => {
  assert.deepEqual(away(null, NOW, false), { since: NOW, asked: false, left: 30 * MINUTE });
  assert.equal(away({ since: NOW - 20 * MINUTE, asked: false }, NOW, true).left, 10 * MINUTE);
  assert.equal(away({ since: NOW - 31 * MINUTE, asked: true }, NOW, true).left, 0);
});

test("whoever leaves the page of sign-in without signing in leaves nothing behind", () => {
  const asked = away({ since: NOW, asked: false }, NOW + MINUTE, true);
  assert.equal(asked.asked, true);
  assert.equal(away({ since: NOW, asked: true }, NOW + 2 * MINUTE, false).left, 0);
});
