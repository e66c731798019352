// From the address of a page to two ways of working and back, and how they are called.  The twin of a part of dashboard/pair/show.py;
// the rest stands in telling/show.js.

import { fill } from '../python.js';
import { tables } from '../tables.js';
import { changeKind } from './changes.js';
import { fromLink, toLink } from './file_and_link.js';
import { allPresets, checkedTwo, hashOf, scenariosOf } from './setup.js';

/** @typedef {import('./setup.js').TwoWays} TwoWays */

export const startTwo = () => checkedTwo();

// Reads the query of an address: what it shows, and notes on what could not be used.
/**
 * @param {string} search
 * @param {TwoWays | null} [start]   what a page shows where the address says nothing; the usual start, if not given
 * @returns {{ two: TwoWays, notes: string[] }}
 */
export function waysOfAddress(search, start = null) {
  const query = new URLSearchParams(search ?? '');
  const usual = String(tables.setup.link_version);
  const version = query.get('v') ?? usual;
  if (!query.has('s') && version === usual) return { two: start ?? startTwo(), notes: [] };
  const { two, notes } = fromLink(query.get('s') ?? '', version);
  return { two: notes.length && isUsual(two) && start ? start : two, notes };
}

/** @param {TwoWays} two */
const isUsual = (two) => toLink(two) === '';

// The address of a page that shows it; `kept` is what the browser keeps beside it in the query.
/**
 * @param {TwoWays} two
 * @param {string} [path]
 * @param {Record<string, string>} [kept]
 */
export function address(two, path = '/present', kept = {}) {
  const query = { v: tables.setup.link_version, s: toLink(two), ...kept };
  return `${path}?${Object.entries(query).map(([name, value]) => `${quotedPlus(name)}=${quotedPlus(value)}`).join('&')}`;
}

// A text as Python's urlencode writes it.
/** @param {string | number} text */
function quotedPlus(text) {
  const code = (/** @type {string} */ letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, code).replaceAll('%20', '+');
}

// Names the question's pair of worlds: other luck, title and looks are the same worlds.
/** @param {TwoWays} two */
export const worldOf = (two) => hashOf(...scenariosOf(two), 0, two.months);

// Names one way of working: neutral before the reveal, and by its name after.
/**
 * @param {TwoWays} two
 * @param {0 | 1} side
 */
export function way(two, side) {
  const { preset: key } = [two.a, two.b][side];
  const found = allPresets().find((preset) => preset.key === key);
  const name = found ? found.name : scenariosOf(two)[side].title;
  return { name, neutral: fill(tables.words.topbar.neutral, { n: found ? found.number : 'AB'[side] }) };
}

// A change as the rail shows it.
/** @param {import('./changes.js').Change} change */
export function changeTable({ who, do: what, start, length, amount }) {
  const { title } = changeKind(what);
  return { who, do: what, start, length, amount, title, label: title };
}
