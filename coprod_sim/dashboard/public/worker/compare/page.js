// What the page /compare asks and is told, beside the numbers: the twin of what pages/compare/page.py works out.
// How runs are made and told of step by step stands in pairs.js.

import { indicatorOf } from '../numbers/difference.js';
import { tables } from '../tables.js';
import { comparePayload } from './differences.js';
import { plan } from './made_difference.js';

// What the page knows from the start: measures with dots, others that can be chosen, and numbers of pairs.
export function fixed() {
  const { about, path } = tables.indicators;
  const { measures } = tables.telling;
  const others = Object.keys(about).filter((name) => !measures.includes(name) && !name.startsWith(path));
  return { measures, others: others.map((name) => ({ name, title: indicatorOf(name).title })), pairs: tables.compare.choices };
}

// A month of the run; what is none is the last.
/**
 * @param {unknown} month
 * @param {number} months
 * @param {number} [lowest]
 */
export function checkedMonth(month, months, lowest = 0) {
  return typeof month === 'number' && Number.isInteger(month) && lowest <= month && month <= months ? month : months;
}

// So many pairs as are run when so many are asked for.
/** @param {number} pairs */
export const pairsAsked = (pairs) => Math.min(pairs, Math.max(...tables.compare.choices));

// What the page is told of pairs that are run, but for the links to each of them.
/**
 * @param {import('./differences.js').PairDifferences} found
 * @param {unknown} month   as it was asked for
 * @param {string | null} [other]
 */
export function pairsReply(found, month, other = null) {
  const payload = comparePayload(found, checkedMonth(month, found.months), other);
  return { ...payload, plan: plan(found.a, found.b, found.seconds) };
}
