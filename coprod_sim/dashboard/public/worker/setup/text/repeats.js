// What of a text is a repeat of what stood before: the bytes and repeats that zlib finds at its level 9, one by one.
// Links are compared as texts, and the command line packs them with zlib, so both must find the same.

import { LONGEST, SHORTEST } from './codes.js';

const HASH_SHIFT = 5;
const HASH_MASK = 0x7fff;
const FARTHEST = 32_768 - LONGEST - SHORTEST - 1;
const TOO_FAR = 4_096; // a repeat of three bytes from farther away is not worth it
const GOOD = 32; // after a repeat of this length, the search for a longer one is short
const MOST_TRIES = 4_096;

/** @typedef {{ byte: number } | { count: number, back: number }} Piece */

// Where bytes like those at a place stood before, the latest first: by a hash of three bytes, as zlib keeps them.
class Places {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.heads = new Int32Array(HASH_MASK + 1).fill(-1);
    this.before = new Int32Array(bytes.length).fill(-1);
    this.next = 0;
  }

  // Notes every place up to this one; gives the one before it that has the same hash.
  /** @param {number} last */
  note(last) {
    const { bytes } = this;
    for (; this.next <= last && this.next + SHORTEST <= bytes.length; this.next += 1) {
      const at = this.next;
      const hash = ((bytes[at] << (2 * HASH_SHIFT)) ^ (bytes[at + 1] << HASH_SHIFT) ^ bytes[at + 2]) & HASH_MASK;
      this.before[at] = this.heads[hash];
      this.heads[hash] = at;
    }
    return last < this.next ? this.before[last] : -1;
  }
}

// The longest repeat that is longer than `best`: its length and where it was.
/**
 * @param {Places} places
 * @param {number} at
 * @param {number} first   where to begin the search
 * @param {number} best
 */
function longest({ bytes, before }, at, first, best) {
  const left = bytes.length - at;
  const most = Math.min(LONGEST, left);
  let found = { count: Math.min(best, left), from: -1 };
  let tries = best >= GOOD ? MOST_TRIES >> 2 : MOST_TRIES;
  // The very first byte is no place to repeat: zlib uses its number for none.
  for (let from = first; from > 0 && tries > 0; from = before[from], tries -= 1) {
    if (from < first && at - from >= FARTHEST) break;
    let count = 0;
    while (count < most && bytes[from + count] === bytes[at + count]) count += 1;
    if (count > Math.max(found.count, best)) found = { count, from };
    if (found.from >= 0 && found.count >= most) break;
  }
  return found;
}

// The pieces of a text.  A repeat waits until it is known that none that begins one byte later is longer.
/**
 * @param {Uint8Array} bytes
 * @returns {Piece[]}
 */
export function pieces(bytes) {
  /** @type {Piece[]} */
  const found = [];
  const places = new Places(bytes);
  let before = { count: SHORTEST - 1, from: -1 };
  let waits = false; // whether the byte before this place is not told yet
  for (let at = 0; at < bytes.length;) {
    const first = places.note(at);
    let here = { count: SHORTEST - 1, from: -1 };
    if (first > 0 && before.count < LONGEST && at - first <= FARTHEST) {
      here = longest(places, at, first, before.count);
      if (here.count === SHORTEST && at - here.from > TOO_FAR) here = { count: SHORTEST - 1, from: -1 };
    }
    if (before.count >= SHORTEST && here.count <= before.count) {
      found.push({ count: before.count, back: at - 1 - before.from });
      at += before.count - 1;
      places.note(at - 1);
      before = { count: SHORTEST - 1, from: -1 };
      waits = false;
    } else {
      if (waits) found.push({ byte: bytes[at - 1] });
      waits = true;
      before = here;
      at += 1;
    }
  }
  if (waits) found.push({ byte: bytes[bytes.length - 1] });
  return found;
}
