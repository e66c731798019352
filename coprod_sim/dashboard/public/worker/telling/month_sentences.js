// What happened, in at most three short sentences for every month of a pair of runs: the twin of pair/month_sentences.py.
// The order is: what changed, what followed, why, and how sure.  All words stand in pages/shared/telling.toml.

import { YEAR } from '../numbers/difference.js';
import { fill } from '../python.js';
import { names } from '../setup/scenario/declared.js';
import { tables } from '../tables.js';
import { happenings, happeningSentence, latest } from './event_list.js';
import { COST_MEASURES, Facts, MEASURES_IN_WORDS } from './facts.js';
import { marked } from './marks.js';
import {
  levels,
  measureSentence,
  ofPeople,
  pickSentence,
  same,
  sentenceWords,
  sure,
  unclear,
  unmarked,
  why,
} from './sentences.js';

/** @import { Comparison } from '../numbers/difference.js' */
/** @import { World } from '../numbers/runs.js' */
/** @import { Change } from '../setup/changes.js' */
/** @import { Scenario } from '../setup/scenario/scenario.js' */
/** @import { Happening } from './event_list.js' */
/** @import { Sentence } from './sentences.js' */
/** @typedef {{facts: Facts, scenarios: Scenario[], happened: Happening[]}} RunPair */

export const BAND = 20; // runs in a band: the lucks 1 to 20
const GAINS = MEASURES_IN_WORDS.filter((name) => !COST_MEASURES.includes(name));
const MOST = 3;
const TURNS = 4;
const [COST_TURN, , TRUST_TURN, OTHER_TURN] = [0, 1, 2, 3];

// Whose turn it is in a month: stepping by 1, 6 or 12 months meets every turn.
/** @param {number} month */
const turn = (month) => (month + Math.floor(month / YEAR)) % TURNS;

// So many turns have gone by.
/** @param {number} month */
const rounds = (month) => Math.floor(month / TURNS);

// What changed.

/** @param {Happening} change */
function changeSentence(change) {
  const text = happeningSentence(change);
  return change.sides.length === 1 ? ofPeople(text, change.sides[0]) : unmarked(text);
}

// A month.

// What is seen at month 0.
/** @param {RunPair} pair */
function beginning(pair) {
  const [a, b] = pair.scenarios;
  const texts = sentenceWords().start;
  const differs = (role) => names(role).some((name) => a.values[name] !== b.values[name]);
  const shared = ['place', 'start', 'parameter'].find(differs) ?? 'people';
  const last = a.hash === b.hash ? 'same_way' : 'two_ways';
  return [unmarked(texts.town), ofPeople(texts[shared], 0), unmarked(texts[last])];
}

// A month in which A and B are still the same.
/**
 * @param {RunPair} pair
 * @param {number} month
 */
function alike({ facts, scenarios, happened }, month) {
  const texts = sentenceWords().alike;
  const measure = MEASURES_IN_WORDS[month % MEASURES_IN_WORDS.length];
  const coming = happened.find((one) => one.month > month);
  let last = unmarked(texts.so_far);
  if (scenarios[0].hash === scenarios[1].hash) last = unmarked(pickSentence(texts.same_way, month));
  else if (coming && !happened.some((one) => one.month <= month)) last = unmarked(fill(texts.coming, { m: coming.month }));
  const some = month === facts.months ? [GAINS[0], COST_MEASURES[0]] : [measure];
  return [...some.map((one) => levels(facts, one, month, 'level')), last];
}

// A month while only the watched run, or a part of all runs, is there: numbers, and that more is to come.
/**
 * @param {RunPair} pair
 * @param {number} month
 */
function firstLook({ facts }, month) {
  const among = turn(month) === COST_TURN ? COST_MEASURES : MEASURES_IN_WORDS;
  const over = month === facts.months;
  const told = (over ? [GAINS, COST_MEASURES] : [among]).map((some) => facts.bySize(month, some)[0]);
  return [...told.map((one) => levels(facts, one, month, 'this_run')), unmarked(sentenceWords().waiting)];
}

// Sums up at the end: the outcome, what it cost, and how sure that is.
/** @param {Facts} facts */
function ending(facts) {
  const month = facts.months;
  const [gain, cost] = [GAINS, COST_MEASURES].map((some) => facts.bySize(month, some)[0]);
  const [first, ...last] = outcomeSentences(facts, gain, month);
  return [first, costSentence(facts, cost, month), ...last];
}

/**
 * @param {Facts} facts
 * @param {string} gain
 * @param {number} month
 */
function outcomeSentences(facts, gain, month) {
  const { says } = facts.sure[gain][month];
  if (says === 'same') return [levels(facts, gain, month, 'end')];
  if (says === 'unclear') return unclear(facts, gain, month);
  const end = facts.agrees(gain, month) ? 'end' : 'this_run';
  const kind = facts.looksEqual(gain, month) ? 'near' : end;
  return [levels(facts, gain, month, kind), sure(facts, gain, month)];
}

/**
 * @param {Facts} facts
 * @param {string} cost
 * @param {number} month
 */
function costSentence(facts, cost, month) {
  const { says } = facts.sure[cost][month];
  if (says === 'same') return same(facts, cost, month);
  return says === 'unclear' ? levels(facts, cost, month, 'unclear') : sure(facts, cost, month);
}

// The measure that is told: a cost, what differs most, trust, or what has had no turn yet.
/**
 * @param {Facts} facts
 * @param {number} month
 */
function choice(facts, month) {
  const [first] = facts.bySize(month);
  const now = turn(month);
  const rest = GAINS.filter((name) => name !== first);
  if (now === COST_TURN) {
    const burdens = facts.burdens(month).filter((name) => name !== first);
    const quiet = burdens.length ? burdens : rest;
    return quiet[rounds(month) % quiet.length];
  }
  if (now === OTHER_TURN) return rest[1 + (rounds(month) % (rest.length - 1))];
  return now === TRUST_TURN ? rest[0] : first;
}

// A month between the beginning and the end, of which all runs are known.
/**
 * @param {RunPair} pair
 * @param {number} month
 * @returns {Sentence[]}
 */
function middle({ facts, happened }, month) {
  const change = latest(happened, month);
  const start = change ? [changeSentence(change)] : [];
  const measure = choice(facts, month);
  const reasons = measure === GAINS[0] ? why(facts, month, change ? change.month : null) : [];
  if (reasons.length && facts.clear(measure, month)) return [...start, ...reasons, sure(facts, measure, month)];
  const burdens = facts.burdens(month).filter((name) => name !== measure);
  const costs = burdens.length ? [sure(facts, burdens[rounds(month) % burdens.length], month)] : [];
  return [...start, ...measureSentence(facts, measure, month, change !== null), ...costs];
}

// One month.
/**
 * @param {RunPair} pair
 * @param {number} month
 * @returns {Sentence[]}
 */
function sentencesOf(pair, month) {
  const { facts, happened } = pair;
  if (month === 0) return beginning(pair);
  const last = latest(happened, month);
  const change = last ? [changeSentence(last)] : [];
  if (facts.alike(month)) return [...change, ...alike(pair, month)];
  if (!facts.comparison) {
    const found = firstLook(pair, month);
    return month < facts.months ? [...change, ...found].slice(0, MOST) : found;
  }
  return month === facts.months ? ending(facts) : middle(pair, month).slice(0, MOST);
}

// One measure in one month: in at most two sentences, whatever else is told.
/**
 * @param {RunPair} pair
 * @param {string} measure
 * @param {number} month
 */
function votedIn({ facts, happened }, measure, month) {
  if (!facts.known(measure, month)) return [];
  if (!facts.comparison) return [levels(facts, measure, month, 'this_run')];
  const over = month === facts.months;
  const sentences = measureSentence(facts, measure, month, over || latest(happened, month) !== null);
  if (over && sentences[0].text === levels(facts, measure, month, 'level').text) {
    sentences[0] = levels(facts, measure, month, 'end');
  }
  return sentences;
}

// Every month of a pair of runs, and in every month each measure that a room can guess about.
// changes: those on the rail, which the scenarios hold as events too.
// comparison: of the same scenarios; one of fewer pairs than `runs`, or null, says nothing about how sure it is.
/**
 * @param {World[]} worlds
 * @param {Scenario[]} scenarios
 * @param {Change[]} changes
 * @param {Comparison | null} comparison
 * @param {number} [runs]
 */
export function pairSentences(worlds, scenarios, changes, comparison, runs = BAND) {
  const complete = comparison && comparison.pairs >= runs ? comparison : null;
  const facts = new Facts(worlds, complete);
  const pair = { facts, scenarios, happened: happenings(scenarios, changes, facts.months) };
  const months = Array.from({ length: facts.months + 1 }, (_, month) => month);
  const told = (sentences) => marked(months.map(sentences), scenarios);
  const voted = (name) => short(told((month) => votedIn(pair, name, month)));
  return {
    telling: told((month) => sentencesOf(pair, month)),
    voted: Object.fromEntries(tables.telling.measures.map((name) => [name, voted(name)])),
  };
}

// Sentences with their marks, and without what they point at: the measure, which the page knows.
/** @param {Sentence[][]} byMonth */
function short(byMonth) {
  return byMonth.map((sentences) => sentences.map(({ text, mark }) => ({ text, mark })));
}
