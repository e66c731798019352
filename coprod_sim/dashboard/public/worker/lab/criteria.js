// Whether what a claim says holds over pairs: the twin of coprod_sim/evidence/claims/criteria.py, as far as no pairs are drawn anew.
// Only the verdict is made here: with 20 pairs and other rules nobody reads the numbers behind it.

import { intervalAround } from '../numbers/difference.js';
import { mean, sum } from '../python.js';
import { tables } from '../tables.js';

/** @typedef {number[] | Float64Array} Values   one for each pair */

/** @param {Values} values */
function interval(values) {
  const middle = mean(values);
  return intervalAround(middle, sum(Array.from(values, (value) => (value - middle) * (value - middle))), values.length);
}

/**
 * @param {Values} values
 * @param {(value: number) => boolean} test
 */
const share = (values, test) => Array.from(values).filter(test).length / values.length;

/** @param {Values} values */
function variance(values) {
  const middle = mean(values);
  return sum(Array.from(values, (value) => (value - middle) * (value - middle))) / (values.length - 1);
}

/**
 * @param {Values} a
 * @param {Values} b
 */
function timesMoreRuns(a, b) {
  const paired = variance(Array.from(b, (value, pair) => value - a[pair]));
  return paired ? (variance(a) + variance(b)) / paired : Infinity;
}

/** @type {Record<string, (...given: any[]) => boolean>} */
export const HOLDS = {
  above(values, least) {
    return interval(values)[1] > least && share(values, (value) => value > 0) >= tables.claims.agree;
  },
  below(values, least) {
    return interval(values)[2] < -least && share(values, (value) => value < 0) >= tables.claims.agree;
  },
  within(values, least, most) {
    const [, low, high] = interval(values);
    return least <= low && high <= most && share(values, (value) => value >= least && value <= most) >= tables.claims.agree;
  },
  equal: (values) => share(values, (value) => value === 0) === 1,
  draw(values) {
    const { same, split: [few, many] } = tables.claims;
    const [, low, high] = interval(values);
    const agree = share(values, (value) => value > 0);
    return low >= -same && high <= same && few <= agree && agree <= many;
  },
  // The interval is that of leaving out one pair in turn.
  unpaired(a, b, least, most) {
    const pairs = a.length;
    const times = timesMoreRuns(a, b);
    const without = (/** @type {Values} */ values, /** @type {number} */ out) => Array.from(values).filter((_, pair) => pair !== out);
    const each = Array.from(a, (_, out) => timesMoreRuns(without(a, out), without(b, out)));
    const middle = mean(each);
    const error = Math.sqrt(((pairs - 1) / pairs) * sum(each.map((value) => (value - middle) ** 2)));
    return Number.isFinite(times) && least <= times - 2 * error && times + 2 * error <= (most ?? Infinity);
  },
  // More than so many of the pairs, with the whole of Wilson's interval.
  mostly(truths, least) {
    const pairs = truths.length;
    const part = share(truths, Boolean);
    const { z } = tables.claims;
    const middle = (part + (z * z) / (2 * pairs)) / (1 + (z * z) / pairs);
    const half = (z / (1 + (z * z) / pairs)) * Math.sqrt((part * (1 - part)) / pairs + (z * z) / (4 * pairs * pairs));
    return middle - half > least;
  },
};
