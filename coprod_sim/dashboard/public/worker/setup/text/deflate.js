// Packs bytes by deflate (RFC 1951) without a header, byte for byte as zlib does at its level 9: links are compared as texts.
// What zlib chooses where the format leaves it open was taken from its behaviour and its documents; a test holds both together.

import { DISTANCES, END, LENGTHS, ORDER, codesOf, distance, fixedDistances, fixedLengths, length } from './codes.js';
import { codeLengths } from './huffman.js';
import { pieces } from './repeats.js';

const MOST_PIECES = 16_383; // of one block
const MOST_STORED = 65_535; // bytes of one block that is not packed
const MOST_BITS = 15;
const MOST_SMALL_BITS = 7;

/** @typedef {import('./repeats.js').Piece} Piece */

// The bytes that are written, bit by bit, the lowest first.
class Writer {
  constructor() {
    /** @type {number[]} */
    this.bytes = [];
    this.open = 0; // bits of the last byte that are written
  }

  /**
   * @param {number} value
   * @param {number} count
   */
  put(value, count) {
    for (let bit = 0; bit < count; bit += 1) {
      if (this.open === 0) this.bytes.push(0);
      this.bytes[this.bytes.length - 1] |= ((value >> bit) & 1) << this.open;
      this.open = (this.open + 1) % 8;
    }
  }

  // Codes are written with their highest bit first.
  /**
   * @param {number} code
   * @param {number} count
   */
  putCode(code, count) {
    for (let bit = count - 1; bit >= 0; bit -= 1) this.put((code >> bit) & 1, 1);
  }

  close() {
    this.open = 0;
  }
}

// The symbol of a length or distance: the last one that begins at or below it.
/**
 * @param {number[]} base
 * @param {number} value
 */
const symbolOf = (base, value) => base.findLastIndex((first) => first <= value);

// How often each symbol comes in a block.
/** @param {Piece[]} block */
function frequencies(block) {
  const literals = new Array(END + 1 + LENGTHS).fill(0), distances = new Array(DISTANCES).fill(0);
  for (const piece of block) {
    if ('byte' in piece) {
      literals[piece.byte] += 1;
    } else {
      literals[END + 1 + symbolOf(length.base, piece.count)] += 1;
      distances[symbolOf(distance.base, piece.back)] += 1;
    }
  }
  literals[END] = 1;
  return { literals, distances };
}

// The lengths of codes written shortly: runs of equal ones as a symbol of their own, [symbol, extra, bits of extra].
/** @param {number[]} lengths */
function runs(lengths) {
  /** @type {[number, number, number][]} */
  const found = [];
  for (let at = 0; at < lengths.length;) {
    const value = lengths[at];
    let same = 1;
    while (lengths[at + same] === value) same += 1;
    at += same;
    if (value) {
      found.push([value, 0, 0]);
      same -= 1;
    }
    while (same >= 3) {
      const most = Math.min(same, value ? 6 : 138);
      if (value) found.push([16, most - 3, 2]);
      else found.push(most <= 10 ? [17, most - 3, 3] : [18, most - 11, 7]);
      same -= most;
    }
    for (; same > 0; same -= 1) found.push([value, 0, 0]);
  }
  return found;
}

/** @param {number[]} lengths */
const upToLast = (lengths) => lengths.slice(0, lengths.findLastIndex((bits) => bits > 0) + 1);

// The codes of a block: what stands before it to tell them, and how many bits the block has with them.
/** @param {ReturnType<typeof frequencies>} often */
function ownCodes(often) {
  const literals = upToLast(codeLengths(often.literals, MOST_BITS));
  const distances = upToLast(codeLengths(often.distances, MOST_BITS));
  const told = [...runs(literals), ...runs(distances)];
  const small = new Array(ORDER.length).fill(0);
  for (const [symbol] of told) small[symbol] += 1;
  const smallLengths = codeLengths(small, MOST_SMALL_BITS);
  const count = Math.max(4, ORDER.findLastIndex((symbol) => smallLengths[symbol] > 0) + 1);
  const before = 14 + 3 * count + told.reduce((sum, [symbol, , extra]) => sum + smallLengths[symbol] + extra, 0);
  return { literals, distances, told, smallLengths, count, bits: before + bitsOf(often, literals, distances) };
}

/**
 * @param {ReturnType<typeof frequencies>} often
 * @param {number[]} literals
 * @param {number[]} distances
 */
function bitsOf(often, literals, distances) {
  let bits = 0;
  often.literals.forEach((times, symbol) => {
    if (times) bits += times * (literals[symbol] + (symbol > END ? length.extra[symbol - END - 1] : 0));
  });
  often.distances.forEach((times, symbol) => {
    if (times) bits += times * (distances[symbol] + distance.extra[symbol]);
  });
  return bits;
}

/**
 * @param {Writer} out
 * @param {ReturnType<typeof ownCodes>} own
 */
function putOwnCodes(out, { literals, distances, told, smallLengths, count }) {
  out.put(literals.length - 257, 5);
  out.put(distances.length - 1, 5);
  out.put(count - 4, 4);
  for (const symbol of ORDER.slice(0, count)) out.put(smallLengths[symbol], 3);
  const codes = codesOf(smallLengths);
  for (const [symbol, value, bits] of told) {
    out.putCode(codes[symbol], smallLengths[symbol]);
    out.put(value, bits);
  }
}

/**
 * @param {Writer} out
 * @param {Piece[]} block
 * @param {number[]} literals
 * @param {number[]} distances
 */
function putPieces(out, block, literals, distances) {
  const codes = codesOf(literals), far = codesOf(distances);
  for (const piece of block) {
    if ('byte' in piece) {
      out.putCode(codes[piece.byte], literals[piece.byte]);
      continue;
    }
    const which = symbolOf(length.base, piece.count), back = symbolOf(distance.base, piece.back);
    out.putCode(codes[END + 1 + which], literals[END + 1 + which]);
    out.put(piece.count - length.base[which], length.extra[which]);
    out.putCode(far[back], distances[back]);
    out.put(piece.back - distance.base[back], distance.extra[back]);
  }
  out.putCode(codes[END], literals[END]);
}

// Writes bytes as they are.
/**
 * @param {Writer} out
 * @param {Uint8Array} bytes
 * @param {number} last
 */
function putStored(out, bytes, last) {
  out.put(last, 3);
  out.close();
  out.put(bytes.length, 16);
  out.put(~bytes.length & 0xffff, 16);
  for (const byte of bytes) out.put(byte, 8);
}

// Writes a block in the shortest of three ways: with codes of its own, with the usual ones, or as it is.
/**
 * @param {Writer} out
 * @param {Piece[]} block
 * @param {Uint8Array} bytes   the same, not packed
 * @param {number} last   1 for the last block
 */
function putBlock(out, block, bytes, last) {
  const often = frequencies(block);
  const own = ownCodes(often);
  const withOwn = Math.ceil((own.bits + 3) / 8);
  const withUsual = Math.ceil((bitsOf(often, fixedLengths, fixedDistances) + 3) / 8);
  if (bytes.length <= MOST_STORED && bytes.length + 4 <= Math.min(withOwn, withUsual)) {
    putStored(out, bytes, last);
  } else if (withUsual <= withOwn) {
    out.put(last + 2, 3);
    putPieces(out, block, fixedLengths, fixedDistances);
  } else {
    out.put(last + 4, 3);
    putOwnCodes(out, own);
    putPieces(out, block, own.literals, own.distances);
  }
}

/** @param {Uint8Array} bytes */
export function deflated(bytes) {
  const out = new Writer();
  const all = pieces(bytes);
  let done = 0;
  for (let at = 0; at === 0 || at < all.length; at += MOST_PIECES) {
    const block = all.slice(at, at + MOST_PIECES);
    const size = block.reduce((sum, piece) => sum + ('byte' in piece ? 1 : piece.count), 0);
    putBlock(out, block, bytes.subarray(done, done + size), at + MOST_PIECES < all.length ? 0 : 1);
    done += size;
  }
  return Uint8Array.from(out.bytes);
}
