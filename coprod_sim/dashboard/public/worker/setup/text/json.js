// JSON as Python reads and writes it: a table is a Map, in the order of the text, and 1.0 is told from 1.
// Texts may come from anybody, so what is meant to do harm is refused.  The twin of setup/untrusted_json.py, but for links.

import { repr } from '../../python.js';
import { tables } from '../../tables.js';
import { UnreadableError } from '../errors.js';

// A whole number that was written with a point, or has one in Python.
export class Float {
  /** @param {number} value */
  constructor(value) {
    this.value = value;
  }
}

/**
 * @typedef {Map<string, any>} Table
 * @typedef {null | boolean | string | number | bigint | Float | any[] | Table} Value
 */

// A number that has a point in Python, whatever its value.
/** @param {number} value */
export const withPoint = (value) => (Number.isInteger(value) ? new Float(value) : value);

/** @param {unknown} value */
export const isNumber = (value) => typeof value === 'number' || typeof value === 'bigint' || value instanceof Float;

// A number of either kind as one to calculate with; anything else as it is.
/** @param {any} value */
export function plainNumber(value) {
  if (value instanceof Float) return value.value;
  return typeof value === 'bigint' ? Number(value) : value;
}

// What was read as the page holds it: objects and numbers.
/**
 * @param {Value} value
 * @returns {any}
 */
export function plain(value) {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]));
  return Array.isArray(value) ? value.map(plain) : plainNumber(value);
}

// What the page holds, as what was read.
/**
 * @param {any} value
 * @returns {any}
 */
export function tabled(value) {
  if (value instanceof Map) return value;
  if (Array.isArray(value)) return value.map(tabled);
  const object = typeof value === 'object' && value !== null && !(value instanceof Float);
  return object ? new Map(Object.entries(value).map(([key, one]) => [key, tabled(one)])) : value;
}

// Whether two values are equal, as Python sees it.
/**
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function equal(one, other) {
  if (one instanceof Map && other instanceof Map) {
    return one.size === other.size && [...one].every(([key, value]) => other.has(key) && equal(value, other.get(key)));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, at) => equal(value, other[at]));
  }
  const number = (/** @type {any} */ value) => (typeof value === 'boolean' ? Number(value) : plainNumber(value));
  return number(one) === number(other);
}

// Reading.

// One piece of a JSON text: a sign, a text, a number (digits, fraction, exponent) or a word.
const PIECE = /\s*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?\d+)(\.\d+)?([eE][-+]?\d+)?|(true|false|null))/y;

// Walks through a text that is known to be JSON.
class Walker {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  next() {
    PIECE.lastIndex = this.at;
    const found = PIECE.exec(this.text);
    this.at = PIECE.lastIndex;
    return found;
  }

  /**
   * @param {number} depth
   * @returns {Value}
   */
  value(depth, found = this.next()) {
    if (depth >= tables.setup.limits.deepest) throw new UnreadableError('too many brackets inside brackets');
    const [, sign, text, digits, fraction, exponent, word] = found;
    if (sign === '{') return this.table(depth + 1);
    if (sign === '[') return this.list(depth + 1);
    if (text !== undefined) return wholeText(text);
    return digits === undefined ? JSON.parse(word) : numberOf(digits, fraction, exponent);
  }

  /** @param {number} depth */
  table(depth) {
    const table = new Map();
    for (let found = this.next(); found[1] !== '}'; found = this.next()) {
      const key = wholeText(found[1] === ',' ? this.next()[2] : found[2]);
      this.next(); // the colon
      if (table.has(key)) throw new UnreadableError('a name is given twice in one table');
      table.set(key, this.value(depth));
    }
    return table;
  }

  /** @param {number} depth */
  list(depth) {
    const list = [];
    for (let found = this.next(); found[1] !== ']'; found = this.next()) {
      list.push(found[1] === ',' ? this.value(depth) : this.value(depth, found));
    }
    return list;
  }
}

/** @param {string} text */
function wholeText(text) {
  const found = JSON.parse(text);
  if (/\p{Cs}/u.test(found)) throw new UnreadableError('holds half of a character');
  return found;
}

/**
 * @param {string} digits
 * @param {string | undefined} fraction
 * @param {string | undefined} exponent
 */
function numberOf(digits, fraction, exponent) {
  const value = Number(digits + (fraction ?? '') + (exponent ?? ''));
  if (fraction !== undefined || exponent !== undefined) {
    if (!Number.isFinite(value)) throw new UnreadableError('must be a finite number');
    return withPoint(value);
  }
  if (digits.length > tables.setup.limits.number) throw new UnreadableError('holds a number that is too long');
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

// The table of a JSON text; raises UnreadableError for all that is no table, or that is meant to do harm.
/**
 * @param {string} text
 * @returns {Table}
 */
export function parsed(text) {
  if (new TextEncoder().encode(text).length > tables.setup.limits.file) throw new UnreadableError('larger than 1 MB');
  try {
    JSON.parse(text);
  } catch {
    throw new UnreadableError('not JSON');
  }
  const found = new Walker(text).value(0);
  if (!(found instanceof Map)) throw new UnreadableError('not a table');
  return found;
}

// Writing.

/** @param {any} value */
function written(value) {
  if (value instanceof Float) return repr(value.value);
  if (typeof value === 'number' && !Number.isInteger(value)) return repr(value);
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

// JSON for people: each value on a line of its own, two spaces further in for each level.
/**
 * @param {Value} value
 * @param {string} [indent]
 * @returns {string}
 */
export function pretty(value, indent = '') {
  const isTable = value instanceof Map;
  if (!isTable && !Array.isArray(value)) return written(value);
  const [begin, end] = isTable ? '{}' : '[]';
  const inner = `${indent}  `;
  const each = isTable
    ? [...value].map(([key, one]) => `${JSON.stringify(key)}: ${pretty(one, inner)}`)
    : value.map((one) => pretty(one, inner));
  return each.length ? `${begin}\n${each.map((one) => `${inner}${one}`).join(',\n')}\n${indent}${end}` : begin + end;
}

// JSON without spaces, the keys of each table in the order of their letters.
/**
 * @param {Value} value
 * @returns {string}
 */
export function compact(value) {
  if (Array.isArray(value)) return `[${value.map(compact).join(',')}]`;
  if (!(value instanceof Map)) return written(value);
  const keys = [...value.keys()].sort(byLetters);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${compact(value.get(key))}`).join(',')}}`;
}

// The order of texts in Python: by whole letters.
/**
 * @param {string} one
 * @param {string} other
 */
function byLetters(one, other) {
  const letters = [...one].map((letter) => letter.codePointAt(0)), others = [...other].map((letter) => letter.codePointAt(0));
  const at = letters.findIndex((letter, place) => letter !== others[place]);
  if (at < 0) return letters.length - others.length;
  return at < others.length ? letters[at] - others[at] : 1;
}
