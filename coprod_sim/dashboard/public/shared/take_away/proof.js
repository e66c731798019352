// The proof in a link: a short hash of the numbers that its sender saw, and the version that made them.
// Whoever opens the link makes the numbers anew, and is told whether they are the same.

import { fill } from '../fill.js';

/** @import { Run } from '../payloads.js' */

const LETTERS = 8; // of the hash of the results
const HASH = /^[0-9a-f]{8}$/;
const VERSION = /^(?=.{5,24}$)\d+\.\d+\.\d+[\w.+-]*$/;

// What a link says of its numbers, beside what they are made of.
/** @param {Run} run */
export const proofOf = (run) => ({ r: run.results.slice(0, LETTERS), w: run.version });

// Says whether these are the numbers that the sender of a link saw; nothing where the link does not say, or only a part of it is left.
/**
 * @param {URLSearchParams} query   of the link
 * @param {Pick<Run, 'results' | 'version'>} run
 * @param {Record<string, string>} words
 * @returns {string}
 */
export function proofText(query, run, words) {
  const sent = query.get('r') ?? '';
  if (!HASH.test(sent)) return '';
  if (sent === run.results.slice(0, LETTERS)) return words.proof_same;
  const other = query.get('w') ?? '';
  if (!VERSION.test(other) || other === run.version) return words.proof_changed;
  return fill(words.proof_other, { w: other, version: run.version });
}
