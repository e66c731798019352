// The single sentences of a month, what followed, how sure that is, and why trust differs: the twin of pair/sentences.py.
// Each gets the facts and gives a sentence with what its button shows; nothing is chosen here.

import { YEAR } from '../numbers/difference.js';
import { fill } from '../python.js';
import { SIDES } from '../setup/reader.js';
import { tables } from '../tables.js';
import { A_LITTLE, COST_MEASURES, TINY } from './facts.js';

/** @import { Show } from '../../shared/payloads.js' */
/** @import { Facts } from './facts.js' */
/** @typedef {{text: string, show: Show | null, mark?: string}} Sentence   marks.js adds the mark */

const EVERY = 3; // the way of saying a thing changes after so many months

export const sentenceWords = () => tables.words.telling;

// A sentence that points at nothing.
/**
 * @param {string} text
 * @returns {Sentence}
 */
export const unmarked = (text) => ({ text, show: null });

// A sentence about a measure.
/**
 * @param {string} text
 * @param {string} measure
 * @returns {Sentence}
 */
const ofChart = (text, measure) => ({ text, show: { kind: 'chart', measure } });

// A sentence about the people of one side.
/**
 * @param {string} text
 * @param {number} side
 * @returns {Sentence}
 */
export const ofPeople = (text, side) => ({ text, show: { kind: 'people', side } });

// One of several ways to say a thing; two months in a row never say the same.
/**
 * @param {string[]} templates
 * @param {number} month
 */
export function pickSentence(templates, month) {
  return month % 2 ? templates[Math.floor(month / EVERY) % templates.length] : templates[0];
}

// What followed.

// Puts A beside B in one measure of the watched run; kind: how it is said.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 * @param {string} kind
 */
export function levels(facts, measure, month, kind) {
  const [a, b] = [0, 1].map((side) => facts.level(measure, side, month));
  const template = sentenceWords().measures[measure][a === b && kind !== 'near' ? `${kind}_same` : kind];
  const text = typeof template === 'string' ? template : pickSentence(template, month);
  return ofChart(fill(text, { m: month, a, b }), measure);
}

// The side on which a measure went further since a month before.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 * @param {number} before
 */
function further(facts, measure, month, before) {
  const [a, b] = [0, 1].map((side) =>
    Math.abs(facts.level(measure, side, month) - facts.level(measure, side, before)),
  );
  return b > a ? 1 : 0;
}

// How far a measure went since a month before, on the side where it went further; nothing where it stayed.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 * @param {number} before
 * @param {string} [kind]
 */
function moved(facts, measure, month, before, kind = '') {
  const side = further(facts, measure, month, before);
  const [x, y] = [before, month].map((when) => facts.level(measure, side, when));
  if (x === y) return null;
  const template = sentenceWords().measures[measure][kind + (y > x ? 'rose' : 'fell')];
  return ofChart(fill(template, { s: SIDES[side], x, y }), measure);
}

// The watched run's numbers of a measure whose difference is clear.
// changed: whether a change is told beside it; the past year is not told then, for it began before the change.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 * @param {boolean} changed
 */
function followed(facts, measure, month, changed) {
  if (!facts.agrees(measure, month)) return levels(facts, measure, month, 'this_run');
  const often = !changed && !COST_MEASURES.includes(measure) && month >= YEAR && month % 2 === 0;
  const pastYear = often ? moved(facts, measure, month, month - YEAR) : null;
  return pastYear ?? levels(facts, measure, month, 'level');
}

// How sure.

// In how many runs it came out so; for a cost, on the side that bears it.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 */
export function sure(facts, measure, month) {
  const [found, texts] = [facts.sure[measure][month], sentenceWords()];
  const side = measure === 'family_energy' ? 1 - found.side : found.side;
  const n = found.side ? found.higher : found.lower;
  const { pairs } = facts.comparison;
  const start = fill(texts[n === pairs ? 'in_all' : 'in_some'], { n, runs: pairs });
  const size = Math.abs(found.gap);
  const much = size >= A_LITTLE ? '' : texts[size >= TINY ? 'a_little' : 'tiny'];
  const text = fill(texts.measures[measure].sure, { start, much, s: SIDES[side] });
  if (facts.agrees(measure, month)) return ofChart(text, measure);
  return ofChart(fill(texts.but, { sentence: text[0].toLowerCase() + text.slice(1) }), measure);
}

// How the runs split where they disagree.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 */
function counts(facts, measure, month) {
  const { higher, lower, equal } = facts.sure[measure][month];
  const template = sentenceWords()[equal ? 'split_equal' : 'split'];
  return ofChart(fill(template, { n: higher, rest: lower, equal }), measure);
}

// A difference that is not clear.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 */
export function unclear(facts, measure, month) {
  return [levels(facts, measure, month, 'unclear'), counts(facts, measure, month)];
}

// A measure that is equal in every run.
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 */
export const same = (facts, measure, month) => levels(facts, measure, month, 'level');

// One measure: what followed, and how sure that is.
// Where runs differ but the watched one shows the same whole number in A and B, that is told as "about".
/**
 * @param {Facts} facts
 * @param {string} measure
 * @param {number} month
 * @param {boolean} changed
 */
export function measureSentence(facts, measure, month, changed) {
  const { says } = facts.sure[measure][month];
  if (says === 'same') return [same(facts, measure, month)];
  if (says === 'unclear') return unclear(facts, measure, month);
  const first = facts.looksEqual(measure, month)
    ? levels(facts, measure, month, 'near')
    : followed(facts, measure, month, changed);
  return [first, sure(facts, measure, month)];
}

// Why.

// How trust moved, and what did most for it; change: the month of the last change, if it was just now.
/**
 * @param {Facts} facts
 * @param {number} month
 * @param {number | null} change
 */
export function why(facts, month, change) {
  const found = facts.why(month, change);
  if (!found || (change === null && !facts.agrees('felt_trust', month))) return [];
  if (facts.looksEqual('felt_trust', month)) return [];
  const high = facts.apart('felt_trust', month) > 0 ? 1 : 0;
  const apart = change === null && high === found.better;
  // What moved on one side is not explained by what did not move on the other.
  if (!apart && further(facts, 'felt_trust', month, found.since) !== found.side) return [];
  const first = apart
    ? levels(facts, 'felt_trust', month, 'level')
    : moved(facts, 'felt_trust', month, found.since, change ? 'since_' : '');
  if (!first) return [];
  const texts = sentenceWords();
  const did = fill(texts.because[found.built ? 'built' : 'cost'], { s: SIDES[found.side] });
  const cause = texts.causes[found.built ? 'good' : 'bad'][found.name];
  const recent = found.since ? 'recent' : 'since';
  const template = pickSentence(texts.because[change ? 'then' : recent], month);
  return [first, ofPeople(fill(template, { cause, did }), found.side)];
}
