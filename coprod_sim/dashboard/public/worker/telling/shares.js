// Whether enough other assumptions have it so of two built-in ways of working: the twin of `way_share` in
// evidence/claims/shares/shares.py.  The tables hold the months in which the share is large enough (tables/telling.py).

import { tables } from '../tables.js';

export const OTHER = { A: 'B', B: 'A' };

// a, b: names of built-in ways, in any order, or b empty.   what: 'A' or 'B' is higher, 'same'; or a 'rose' or 'fell'.
/**
 * @param {string} a
 * @param {string} b
 * @param {string} measure
 * @param {string} what
 * @param {number} month
 */
export function holdsInEnough(a, b, measure, what, month) {
  if (b && a === b) return what === 'same';
  const found = months(a, b, measure, what) ?? months(b, a, measure, OTHER[what] ?? what) ?? [];
  return found.some((first, at) => at % 2 === 0 && first <= month && month <= found[at + 1]);
}

// The first and the last month of each stretch in which it is so.
/**
 * @param {string} a
 * @param {string} b
 * @param {string} measure
 * @param {string} what
 * @returns {number[] | undefined}
 */
function months(a, b, measure, what) {
  const { ways, measures } = tables.telling.shares;
  return ways[a]?.[b]?.[measures.indexOf(measure)]?.[what];
}
