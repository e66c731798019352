// Which of the lessons' claims hold with a rule of one's own, of those that can be judged from numbers by month (static/tables/claims.py).
// Each is held to 20 pairs of its own settings; runs are made when first needed.

import { countsSoFar } from '../beside/so_far.js';
import { measureAll, wholePlace } from '../numbers/indicators.js';
import { Town } from '../numbers/town.js';
import { fromFile, scenariosOf } from '../setup/index.js';
import { tables } from '../tables.js';
import { HOLDS } from './criteria.js';
import { follow, readBy } from './notes.js';

/**
 * @import { Memory } from '../numbers/memory.js'
 * @import { Functions } from '../numbers/own_rules.js'
 * @typedef {{key: string, text: string, findings: any[][], held: boolean}} Claim   held: with the model's own rules, in as many pairs
 */

export const PAIRS = 20;
const OF = 100;
const SIDES = ['A', 'B'];

/** @type {Map<string, {scenarios: any[], months: number}>} */
const known = new Map();

/** @param {string} setting */
function waysOf(setting) {
  if (!known.has(setting)) {
    const { two } = fromFile(JSON.stringify(tables.claims.settings[setting]));
    known.set(setting, { scenarios: scenariosOf(two), months: two.months });
  }
  return known.get(setting);
}

export class ClaimRuns {
  /**
   * @param {Memory} memory
   * @param {Functions} own
   */
  constructor(memory, own = {}) {
    this.memory = memory;
    this.own = own;
    /** @type {Map<string, Record<string, Float64Array>[]>} */
    this.kept = new Map();
    const read = tables.claims.each.flatMap((/** @type {Claim} */ { findings }) => findings.flatMap((/** @type {any} */ finding) => readBy(finding.slice(1))));
    this.names = [...new Set(read.filter(([kind]) => kind === 'of').map(([, name]) => name))];
  }

  // One run: what claims read of it.
  /**
   * @param {any} scenario
   * @param {number} seed
   * @param {number} months
   */
  run(scenario, seed, months) {
    const town = new Town(this.memory, scenario, seed, this.own);
    const tallies = town.live(months); // memory may grow meanwhile
    const sums = wholePlace(this.memory.buffer, tallies);
    const all = measureAll(sums);
    const series = Object.fromEntries(this.names.filter((name) => all[name]).map((name) => [`of ${name}`, all[name].map((value) => value * OF)]));
    const counts = countsSoFar(Object.fromEntries(Object.entries(sums).map(([name, { data }]) => [name, data])));
    return { ...series, ...Object.fromEntries(Object.entries(counts).map(([name, values]) => [`so_far ${name}`, values])) };
  }

  // Makes the runs of one way of working that are not there yet, one at a time.
  /**
   * @param {string} setting
   * @param {string} side
   */
  * make(setting, side) {
    const { scenarios, months } = waysOf(setting);
    const scenario = scenarios[SIDES.indexOf(side)];
    const key = `${scenario.hash} ${months}`;
    if (!this.kept.has(key)) this.kept.set(key, []);
    const runs = this.kept.get(key);
    while (runs.length < PAIRS) {
      runs.push(this.run(scenario, runs.length + 1, months));
      yield;
    }
    return runs;
  }

  // Whether a claim holds: all its findings do.
  /**
   * @param {Claim} claim
   * @returns {Generator<void, boolean>}
   */
  * holds({ findings }) {
    /** @type {Map<string, Record<string, Float64Array>[]>} */
    const made = new Map();
    for (const [, , setting, side] of readBy(findings)) {
      if (!made.has(`${setting} ${side}`)) made.set(`${setting} ${side}`, yield* this.make(setting, side));
    }
    /** @type {import('./notes.js').Given} */
    const given = (kind, name, setting, side) => made.get(`${setting} ${side}`).map((run) => run[`${kind} ${name}`]);
    return findings.every(([criterion, ...asked]) => HOLDS[criterion](...asked.map((note) => follow(note, given))));
  }
}
