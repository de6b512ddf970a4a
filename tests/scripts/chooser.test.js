// What is found in a list whose entries have names in six languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folded, isFound } from "../../src/nadwa/web/static/nadwa/rules/chooser.js";

const IVORY = "ci|civ|cote d'ivoire|кот-д'ивуар|كوت ديفوار|科特迪瓦|republic of cote d'ivoire";
const CONGO = "cd|cod|democratic republic of the congo|республика конго|刚果民主共和国";

test("a name is found without its accents, and whichever apostrophe is typed", () => {
  assert.equal(isFound(IVORY, "côte d’ivoire"), true);
  assert.equal(isFound(IVORY, "COTE D'IV"), true);
  assert.equal(isFound(IVORY, "Кот-д’Ивуар"), true);
});

test("words of a name are found in any order, by how they begin", () => {
  assert.equal(isFound(CONGO, "congo dem"), true);
  assert.equal(isFound(CONGO, "ongo"), false);
});

test("what is written without spaces, or in Arabic, is found from within", () => {
  assert.equal(isFound(CONGO, "民主"), true);
  assert.equal(isFound(IVORY, "ديفوار"), true);
});

test("nothing typed finds everything", () => {
  assert.equal(isFound(CONGO, "  "), true);
});

test("a name is folded as the platform folds it", () => {
  assert.equal(folded("  Türkiye  "), "turkiye");
});
