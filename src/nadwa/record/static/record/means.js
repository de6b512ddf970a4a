// What this browser can do of what a check needs: unpack, hash, verify a signature. Each means is tried on examples whose
// answers are known before it is relied upon: the browser's own first, then a library's. What no means is found for is
// named, so that a browser that cannot check says so, and never that a record is broken.
import { native } from "./nadwa_verify.js";

const VENDOR = new URL("../vendor/", import.meta.url);
const PIECE = 2 ** 16;

const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const into = ({ whole, at }, part) => {
  whole.set(part, at);
  return { whole, at: at + part.length };
};
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// The first example of RFC 8032, 7.1: a key and its signature of nothing
const KEY = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
const SIGNATURE = fromHex(
  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
);
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

const EXAMPLES = {
  inflate: async (inflate) =>
    toHex(await inflate(fromHex("4b0400"), 1)) === "61" && (await inflate(fromHex("ff"), 1)) === null,
  sha256: async (sha256) => toHex(await sha256(fromHex("616263"))) === ABC,
  signatureHolds: async (holds) =>
    (await holds(KEY, new Uint8Array(), SIGNATURE)) === true && (await holds(KEY, new Uint8Array(1), SIGNATURE)) === false,
};

const LIBRARIES = {
  async inflate() {
    const { Inflate } = await import(new URL("fflate/browser.js", VENDOR));
    return async (bytes, size) => {
      const parts = [];
      let length = 0;
      const stream = new Inflate((part) => { parts.push(part); length += part.length; });
      for (let at = 0; at < bytes.length && length <= size; at += PIECE) {
        try {
          stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
        } catch (error) {
          if (typeof error.code === "number") return null;
          throw error;
        }
      }
      return length > size ? null : parts.reduce(into, { whole: new Uint8Array(length), at: 0 }).whole;
    };
  },

  async sha256() {
    const { sha256 } = await hashes();
    return async (bytes) => sha256(bytes);
  },

  // RFC 8032, 5.1.7, with the equation as the verifier in Python has it
  async signatureHolds() {
    const [{ sha512 }, { Point }] = [await hashes(), await import(new URL("noble-ed25519/index.js", VENDOR))];
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const number = (bytes) => BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
    const pointOf = (bytes) => {
      try {
        return Point.fromBytes(bytes);
      } catch {
        return null; // that a point can be read at all, the example has shown
      }
    };
    return async (key, message, signature) => {
      const [public_, commitment] = [pointOf(key), signature.length === 64 && pointOf(signature.subarray(0, 32))];
      const scalar = number(signature.subarray(32));
      if (!public_ || !commitment || scalar >= order) return false;
      const hashed = sha512(Uint8Array.from([...signature.subarray(0, 32), ...key, ...message]));
      const sum = commitment.add(public_.multiplyUnsafe(number(hashed) % order));
      return Point.BASE.multiplyUnsafe(scalar).equals(sum);
    };
  },
};

function hashes() {
  if (!Object.hasOwn) Object.hasOwn = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
  return import(new URL("noble-hashes/sha2.js", VENDOR));
}

async function does(name, means) {
  try {
    return await EXAMPLES[name](means);
  } catch {
    return false;
  }
}

async function found(name, own) {
  if (await does(name, own[name])) return own[name];
  try {
    const other = await LIBRARIES[name]();
    return (await does(name, other)) ? other : null;
  } catch {
    return null;
  }
}

// The means for `verify`, and the names of those that this browser has not.
export async function meansHere(own = native) {
  const means = {};
  for (const name of Object.keys(EXAMPLES)) means[name] = await found(name, own);
  return { means, lacking: Object.keys(means).filter((name) => means[name] === null) };
}
