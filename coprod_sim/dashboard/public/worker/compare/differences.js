// What the page /compare shows of many pairs: the twin of pages/compare/differences.py.
// Rows of a table, dots, who ends better or worse off, and a table to take away.

import { certainty, differenceOf, headline, indicatorOf, pairsBLower, unitOf, valueAt } from '../numbers/difference.js';
import { round, sum } from '../python.js';
import { tables } from '../tables.js';
import { csvNumber } from './comparison_csv.js';
import { cell, signed, svgNumber } from './printed.js';
import { columns } from './twins.js';

const TABLE_HEADER = 'measure,month,pairs,a,b,difference,ci_low,ci_high,pairs_b_higher,pairs_equal,unit\n';
const DIGITS = 6;
const FINE = 4;
const PERCENT = 100;

/**
 * @typedef {import('../numbers/difference.js').Comparison} Comparison
 * @typedef {import('../numbers/difference.js').Difference} Difference
 * @typedef {import('./twins.js').Twins} Twins
 * @typedef {{ a: any, b: any, months: number, twins: Twins[], seconds: number, comparison: Comparison }} PairDifferences
 */

// Pairs of two ways of working, the seeds 1 to `twins.length`, and how long one run takes [seconds].
/**
 * @param {any} a   the scenario
 * @param {any} b
 * @param {number} months
 * @param {Twins[]} twins
 * @param {number} seconds
 * @returns {PairDifferences}
 */
export function pairDifferences(a, b, months, twins, seconds) {
  const [inA, inB] = [stacked(twins.map((one) => one.a)), stacked(twins.map((one) => one.b))];
  const comparison = { a, b, pairs: twins.length, months, seed: tables.compare.seed, series_a: inA, series_b: inB };
  return { a, b, months, twins, seconds, comparison };
}

/** @param {Record<string, Float64Array>[]} results */
function stacked(results) {
  return Object.fromEntries(Object.keys(results[0]).map((name) => [name, results.map((one) => one[name])]));
}

// The indicators that there are, in the order in which they are declared.
/** @param {Comparison} comparison */
const measured = (comparison) => Object.keys(tables.indicators.about).filter((name) => name in comparison.series_a);

// Rows and dots.

// One indicator in one month: as people read it, and as numbers in shown units; null where none was measured.
/**
 * @param {Comparison} comparison
 * @param {string} name
 * @param {number} month
 */
function row(comparison, name, month) {
  const { pairs } = comparison;
  const found = headline(comparison, name, month);
  const [indicator, unit] = [indicatorOf(name), unitOf(name)];
  const [least, small] = tables.compare.spans;
  return {
    name,
    title: tables.words.charts.names[name] ?? indicator.title,
    unit: unit.full,
    meaning: indicator.definition,
    better: indicator.better,
    yearly: tables.indicators.rates.includes(name),
    least: unit.of100 ? least : small,
    ...printedDifference(found),
    difference: pageNumber(found.difference * unit.factor),
    ci_low: pageNumber(found.ciLow * unit.factor),
    ci_high: pageNumber(found.ciHigh * unit.factor),
    sure: certainty(found, pairs),
    higher: found.pairsBHigher,
    lower: pairsBLower(found, pairs),
    equal: found.pairsEqual,
  };
}

// One difference as it is printed, as the report does; what is not of 100 is small, and has more digits.
/** @param {Difference} found */
function printedDifference(found) {
  if (unitOf(found.indicator).of100 || !Number.isFinite(found.difference)) return cell(found);
  const [a, b] = [found.a, found.b].map((value) => svgNumber(value, FINE));
  const [gap, low, high] = [found.difference, found.ciLow, found.ciHigh].map((value) => signed(value, FINE));
  return { a, b, gap, interval: `${low} to ${high}` };
}

// A number for JSON, or null where there is none.
/** @param {number} value */
export const pageNumber = (value) => (Number.isFinite(value) ? round(value, DIGITS) : null);

// B minus A of every pair in shown units.
/**
 * @param {Comparison} comparison
 * @param {string} name
 * @param {number} month
 */
function dots(comparison, name, month) {
  const { factor } = unitOf(name);
  return comparison.series_b[name].map((run, pair) => {
    const before = comparison.series_a[name][pair];
    const gap = Array.from(run, (value, at) => value - before[at]);
    return pageNumber(valueAt(gap, name, month) * factor);
  });
}

// Who ends better or worse off.

// Shares of a whole, rounded to so many of 100 that they sum to 100: the largest remainders are rounded up.
/** @param {number[]} parts */
function wholeShares(parts) {
  const total = sum(parts);
  const exact = parts.map((part) => (PERCENT * part) / total);
  const rounded = exact.map(Math.floor);
  const order = parts.map((_, place) => place).sort((one, two) => rounded[one] - exact[one] - (rounded[two] - exact[two]));
  for (const place of order.slice(0, PERCENT - sum(rounded))) rounded[place] += 1;
  return rounded;
}

// Where a number of an outcome, a month and a group stands.
/**
 * @param {Twins} one
 * @param {number} months
 * @param {number} outcome
 * @param {number} month
 * @param {number} group
 */
const place = (one, months, outcome, month, group) => (outcome * (months + 1) + month) * one.sizes.length + group;

// How many of 100 families of a group have more, about the same, or less in B than their twin in A.
/**
 * @param {PairDifferences} found
 * @param {number} outcome
 * @param {number} month
 * @param {number} group
 */
function twinShares({ twins, months }, outcome, month, group) {
  const [all, more, less] = [
    twins.map((one) => one.sizes[group]),
    twins.map((one) => one.better[place(one, months, outcome, month, group)]),
    twins.map((one) => one.worse[place(one, months, outcome, month, group)]),
  ].map((counts) => sum(counts));
  if (!all) return { better: null, same: null, worse: null };
  const [better, same, worse] = wholeShares([more, all - more - less, less]);
  return { better, same, worse };
}

// One outcome in one group of families: the difference of its mean over pairs, and how twins end.
/**
 * @param {PairDifferences} found
 * @param {number} outcome
 * @param {number} month
 * @param {number} group
 */
function ofGroup(found, outcome, month, group) {
  const [a, b] = [0, 1].map((side) => found.twins.map((one) => one.means[side][place(one, found.months, outcome, month, group)]));
  const difference = differenceOf(tables.compare.twins.outcomes[outcome][1], a, b);
  const sure = certainty(difference, found.twins.length);
  return { ...printedDifference(difference), sure, ...twinShares(found, outcome, month, group) };
}

// For each grouping, its groups: how many families, and each outcome.
/**
 * @param {PairDifferences} found
 * @param {number} month
 */
function groupings(found, month) {
  const { outcomes, groupings: known } = tables.compare.twins;
  const families = (/** @type {number} */ group) => round(sum(found.twins.map((one) => one.sizes[group])) / found.twins.length);
  const ofOne = (/** @type {number} */ group) => ({
    families: families(group),
    outcomes: Object.fromEntries(outcomes.map(([each], outcome) => [each, ofGroup(found, outcome, month, group)])),
  });
  return Object.fromEntries(Object.keys(known).map((name) => [name, columns(name).map(ofOne)]));
}

// Everything that the page shows of one month; `other` is one more indicator whose dots are wanted.
/**
 * @param {PairDifferences} found
 * @param {number} month
 * @param {string | null} [other]
 */
export function comparePayload(found, month, other = null) {
  const { comparison } = found;
  const first = tables.telling.measures;
  const names = [...first, ...measured(comparison).filter((name) => !first.includes(name))];
  const drawn = names.includes(other) && !first.includes(other) ? [...first, other] : first;
  return {
    pairs: comparison.pairs,
    month,
    rows: names.map((name) => row(comparison, name, month)),
    dots: Object.fromEntries(drawn.map((name) => [name, dots(comparison, name, month)])),
    groupings: groupings(found, month),
    costs: tables.compare.costs,
  };
}

// The table as CSV: headlines first, then all other indicators; all digits, in the units of the model.
/**
 * @param {Comparison} comparison
 * @param {number} month
 */
export function tableCsv(comparison, month) {
  const first = tables.compare.headlines;
  const names = [...first, ...measured(comparison).filter((name) => !first.includes(name))];
  const lines = names.map((name) => {
    const found = headline(comparison, name, month);
    const numbers = [found.a, found.b, found.difference, found.ciLow, found.ciHigh].map(csvNumber);
    const { unit } = indicatorOf(name);
    const counts = [found.pairsBHigher, found.pairsEqual];
    return [name, month, comparison.pairs, ...numbers, ...counts, unit.includes(',') ? `"${unit}"` : unit].join(',');
  });
  return `${TABLE_HEADER}${lines.join('\n')}\n`;
}
