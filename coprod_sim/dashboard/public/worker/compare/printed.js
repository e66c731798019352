// Differences as they are printed: the twin of svg_number and signed (report/svg.py) and of cell (report/comparison/tables.py).
// A cell has no verdict here, for the page shows none.

import { unitOf } from '../numbers/difference.js';
import { fixed } from '../python.js';
import { tables } from '../tables.js';

const MINUS = '\u2212';
const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** @typedef {import('../numbers/difference.js').Difference} Difference */

// A number with a real minus where it is below zero, and no sign where it is rounded to zero.
/**
 * @param {number} value
 * @param {number} decimals
 */
export function svgNumber(value, decimals) {
  const [whole, ...rest] = fixed(value, decimals).split('.');
  const text = [whole.replace(THOUSANDS, ','), ...rest].join('.');
  return text.replace('-', /[1-9]/.test(text) ? MINUS : '');
}

// A change with its sign.
/**
 * @param {number} value
 * @param {number} decimals
 */
export function signed(value, decimals) {
  const text = svgNumber(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

// One difference: A and B with one decimal, the difference and its interval with two, in shown units.
/** @param {Difference} found */
export function cell(found) {
  const { missing } = tables.compare;
  if (!Number.isFinite(found.difference)) return { a: missing, b: missing, gap: missing, interval: missing };
  const { factor } = unitOf(found.indicator);
  const [low, high] = [found.ciLow, found.ciHigh].map((value) => signed(value * factor, 2));
  const [a, b] = [found.a, found.b].map((value) => svgNumber(value * factor, 1));
  return { a, b, gap: signed(found.difference * factor, 2), interval: `${low} to ${high}` };
}
