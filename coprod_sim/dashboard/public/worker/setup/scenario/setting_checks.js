// What a number of a scenario may be, alone and beside the others: faults as texts.  The twin of scenario/setting_checks.py.

import { general, repr } from '../../python.js';
import { tables } from '../../tables.js';
import { closeName, ratio } from './close_names.js';
import { byName, rangeFault } from './declared.js';
import { Float, plainNumber } from '../text/json.js';

/** @typedef {import('./declared.js').Parameter} Parameter */

const VERY_LARGE = 1e15;

// A value as its writer would know it, and never long.
/** @param {any} value */
export function quoted(value) {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(short(value));
  if (value instanceof Float) return repr(value.value);
  if (typeof value === 'bigint' || Number.isInteger(value)) {
    return Math.abs(Number(value)) >= VERY_LARGE ? 'a very large number' : String(value);
  }
  if (typeof value === 'number') return repr(value);
  return Array.isArray(value) ? 'a list' : 'a table';
}

/** @param {string} text */
function short(text) {
  const letters = [...text], most = tables.setup.limits.quoted;
  return letters.length <= most ? text : `${letters.slice(0, most).join('')}…`;
}

// A name as it was written, in quotation marks where it would not look like a name.
/** @param {any} name */
export function named(name) {
  const isText = typeof name === 'string' && [...name].length <= tables.setup.limits.quoted;
  return isText && /^[\p{L}\p{N}]+$/u.test(name.replaceAll('_', '')) ? name : quoted(name);
}

// What is wrong with a value as this number, with the kind of mistake and what to do; null if nothing is.
/**
 * @param {Parameter} declared
 * @param {any} value
 */
export function numberFault(declared, value) {
  const fault = rangeFault(declared, value);
  return fault === null ? null : `${declared.name} = ${quoted(value)}: ${fault}${insteadOf(value)}`;
}

/** @param {any} value */
function insteadOf(value) {
  if (value === null || value === undefined) return ', not of the type NoneType. Give an int or a float.';
  if (typeof value === 'boolean') return ', not true or false.';
  if (typeof value === 'string') return ', not text. Write the number without quotation marks.';
  if (Array.isArray(value)) return '. Write one number, without brackets.';
  return typeof value === 'number' && !Number.isFinite(value) ? ', and finite.' : '.';
}

/**
 * @param {string} name
 * @param {any} value
 */
function settingFault(name, value) {
  const fault = numberFault(byName().get(name), value);
  return fault && `${fault} See: coprod-sim parameters ${name}`;
}

// A setting and its table, as it would be written: 'training in [levers]'.
/** @param {string} name */
export const known = (name) => `${name} in [${tables.setup.table_of_role[byName().get(name).role]}]`;

/**
 * @param {string} name
 * @param {string} other
 */
const alike = (name, other) => ratio(name.toLowerCase(), other);

// The fault of a name that no setting has, with the nearest one: of `here`, the names of its table, if possible.
/**
 * @param {string} name
 * @param {string[]} [here]
 */
function unknownName(name, here = []) {
  const { removed } = tables.setup;
  if (Object.hasOwn(removed, name)) return `${name}: is no longer a setting: ${removed[name]}`;
  const near = closeName(name, byName().keys());
  let close = closeName(name, here);
  if (close && near && alike(name, near) > alike(name, close)) close = null; // a name of another table is meant
  const guess = close || near;
  const advice = guess ? `Did you mean ${known(guess)}?` : 'See: coprod-sim parameters';
  return `${named(name)}: is not the name of a setting. ${advice}`;
}

// Settings by flat name: those that are right, and the faults of the others.
/**
 * @param {Record<string, any>} given
 * @param {string} where
 */
export function checkedSettings(given, where) {
  /** @type {Record<string, number>} */
  const right = {};
  /** @type {string[]} */
  const faults = [];
  for (const [name, value] of Object.entries(given)) {
    const fault = byName().has(name) ? settingFault(name, value) : unknownName(name);
    if (fault === null) right[name] = plainNumber(value) + 0; // minus zero becomes zero: they are one scenario
    else faults.push(`${where} ${fault}`);
  }
  return { right, faults };
}

// The relations between settings that are broken: the names that stand together in each, and what they may be and what to do.
/**
 * @param {Record<string, number>} values
 * @returns {{ names: string[], advice: string }[]}
 */
export function brokenRelations(values) {
  const { sums, orders, limits } = tables.setup;
  const found = [];
  for (const { names, limit, reason } of sums) {
    const total = names.reduce((/** @type {number} */ sum, /** @type {string} */ name) => sum + values[name], 0);
    if (total > limit + limits.rounding) {
      const allowed = `must be at most ${general(limit, 6)} together, not ${general(total, 10)} (${reason})`;
      found.push({ names, advice: `${allowed}. Lower one of them.` });
    }
  }
  for (const { smaller, larger, reason } of orders) {
    if (values[smaller] > values[larger]) {
      const allowed = `${smaller} must not be above ${larger} (${reason})`;
      found.push({ names: [smaller, larger], advice: `${allowed}. Lower ${smaller} or raise ${larger}.` });
    }
  }
  return [...found, ...brokenRing(values)];
}

// What is broken of the ring of peers: half of them are on each side, and all of them are other families.
/** @param {Record<string, number>} values */
function brokenRing({ families, peers }) {
  if (peers % 2) {
    return [{ names: ['peers'], advice: `must be an even number, half on each side. Use ${peers - 1} or ${peers + 1}.` }];
  }
  if (!peers || peers < families) return [];
  const most = Math.floor((families - 1) / 2) * 2;
  const advice = most ? `Set peers to ${most}, or raise families` : 'Set peers to 0, or raise families';
  return [{ names: ['families', 'peers'], advice: `there must be fewer peers than families. ${advice}.` }];
}

// The faults between settings; `given` are those not left at their default, `doubtful` those already found wrong.
/**
 * @param {Record<string, number>} values
 * @param {Record<string, number>} given
 * @param {string} label
 * @param {string[]} doubtful
 */
export function relationFaults(values, given, label, doubtful) {
  const one = (/** @type {string} */ name) => `${name} = ${general(values[name], 10)}${name in given ? '' : ' (the default)'}`;
  // Nobody knows how many peers there may be where the number of families is in doubt.
  const about = (/** @type {string[]} */ names) => (names.includes('peers') ? ['families', 'peers'] : names);
  const sure = brokenRelations(values).filter(({ names }) => !about(names).some((name) => doubtful.includes(name)));
  return sure.map(({ names, advice }) => `${label} ${names.map(one).join(', ')}: ${advice}`);
}
