// Whole runs for the pages: the twin of coprod_sim/dashboard/pair/runs.py, and of study/many.py as far as a page needs it.

import { rint } from '../python.js';
import { measureAll, wholePlace } from './indicators.js';
import { Town } from './town.js';

/**
 * @import { Memory } from './memory.js'
 * @import { Scenario } from './town.js'
 * @import { Sums } from './indicators.js'
 *
 * @typedef {Object} People
 * @property {number} commissioners
 * @property {Uint16Array} family_commissioner
 * @property {Uint16Array} professional_commissioner
 * @property {Uint8Array} discipline
 * @property {Uint16Array} tie_family
 * @property {Uint16Array} tie_professional
 *
 * @typedef {Object} World   one town, month by month from month 0 on, each share in steps of 1/255
 * @property {number} months
 * @property {People} people
 * @property {Uint8Array} say
 * @property {Uint8Array} trust
 * @property {Uint8Array} council
 * @property {Uint8Array} skill
 * @property {Uint8Array} newcomer
 * @property {Uint8Array} link
 * @property {Record<string, Float64Array>} measures
 * @property {Record<string, Float64Array>} sums   one number for each month, or several, one month after the other
 */

const FULL = 255;

// What a picture shows of whom: its name, the rows, their field, and whether it is a share.
/** @type {[string, string, string, boolean][]} */
const MOVING = [
  ['say', 'families', 'voice', true],
  ['trust', 'families', 'felt_trust', true],
  ['council', 'families', 'council_trust', true],
  ['skill', 'professionals', 'facilitation', true],
  ['newcomer', 'professionals', 'newcomer', false],
  ['link', 'casework', 'family_trust', true],
];

// A share in steps of 1/255; what lies outside is drawn as the nearest.
/** @param {number} share */
const shade = (share) => rint(Math.min(1, Math.max(0, share)) * FULL);

/**
 * @param {Town} town
 * @returns {People}
 */
function peopleOf(town) {
  const { memory, place } = town;
  const column = (/** @type {string} */ rows, /** @type {string} */ field) => memory.column(place[rows], field);
  return {
    commissioners: place.commissioners.size,
    family_commissioner: Uint16Array.from(column('families', 'commissioner')),
    professional_commissioner: Uint16Array.from(column('professionals', 'commissioner')),
    discipline: Uint8Array.from(column('professionals', 'discipline')),
    tie_family: Uint16Array.from(column('casework', 'family')),
    tie_professional: Uint16Array.from(column('casework', 'professional')),
  };
}

/** @param {Sums} sums */
const plain = (sums) => Object.fromEntries(Object.entries(sums).map(([name, { data }]) => [name, data]));

// Runs one town and keeps what a picture of it needs.
/**
 * @param {Memory} memory
 * @param {Scenario} scenario
 * @param {number} seed
 * @param {number} months
 * @returns {World}
 */
export function world(memory, scenario, seed, months) {
  const town = new Town(memory, scenario, seed);
  const people = peopleOf(town);
  /** @type {Record<string, Uint8Array>} */
  const moving = Object.fromEntries(MOVING.map(([name, rows]) => [name, new Uint8Array((months + 1) * town.place[rows].size)]));
  const tallies = town.live(months, (month) => {
    for (const [name, rows, field, share] of MOVING) {
      const values = memory.column(town.place[rows], field);
      moving[name].set(share ? values.map(shade) : values, month * values.length);
    }
  });
  const sums = wholePlace(memory.buffer, tallies);
  return /** @type {any} */ ({ months, people, ...moving, measures: measureAll(sums), sums: plain(sums) });
}

// Indicators by month, and nothing else of a run.
/**
 * @param {Memory} memory
 * @param {Scenario} scenario
 * @param {number} seed
 * @param {number} months
 * @param {string[]} [wanted]
 */
export function series(memory, scenario, seed, months, wanted) {
  const town = new Town(memory, scenario, seed);
  const tallies = town.live(months); // memory may grow meanwhile
  return measureAll(wholePlace(memory.buffer, tallies), wanted);
}

// Fields of some rows after every month, one month after the other: what stories and comparisons of families need.
/**
 * @param {Memory} memory
 * @param {Scenario} scenario
 * @param {number} seed
 * @param {number} months
 * @param {Record<string, string[]>} read            fields by the name of their rows
 * @param {(people: People) => Record<string, number[]>} rowsOf   which rows of each; all of those that are not named
 * @param {(town: Town) => any} [begin]   what is noted at month 0
 */
export function recorded(memory, scenario, seed, months, read, rowsOf, begin) {
  const town = new Town(memory, scenario, seed);
  const people = peopleOf(town);
  const rows = rowsOf(people);
  const start = begin?.(town);
  /** @type {Record<string, Record<string, Float64Array>>} */
  const kept = {};
  const tallies = town.live(months, (month) => {
    for (const [table, fields] of Object.entries(read)) {
      for (const field of fields) {
        const all = town.place[table].size ? memory.column(town.place[table], field) : new Float64Array(0);
        const mine = rows[table] && all.length ? Float64Array.from(rows[table], (row) => all[row]) : all;
        ((kept[table] ??= {})[field] ??= new Float64Array((months + 1) * mine.length)).set(mine, month * mine.length);
      }
    }
  });
  const sums = wholePlace(memory.buffer, tallies);
  return /** @type {any} */ ({ months, people, start, measures: measureAll(sums), ...kept });
}
