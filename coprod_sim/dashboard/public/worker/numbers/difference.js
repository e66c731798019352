// How far two ways of working lie apart over many pairs of runs, and how sure that is: the twin of Comparison.difference
// (study/compare.py), paired_interval (study/interval.py), certainty and units (study/certainty_text.py) and value_at (indicators).

import { mean, sum } from '../python.js';
import { tables } from '../tables.js';

/**
 * @typedef {Record<string, Float64Array[]>} Series   by indicator: for each pair, by month from month 0 on
 *
 * @typedef {Object} Comparison   two ways of working over many pairs of runs
 * @property {any} a   the scenario
 * @property {any} b
 * @property {number} pairs
 * @property {number} months
 * @property {number} [seed]   of the first pair; the usual one, if not given
 * @property {Series} series_a
 * @property {Series} series_b
 *
 * @typedef {Object} Difference   one indicator: means of A and B, and B minus A with its interval
 * @property {string} indicator
 * @property {number} a
 * @property {number} b
 * @property {number} difference
 * @property {number} ciLow
 * @property {number} ciHigh
 * @property {number} pairsBHigher
 * @property {number} pairsEqual
 */

export const YEAR = 12; // months

// Indicators.

// An indicator by its name: {title, unit, definition, better}.
/** @param {string} name */
export function indicatorOf(name) {
  const [title, unit, definition, better] = tables.indicators.about[name];
  return { title, unit, definition, better };
}

// How the numbers of an indicator are shown: multiplied by `factor`, with these words in a table; `of100` where it is not small.
/** @param {string} name */
export function unitOf(name) {
  const { unit } = indicatorOf(name);
  const { units } = tables.difference;
  const [factor, full] = units[unit] ?? [1, unit];
  return { factor, full, of100: unit in units };
}

// An indicator of one run at a month; of a rate of rare events, the mean of the 12 months up to it, or of those since month 1.
/**
 * @param {ArrayLike<number>} series   by month, from month 0 on
 * @param {string} name
 * @param {number} month
 */
export function valueAt(series, name, month) {
  const ofDecisions = tables.indicators.of_decisions.includes(name);
  if (!ofDecisions && !tables.indicators.rates.includes(name)) return series[month];
  const year = Array.prototype.slice.call(series, Math.max(1, month - YEAR + 1), month + 1);
  if (!ofDecisions) return month ? mean(year) : NaN;
  return sum(year.map((value) => (Number.isFinite(value) ? value : 0))) / year.filter(Number.isFinite).length;
}

// Differences.

// The mean of differences over pairs, and its 95 % interval (Student's t): [mean, low, high]; at least two pairs.
/** @param {number[]} differences */
export function pairedInterval(differences) {
  const middle = mean(differences);
  const squares = differences.map((value) => (value - middle) * (value - middle));
  return intervalAround(middle, sum(squares), differences.length);
}

// A mean over pairs, and its interval.
/**
 * @param {number} middle
 * @param {number} squares   the sum of squared distances from it
 * @param {number} pairs
 */
export function intervalAround(middle, squares, pairs) {
  const spread = Math.sqrt(squares / (pairs - 1));
  const half = (tables.difference.t[pairs] * spread) / Math.sqrt(pairs);
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
  const [middle, ciLow, ciHigh] = pairedInterval(b.map((value, pair) => value - a[pair]));
  const pairsBHigher = b.filter((value, pair) => value > a[pair]).length;
  const pairsEqual = b.filter((value, pair) => value === a[pair]).length;
  return { indicator, a: mean(a), b: mean(b), difference: middle, ciLow, ciHigh, pairsBHigher, pairsEqual };
}

// One indicator in a month.
/**
 * @param {Comparison} comparison
 * @param {string} name
 * @param {number} month
 */
export function difference({ series_a: inA, series_b: inB }, name, month) {
  const [a, b] = [inA, inB].map((series) => series[name].map((run) => run[month]));
  return differenceOf(name, a, b);
}

// One indicator at a month: its value there, as valueAt says.
/**
 * @param {Comparison} comparison
 * @param {string} name
 * @param {number} month
 */
export function headline({ series_a: inA, series_b: inB }, name, month) {
  const [a, b] = [inA, inB].map((series) => series[name].map((run) => valueAt(run, name, month)));
  return differenceOf(name, a, b);
}

// How sure a difference is.

// Of so many pairs that differ, how many must agree.
/** @param {number} pairs */
export const pairsThatMustAgree = (pairs) => tables.difference.must_agree[pairs];

// Whether B is clearly higher or lower, the same in every pair, or whether it is unclear.
// Clear: the interval leaves zero out, and enough of the unequal pairs agree.  What is not known is unclear.
/**
 * @param {Difference} found
 * @param {number} pairs
 * @returns {'higher' | 'lower' | 'unclear' | 'same'}
 */
export function certainty(found, pairs) {
  if (!(Number.isFinite(found.ciLow) && Number.isFinite(found.ciHigh))) return 'unclear';
  if (found.pairsEqual === pairs) return 'same';
  const needed = pairsThatMustAgree(pairs - found.pairsEqual);
  if (found.ciLow > 0 && found.pairsBHigher >= needed) return 'higher';
  return found.ciHigh < 0 && pairsBLower(found, pairs) >= needed ? 'lower' : 'unclear';
}

// The number of pairs in which B is lower.
/**
 * @param {Difference} found
 * @param {number} pairs
 */
export const pairsBLower = (found, pairs) => pairs - found.pairsEqual - found.pairsBHigher;
