// What a comparison found, as numbers: the twin of value_at (indicators), headline, certainty and units
// (study/certainty_text.py), Comparison.difference (study/compare.py) and paired_interval (study/interval.py).
// A comparison: {a, b, pairs, months, series_a, series_b}, where a series is {name: [Float64Array(months + 1) per pair]}.

import { mean, sum } from '../python.js';
import { tables } from '../tables.js';

const YEAR = 12;

/**
 * @typedef {Record<string, ArrayLike<number>[]>} Series
 * @typedef {{ a: any, b: any, pairs: number, months: number, series_a: Series, series_b: Series, seed?: number }} Comparison
 * @typedef {{ indicator: string, a: number, b: number, difference: number, ciLow: number, ciHigh: number,
 *   pairsBHigher: number, pairsEqual: number }} Difference
 */

// An indicator by its name: {title, unit, definition, better}.
/** @param {string} name */
export function indicatorOf(name) {
  const [title, unit, definition, better] = tables.compare.indicators[name];
  return { title, unit, definition, better };
}

// How the numbers of an indicator are shown: multiplied by `factor`, with these words in a table; `of100` where it is not small.
/** @param {string} name */
export function unitOf(name) {
  const { unit } = indicatorOf(name);
  const [factor, full] = tables.compare.units[unit] ?? [1, unit];
  return { factor, full, of100: unit in tables.compare.units };
}

// An indicator of one run at a month; of a rate of rare events, the mean of the 12 months up to it, or of those since month 1.
/**
 * @param {ArrayLike<number>} series   by month, from month 0 on
 * @param {string} name
 * @param {number} month
 */
export function valueAt(series, name, month) {
  const ofDecisions = tables.compare.of_decisions.includes(name);
  if (!ofDecisions && !tables.compare.rates.includes(name)) return series[month];
  const year = Array.prototype.slice.call(series, Math.max(1, month - YEAR + 1), month + 1);
  if (!ofDecisions) return month ? mean(year) : NaN;
  return sum(year.map((value) => (Number.isFinite(value) ? value : 0))) / year.filter(Number.isFinite).length;
}

// The mean of differences over pairs, and its 95 % interval (Student's t): [mean, low, high].
/** @param {number[]} differences */
function pairedInterval(differences) {
  const middle = mean(differences);
  const squares = differences.map((value) => (value - middle) * (value - middle));
  return ends(middle, sum(squares), differences.length);
}

/**
 * @param {number} middle
 * @param {number} squares   the sum of squared distances from it
 * @param {number} pairs
 */
export function ends(middle, squares, pairs) {
  const spread = Math.sqrt(squares / (pairs - 1));
  const half = (tables.compare.tests.t[pairs] * spread) / Math.sqrt(pairs);
  return [middle, middle - half, middle + half];
}

// What was found of one indicator, from its values in A and in B by pair.
/**
 * @param {string} indicator
 * @param {number[]} a
 * @param {number[]} b
 * @returns {Difference}
 */
export function differenceOf(indicator, a, b) {
  const [difference, ciLow, ciHigh] = pairedInterval(b.map((value, pair) => value - a[pair]));
  const pairsBHigher = b.filter((value, pair) => value > a[pair]).length;
  const pairsEqual = b.filter((value, pair) => value === a[pair]).length;
  return { indicator, a: mean(a), b: mean(b), difference, ciLow, ciHigh, pairsBHigher, pairsEqual };
}

// One indicator at a month: its value there, as valueAt says.
/**
 * @param {Comparison} comparison
 * @param {string} name
 * @param {number} month
 */
export function headline(comparison, name, month) {
  const [a, b] = [comparison.series_a, comparison.series_b].map((series) => series[name].map((run) => valueAt(run, name, month)));
  return differenceOf(name, a, b);
}

// Whether B is clearly higher or lower, the same in every pair, or whether it is unclear.
// Clear: the interval leaves zero out, and enough of the unequal pairs agree.  What is not known is unclear.
/**
 * @param {Difference} found
 * @param {number} pairs
 */
export function certainty(found, pairs) {
  if (!(Number.isFinite(found.ciLow) && Number.isFinite(found.ciHigh))) return 'unclear';
  if (found.pairsEqual === pairs) return 'same';
  const needed = tables.compare.tests.must_agree[pairs - found.pairsEqual];
  if (found.ciLow > 0 && found.pairsBHigher >= needed) return 'higher';
  if (found.ciHigh < 0 && pairsBLower(found, pairs) >= needed) return 'lower';
  return 'unclear';
}

// The number of pairs in which B is lower.
/**
 * @param {Difference} found
 * @param {number} pairs
 */
export const pairsBLower = (found, pairs) => pairs - found.pairsEqual - found.pairsBHigher;
