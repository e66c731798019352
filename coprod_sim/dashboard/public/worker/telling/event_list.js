// What happened by month: the twin of pair/event_list.py.
// A change on the rail is in its scenario as events; those are left out, for the change says it better.

import { fill } from '../python.js';
import { changeKind, leversHeld, startedChange, valueThen } from '../setup/changes.js';
import { SIDES } from '../setup/reader.js';
import { EVENT_FIELDS, eventKind } from '../setup/scenario/events.js';
import { tables } from '../tables.js';

/** @import { Change } from '../setup/changes.js' */
/** @import { Event } from '../setup/scenario/events.js' */
/** @import { Scenario } from '../setup/scenario/scenario.js' */
/** @typedef {{month: number, what: string, sides: number[], title: string}} Happening   title: of a change that ends */

const RECENT = 6;
const POWER_RANK = 20;

// Where one month brings several events, the one of the lowest rank is told.
/** @param {string} what */
function rankOf(what) {
  if (what === 'power_up' || what === 'power_down') return POWER_RANK;
  return Object.values(tables.setup.events).findLast((kind) => kind.sentence_key === what).rank;
}

// Tells what happened in a sentence.
/** @param {Happening} happening */
export function happeningSentence(happening) {
  const { telling } = tables.words;
  const where = happening.sides.length > 1 ? telling.both : SIDES[happening.sides[0]];
  return fill(telling.did[happening.what], { m: happening.month, s: where, title: happening.title });
}

/** @param {Change} change */
const sidesOf = (change) => (change.who === 'both' ? [0, 1] : [SIDES.indexOf(change.who)]);

// The beginnings and ends of the changes on the rail.
/**
 * @param {Change[]} changes
 * @param {number} months
 */
function fromRail(changes, months) {
  /** @type {Happening[]} */
  const found = [];
  for (const change of changes) {
    const sides = sidesOf(change);
    found.push({ month: change.start, what: change.do, sides, title: '' });
    const end = change.length === null ? months + 1 : change.start + change.length;
    if (end <= months) found.push({ month: end, what: 'ended', sides, title: changeKind(change.do).title });
  }
  return found;
}

/**
 * @param {Event} one
 * @param {Event} other
 */
const isSame = (one, other) => EVENT_FIELDS.every((field) => one[field] === other[field]);

// The events of a scenario that no change on the rail put there.
/**
 * @param {Scenario} scenario
 * @param {Change[]} changes
 */
function ownEvents(scenario, changes) {
  const made = changes.flatMap(startedChange);
  const ends = new Set();
  for (const change of changes) {
    if (change.length === null) continue;
    for (const lever of Object.keys(leversHeld(change))) ends.add(`${change.start + change.length} ${lever}`);
  }
  return scenario.events.filter(
    (event) => !made.some((one) => isSame(one, event)) && !ends.has(`${event.month} ${event.lever}`),
  );
}

// The name of an event in [telling.did].
/**
 * @param {Event} event
 * @param {Scenario} scenario
 */
function kindOf(event, scenario) {
  if (event.lever === 'power_ceiling' && event.to !== undefined) {
    return event.to >= valueThen(scenario, 'power_ceiling', event.month - 1) ? 'power_up' : 'power_down';
  }
  return eventKind(event.do).sentence_key;
}

// The scenario's own events, one for each month that has any.
/**
 * @param {Scenario} scenario
 * @param {number} side
 * @param {Change[]} changes
 * @returns {Happening[]}
 */
export function fromScenario(scenario, side, changes) {
  const mine = ownEvents(
    scenario,
    changes.filter((change) => sidesOf(change).includes(side)),
  );
  const months = [...new Set(mine.map((event) => event.month))].sort((a, b) => a - b);
  return months.map((month) => {
    const kinds = mine.filter((event) => event.month === month).map((event) => kindOf(event, scenario));
    const what = kinds.reduce((first, kind) => (rankOf(kind) < rankOf(first) ? kind : first));
    return { month, what, sides: [side], title: '' };
  });
}

// All that happened, in order; what happened on both sides in one month stands there once.
/**
 * @param {Scenario[]} scenarios
 * @param {Change[]} changes
 * @param {number} months
 */
export function happenings(scenarios, changes, months) {
  const found = [...fromRail(changes, months), ...scenarios.flatMap((one, side) => fromScenario(one, side, changes))];
  /** @type {Map<string, Happening>} */
  const joined = new Map();
  for (const one of found) {
    const key = JSON.stringify([one.month, one.what, one.title]);
    const sides = new Set([...(joined.get(key)?.sides ?? []), ...one.sides]);
    joined.set(key, { ...one, sides: [...sides].sort() });
  }
  return [...joined.values()].filter((one) => one.month <= months).sort((a, b) => a.month - b.month);
}

// What happened last in the months just gone by; of several in one month, each in its turn.
/**
 * @param {Happening[]} happened
 * @param {number} month
 */
export function latest(happened, month) {
  const near = happened.filter((one) => month - RECENT <= one.month && one.month <= month);
  const last = near.filter((one) => one.month === near.at(-1).month);
  return last.length ? last[month % last.length] : null;
}
