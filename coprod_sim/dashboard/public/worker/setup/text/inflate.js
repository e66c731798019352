// Unpacks what deflate (RFC 1951) has packed, without a header, as zlib does: what is not whole and right is refused.

import { DISTANCES, END, LENGTHS, ORDER, distance, fixedDistances, fixedLengths, length } from './codes.js';

const MOST_BITS = 15;
const MOST_SYMBOLS = 286;

// What cannot be unpacked.
class PackingError extends Error {}

// The bytes that are read, bit by bit, the lowest first.
class Bits {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0; // in bits
  }

  /** @param {number} count */
  take(count) {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, this.at += 1) {
      if (this.at >= 8 * this.bytes.length) throw new PackingError('is cut off');
      value |= ((this.bytes[this.at >> 3] >> (this.at & 7)) & 1) << bit;
    }
    return value;
  }

  // The number of whole bytes up to here.
  whole() {
    return Math.ceil(this.at / 8);
  }
}

// How many codes there are of each length, and the symbols in the order of their codes.
/**
 * @param {number[]} lengths
 * @param {boolean} [ofLengths]   whether these are the codes of code lengths, which must be complete
 */
function tree(lengths, ofLengths = false) {
  const counts = new Array(MOST_BITS + 1).fill(0);
  for (const bits of lengths) if (bits) counts[bits] += 1;
  let left = 1;
  for (let bits = 1; bits <= MOST_BITS; bits += 1) {
    left = 2 * left - counts[bits];
    if (left < 0) throw new PackingError('has more codes than there can be');
  }
  const longest = Math.max(...lengths);
  if (left > 0 && longest > 0 && (ofLengths || longest > 1)) throw new PackingError('has too few codes');
  const symbols = lengths.map((_, symbol) => symbol).filter((symbol) => lengths[symbol]);
  return { counts, symbols: symbols.sort((one, other) => lengths[one] - lengths[other] || one - other) };
}

/**
 * @param {Bits} bits
 * @param {ReturnType<typeof tree>} codes
 */
function symbolOf(bits, { counts, symbols }) {
  let code = 0, first = 0, index = 0;
  for (let count = 1; count <= MOST_BITS; count += 1) {
    code |= bits.take(1);
    if (code - first < counts[count]) return symbols[index + code - first];
    index += counts[count];
    first = 2 * (first + counts[count]);
    code *= 2;
  }
  throw new PackingError('holds a code that stands for nothing');
}

// The codes of a block that brings its own.
/** @param {Bits} bits */
function ownTrees(bits) {
  const literals = 257 + bits.take(5), distances = 1 + bits.take(5), count = 4 + bits.take(4);
  if (literals > MOST_SYMBOLS || distances > DISTANCES) throw new PackingError('has more symbols than there are');
  const small = new Array(ORDER.length).fill(0);
  for (let at = 0; at < count; at += 1) small[ORDER[at]] = bits.take(3);
  const codes = tree(small, true);
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < literals + distances) {
    const symbol = symbolOf(bits, codes);
    if (symbol < 16) {
      lengths.push(symbol);
      continue;
    }
    if (symbol === 16 && !lengths.length) throw new PackingError('repeats a length before there is one');
    const value = symbol === 16 ? lengths.at(-1) : 0;
    const times = [3, 3, 11][symbol - 16] + bits.take([2, 3, 7][symbol - 16]);
    lengths.push(...new Array(times).fill(value));
  }
  if (lengths.length > literals + distances) throw new PackingError('repeats a length too often');
  if (!lengths[END]) throw new PackingError('has no code for its end');
  return [tree(lengths.slice(0, literals)), tree(lengths.slice(literals))];
}

/**
 * @param {Bits} bits
 * @param {number[]} out
 * @param {ReturnType<typeof tree>[]} trees
 * @param {number} most
 */
function takeBlock(bits, out, [literals, distances], most) {
  for (let symbol = symbolOf(bits, literals); symbol !== END; symbol = symbolOf(bits, literals)) {
    if (symbol < END) {
      out.push(symbol);
    } else {
      const which = symbol - END - 1;
      if (which >= LENGTHS) throw new PackingError('has a length that there is not');
      const count = length.base[which] + bits.take(length.extra[which]);
      const far = symbolOf(bits, distances);
      if (far >= DISTANCES) throw new PackingError('has a distance that there is not');
      const back = distance.base[far] + bits.take(distance.extra[far]);
      if (back > out.length) throw new PackingError('repeats what was before its beginning');
      for (let done = 0; done < count; done += 1) out.push(out[out.length - back]);
    }
    if (out.length > most) throw new PackingError('is too large');
  }
}

/**
 * @param {Bits} bits
 * @param {number[]} out
 * @param {number} most
 */
function takeStored(bits, out, most) {
  bits.at = 8 * bits.whole();
  const count = bits.take(16);
  if ((bits.take(16) ^ 0xffff) !== count) throw new PackingError('has a length that cannot be');
  for (let done = 0; done < count; done += 1) out.push(bits.take(8));
  if (out.length > most) throw new PackingError('is too large');
}

// The bytes that were packed; raises PackingError where there are more than `most`, too few, or some behind the end.
/**
 * @param {Uint8Array} bytes
 * @param {number} most
 */
export function inflated(bytes, most) {
  const bits = new Bits(bytes);
  /** @type {number[]} */
  const out = [];
  for (let last = false; !last;) {
    last = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 3) throw new PackingError('has a block that is of no kind');
    if (kind === 0) takeStored(bits, out, most);
    else takeBlock(bits, out, kind === 1 ? [tree(fixedLengths), tree([...fixedDistances, 5, 5])] : ownTrees(bits), most);
  }
  if (bits.whole() < bytes.length) throw new PackingError('has too much at its end');
  return Uint8Array.from(out);
}
