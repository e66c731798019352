// SHA-256 of a text as hex digits, at once: what the browser offers itself makes one wait.  (FIPS 180-4)

const WORDS = 64;

// The first 32 bits after the point of a root of each prime, by which the standard makes its constants.
/** @param {number} power */
function constants(power) {
  const found = [];
  for (let number = 2; found.length < WORDS; number += 1) {
    if (isPrime(number)) {
      const root = number ** (1 / power);
      found.push(Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0);
    }
  }
  return Uint32Array.from(found);
}

/** @param {number} number */
function isPrime(number) {
  for (let by = 2; by * by <= number; by += 1) if (number % by === 0) return false;
  return true;
}

const START = constants(2).slice(0, 8);
const ROUNDS = constants(3);

// The bytes with a 1 behind them, and at the end of the last block their number in bits.
/** @param {Uint8Array} bytes */
function padded(bytes) {
  const whole = new Uint8Array(64 * Math.ceil((bytes.length + 9) / 64));
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setUint32(whole.length - 4, 8 * bytes.length);
  return whole;
}

/**
 * @param {number} word
 * @param {number} bits
 */
const turned = (word, bits) => (word >>> bits) | (word << (32 - bits));

// Takes one block of 64 bytes into the state, which is changed in place.
/**
 * @param {Uint32Array} state
 * @param {DataView} block
 * @param {number} at
 */
function take(state, block, at) {
  const w = new Uint32Array(WORDS);
  for (let i = 0; i < 16; i += 1) w[i] = block.getUint32(at + 4 * i);
  for (let i = 16; i < WORDS; i += 1) {
    const small = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const large = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = w[i - 16] + small + w[i - 7] + large;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < WORDS; i += 1) {
    const large = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + large + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
    const small = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] += word;
  });
}

/** @param {string} text */
export function sha256(text) {
  const bytes = padded(new TextEncoder().encode(text));
  const state = Uint32Array.from(START);
  const block = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 64) take(state, block, at);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}
