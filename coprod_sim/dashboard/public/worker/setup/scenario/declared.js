// The numbers of the model as they are declared: range, unit and role.  The twin of scenario/parameters/.

import { general } from '../../python.js';
import { tables } from '../../tables.js';
import { isNumber, plainNumber } from '../text/json.js';

/**
 * @typedef {Object} Parameter
 * @property {string} name
 * @property {string} role
 * @property {number} default
 * @property {number} low
 * @property {number} high
 * @property {string} unit
 * @property {boolean} whole
 */

/**
 * @param {any[]} row   as static/tables/setup.py writes it
 * @returns {Parameter}
 */
export function parameter([name, role, usual, low, high, unit, whole]) {
  return { name, role, default: usual, low, high, unit, whole: Boolean(whole) };
}

const made = { from: null, byName: /** @type {Map<string, Parameter>} */ (new Map()), defaults: {} };

// What is made from the tables, made once.
function known() {
  if (made.from !== tables.setup) {
    const each = tables.setup.declared.map(parameter);
    made.byName = new Map(each.map((/** @type {Parameter} */ one) => [one.name, one]));
    made.defaults = Object.fromEntries(each.map((/** @type {Parameter} */ one) => [one.name, one.default]));
    made.from = tables.setup;
  }
  return made;
}

// Every setting by its name, in the order of declaration.
export const byName = () => known().byName;

/** @returns {Record<string, number>} */
export const defaults = () => known().defaults;

/** @param {string} role */
export const names = (role) => [...byName().values()].filter((one) => one.role === role).map((one) => one.name);

// A number of a set-up that is no setting: months, luck, start, length or who.
/** @param {string} name */
export const setupNumber = (name) => parameter(tables.setup.numbers[name]);

// What is wrong with a value as this number, or null.
/**
 * @param {Parameter} declared
 * @param {unknown} value
 */
export function rangeFault({ low, high, unit, whole }, value) {
  const kind = whole ? 'a whole number' : 'a number';
  const number = plainNumber(value);
  const right = isNumber(value) && low <= number && number <= high && !(whole && !Number.isInteger(number));
  return right ? null : `must be ${kind} between ${general(low, 10)} and ${general(high, 10)} (${unit})`;
}
