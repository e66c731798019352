// What a change on the rail holds and begins: the twin of scenario/setup/changes.py, as far as telling asks.

/** @import { Change, Event, Scenario } from './given.js' */
import { tables } from '../tables.js';
import { EVERYONE, walked } from './lever_course.js';

export const SIDES = ['A', 'B'];

/** @param {Change} change */
export const kindOfChange = (change) => tables.telling.changes[change.do];

// The levers that a change holds while it lasts, with their values.
/**
 * @param {Change} change
 * @returns {[string, number][]}
 */
export function leversHeld(change) {
  const held = Object.entries(kindOfChange(change).levers);
  return held.map(([lever, value]) => [lever, value === null ? change.amount : value]);
}

// What happens in the first month of a change.
/**
 * @param {Change} change
 * @returns {Event[]}
 */
export function startedChange(change) {
  const { event, takes } = kindOfChange(change);
  const month = change.start;
  /** @type {Event[]} */
  const sets = leversHeld(change).map(([lever, to]) => ({ month, do: 'set', who: EVERYONE, lever, to }));
  if (!event) return sets;
  /** @type {Event} */
  const happens = { month, do: event, who: EVERYONE, [takes]: change.amount };
  if (event === 'recentralise') return [happens]; // it sets the ceiling itself
  if (event === 'conference') return [{ ...happens, parent_led: tables.telling.parent_led }];
  return [...sets, happens];
}

// The value of a lever in a month of a scenario, after the events of that month; those for all commissioners count.
/**
 * @param {Scenario} scenario
 * @param {string} lever
 * @param {number} month
 */
export function valueThen(scenario, lever, month) {
  const levers = Object.fromEntries(tables.telling.levers.map((name) => [name, [scenario.values[name]]]));
  const ofAll = scenario.events.filter((event) => event.who === EVERYONE);
  const steps = walked(ofAll, levers, month);
  while (!steps.next().done); // the levers move on the way
  return levers[lever][0];
}
