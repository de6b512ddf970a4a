// Ed25519 (RFC 8032, 5.1), verification only. Browsers' own means and libraries differ in which weak keys and signatures
// they take, so that nothing but the hash is theirs. Points are x : y : z : xy/z, numbers modulo P.

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const modulo = (number) => ((number % P) + P) % P;
const inverse = (number) => power(number, P - 2n);
const D = modulo(-121665n * inverse(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const NEUTRAL = [0n, 1n, 1n, 0n];
const BASE = pointAt(modulo(4n * inverse(5n)), 0n);

function power(base, exponent) {
  let result = 1n;
  for (; exponent; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
}

function sum([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2)), b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * t1 * t2 * D), d = modulo(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

function multiple(scalar, point) {
  let total = NEUTRAL;
  for (; scalar; scalar >>= 1n) {
    if (scalar & 1n) total = sum(total, point);
    point = sum(point, point);
  }
  return total;
}

const isSame = ([x1, y1, z1], [x2, y2, z2]) => modulo(x1 * z2 - x2 * z1) === 0n && modulo(y1 * z2 - y2 * z1) === 0n;

// The point with this y whose x is odd or even; null if there is none
function pointAt(y, odd) {
  const square = modulo((y * y - 1n) * inverse(modulo(D * y * y + 1n)));
  let x = power(square, (P + 3n) / 8n);
  if (modulo(x * x - square)) x = modulo(x * ROOT_OF_MINUS_ONE);
  if (y >= P || modulo(x * x - square) || (!x && odd)) return null;
  if ((x & 1n) !== odd) x = P - x;
  return [x, y, 1n, modulo(x * y)];
}

const numberOf = (bytes) => BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).reverse().join("")}`);

function pointOf(bytes) {
  const number = numberOf(bytes);
  return pointAt(number & (2n ** 255n - 1n), number >> 255n);
}

// Whether a point is one that signers make: with others anybody can sign, or not all programs say the same
const isOfPrimeOrder = (point) => point !== null && !isSame(point, NEUTRAL) && isSame(multiple(ORDER, point), NEUTRAL);

export const isKey = (bytes) => isOfPrimeOrder(pointOf(bytes));

// Whether a signature holds; `sha512` gives the hash of bytes.
export async function signatureHolds(sha512, key, message, signature) {
  if (signature.length !== 64) return false;
  const [commitment, scalar] = [pointOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))];
  if (scalar >= ORDER || !isKey(key) || !isOfPrimeOrder(commitment)) return false;
  const hashed = await sha512(Uint8Array.from([...signature.subarray(0, 32), ...key, ...message]));
  const challenge = numberOf(hashed) % ORDER;
  return isSame(multiple(scalar, BASE), sum(commitment, multiple(challenge, pointOf(key))));
}
