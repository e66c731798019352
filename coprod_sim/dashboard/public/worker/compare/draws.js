// Orders drawn as NumPy draws them: the twin of np.random.default_rng([seed, pair]).permutation(n).
// The seed becomes the state of PCG64 as NumPy's SeedSequence makes it; a list is shuffled from its end (Fisher and Yates),
// each time from the lowest bits of 32, drawn again where they are too large.

const BITS_32 = 0xffffffffn;
const BITS_64 = (1n << 64n) - 1n;
const BITS_128 = (1n << 128n) - 1n;
const POOL = 4;
const [FIRST_A, TIMES_A] = [0x43b0d7e5, 0x931e8875];
const [FIRST_B, TIMES_B] = [0x8b51f9dd, 0x58f38ded];
const [LEFT, RIGHT] = [0xca01f9dd, 0x4973f715];
const STEP = 0x2360ed051fc65da44385df649fccf645n;

// A function that stirs one whole number of 32 bits after another, each in its own way.
/**
 * @param {number} first
 * @param {number} times
 */
function stirrer(first, times) {
  let constant = first;
  return (/** @type {number} */ value) => {
    const mixed = value ^ constant;
    constant = Math.imul(constant, times);
    const found = Math.imul(mixed, constant);
    return (found ^ (found >>> 16)) >>> 0;
  };
}

/**
 * @param {number} one
 * @param {number} other
 */
function mix(one, other) {
  const found = Math.imul(LEFT, one) - Math.imul(RIGHT, other);
  return (found ^ (found >>> 16)) >>> 0;
}

// Four whole numbers of 64 bits, made of at most four of 32 bits.
/** @param {number[]} seed */
function statesOf(seed) {
  const stir = stirrer(FIRST_A, TIMES_A);
  const pool = Array.from({ length: POOL }, (_, at) => stir(seed[at] ?? 0));
  for (let from = 0; from < POOL; from += 1) {
    for (let to = 0; to < POOL; to += 1) if (from !== to) pool[to] = mix(pool[to], stir(pool[from]));
  }
  const last = stirrer(FIRST_B, TIMES_B);
  const halves = Array.from({ length: 2 * POOL }, (_, at) => BigInt(last(pool[at % POOL])));
  return Array.from({ length: POOL }, (_, at) => halves[2 * at] | (halves[2 * at + 1] << 32n));
}

// A stream of whole numbers of 32 bits: the lower half of each of 64 bits comes first.
/** @param {number[]} seed */
function stream(seed) {
  const [high, low, incHigh, incLow] = statesOf(seed);
  const increment = ((((incHigh << 64n) | incLow) << 1n) | 1n) & BITS_128;
  const stepped = (/** @type {bigint} */ state) => (state * STEP + increment) & BITS_128;
  let state = stepped(increment + ((high << 64n) | low));
  /** @type {bigint | null} */
  let upper = null;
  return () => {
    if (upper !== null) {
      const kept = upper;
      upper = null;
      return kept;
    }
    state = stepped(state);
    const both = (state >> 64n) ^ (state & BITS_64);
    const turn = state >> 122n;
    const found = ((both >> turn) | (both << (64n - turn))) & BITS_64;
    upper = found >> 32n;
    return found & BITS_32;
  };
}

// A whole number from 0 to `most`: the lowest bits of draws, until they are not too large.
/**
 * @param {() => bigint} next
 * @param {number} most
 */
function upTo(next, most) {
  const mask = (1n << BigInt(most.toString(2).length)) - 1n;
  let found = next() & mask;
  while (found > BigInt(most)) found = next() & mask;
  return Number(found);
}

// A function that gives one order of n after another; seeds are whole numbers of 32 bits.
/** @param {number[]} seed */
export function orders(seed) {
  const next = stream(seed);
  return (/** @type {number} */ n) => {
    const order = Array.from({ length: n }, (_, at) => at);
    for (let at = n - 1; at > 0; at -= 1) {
      const other = upTo(next, at);
      [order[at], order[other]] = [order[other], order[at]];
    }
    return order;
  };
}
