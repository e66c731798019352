// What a scenario's own events of a month are called in sentences: a part of the twin of coprod_sim/dashboard/pair/event_list.py,
// with as much of coprod_sim/scenario/lever_course.py as tells where the ceiling of power stands.

import { tables } from '../tables.js';

/** @import { Scenario, ScheduledEvent } from './life_events.js' */

const CEILING = 'power_ceiling';

/** @param {ScheduledEvent} event */
const movesCeiling = (event) => (event.lever ? event.lever === CEILING : tables.story.kinds[event.do].ceiling);

// Where a ramp that began from a value stands in a month.
/**
 * @param {ScheduledEvent} ramp
 * @param {number} before
 * @param {number} month
 */
function climbed(ramp, before, month) {
  const part = (month - ramp.month) / (ramp.until - ramp.month);
  if (part <= 0) return before;
  return part >= 1 ? ramp.to : before + part * (ramp.to - before);
}

// The ceiling of power in a month, after the events of that month; those for all commissioners count.
/**
 * @param {Scenario} scenario
 * @param {number} month
 */
export function ceilingThen(scenario, month) {
  const moves = scenario.events.filter((event) => event.who === 'all' && event.month <= month && movesCeiling(event));
  let value = scenario.values[CEILING];
  /** @type {ScheduledEvent | null} */
  let ramp = null;
  // Events of one month act in the order in which they are written, and after them the ramp climbs, if there is one.
  for (const event of moves.toSorted((one, other) => one.month - other.month)) {
    if (ramp) value = climbed(ramp, value, event.month - 1);
    ramp = event.until === undefined ? null : event;
    if (!ramp) value = event.to;
  }
  return ramp ? climbed(ramp, value, month) : value;
}

// What an event is called in the tables of words.
/**
 * @param {ScheduledEvent} event
 * @param {Scenario} scenario
 */
function kindOf(event, scenario) {
  if (event.lever === CEILING && event.to !== undefined) {
    return event.to >= ceilingThen(scenario, event.month - 1) ? 'power_up' : 'power_down';
  }
  return tables.story.kinds[event.do].key;
}

// Names what the events of a month do, whoever they are for: where there are several, the one of the lowest rank.
/**
 * @param {Scenario} scenario
 * @param {number} month
 * @returns {string}
 */
export function whatChanged(scenario, month) {
  const rank = tables.story.rank;
  const kinds = scenario.events.filter((event) => event.month === month).map((event) => kindOf(event, scenario));
  return kinds.reduce((least, kind) => (rank[kind] < rank[least] ? kind : least));
}
