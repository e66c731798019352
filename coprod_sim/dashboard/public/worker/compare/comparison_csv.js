// A comparison as tidy CSV, one number a line: the twin of study/comparison_csv.py.
// Values have all their digits; one that does not exist is empty.

import { repr } from '../python.js';
import { tables } from '../tables.js';

const HEADER = 'scenario,seed,month,outcome,value\n';

// The whole table: scenario by scenario, then seed by seed.
/**
 * @param {import('../numbers/difference.js').Comparison} comparison
 * @param {string[]} [outcomes]   names of indicators; the headlines, if none are given
 */
export function tidyCsv(comparison, outcomes = tables.compare.headlines) {
  const first = comparison.seed ?? tables.compare.seed;
  const parts = [HEADER];
  for (const [scenario, series] of /** @type {const} */ ([['A', comparison.series_a], ['B', comparison.series_b]])) {
    for (let pair = 0; pair < comparison.pairs; pair += 1) {
      const columns = outcomes.map((name) => series[name][pair]);
      for (let month = 0; month < columns[0].length; month += 1) {
        outcomes.forEach((name, at) => parts.push(`${scenario},${first + pair},${month},${name},${csvNumber(columns[at][month])}\n`));
      }
    }
  }
  return parts.join('');
}

// A number with all its digits, and nothing for one that does not exist.
/** @param {number} value */
export const csvNumber = (value) => (Number.isFinite(value) ? repr(value) : '');
