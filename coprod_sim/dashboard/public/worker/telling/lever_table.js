// The rules of two ways of working, side by side in plain words: the twin of pair/lever_table.py.

import { fill, general } from '../python.js';
import { valueThen } from '../setup/changes.js';
import { names } from '../setup/scenario/declared.js';
import { tables } from '../tables.js';

/** @import { Event } from '../setup/scenario/events.js' */
/** @import { Scenario } from '../setup/scenario/scenario.js' */

const FULL = 100;

/** @param {number} share */
const of100 = (share) => general(FULL * share, 3);

// A row for all in which A and B differ at any time: its name, its title and what holds in both.
/**
 * @param {Scenario} a
 * @param {Scenario} b
 */
export function leverRows(a, b) {
  const all = Object.entries(tables.setup.events).map(([name, kind]) => ({ name, ...kind }));
  const kinds = all.filter((kind) => !kind.levers.length && !kind.required.includes('lever')).sort((one, other) => one.rank - other.rank);
  const rows = [
    ...names('lever').map((name) => ({ name, a: leverSentence(name, a), b: leverSentence(name, b) })),
    ...kinds.map(({ name }) => ({ name, a: befallen(name, a), b: befallen(name, b) })),
  ];
  return rows.filter((row) => row.a !== row.b).map((row) => ({ ...row, title: tables.words.rules[row.name] }));
}

// What a lever is in a scenario, and from which month on it is something else.
/**
 * @param {string} lever
 * @param {Scenario} scenario
 */
export function leverSentence(lever, scenario) {
  const texts = tables.words.rules;
  const later = turns(lever, scenario).map(({ month, value, climbed }) => {
    const when = fill(texts[climbed ? 'by_month' : 'from_month'], { m: month });
    return `${leverValueText(lever, value)} ${when}`;
  });
  return [leverValueText(lever, scenario.values[lever]), ...later].join(', ');
}

// Each month in which a lever has come to another value: the month, the value, and whether it climbed there.
/**
 * @param {string} lever
 * @param {Scenario} scenario
 */
export function turns(lever, scenario) {
  const climbs = scenario.events.filter((event) => event.lever === lever && event.until !== undefined);
  const ends = new Set(climbs.map((event) => event.until));
  const months = new Set([...scenario.events.map((event) => event.month), ...ends]);
  const found = [];
  let before = scenario.values[lever];
  for (const month of [...months].sort((a, b) => a - b)) {
    const value = valueThen(scenario, lever, month);
    if (value !== before) found.push({ month, value, climbed: ends.has(month) });
    before = value;
  }
  return found;
}

// When events of a kind that moves no lever come, and how large they are.
/**
 * @param {string} kind
 * @param {Scenario} scenario
 */
function befallen(kind, scenario) {
  const found = scenario.events.filter((event) => event.do === kind).sort((a, b) => a.month - b.month);
  return found.map(happened).join(', ') || tables.words.rules.none;
}

// How large an event is, and its month.
/** @param {Event} event */
function happened(event) {
  return fill(tables.words.rules[`${event.do}_in`], { v: of100(event.amount ?? 0), m: event.month });
}

// A value: of 100, or none, or always.
/**
 * @param {string} lever
 * @param {number} value
 */
export function leverValueText(lever, value) {
  const texts = tables.words.rules;
  const { chances, ceilings } = tables.telling;
  if (chances.includes(lever) && (value === 0 || value === 1)) return value ? texts.yes : texts.never;
  if (value === 0) return texts.none;
  return fill(texts[ceilings.includes(lever) ? 'up_to' : 'share'], { v: of100(value) });
}
