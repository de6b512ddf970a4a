// What this browser can do of what a check needs: hash, unpack, verify a signature. Each is tried on examples whose answers
// are known before it is relied upon; for hashes the browser's own means first, then a library's. What it cannot do is
// named, so that a browser that cannot check says so, and never that a record is broken.
import { signatureHolds } from "./ed25519.js";
import { inflated } from "./inflate.js";
import { native } from "./nadwa_verify.js";

const VENDOR = new URL("../vendor/", import.meta.url);

const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// The first example of RFC 8032, 7.1: a key and its signature of nothing
const KEY = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
const SIGNATURE = fromHex(
  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
);
const ABC = {
  sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  sha512:
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
};

// What is done with the hashes, or without any
const EXAMPLES = {
  inflate: () =>
    toHex(inflated(fromHex("4b4c4a4e4944c100"), 18)) === "616263646162636461626364616263646162" &&
    toHex(inflated(fromHex("010100feff61"), 1)) === "61" &&
    inflated(fromHex("ff"), 1) === null,
  signatureHolds: async ({ sha512 }) =>
    (await signatureHolds(sha512, KEY, new Uint8Array(), SIGNATURE)) &&
    !(await signatureHolds(sha512, KEY, new Uint8Array(1), SIGNATURE)),
};

function hashes() {
  // biome-ignore lint/suspicious/noPrototypeBuiltins: the library asks for Object.hasOwn, which older browsers lack
  if (!Object.hasOwn) Object.hasOwn = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
  return import(new URL("noble-hashes/sha2.js", VENDOR));
}

async function does(example) {
  try {
    return await example();
  } catch {
    return false;
  }
}

// The hash of this name by the browser, by a library, or null
async function found(name, own) {
  const right = (hash) => does(async () => toHex(await hash(fromHex("616263"))) === ABC[name]);
  if (await right(own[name])) return own[name];
  try {
    const library = (await hashes())[name];
    const other = async (bytes) => library(bytes);
    return (await right(other)) ? other : null;
  } catch {
    return null;
  }
}

// The means for `verify`, and the names of what this browser cannot do.
export async function meansHere(own = native) {
  const means = {}, lacking = [];
  for (const name of Object.keys(ABC)) means[name] = await found(name, own);
  if (!means.sha256) lacking.push("sha256");
  for (const [name, example] of Object.entries(EXAMPLES)) if (!(await does(() => example(means)))) lacking.push(name);
  return { means, lacking };
}
