// The numbers of deflate (RFC 1951) that packing and unpacking share: which symbol stands for which lengths and distances.

export const END = 256; // the symbol that ends a block
export const LENGTHS = 29;
export const DISTANCES = 30;
export const SHORTEST = 3; // a repeat has at least so many bytes
export const LONGEST = 258;
// The order in which the lengths of the codes of code lengths are written.
export const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// Symbols come in groups of equal size; each group has one more extra bit than the one before, the first ones have none.
/**
 * @param {number} count
 * @param {number} group
 * @param {number} first
 */
function table(count, group, first) {
  const extra = Array.from({ length: count }, (_, symbol) => Math.max(0, Math.floor(symbol / group) - 1));
  const base = [first];
  for (let symbol = 1; symbol < count; symbol += 1) base.push(base[symbol - 1] + 2 ** extra[symbol - 1]);
  return { extra, base };
}

export const length = table(LENGTHS, 4, SHORTEST);
length.extra[LENGTHS - 1] = 0; // the longest has a symbol of its own
length.base[LENGTHS - 1] = LONGEST;
export const distance = table(DISTANCES, 2, 1);

// The lengths of the codes that a block has which brings none of its own.
export const fixedLengths = Array.from({ length: 288 }, (_, symbol) => {
  if (symbol < 144) return 8;
  if (symbol < 256) return 9;
  return symbol < 280 ? 7 : 8;
});
export const fixedDistances = new Array(DISTANCES).fill(5);

// The code of each symbol, from the lengths of all codes: short codes first, and symbols in their order.
/** @param {ArrayLike<number>} lengths */
export function codesOf(lengths) {
  const longest = Math.max(0, ...Array.from(lengths));
  const counts = new Array(longest + 2).fill(0);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) if (lengths[symbol]) counts[lengths[symbol] + 1] += 1;
  const next = [0];
  for (let bits = 1; bits <= longest; bits += 1) next[bits] = 2 * (next[bits - 1] + counts[bits]);
  return Array.from(lengths, (bits) => {
    if (!bits) return 0;
    next[bits] += 1;
    return next[bits] - 1;
  });
}
