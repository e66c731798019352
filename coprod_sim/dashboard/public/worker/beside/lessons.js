// What a lesson needs beside a run: the twin of pages/lessons/page.py.

import { tables } from '../tables.js';
import { measureIn, of100 } from '../telling/payload.js';
import { countsSoFar } from './so_far.js';

/** @import { World } from '../numbers/runs.js' */

const PERCENT = 100;

// What the browser needs for one lesson; nothing where there is no such lesson.
/** @param {string} key */
export const lessonTable = (key) => tables.lessons.each[key];

// What the charts of a lesson can show.
/**
 * @param {string} key
 * @returns {string[]}
 */
export const measuresOf = (key) => [...new Set([...tables.telling.measures, ...lessonTable(key).charts])];

// The table of a lesson, by name for A and B by month: what it needs beside a run.
/**
 * @param {string} key
 * @param {World[]} worlds
 */
export function rowsBeside(key, worlds) {
  const { rows } = lessonTable(key);
  const found = rows.length ? worlds.map(numbersOf) : [];
  return { rows: Object.fromEntries(rows.map((name) => [name, found.map((one) => one[name])])) };
}

// Every number that can stand in such a table, by month; null where there is none.
/**
 * @param {World} world
 * @returns {Record<string, (number | null)[]>}
 */
function numbersOf(world) {
  const shares = tables.lessons.shares.map((name) => [name, of100(measureIn(world.measures, name))]);
  const counts = Object.entries(countsSoFar(world.sums)).map(([name, values]) => [
    name,
    of100(values.map((value) => value / PERCENT)),
  ]);
  return Object.fromEntries([...shares, ...counts]);
}
