// Check a Nadwa record bundle in a browser or in Node 20: the second verifier, written from docs/record.md alone.
//
//   import { verify, Failed } from "./nadwa_verify.js";
//   const lines = await verify(bundleBytes, [keptCheckpointBytes]);   // Uint8Array; throws Failed with its `check`
//
// Nothing but the language and what `native` names is used; nothing leaves the machine. `Failed` is thrown where the
// evidence is wrong and nowhere else: whatever else is thrown says that this machine cannot check, and nothing about the
// record. So nothing is caught here but what the one call within `try` throws about the bytes that it was given.

import { isKey, signatureHolds } from "./ed25519.js";
import { inflated } from "./inflate.js";

const LIMIT = 2 ** 30;
const DEEPEST = 100;
const MEMBERS = ["manifest.json", "leaves.jsonl", "checkpoint", "key.vkey"];
const PACKET = /^packets\/([0-9a-f]{64})\.json$/;
const CHANGE = /^checkpoints\/([1-9][0-9]{0,18})$/;
const TIME = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{6}Z$/;
// Characters whose normal form is the same in every version of Unicode that a verifier may have
const SETTLED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line of the record may have them, and they have one form
  /[\u0000-\u06ff\u0900-\u097f\u1e00-\u1fff\u2000-\u206f\u2100-\u214f\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufb50-\ufdff\ufe70-\uffef]+/g;
const FIELDS = ["body", "i", "kind", "log", "t", "v"];
const VOTE = /^(texts|floor)\.(vote-opened|ballot-cast|vote-closed|vote-discontinued)$/;

export class Failed extends Error {
  constructor(check, reason) {
    super(reason);
    this.check = check;
  }
}

const demand = (check, holds, reason) => {
  if (!holds) throw new Failed(check, reason);
};

// Bytes
const utf8 = new TextEncoder();
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const equal = (one, other) => hex(one) === hex(other);
const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

// What comes from the browser and not from the language; `verify` can be given others in their place (means.js).
export const native = {
  async sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  },

  async sha512(bytes) {
    return new Uint8Array(await crypto.subtle.digest("SHA-512", bytes));
  },
};

function fromBase64(check, text, what) {
  demand(check, /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text), `${what} is not base64`);
  const binary = atob(text);
  demand(check, btoa(binary) === text, `${what} is not base64 in its only form`);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

// The archive (check 1)
const CRC = Uint32Array.from({ length: 256 }, (_, number) => {
  for (let bit = 0; bit < 8; bit++) number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
  return number;
});

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) sum = (sum >>> 8) ^ CRC[(sum ^ byte) & 255];
  return ~sum >>> 0;
}

// What the archive's headers begin with; numbers follow, of as many bytes each as `form` says
const LOCAL = [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
const ENTRY = [0x50, 0x4b, 1, 2, 20, 3, 20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
const END = [0x50, 0x4b, 5, 6, 0, 0, 0, 0];
const OWNER_MAY = 0o600 * 2 ** 16;
const LONGER_THAN_NAMES = 100;

const littleEndian = (form, numbers) =>
  numbers.flatMap((number, place) => Array.from({ length: form[place] }, (_, byte) => Math.floor(number / 256 ** byte) % 256));
const standsAt = (bytes, place, expected) => expected.every((byte, at) => bytes[place + at] === byte);

// Of each member its name, CRC-32, size and packed bytes. Every byte beside these follows from them.
function directoryOf(bytes, view) {
  const end = bytes.length - 22;
  demand(1, end >= 0, "the archive is cut off");
  const [count, length, start] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  const last = [...END, ...littleEndian([2, 2, 4, 4, 2], [count, count, length, start, 0])];
  demand(1, standsAt(bytes, end, last) && start + length === end, "the archive does not end as it should");
  demand(1, count < 0xffff, "the archive has too many members");
  const entries = [];
  let at = start, begin = 0, before = "";
  for (let left = count; left > 0; left--) {
    demand(1, at + 46 <= end, "the archive's directory is cut off");
    const [crc, packed, size] = [16, 20, 24].map((place) => view.getUint32(at + place, true));
    const letters = Math.min(view.getUint16(at + 28, true), LONGER_THAN_NAMES);
    const written = [...bytes.subarray(at + 46, at + 46 + letters)];
    const name = String.fromCharCode(...written);
    demand(1, isMember(name), "the archive has a member of another name");
    demand(1, before < name, "the members are not in the order of their names, each once");
    const sizes = littleEndian([4, 4, 4, 2, 2], [crc, packed, size, name.length, 0]);
    const local = [...LOCAL, ...sizes, ...written];
    const entry = [...ENTRY, ...sizes, ...littleEndian([2, 2, 2, 4, 4], [0, 0, 0, OWNER_MAY, begin]), ...written];
    demand(1, standsAt(bytes, begin, local) && standsAt(bytes, at, entry), `a header of ${name} is another`);
    const inside = begin + local.length;
    demand(1, inside + packed <= start, `${name} is cut off`);
    entries.push({ name, crc, size, packed: bytes.subarray(inside, inside + packed) });
    [at, begin, before] = [at + entry.length, inside + packed, name];
  }
  demand(1, begin === start && at === end, "the archive has bytes that belong to no member");
  return entries;
}

const isMember = (name) => MEMBERS.includes(name) || PACKET.test(name) || CHANGE.test(name);

function membersOf(bytes) {
  demand(1, bytes.length <= LIMIT, "the archive is larger than 1 GiB");
  const entries = directoryOf(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  demand(1, entries.reduce((sum, entry) => sum + entry.size, 0) <= LIMIT, "the archive unpacks to more than 1 GiB");
  return new Map(entries.map((entry) => [entry.name, unpacked(entry)]));
}

function unpacked({ name, crc, size, packed }) {
  const content = inflated(packed, size);
  demand(1, content !== null && crc32(content) === crc, `${name} is damaged`);
  return content;
}

function textOf(check, bytes, what) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new Failed(check, `${what} is not text in UTF-8`);
    throw error;
  }
}

// Canonical JSON (RFC 8785) without floats
const HALF_A_CHARACTER = /[\ud800-\udfff]/u;

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

// What is wrong with a value that JSON.parse made, for the record: nothing, or words
function wrongWith(value, deep = DEEPEST) {
  if (value !== null && typeof value === "object") {
    if (deep === 0) return `deeper than ${DEEPEST}`;
    const within = Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)];
    return within.reduce((found, each) => found || wrongWith(each, deep - 1), "");
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) return `not allowed in the record: ${value}`;
  return typeof value === "string" && HALF_A_CHARACTER.test(value) ? "text that is no Unicode" : "";
}

function fromJson(check, text, what) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!["SyntaxError", "RangeError", "InternalError"].includes(error.name)) throw error; // the latter two: too deep
    throw new Failed(check, `${what} is not the JSON expected (${error.message})`);
  }
}

function parsed(check, bytes, what) {
  const text = textOf(check, bytes, what);
  const value = fromJson(check, text, what);
  const wrong = wrongWith(value);
  demand(check, !wrong, `${what} is not the JSON expected (${wrong})`);
  demand(check, canonical(value) === text, `${what} is not in canonical form (RFC 8785)`);
  return value;
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const hasJust = (value, names) => isObject(value) && canonical(Object.keys(value).sort()) === canonical(names);

// The manifest (checks 2 and 3)
async function checkManifest(means, members) {
  demand(2, members.has("manifest.json"), "manifest.json is missing");
  const manifest = parsed(2, members.get("manifest.json"), "manifest.json");
  demand(2, hasJust(manifest, ["format", "sha256"]), "manifest.json has other fields");
  demand(2, manifest.format === "nadwa-record/1", "manifest.json names a format unknown to this verifier");
  demand(2, isObject(manifest.sha256), "manifest.json lists no members");
  const there = [...members.keys()].filter((name) => name !== "manifest.json").sort();
  demand(2, hasJust(manifest.sha256, there), "manifest.json and the archive differ in members");
  const missing = MEMBERS.filter((name) => !members.has(name));
  demand(2, missing.length === 0, `members are missing: ${missing}`);
  for (const name of there) {
    const hash = hex(await means.sha256(members.get(name)));
    demand(3, hash === manifest.sha256[name], `${name} has another hash than listed`);
  }
}

// The keys (check 4)
async function keysOf(means, bytes) {
  const text = textOf(4, bytes, "key.vkey");
  demand(4, text.endsWith("\n"), "key.vkey does not end in a newline");
  const keys = [];
  for (const line of text.slice(0, -1).split("\n")) {
    const match = /^([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line);
    demand(4, match, "key.vkey holds what is not a verifier key");
    const key = fromBase64(4, match[3], "the key");
    demand(4, key.length === 33 && key[0] === 1, "the key is not an Ed25519 key");
    const id = (await means.sha256(joined(utf8.encode(`${match[1]}\n`), key))).subarray(0, 4);
    demand(4, hex(id) === match[2], "the key's id does not belong to it");
    demand(4, isKey(key.subarray(1)), "the key is one with which others than its holder can sign, or none");
    keys.push({ origin: match[1], id: match[2], raw: key.subarray(1), line });
  }
  demand(4, new Set(keys.map((key) => key.origin)).size === 1, "the keys are of different logs");
  demand(4, new Set(keys.map((key) => key.id)).size === keys.length, "a key stands twice, or two keys have one id");
  return keys;
}

// A checkpoint (checks 5, 9, 12)
async function checkpointOf(means, check, bytes, keys) {
  const parts = textOf(check, bytes, "the checkpoint").split("\n\n");
  demand(check, parts.length === 2, "the checkpoint is not a signed note");
  const [text, signatures] = parts;
  const lines = text.split("\n");
  demand(check, lines.length === 3, "the checkpoint has not three lines");
  demand(check, lines[0] === keys[0].origin, "the checkpoint is of another log than the key");
  demand(check, /^(0|[1-9][0-9]{0,18})$/.test(lines[1]), "the checkpoint's size is not a number");
  const root = fromBase64(check, lines[2], "the checkpoint's root");
  demand(check, signatures.endsWith("\n"), "the checkpoint does not end in a newline");
  let found = null;
  for (const line of signatures.slice(0, -1).split("\n")) {
    const match = /^\u2014 ([!-*,-~]+) ([A-Za-z0-9+/=]+)$/.exec(line);
    demand(check, match, "the checkpoint has a line that is not a signature");
    const raw = fromBase64(check, match[2], "a signature");
    const by = keys.findIndex((key) => match[1] === key.origin && hex(raw.subarray(0, 4)) === key.id);
    if (by >= 0) found = { by, signature: raw.subarray(4) };
  }
  demand(check, found, "the checkpoint is not signed with a key of the bundle");
  const holds = await signatureHolds(means.sha512, keys[found.by].raw, utf8.encode(`${text}\n`), found.signature);
  demand(check, holds, "the checkpoint's signature is wrong");
  return { size: Number(lines[1]), root, by: found.by };
}

// The leaves (checks 6 and 7)
function leavesOf(bytes, origin) {
  demand(6, bytes.length === 0 || bytes[bytes.length - 1] === 10, "leaves.jsonl does not end in a newline");
  const leaves = [], values = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    const index = leaves.length, leaf = bytes.subarray(start, end);
    const value = parsed(6, leaf, `leaf ${index}`);
    demand(6, hasJust(value, FIELDS), `leaf ${index} has other fields than expected`);
    demand(6, value.v === 1, `leaf ${index} is of an unknown version`);
    demand(6, isObject(value.body), `leaf ${index} has no body`);
    demand(6, typeof value.t === "string" && isTime(value.t), `leaf ${index} has no time that there is`);
    demand(6, typeof value.kind === "string", `leaf ${index} has no kind`);
    demand(6, isNormal(value), `leaf ${index} has text that is not in normal form (NFC)`);
    demand(7, value.log === origin, `leaf ${index} is of another log`);
    demand(7, value.i === index, `leaf ${index} says it is number ${value.i}`);
    leaves.push(leaf);
    values.push(value);
    start = end + 1;
  }
  return { leaves, values };
}

function isTime(text) {
  const [year, month, day, hour, minute, second] = (TIME.exec(text) ?? []).slice(1).map(Number);
  const leaps = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leaps ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year > 0 && day > 0 && day <= days && hour < 24 && minute < 60 && second < 60;
}

// Whether all text in a value is in NFC, names included, as far as all versions of Unicode agree on it
function isNormal(value) {
  if (typeof value === "string") return (value.match(SETTLED) ?? []).every((piece) => piece.normalize("NFC") === piece);
  if (Array.isArray(value)) return value.every(isNormal);
  return !isObject(value) || [...Object.keys(value), ...Object.values(value)].every(isNormal);
}

// A line if acts bear an earlier time than acts before them: clocks differ, and what waits in the database too
function timesThatGoBack(values) {
  const seconds = (time) => Date.parse(`${time.slice(0, 19)}Z`) / 1000;
  let latest = "", most = 0, back = [];
  for (const { i, t } of values) {
    if (t < latest) {
      back.push(i);
      most = Math.max(most, seconds(latest) - seconds(t));
    } else latest = t;
  }
  const by = `by at most ${most} s; the first is leaf ${back[0]}`;
  return back.length ? [`${back.length} acts bear an earlier time than acts before them, ${by}`] : [];
}

// The tree (RFC 6962), its root after every size asked for
async function rootsOf(means, leaves, sizes) {
  const peaks = [], roots = new Map();
  const keep = async (size) => {
    if (!sizes.has(size)) return;
    let current = peaks[peaks.length - 1] ?? (await means.sha256(new Uint8Array()));
    for (const peak of peaks.slice(0, -1).reverse()) current = await means.sha256(joined([1], peak, current));
    roots.set(size, current);
  };
  await keep(0);
  for (const [index, leaf] of leaves.entries()) {
    let current = await means.sha256(joined([0], leaf));
    for (let rest = index; rest % 2 === 1; rest = (rest - 1) / 2) current = await means.sha256(joined([1], peaks.pop(), current));
    peaks.push(current);
    await keep(index + 1);
  }
  return roots;
}

// Changes of key (check 12)
async function checkChanges(means, members, keys, values, changes, roots) {
  demand(12, keys.length === changes.length + 1, `${keys.length} keys for ${changes.length} changes of key`);
  const there = [...members.keys()].map((name) => CHANGE.exec(name)).filter(Boolean).map((match) => Number(match[1]));
  const same = canonical(there.sort((a, b) => a - b)) === canonical(changes);
  demand(12, same, "the checkpoints in the bundle are not those of the changes of key");
  for (const [place, size] of changes.entries()) {
    const named = values[size - 1].body.key;
    demand(12, named === keys[place + 1].line, `leaf ${size - 1} names another key than the bundle`);
    const signed = await checkpointOf(means, 12, members.get(`checkpoints/${size}`), keys);
    const before = signed.size === size && signed.by === place;
    demand(12, before, `the change of key in leaf ${size - 1} is not signed by the key before`);
    demand(12, equal(signed.root, roots.get(size)), `checkpoints/${size} is of other leaves`);
  }
}

// Result packets (check 10)
async function checkPackets(means, members, values) {
  const there = [...members.keys()].map((name) => PACKET.exec(name)).filter(Boolean).map((match) => match[1]).sort();
  const named = [...new Set(values.map((value) => value.body.packet).filter((name) => typeof name === "string"))].sort();
  demand(10, canonical(there) === canonical(named), "result packets missing or unnamed");
  for (const name of there) {
    const hash = hex(await means.sha256(members.get(`packets/${name}.json`)));
    demand(10, hash === name, `result packet ${name} has another hash`);
  }
}

// Roll calls (check 11): every one follows from the acts before it; and lines about what is to be known of them
function checkVotes(values) {
  const votes = new Map(), rolls = new Map(), lines = [];
  for (const { i, kind, body } of values) {
    const match = VOTE.exec(kind);
    if (match) lines.push(...checkVote(i, body, match[1], match[2], votes, rolls));
    else if (kind === "floor.roll-frozen") checkRoll(i, body, rolls);
    else if (kind === "floor.meeting-adjourned") checkNoneOpen(i, body, votes);
    else if (kind === "texts.adopted" && body.decision === "vote") checkAdoption(i, body, votes);
  }
  const all = [...votes.values()];
  lines.push(...all.filter((vote) => vote.open).map((vote) => `leaf ${vote.leaf}: this vote was opened and not closed`));
  return [`${all.filter((vote) => vote.carried !== null).length} roll-call votes counted again`, ...lines];
}

function checkRoll(i, body, rolls) {
  const members = body.decide, meeting = canonical(body.meeting);
  const right = Array.isArray(members) && members.every((name) => typeof name === "string");
  demand(11, right, `leaf ${i} is a roll that names no members`);
  demand(11, !rolls.has(meeting), `leaf ${i} freezes the roll of a meeting a second time`);
  rolls.set(meeting, new Set(members));
}

function checkNoneOpen(i, body, votes) {
  const meeting = canonical(body.meeting);
  const left = [...votes.values()].filter((vote) => vote.open && vote.meeting === meeting).map((vote) => vote.leaf);
  demand(11, left.length === 0, `leaf ${i} ends a meeting before its votes were closed: ${left}`);
}

function checkAdoption(i, body, votes) {
  const vote = votes.get(canonical(["texts", body.text, body.vote]));
  demand(11, vote?.carried, `leaf ${i} adopts a text by a vote that has not carried it`);
  demand(11, vote.whole, `leaf ${i} adopts a text by a vote on a part of it`);
  const same = typeof body.sha256 === "string" && vote.text === canonical(body.sha256);
  demand(11, same, `leaf ${i} adopts another text than was voted on`);
}

// One act of a vote; lines about it
function checkVote(i, body, room, what, votes, rolls) {
  const key = canonical([room, room === "texts" ? body.text : body.meeting, body.vote]);
  if (what === "vote-opened") {
    demand(11, !votes.has(key), `leaf ${i} opens a vote a second time`);
    votes.set(key, opened(i, body, room, rolls));
    return votes.get(key).roll ? [] : [`leaf ${i}: no roll in this record says who may vote`];
  }
  const vote = votes.get(key);
  demand(11, vote?.open, `leaf ${i} is of a vote that is not open`);
  if (what === "ballot-cast") return checkBallot(i, body, room, vote);
  vote.open = false;
  if (what === "vote-discontinued") return [];
  checkTally(i, body, vote);
  vote.carried = body.carried;
  return enteredIn(i, vote.ballots);
}

// A vote as it begins. `roll` is of whom the meeting consists, undefined if the record does not say.
function opened(i, body, room, rolls) {
  const { majority } = body, meeting = canonical(body.meeting);
  demand(11, ["simple", "two-thirds"].includes(majority), `leaf ${i} opens a vote and names no majority`);
  demand(11, room === "texts" || rolls.has(meeting), `leaf ${i} opens a vote of a meeting that has no roll`);
  const [whole, text] = [(body.alternative ?? null) === null, canonical(body.text_sha256)];
  return { leaf: i, open: true, carried: null, majority, meeting, roll: rolls.get(meeting), whole, text, ballots: new Map() };
}

function checkBallot(i, body, room, vote) {
  const name = voterOf(i, body, room), by = capacityOf(body), own = `delegation:${name}`;
  demand(11, !vote.roll || vote.roll.has(name), `leaf ${i} is a ballot of ${name}, which is not on the roll`);
  const replaced = by !== own && vote.ballots.get(name)?.by === own;
  vote.ballots.set(name, { choice: body.ballot ?? null, by });
  return replaced ? [`leaf ${i}: an answer that ${name} gave itself was replaced by ${by}`] : [];
}

// Ballots that the delegations did not give themselves
function enteredIn(i, ballots) {
  const others = [...ballots].filter(([name, { by }]) => by !== `delegation:${name}`).map(([, { by }]) => by);
  const names = [...new Set(others)].join(", ");
  return others.length ? [`leaf ${i}: ${others.length} of ${ballots.size} ballots were entered by ${names}, not by the delegations`] : [];
}

function capacityOf(body) {
  return isObject(body.by) && typeof body.by.as === "string" ? body.by.as : "";
}

function voterOf(i, body, room) {
  const named = room === "floor" ? typeof body.delegation === "string" : capacityOf(body).startsWith("delegation:");
  demand(11, named, `leaf ${i} names no voter`);
  return room === "floor" ? body.delegation : capacityOf(body).slice("delegation:".length);
}

function checkTally(i, body, vote) {
  const cast = new Map([...vote.ballots].map(([name, ballot]) => [name, ballot.choice]));
  const ballots = `{${[...cast.keys()].sort().map((name) => `${canonical(name)}:${canonical(cast.get(name))}`).join(",")}}`;
  demand(11, canonical(body.ballots) === ballots, `leaf ${i} counts other ballots than were cast`);
  const choices = [...cast.values()];
  const [yes, no, abstention] = ["yes", "no", "abstention"].map((name) => choices.filter((each) => each === name).length);
  demand(11, yes + no + abstention === cast.size, `leaf ${i} counts ballots that are no vote`);
  const told = canonical([body.yes, body.no, body.abstention]);
  demand(11, told === canonical([yes, no, abstention]), `leaf ${i} says ${told}, the ballots are ${[yes, no, abstention]}`);
  demand(11, body.majority === vote.majority, `leaf ${i} names another majority than the opening of the vote`);
  const carried = vote.majority === "simple" ? yes > no : yes > 0 && yes >= 2 * no;
  demand(11, body.carried === carried, `leaf ${i} says another result than the ballots`);
}

// Check 13, where a schema is given: what of it does not hold; of JSON Schema this knows what the schema of acts uses.
const TYPES = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  object: isObject,
  array: Array.isArray,
  null: (value) => value === null,
};

export function lacking(value, schema, place) {
  if (schema.anyOf) {
    const fits = schema.anyOf.some((each) => lacking(value, each, place).length === 0);
    return fits ? [] : [`${place} is of none of the types that it may be of`];
  }
  if (!TYPES[schema.type](value)) return [`${place} is not of type ${schema.type}`];
  if (schema.type === "object") return lackingInObject(value, schema, place);
  return schema.type === "array" ? lackingInArray(value, schema, place) : [];
}

function lackingInObject(value, schema, place) {
  const named = new Map(Object.entries(schema.properties ?? {})), there = new Set(Object.keys(value));
  const missing = (schema.required ?? []).filter((name) => !there.has(name)).map((name) => `${place} has no ${name}`);
  const inner = (name) => (named.has(name) ? named.get(name) : schema.additionalProperties);
  const said = [...there].filter(inner);
  return [...missing, ...said.flatMap((name) => lacking(value[name], inner(name), `${place}.${JSON.stringify(name)}`))];
}

function lackingInArray(value, schema, place) {
  const fixed = schema.prefixItems;
  if (fixed && fixed.length !== value.length) return [`${place} has ${value.length} entries, not ${fixed.length}`];
  return value.flatMap((each, number) => lacking(each, fixed ? fixed[number] : schema.items, `${place}[${number}]`));
}

function checkActs(values, schema) {
  const kinds = new Map(Object.entries(schema.$defs)), unknown = new Map();
  for (const { i, kind, body } of values) {
    if (!kinds.has(kind)) unknown.set(kind, (unknown.get(kind) ?? 0) + 1);
    else for (const reason of lacking(body, kinds.get(kind), "body")) demand(13, false, `leaf ${i} (${kind}): ${reason}`);
  }
  const named = [...unknown].map(([kind, number]) => `${number} acts of a kind that the schema does not know: ${JSON.stringify(kind)}`);
  const known = values.length - [...unknown.values()].reduce((sum, number) => sum + number, 0);
  return [...named, `${known} acts say what acts of their kinds say`];
}

export async function verify(bytes, kept = [], means = native, acts = null) {
  const members = membersOf(bytes);
  await checkManifest(means, members);
  const keys = await keysOf(means, members.get("key.vkey"));
  const last = await checkpointOf(means, 5, members.get("checkpoint"), keys);
  const { leaves, values } = leavesOf(members.get("leaves.jsonl"), keys[0].origin);
  demand(8, leaves.length === last.size, `the checkpoint counts ${last.size} leaves, the bundle has ${leaves.length}`);
  const changes = values.filter((value) => value.kind === "record.key-changed").map((value) => value.i + 1);
  const roots = await rootsOf(means, leaves, new Set([last.size, ...changes]));
  demand(8, equal(roots.get(last.size), last.root), "the leaves do not lead to the checkpoint's root");
  await checkChanges(means, members, keys, values, changes, roots);
  const isDue = (each) => each.by === changes.filter((size) => size < each.size).length;
  demand(5, isDue(last), "the checkpoint is signed with a key not due then");
  const seen = [];
  for (const note of kept) {
    const each = await checkpointOf(means, 9, note, keys);
    demand(9, each.size <= last.size, `the checkpoint you kept counts ${each.size} leaves, the bundle only ${last.size}`);
    const root = (await rootsOf(means, leaves, new Set([each.size]))).get(each.size);
    demand(9, equal(root, each.root), "the record has been changed since your checkpoint");
    demand(9, isDue(each), "the checkpoint is signed with a key not due then");
    seen.push(each);
  }
  await checkPackets(means, members, values);
  const votes = checkVotes(values);
  return [
    `log ${keys[0].origin}`,
    ...keys.map((key) => `key ${key.line}`),
    `${last.size} acts, root ${hex(last.root)}`,
    ...seen.map((each) => `extends your checkpoint at ${each.size}`),
    ...votes,
    ...timesThatGoBack(values),
    ...(acts === null ? [] : checkActs(values, acts)),
  ];
}
