// A pair of runs, and many, as the pages read them: the twin of pair/payload.py, with plain arrays in the place of packed ones.

import { round } from '../python.js';
import { sha256 } from '../sha256.js';
import { tables } from '../tables.js';

/** @import { Comparison, Series } from '../numbers/difference.js' */
/** @import { World } from '../numbers/runs.js' */

const PERCENT = 100;
const DIGITS = 16;
const BYTES = 8; // of a number
const NAN = 0x7ff80000; // the upper half of what Python's nan is in memory

// A measure by name; NaN in every month where a town has nothing of it, as of plans by law where all have one.
/**
 * @param {Record<string, Float64Array>} series
 * @param {string} name
 */
export const measureIn = (series, name) => series[name] ?? new Float64Array(series.voice.length).fill(NaN);

// Shares as so many of 100, to four decimals; null where nothing was measured.
/** @param {ArrayLike<number>} values */
export function of100(values) {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : round(value * PERCENT, 4)));
}

// The share of last decisions on each rung, by month, of 100; null before the first decision.
/** @param {World} world */
function ladder(world) {
  const rungs = tables.telling.rungs.map((rung) => world.measures[`decisions_${rung}`]);
  return Array.from({ length: world.months + 1 }, (_, month) => {
    const row = rungs.map((shares) => shares[month]);
    return row.some(Number.isNaN) ? null : row.map((share) => round(share * PERCENT, 2));
  });
}

// Who is in the town: the same in both worlds.
/** @param {World} world */
function peoplePayload({ people }) {
  return { ...people, families: people.family_commissioner.length, professionals: people.discipline.length };
}

// What one world went through.
/** @param {World} world */
function worldPayload(world) {
  const { say, trust, council, skill, newcomer, link } = world;
  return { say, trust, council, skill, newcomer, link, ladder: ladder(world) };
}

// A pair of runs: everything that a page needs to play them, and to draw the charts of `measures`.
/**
 * @param {World[]} worlds
 * @param {string[]} [measures]
 */
export function runPayload(worlds, measures = tables.telling.measures) {
  const lines = (name) => worlds.map((world) => of100(measureIn(world.measures, name)));
  return {
    results: resultsDigest(worlds),
    months: worlds[0].months,
    people: peoplePayload(worlds[0]),
    worlds: worlds.map(worldPayload),
    series: Object.fromEntries(measures.map((name) => [name, lines(name)])),
  };
}

// The measures of many pairs: for A and for B the rows of all pairs in one array, of 100.
/**
 * @param {Comparison} comparison
 * @param {number} of   so many there will be
 * @param {string[]} [measures]
 */
export function bandPayload(comparison, of, measures = tables.telling.measures) {
  const both = [comparison.series_a, comparison.series_b];
  const series = measures.map((name) => [name, both.map((side) => rowsOf(side, name, comparison))]);
  return { done: comparison.pairs, of, series: Object.fromEntries(series) };
}

/**
 * @param {Series} series
 * @param {string} name
 * @param {Comparison} comparison
 */
function rowsOf(series, name, { pairs, months }) {
  const rows = new Float32Array(pairs * (months + 1));
  if (!series[name]) return rows.fill(NaN);
  series[name].forEach((row, pair) => rows.set(row.map((value) => value * PERCENT), pair * (months + 1)));
  return rows;
}

// A short digest of every number of a pair of runs: same digest, same numbers to the bit.
/** @param {World[]} worlds */
function resultsDigest(worlds) {
  const names = Object.keys(tables.indicators.about);
  const all = worlds.flatMap(({ measures }) => names.filter((name) => name in measures).map((name) => measures[name]));
  const numbers = all.reduce((total, values) => total + values.length, 0);
  const view = new DataView(new ArrayBuffer(numbers * BYTES));
  let at = 0;
  for (const values of all) {
    for (const value of values) {
      if (Number.isNaN(value)) view.setUint32(at + BYTES / 2, NAN, true);
      else view.setFloat64(at, value, true);
      at += BYTES;
    }
  }
  return sha256(new Uint8Array(view.buffer)).slice(0, DIGITS);
}
