// Shapley values, what each player of a game adds when it joins: the twin of study/shapley.py.
// A coalition is a whole number whose bits say who is in it; a BigInt, for there can be more players than bits in a number.

import { orders } from './draws.js';

/** @typedef {Float64Array} Worth   by indicator */

// The number of ways to choose so many of n.
/**
 * @param {number} n
 * @param {number} chosen
 */
function ways(n, chosen) {
  let found = 1;
  for (let at = 1; at <= chosen; at += 1) found = (found * (n - chosen + at)) / at;
  return found;
}

// How many players are in a coalition.
/** @param {number} coalition */
function size(coalition) {
  let found = 0;
  for (let rest = coalition; rest; rest &= rest - 1) found += 1;
  return found;
}

// The share of each player in one pair, from what all coalitions are worth: by player, then by indicator.
/** @param {Worth[]} worth   by coalition, in their order */
export function exactShares(worth) {
  const players = Math.log2(worth.length);
  return Array.from({ length: players }, (_, player) => {
    const share = new Float64Array(worth[0].length);
    for (let without = 0; without < worth.length; without += 1) {
      if (!((without >> player) & 1)) {
        const weight = 1 / (players * ways(players - 1, size(without)));
        const joined = worth[without | (1 << player)];
        for (let at = 0; at < share.length; at += 1) share[at] += weight * (joined[at] - worth[without][at]);
      }
    }
    return share;
  });
}

// Couples of orders that are drawn for a pair: one at random, and its reverse.
/**
 * @param {number} players
 * @param {number} count
 * @param {number[]} seed
 */
export function couples(players, count, seed) {
  const draw = orders(seed);
  const drawn = Array.from({ length: count }, () => draw(players));
  return drawn.map((order) => [order, order.toReversed()]);
}

// The coalitions that form when players join in an order, from none to all.
/** @param {number[]} order */
export function coalitionsOnTheWay(order) {
  const coalitions = [0n];
  for (const player of order) coalitions.push(coalitions.at(-1) | (1n << BigInt(player)));
  return coalitions;
}

// What each player adds, as the mean over the orders of a couple: by player, then by indicator.
/**
 * @param {number[][]} couple
 * @param {(coalition: bigint) => Worth} worth
 */
export function coupleShares(couple, worth) {
  const shares = couple[0].map(() => new Float64Array(worth(0n).length));
  for (const order of couple) {
    const values = coalitionsOnTheWay(order).map(worth);
    order.forEach((player, step) => {
      const [before, after] = [values[step], values[step + 1]];
      for (let at = 0; at < before.length; at += 1) shares[player][at] += (after[at] - before[at]) / couple.length;
    });
  }
  return shares;
}
