// An edited equation tried: 20 pairs of the towns that are shown, and then the lessons' claims.

import { mean } from '../python.js';
import { measureAll, wholePlace } from '../numbers/indicators.js';
import { Town } from '../numbers/town.js';
import { tables } from '../tables.js';
import { ClaimRuns, PAIRS } from './claims.js';

/**
 * @import { Memory } from '../numbers/memory.js'
 * @import { Functions } from '../numbers/own_rules.js'
 * @typedef {Record<string, Float64Array>} Series
 * @typedef {{rows: string, field: string, low: number, high: number, month: number}} Stray
 */

const NUMBER = 8; // bytes
const MOST = 1e15; // of more, no digit after the point is kept
const OF = 100;

// The end of a range without the room for rounding that is added to it.
/** @param {number} end */
const declared = (end) => (Math.abs(end) < MOST ? Number(end.toFixed(6)) + 0 : end);

// The first number of a town that is none, or lies outside its range, as engine/range_check.py finds it; null where all is right.
/**
 * @param {Town} town
 * @returns {Omit<Stray, 'month'> | null}
 */
function strayOf(town) {
  for (const [rows, { names, low, high }] of Object.entries(tables.lab.ranges)) {
    const { at, size, bytes } = town.place[rows];
    for (let row = 0; row < size; row += 1) {
      const numbers = new Float64Array(town.memory.buffer, at + row * bytes, bytes / NUMBER);
      const wrong = names.findIndex((/** @type {string} */ _, /** @type {number} */ place) => !(low[place] <= numbers[place] && numbers[place] <= high[place]));
      if (wrong >= 0) return { rows, field: names[wrong], low: declared(low[wrong]), high: declared(high[wrong]) };
    }
  }
  return null;
}

// One run with functions of the page in the place of rules: its indicators by month, or what is out of range.
/**
 * @param {Memory} memory
 * @param {any} scenario
 * @param {number} seed
 * @param {number} months
 * @param {Functions} own
 * @returns {{series: Series, stray: Stray | null}}
 */
function runWith(memory, scenario, seed, months, own) {
  const town = new Town(memory, scenario, seed, own);
  const tallies = town.live(months);
  const counted = new Float64Array(memory.buffer, tallies.at, (tallies.size * tallies.bytes) / NUMBER);
  const found = strayOf(town) ?? (counted.every(Number.isFinite) ? null : { rows: 'sums', field: '', low: -Infinity, high: Infinity });
  return { series: measureAll(wholePlace(memory.buffer, tallies)), stray: found && { ...found, month: months } };
}

/** @param {number[]} values */
const of100 = (values) => Number((OF * mean(values)).toFixed(4));

// The means over pairs at the end: of each measure A, B and B minus A, with the model's rules and with the edited one.
/**
 * @param {Series[][]} standard   of A and of B, by pair
 * @param {Series[][]} edited
 * @param {number} months
 */
function table(standard, edited, months) {
  return tables.telling.measures.map((/** @type {string} */ measure) => {
    const ends = [standard, edited].map((two) => two.map((runs) => of100(runs.map((run) => run[measure][months]))));
    return { measure, before: [...ends[0], ends[0][1] - ends[0][0]], now: [...ends[1], ends[1][1] - ends[1][0]] };
  });
}

// Tries an equation, run by run.
/**
 * @param {import('../session.js').Session} session
 * @param {Functions} own
 * @returns {Generator<object, object>}
 */
export function* trial(session, own) {
  const { scenarios, two: { months } } = session.shown;
  const { memory } = session;
  /** @type {Series[][]} */
  const standard = [[], []];
  /** @type {Series[][]} */
  const edited = [[], []];
  for (let seed = 1; seed <= PAIRS; seed += 1) {
    for (const side of [0, 1]) {
      standard[side].push(session.seriesOf(scenarios[side], seed, months));
      const { series, stray } = runWith(memory, scenarios[side], seed, months, own);
      if (stray) return { stray };
      edited[side].push(series);
      yield { done: seed - 1 };
    }
    yield { done: seed };
  }
  const rows = table(standard, edited, months);
  const alike = (/** @type {string} */ measure) => standard.every((runs, side) => runs.every((run, pair) => (
    run[measure].every((value, month) => Object.is(value, edited[side][pair][measure][month])))));
  const found = { pairs: PAIRS, rows, same: tables.telling.measures.every(alike) };
  yield { done: PAIRS, ...found, judged: 0 };
  return { ...found, ...(yield* judge(memory, own)) };
}

// Holds all claims that hold with the model's own rules to the edited one; those that it breaks are told as they are found.
/**
 * @param {Memory} memory
 * @param {Functions} own
 * @returns {Generator<object, object>}
 */
function* judge(memory, own) {
  const runs = new ClaimRuns(memory, own);
  const { each } = tables.claims;
  /** @type {{key: string, text: string}[]} */
  let lost = [];
  let held = 0;
  for (const [place, claim] of each.entries()) {
    if (claim.held) {
      held += 1;
      const steps = runs.holds(claim);
      let step = steps.next();
      for (; !step.done; step = steps.next()) yield { judged: place };
      if (!step.value) lost = [...lost, { key: claim.key, text: claim.text }];
    }
    yield { judged: place + 1, held, lost };
  }
  return { judged: each.length, held, lost };
}
