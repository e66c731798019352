// The changes on a timeline, and what events each becomes in a scenario.  The twin of scenario/setup/changes.py.

import { tables } from '../tables.js';
import { closeName } from './scenario/close_names.js';
import { names, setupNumber } from './scenario/declared.js';
import { ScenarioError } from './errors.js';
import { EVERYONE, checkedEvent } from './scenario/events.js';
import { plainNumber, tabled } from './text/json.js';
import { walk } from './scenario/lever_course.js';
import { numberFault, quoted } from './scenario/setting_checks.js';

/**
 * A length of null means: to the end.  extra: what a file said beside that is not known here.
 * @typedef {{ who: 'A' | 'B' | 'both', do: string, start: number, length: number | null, amount: number, extra?: import('./text/json.js').Table }} Change
 * @typedef {import('./scenario/events.js').Event} Event
 * @typedef {import('./scenario/scenario.js').Scenario} Scenario
 */

export const SIDES_CHANGED = ['A', 'B', 'both'];

// The kinds of change, in the order in which they are offered.
/** @returns {string[]} */
const changeNames = () => tables.setup.choices.kinds.map((/** @type {{ key: string }} */ kind) => kind.key);

// A kind of change: its words and amount as the page has them, and what it does; undefined for what is none.
/** @param {any} name */
export function changeKind(name) {
  const kind = tables.setup.choices.kinds.find((/** @type {{ key: string }} */ one) => one.key === name);
  return kind && { ...kind, ...tables.setup.changes[name], amount: { name: 'amount', whole: false, ...kind.amount } };
}

// A change, checked; raises ScenarioError with all that is wrong.  A start of 0 means month 1.
/**
 * @param {Record<string, any>} given
 * @returns {Change}
 */
export function checkedChange(given) {
  const start = plainNumber(given.start) === 0 ? 1 : given.start;
  const faults = changeFaults({ ...given, start });
  if (faults.length) throw new ScenarioError(...faults.map((fault) => `change ${fault}`));
  const { who } = given;
  const length = given.length === null ? null : plainNumber(given.length);
  const change = { who, do: given.do, start: plainNumber(start), length, amount: plainNumber(given.amount) + 0 };
  const extra = tabled(given.extra ?? {});
  return extra.size ? { ...change, extra } : change;
}

// The fault of a change whose kind is not known.
/** @param {any} what */
function changeKindFault(what) {
  const guess = typeof what === 'string' ? closeName(what, changeNames()) : null;
  const advice = guess ? `Did you mean ${guess}?` : 'Choose one of them.';
  return `do = ${quoted(what)}: must be one of ${changeNames().join(', ')}. ${advice}`;
}

/**
 * @param {Record<string, any>} given
 * @returns {string[]}
 */
function changeFaults(given) {
  const { length } = given;
  const kind = changeKind(given.do);
  const faults = SIDES_CHANGED.includes(given.who) ? [] : [changedSideFault(given.who)];
  faults.push(kind ? null : changeKindFault(given.do), numberFault(setupNumber('start'), given.start));
  if (length !== null && kind && !kind.has_length) {
    faults.push(`length = ${quoted(length)}: ${kind.key} happens once: must have no length. Take it out.`);
  } else if (length !== null) {
    faults.push(numberFault(setupNumber('length'), length));
  }
  faults.push(kind ? numberFault(kind.amount, given.amount) : null);
  return faults.filter(Boolean);
}

/** @param {any} who */
const changedSideFault = (who) => `who = ${quoted(who)}: must be "A", "B" or "both". Say which way of working it is for.`;

// Whether a change holds its levers in a month.
/**
 * @param {Change} change
 * @param {number} month
 */
const holds = (change, month) => change.start <= month && (change.length === null || month < change.start + change.length);

// Where a change stands among others: by month, then as in the table; the last of those that hold a lever wins.
/** @param {Change} change */
const rank = (change) => [change.start, changeNames().indexOf(change.do), change.amount, change.length ?? tables.setup.limits.last_month];

/**
 * @param {Change} one
 * @param {Change} other
 */
function byRank(one, other) {
  const ranks = rank(other);
  return rank(one).map((value, at) => value - ranks[at]).find(Boolean) ?? 0;
}

// The levers that a change holds while it lasts, with their values.
/**
 * @param {Change} change
 * @returns {Record<string, number>}
 */
export function leversHeld(change) {
  const { levers } = tables.setup.changes[change.do];
  return Object.fromEntries(Object.entries(levers).map(([lever, value]) => [lever, value ?? change.amount]));
}

// What happens in the first month of a change.
/**
 * @param {Change} change
 * @returns {Event[]}
 */
export function startedChange(change) {
  const { event, takes } = tables.setup.changes[change.do];
  const sets = Object.entries(leversHeld(change)).map(([lever, to]) => checkedEvent({ month: change.start, do: 'set', lever, to }));
  if (!event) return sets;
  const own = { month: change.start, do: event, [takes]: change.amount };
  if (event === 'recentralise') return [checkedEvent(own)]; // it sets the ceiling itself
  if (event === 'conference') return [checkedEvent({ ...own, parent_led: tables.setup.parent_led })];
  return [...sets, checkedEvent(own)];
}

// What a change becomes in a scenario: what happens at its start, and its levers set back when it ends.
/**
 * @param {Change} change
 * @param {Scenario} scenario
 * @param {Change[]} [beside]   the other changes of the same way: one that still holds a lever gets it back
 * @returns {Event[]}
 */
function events(change, scenario, beside = []) {
  const end = change.length === null ? Infinity : change.start + change.length;
  if (end > tables.setup.limits.last_month) return startedChange(change);
  const back = Object.fromEntries(Object.keys(leversHeld(change)).map((lever) => [lever, valueThen(scenario, lever, end)]));
  for (const other of beside.filter((one) => holds(one, end)).sort(byRank)) {
    for (const [lever, value] of Object.entries(leversHeld(other))) if (lever in back) back[lever] = value;
  }
  return [...startedChange(change), ...Object.entries(back).map(([lever, to]) => checkedEvent({ month: end, do: 'set', lever, to }))];
}

// What all changes of one way of working become; the order in which they are given does not matter.
/**
 * @param {Change[]} changes
 * @param {Scenario} scenario
 */
export function allEvents(changes, scenario) {
  const ranked = [...changes].sort(byRank);
  return ranked.flatMap((change, at) => events(change, scenario, ranked.filter((_, other) => other !== at)));
}

// The value of a lever in a month of a scenario, after the events of that month; those for all commissioners count.
/**
 * @param {Scenario} scenario
 * @param {string} lever
 * @param {number} month
 */
export function valueThen(scenario, lever, month) {
  const levers = Object.fromEntries(names('lever').map((name) => [name, [scenario.values[name]]]));
  walk(scenario.events.filter((event) => event.who === EVERYONE), levers, month);
  return levers[lever][0];
}
