// Deflate (RFC 1951), unpacked by the language alone: browsers' own means and libraries overlook what follows a stream,
// and an archive that one of them reads and another refuses would be two records.

const LONGEST = 15;
const MOST_FROM_A_BYTE = 1032; // 258 bytes for a length and a distance of one bit each
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const times = (number, value) => new Array(number).fill(value);

// How many further bits the symbols of lengths (from 257) and of distances ask for, and where each begins
const LENGTH_BITS = [...times(8, 0), ...[1, 2, 3, 4, 5].flatMap((bits) => times(4, bits)), 0];
const DISTANCE_BITS = [0, 0, ...Array.from({ length: 28 }, (_, number) => number >> 1)];
function beginnings(bits, first) {
  const starts = [first];
  for (const more of bits) starts.push(starts[starts.length - 1] + 2 ** more);
  return starts;
}
const LENGTHS = [...beginnings(LENGTH_BITS, 3).slice(0, 28), 258];
const DISTANCES = beginnings(DISTANCE_BITS, 1);

const FIXED = [
  tableOf([...times(144, 8), ...times(112, 9), ...times(24, 7), ...times(8, 8)]),
  tableOf(times(32, 5)),
];

// What `packed` unpacks to; null unless it is one stream from its first byte to its last, which gives `size` bytes.
export function inflated(packed, size) {
  if (size > packed.length * MOST_FROM_A_BYTE) return null;
  const out = { bytes: new Uint8Array(size), at: 0 };
  const bits = { bytes: packed, byte: 0, bit: 0 };
  for (let last = 0; !last; ) {
    last = take(bits, 1);
    const kind = take(bits, 2);
    const whole = kind === 0 ? copied(bits, out) : expanded(bits, out, tablesFor(kind, bits));
    if (!whole || isPast(bits)) return null;
  }
  const used = bits.byte + (bits.bit ? 1 : 0);
  return used === packed.length && out.at === size ? out.bytes : null;
}

function tablesFor(kind, bits) {
  if (kind === 1) return FIXED;
  return kind === 2 ? tablesOf(bits) : null;
}

const isPast = ({ bytes, byte, bit }) => byte + bit / 8 > bytes.length;

// The next bits without taking them: at most 17. After the end there are noughts.
const look = ({ bytes, byte, bit }) => (bytes[byte] | (bytes[byte + 1] << 8) | (bytes[byte + 2] << 16)) >>> bit;

function skip(bits, number) {
  bits.bit += number;
  bits.byte += bits.bit >> 3;
  bits.bit &= 7;
}

function take(bits, number) {
  const found = look(bits) & (2 ** number - 1);
  skip(bits, number);
  return found;
}

// A block that is not packed
function copied(bits, out) {
  if (bits.bit) skip(bits, 8 - bits.bit);
  const [length, inverse] = [take(bits, 16), take(bits, 16)];
  const { bytes, byte } = bits;
  if ((length ^ inverse) !== 0xffff || byte + length > bytes.length || out.at + length > out.bytes.length) return false;
  out.bytes.set(bytes.subarray(byte, byte + length), out.at);
  bits.byte += length;
  out.at += length;
  return true;
}

function expanded(bits, out, tables) {
  if (!tables) return false;
  const [literals, distances] = tables;
  while (!isPast(bits)) {
    const symbol = symbolOf(bits, literals);
    if (symbol === 256) return true;
    const right = symbol < 256 ? literal(out, symbol) : repeated(bits, out, symbol - 257, distances);
    if (!right) return false;
  }
  return false;
}

function literal(out, symbol) {
  if (symbol < 0 || out.at === out.bytes.length) return false;
  out.bytes[out.at++] = symbol;
  return true;
}

function repeated(bits, out, symbol, distances) {
  if (symbol >= LENGTH_BITS.length) return false;
  const length = LENGTHS[symbol] + take(bits, LENGTH_BITS[symbol]);
  const far = symbolOf(bits, distances);
  if (far < 0 || far >= DISTANCE_BITS.length) return false;
  const distance = DISTANCES[far] + take(bits, DISTANCE_BITS[far]);
  if (distance > out.at || out.at + length > out.bytes.length) return false;
  for (let left = length; left > 0; left--, out.at++) out.bytes[out.at] = out.bytes[out.at - distance];
  return true;
}

function symbolOf(bits, { entries, longest }) {
  const entry = entries[look(bits) & (2 ** longest - 1)];
  skip(bits, entry & LONGEST);
  return entry ? entry >> 4 : -1;
}

// The two codes of a block that brings its own
function tablesOf(bits) {
  const [literals, distances, given] = [take(bits, 5) + 257, take(bits, 5) + 1, take(bits, 4) + 4];
  if (literals > 286 || distances > 30) return null;
  const lengths = times(19, 0);
  for (const place of ORDER.slice(0, given)) lengths[place] = take(bits, 3);
  const code = tableOf(lengths, false);
  const all = code && lengthsOf(bits, code, literals + distances);
  if (!all || all[256] === 0) return null;
  const tables = [tableOf(all.slice(0, literals)), tableOf(all.slice(literals))];
  return tables.every(Boolean) ? tables : null;
}

function lengthsOf(bits, code, number) {
  const lengths = [];
  while (lengths.length < number) {
    const symbol = symbolOf(bits, code);
    if (symbol < 0 || isPast(bits) || (symbol === 16 && !lengths.length)) return null;
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) lengths.push(...times(3 + take(bits, 2), lengths[lengths.length - 1]));
    else lengths.push(...times(symbol === 17 ? 3 + take(bits, 3) : 11 + take(bits, 7), 0));
  }
  return lengths.length === number ? lengths : null;
}

// What the next bits stand for: at each number that they may form, symbol × 16 + length of its code; 0 where there is none.
// null for lengths that are those of no code: too many, or too few, which only a code of a single bit may have.
function tableOf(lengths, mayLack = true) {
  const counts = times(LONGEST + 1, 0);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  let longest = LONGEST;
  while (longest && !counts[longest]) longest--;
  const next = [0];
  for (let length = 1; length <= LONGEST; length++) {
    next[length] = (next[length - 1] + counts[length - 1]) * 2;
    if (next[length] + counts[length] > 2 ** length) return null;
  }
  const lacking = next[longest] + counts[longest] < 2 ** longest;
  if (lacking && !(mayLack && longest <= 1)) return null;
  const entries = new Uint16Array(2 ** longest);
  lengths.forEach((length, symbol) => {
    if (!length) return;
    const code = reversed(next[length]++, length);
    for (let place = code; place < entries.length; place += 2 ** length) entries[place] = symbol * 16 + length;
  });
  return { entries, longest };
}

function reversed(code, length) {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit);
  return turned;
}
