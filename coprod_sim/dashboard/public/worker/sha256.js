// SHA-256 (FIPS 180-4), written out: what the browser offers itself makes one wait, and a page that is a file of its own has none.

const SIZE = 64; // bytes of a block
const FRACTION = 2 ** 32;

/** @param {number} count */
function primes(count) {
  /** @type {number[]} */
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

// The first 32 bits after the point of roots of the first primes: what the standard starts from.
/**
 * @param {number} count
 * @param {(value: number) => number} root
 */
function fractions(count, root) {
  return Uint32Array.from(primes(count), (prime) => Math.floor((root(prime) % 1) * FRACTION));
}

const START = fractions(8, Math.sqrt);
const ROUNDS = fractions(SIZE, Math.cbrt);

/**
 * @param {number} word
 * @param {number} by
 */
const turned = (word, by) => (word >>> by) | (word << (32 - by));

// The bytes with what the standard puts behind them: one bit, zeros, and how many bits there were.
/** @param {Uint8Array} bytes */
function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / SIZE) * SIZE);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor((bytes.length * 8) / FRACTION));
  view.setUint32(whole.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

// The 64 words of one block.
/**
 * @param {Uint32Array} words   changed in place
 * @param {DataView} view
 * @param {number} at
 */
function spread(words, view, at) {
  for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < SIZE; i += 1) {
    const [early, late] = [words[i - 15], words[i - 2]];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[i] = words[i - 16] + first + words[i - 7] + second;
  }
}

// Stirs one block into the state.
/**
 * @param {Uint32Array} state   changed in place
 * @param {Uint32Array} words
 */
function stir(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < SIZE; i += 1) {
    const chosen = (e & f) ^ (~e & g);
    const added = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + ROUNDS[i] + words[i]) | 0;
    const most = (a & b) ^ (a & c) ^ (b & c);
    const other = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + added) | 0, c, b, a, (added + other) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
}

// The digest of bytes, or of a text, as hex digits.
/** @param {Uint8Array | string} given */
export function sha256(given) {
  const view = padded(typeof given === 'string' ? new TextEncoder().encode(given) : given);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(SIZE);
  for (let at = 0; at < view.byteLength; at += SIZE) {
    spread(words, view, at);
    stir(state, words);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}
