// What is observed: the sums of the whole place by month, and every indicator that is made of them.
// The twin of coprod_sim/indicators; what each indicator does stands in static/tables/indicators.py, which reads it off the Python.

import { sum } from '../python.js';
import { tables } from '../tables.js';

/**
 * @import { Rows } from './memory.js'
 * @typedef {{width: number, data: Float64Array}} Numbers   `width` of them for each month, one month after the other
 * @typedef {Record<string, Numbers>} Sums
 */

const NUMBER = 8; // bytes

// The sums of all commissioners, by their names.
/**
 * @param {ArrayBuffer} buffer
 * @param {Rows} tallies   of shape [months + 1, commissioners]
 * @returns {Sums}
 */
export function wholePlace(buffer, tallies) {
  const [months, commissioners] = tallies.shape;
  const each = tallies.bytes / NUMBER;
  const all = new Float64Array(buffer, tallies.at, months * commissioners * each);
  const total = new Float64Array(months * each);
  for (let month = 0; month < months; month += 1) {
    for (let row = 0; row < commissioners; row += 1) {
      const first = (month * commissioners + row) * each;
      for (let number = 0; number < each; number += 1) total[month * each + number] += all[first + number];
    }
  }
  /** @type {Sums} */
  const found = {};
  let place = 0;
  for (const [name, width] of tables.indicators.sums) {
    const data = new Float64Array(months * width);
    for (let month = 0; month < months; month += 1) {
      for (let number = 0; number < width; number += 1) data[month * width + number] = total[month * each + place + number];
    }
    found[name] = { width, data };
    place += width;
  }
  return found;
}

/**
 * @param {number} months
 * @param {number} width
 * @param {(month: number, place: number) => number} value
 * @returns {Numbers}
 */
function made(months, width, value) {
  const data = new Float64Array(months * width);
  for (let month = 0; month < months; month += 1) {
    for (let place = 0; place < width; place += 1) data[month * width + place] = value(month, place);
  }
  return { width, data };
}

/** @type {Record<string, (a: number, b: number) => number>} */
const PLAIN = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  max: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b)),
  share: (part, whole) => (whole > 0 ? part / whole : NaN),
};

// One step of an indicator, done for all months.
/**
 * @param {any[]} step   its name, and what it is done with
 * @param {Numbers[]} done   the steps before it
 * @param {Sums} sums
 * @param {number} months
 * @returns {Numbers}
 */
function follow(step, done, sums, months) {
  const [name, first, second] = step;
  if (name === 'sum of') return sums[first];
  /** @type {(one: any) => any} */
  const given = (one) => (typeof one === 'object' ? done[one.step] : { width: 0, data: [one] });
  const a = given(first);
  const at = (/** @type {any} */ of, /** @type {number} */ month, /** @type {number} */ place) => (of.width ? of.data[month * of.width + (of.width > 1 ? place : 0)] : of.data[0]);
  switch (name) {
    case 'of': {
      const places = [second].flat();
      return made(months, places.length, (month, place) => a.data[month * a.width + places[place]]);
    }
    case 'sum':
      return made(months, 1, (month) => sum(a.data, month * a.width, a.width));
    case 'sqrt':
      return made(months, a.width, (month, place) => Math.sqrt(at(a, month, place)));
    case 'quantile':
      return made(months, 1, (month) => quantileOfCells(a.data.subarray(month * a.width, (month + 1) * a.width), second));
    default: {
      const b = given(second);
      return made(months, Math.max(a.width, b.width), (month, place) => PLAIN[name](at(a, month, place), at(b, month, place)));
    }
  }
}

// The value below which a share of what was counted in equal cells from 0 to 1 lies; NaN where nothing was.
/**
 * @param {Float64Array} cells
 * @param {number} share
 */
function quantileOfCells(cells, share) {
  let total = 0;
  const upTo = cells.map((cell) => { total += cell; return total; });
  const wanted = share * total;
  const at = Math.min(upTo.filter((up) => up < wanted).length, cells.length - 1);
  const inside = cells[at];
  return inside > 0 ? (at + (wanted - (upTo[at] - inside)) / inside) / cells.length : NaN;
}

// Every indicator that there is something of, by name: a number for each month.
/**
 * @param {Sums} sums
 * @param {string[]} [wanted]
 * @returns {Record<string, Float64Array>}
 */
export function measureAll(sums, wanted) {
  const { named, steps, path } = tables.indicators;
  const months = sums.families.data.length;
  const onPath = sums.path_families.data.some((families) => families !== 0);
  const names = wanted ?? Object.keys(named).filter((name) => onPath || !name.startsWith(path));
  /** @type {Numbers[]} */
  const done = [];
  for (const step of steps) done.push(follow(step, done, sums, months));
  return Object.fromEntries(names.map((name) => [name, done[named[name]].data]));
}
