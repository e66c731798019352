// Two ways of working as a file and as a link: one object.  The twin of scenario/setup/file_and_link.py.

import { tables } from '../tables.js';
import { changeKind } from './changes.js';
import { byName } from './scenario/declared.js';
import { ScenarioError, UnreadableError } from './errors.js';
import { equal, parsed, plain, pretty, withPoint } from './text/json.js';
import { packed, unpacked } from './text/links.js';
import { Reader, shortInput } from './reader.js';
import { checkedTwo } from './setup.js';

/**
 * @typedef {import('./text/json.js').Table} Table
 * @typedef {import('./setup.js').TwoWays} TwoWays
 * @typedef {{ two: TwoWays, notes: string[] }} Reading
 */

const NOT_IN_LINKS = ['schema', 'made_with'];
const OTHERS = 'x'; // the short key of all that has none
const SHORT = { title: 't', months: 'm', luck: 'l', town: 'w', modifiers: 'o', A: 'a', B: 'b', changes: 'c', view: 'v' };
const SHORT_WAY = { preset: 'p', set: 's' };
const SHORT_CHANGE = { who: 'w', do: 'd', start: 's', length: 'n', amount: 'a' };

// Writing.

// Two ways of working as tables in which 1.0 is told from 1, in the order in which people read them.
/**
 * @param {TwoWays} two
 * @returns {Table}
 */
function exactTables(two) {
  const known = new Map(Object.entries({
    schema: tables.setup.schema,
    title: two.title,
    months: two.months,
    luck: two.seed,
    town: tidySettings(two.town),
    modifiers: two.modifiers,
    A: wayTable(two.a),
    B: wayTable(two.b),
    changes: two.changes.map(changeTable),
    view: two.view,
    made_with: `coprod_sim ${tables.setup.choices.version}`,
  }));
  return joined(known, two.extra);
}

// Two ways of working as the page holds them.
/**
 * @param {TwoWays} two
 * @returns {Record<string, any>}
 */
export const toTables = (two) => plain(exactTables(two));

// Settings for writing down: whole numbers without a decimal point, in the order of their names.
/** @param {Record<string, number>} settings */
function tidySettings(settings) {
  const tidy = (/** @type {string} */ name) => (byName().get(name).whole ? settings[name] : withPoint(settings[name]));
  return new Map(Object.keys(settings).sort().map((name) => [name, tidy(name)]));
}

/** @param {import('./setup.js').Way} way */
const wayTable = (way) => new Map(/** @type {[string, any][]} */ ([['preset', way.preset], ['set', tidySettings(way.settings)]]));

/** @param {import('./changes.js').Change} change */
function changeTable(change) {
  const { who, do: what, start, length, amount, extra = new Map() } = change;
  return new Map([...Object.entries({ who, do: what, start, length, amount: withPoint(amount) }), ...extra]);
}

// Tables and what was beside them: tables inside are joined, lists follow on each other, and what is known wins.
/**
 * @param {Table} known
 * @param {Table} extra
 */
function joined(known, extra) {
  const result = new Map(known);
  for (const [key, value] of extra) {
    const here = result.get(key);
    if (here instanceof Map && value instanceof Map) result.set(key, joined(here, value));
    else if (Array.isArray(here) && Array.isArray(value)) result.set(key, [...here, ...value]);
    else if (!result.has(key)) result.set(key, value);
  }
  return result;
}

// The text of the file: JSON for people, with a line end.
/** @param {TwoWays} two */
export const toFile = (two) => `${pretty(exactTables(two))}\n`;

// The text that stands for it in a link; empty for the usual start.
/** @param {TwoWays} two */
export function toLink(two) {
  const all = exactTables(two), usual = exactTables(checkedTwo());
  const unusual = [...all].filter(([key, value]) => !NOT_IN_LINKS.includes(key) && !(usual.has(key) && equal(value, usual.get(key))));
  const short = renamed(new Map(unusual), SHORT);
  for (const side of ['a', 'b']) {
    if (short.has(side)) {
      const way = [...short.get(side)].filter(([key, value]) => !(key === 'set' && value instanceof Map && value.size === 0));
      short.set(side, renamed(new Map(way), SHORT_WAY));
    }
  }
  if (short.has('c')) short.set('c', short.get('c').map(shortChange));
  return short.size ? packed(short) : '';
}

// One change for a link: without the usual length and amount of its kind.
/** @param {any} change */
function shortChange(change) {
  const kind = change instanceof Map ? changeKind(change.get('do')) : null;
  if (!kind) return change;
  const table = new Map(change);
  for (const [key, usual] of [['length', kind.default_length], ['amount', kind.amount.default]]) {
    if (table.has(key) && equal(table.get(key), usual)) table.delete(key);
  }
  return renamed(table, SHORT_CHANGE);
}

// A table with short keys; what has none goes into a table of its own, where it cannot be mistaken.
/**
 * @param {Table} table
 * @param {Record<string, string>} short
 * @returns {Table}
 */
function renamed(table, short) {
  const isKnown = (/** @type {[string, any]} */ [key]) => Object.hasOwn(short, key);
  const known = [...table].filter(isKnown).map(([key, value]) => /** @type {[string, any]} */ ([short[key], value]));
  const rest = [...table].filter((pair) => !isKnown(pair));
  return new Map(rest.length ? [...known, [OTHERS, new Map(rest)]] : known);
}

// Reading.

// The two ways of the text of a file, and notes in plain words on what could not be used as it was.
/**
 * @param {string} text
 * @returns {Reading}
 */
export const fromFile = (text) => read(() => tablesOfFile(text), 'file');

// The two ways of a link, and notes in plain words; `version` is what `v` says beside it.
/**
 * @param {string} link
 * @param {string | number} [version]
 * @returns {Reading}
 */
export function fromLink(link, version = tables.setup.link_version) {
  return read(() => tablesOfLink(link.trim(), version), 'link');
}

/** @param {string} text */
function tablesOfFile(text) {
  const found = parsed(text);
  if (found.get('schema') !== tables.setup.schema) throw new UnreadableError('has another schema');
  return found;
}

/**
 * @param {string} link
 * @param {string | number} version
 */
function tablesOfLink(link, version) {
  if (String(version) !== String(tables.setup.link_version)) throw new UnreadableError('has another version');
  const found = link ? lengthened(unpacked(link), SHORT) : new Map();
  for (const side of ['A', 'B']) if (found.get(side) instanceof Map) found.set(side, lengthened(found.get(side), SHORT_WAY));
  if (Array.isArray(found.get('changes'))) found.set('changes', found.get('changes').map(longChange));
  return found;
}

// One change of a link with its long keys; one that was not known when it was written has them already.
/** @param {any} change */
function longChange(change) {
  const short = change instanceof Map && change.has(SHORT_CHANGE.do) && !change.has('do');
  return short ? lengthened(change, SHORT_CHANGE) : change;
}

// A table with its long keys again.
/**
 * @param {Table} table
 * @param {Record<string, string>} short
 * @returns {Table}
 */
function lengthened(table, short) {
  const rest = table.get(OTHERS);
  const long = new Map(Object.entries(short).map(([name, key]) => [key, name]));
  const known = new Map();
  for (const [key, value] of table) if (key !== OTHERS || !(rest instanceof Map)) known.set(long.get(key) ?? key, value);
  return rest instanceof Map ? joined(known, rest) : known;
}

// Reads tables; what cannot be read at all is the usual start.
/**
 * @param {() => Table} found
 * @param {'file' | 'link'} what
 * @returns {Reading}
 */
function read(found, what) {
  try {
    const reader = new Reader();
    return { two: reader.read(found()), notes: shortInput(reader.notes) };
  } catch (error) {
    if (!(error instanceof UnreadableError || error instanceof ScenarioError)) throw error;
    return { two: checkedTwo(), notes: [`This ${what} could not be read, so the page shows its usual start.`] };
  }
}

