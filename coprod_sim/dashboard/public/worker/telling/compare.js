// How far two ways of working lie apart over many pairs of runs: the twin of Comparison.difference in study/compare.py,
// of study/interval.py, and of how sure that is in study/certainty_text.py.

/** @import { Comparison } from './given.js' */
import { mean, sum } from '../python.js';
import { tables } from '../tables.js';

/**
 * @typedef {Object} Difference   one measure in one month: means of A and B, and B minus A with its interval
 * @property {string} indicator
 * @property {number} a
 * @property {number} b
 * @property {number} difference
 * @property {number} ci_low
 * @property {number} ci_high
 * @property {number} pairs_b_higher
 * @property {number} pairs_equal
 */

// The mean and the 95 % interval of paired differences; at least two pairs.
/** @param {number[]} differences */
export function pairedInterval(differences) {
  const pairs = differences.length;
  const middle = mean(differences);
  const squares = differences.map((one) => (one - middle) * (one - middle));
  const deviation = Math.sqrt(sum(squares) / Math.max(pairs - 1, 0));
  const half = ((tables.telling.quantiles[pairs] ?? NaN) * deviation) / Math.sqrt(pairs);
  return [middle, middle - half, middle + half];
}

// Two rows of numbers compared, pair by pair.
/**
 * @param {string} indicator
 * @param {number[]} a
 * @param {number[]} b
 * @returns {Difference}
 */
export function differenceOf(indicator, a, b) {
  const [middle, low, high] = pairedInterval(b.map((value, pair) => value - a[pair]));
  return {
    indicator,
    a: mean(a),
    b: mean(b),
    difference: middle,
    ci_low: low,
    ci_high: high,
    pairs_b_higher: b.filter((value, pair) => value > a[pair]).length,
    pairs_equal: b.filter((value, pair) => value === a[pair]).length,
  };
}

// One measure in one month.
/**
 * @param {Comparison} comparison
 * @param {string} indicator
 * @param {number} [month]
 */
export function difference(comparison, indicator, month = comparison.months) {
  const [a, b] = [comparison.series_a, comparison.series_b].map((series) => series[indicator].map((row) => row[month]));
  return differenceOf(indicator, a, b);
}

// Of so many pairs that differ, how many must agree.
/** @param {number} pairs */
export const pairsThatMustAgree = (pairs) => tables.telling.must_agree[pairs];

// Whether B is clearly higher or lower, the same in every pair, or whether it is unclear.
/**
 * @param {Difference} found
 * @param {number} pairs
 * @returns {'higher' | 'lower' | 'unclear' | 'same'}
 */
export function certainty(found, pairs) {
  if (!(Number.isFinite(found.ci_low) && Number.isFinite(found.ci_high))) return 'unclear';
  if (found.pairs_equal === pairs) return 'same';
  const needed = pairsThatMustAgree(pairs - found.pairs_equal);
  if (found.ci_low > 0 && found.pairs_b_higher >= needed) return 'higher';
  return found.ci_high < 0 && pairsBLower(found, pairs) >= needed ? 'lower' : 'unclear';
}

// The pairs in which B is lower.
/**
 * @param {Difference} found
 * @param {number} pairs
 */
export const pairsBLower = (found, pairs) => pairs - found.pairs_equal - found.pairs_b_higher;
