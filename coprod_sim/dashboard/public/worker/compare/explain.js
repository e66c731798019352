// What made the difference between two scenarios, divided among the settings in which they differ: the twin of study/explain.py.
// Standard errors from drawing orders are left out, for the page shows none.

import { differenceOf, intervalAround } from '../numbers/difference.js';
import { tables } from '../tables.js';
import { play, playersOf } from './coalitions.js';
import { coalitionsOnTheWay, coupleShares, couples, exactShares } from './shapley.js';

/**
 * @typedef {import('./coalitions.js').Game} Game
 * @typedef {import('./coalitions.js').Player} Player
 * @typedef {import('./coalitions.js').Scenario} Scenario
 * @typedef {{ player: Player, share: number, ciLow: number, ciHigh: number }} Share
 * @typedef {{ a: Scenario, b: Scenario, pairs: number, months: number, seed: number, runs: number, exact: boolean,
 *   differences: Record<string, import('../numbers/difference.js').Difference>, shares: Record<string, Share[]> }} Explanation
 * @typedef {{ exact: boolean, runs: number, couples: number }} Plan
 */

// What it takes to divide a difference: whether all orders are counted, how many runs at most, and couples of orders.
/**
 * @param {number} players
 * @param {number} pairs
 * @returns {Plan}
 */
export function planned(players, pairs) {
  const { most_runs: most, drawn_runs: drawn, fewest_couples: fewest } = tables.compare.shares;
  const everything = 2 ** players * pairs;
  if (players === 1 || everything <= most) return { exact: true, runs: everything, couples: 0 };
  const steps = 2 * (players - 1);
  const count = Math.max(fewest, Math.floor((Math.floor(drawn / pairs) - 2) / steps));
  return { exact: false, runs: (2 + count * steps) * pairs, couples: count };
}

// Plays every coalition: the shares by pair, player and indicator.
/**
 * @param {Game} game
 * @returns {Generator<{ done: number, of: number }, Float64Array[][], void>}
 */
function* sharesOfAllOrders(game) {
  const coalitions = Array.from({ length: 2 ** game.players.length }, (_, coalition) => BigInt(coalition));
  yield* play(game, game.known.map(() => coalitions));
  return game.known.map((known) => exactShares(coalitions.map((coalition) => known.get(coalition))));
}

// Draws couples of orders for each pair: the shares by pair, player and indicator.
/**
 * @param {Game} game
 * @param {number} count
 * @returns {Generator<{ done: number, of: number }, Float64Array[][], void>}
 */
function* sharesOfSomeOrders(game, count) {
  const drawn = game.known.map((_, pair) => couples(game.players.length, count, [game.seed, pair]));
  yield* play(game, drawn.map((ofPair) => ofPair.flat().flatMap(coalitionsOnTheWay)));
  return drawn.map((ofPair, pair) => {
    const shares = ofPair.map((couple) => coupleShares(couple, (coalition) => game.known[pair].get(coalition)));
    return game.players.map((_, player) => meanOfRows(shares.map((one) => one[player])));
  });
}

// The mean of rows, added up in their order, as NumPy does along every axis but the last.
/** @param {Float64Array[]} rows */
function meanOfRows(rows) {
  const total = new Float64Array(rows[0].length);
  for (const row of rows) for (let at = 0; at < row.length; at += 1) total[at] += row[at];
  return total.map((value) => value / rows.length);
}

// The mean and the interval of each indicator over pairs, as paired_interval gives them for rows of several indicators.
/** @param {Float64Array[]} rows */
function intervals(rows) {
  const middle = meanOfRows(rows);
  const squares = new Float64Array(middle.length);
  for (const row of rows) for (let at = 0; at < row.length; at += 1) squares[at] += (row[at] - middle[at]) * (row[at] - middle[at]);
  return Array.from(middle, (value, at) => intervalAround(value, squares[at], rows.length));
}

// Divides the differences of all measures of the charts in a month, over the usual pairs: the twin of made_difference.divided.
// Yields {done, of} after each run, and gives the Explanation at its end; the scenarios must differ.
/**
 * @param {Scenario} a
 * @param {Scenario} b
 * @param {number} months   runs are that long
 * @param {import('./coalitions.js').Run} run   gives the indicators of a run by month, from month 0 to `months`
 * @returns {Generator<{ done: number, of: number }, Explanation, void>}
 */
export function* explain(a, b, months, run) {
  const { pairs, seed } = tables.compare;
  const { measures: indicators } = tables.telling;
  const known = Array.from({ length: pairs }, () => new Map());
  const game = { a, b, players: playersOf(a, b), seed, months, indicators, run, known };
  const plan = planned(game.players.length, pairs);
  const shares = plan.exact ? yield* sharesOfAllOrders(game) : yield* sharesOfSomeOrders(game, plan.couples);
  return explanation(game, plan.exact, shares);
}

// Puts the shares by pair, player and indicator into order, largest first.
/**
 * @param {Game} game
 * @param {boolean} exact
 * @param {Float64Array[][]} shares
 * @returns {Explanation}
 */
function explanation({ a, b, players, seed, months, indicators, known }, exact, shares) {
  const everybody = (1n << BigInt(players.length)) - 1n;
  const found = players.map((_, player) => intervals(shares.map((ofPair) => ofPair[player])));
  const ranked = (/** @type {number} */ at) => players.map((player, row) => {
    const [share, ciLow, ciHigh] = found[row][at];
    return { player, share, ciLow, ciHigh };
  }).sort((one, other) => Math.abs(other.share) - Math.abs(one.share));
  const whole = (/** @type {string} */ name, /** @type {number} */ at) => (
    differenceOf(name, known.map((one) => one.get(0n)[at]), known.map((one) => one.get(everybody)[at]))
  );
  return {
    a,
    b,
    pairs: known.length,
    months,
    seed,
    runs: known.reduce((total, one) => total + one.size, 0),
    exact,
    differences: Object.fromEntries(indicators.map((name, at) => [name, whole(name, at)])),
    shares: Object.fromEntries(indicators.map((name, at) => [name, ranked(at)])),
  };
}
