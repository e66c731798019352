// How the levers move under the events of a scenario: the twin of scenario/lever_course.py.
// Levers are given as one row of values a name, with a place for each commissioner.

/** @import { Event } from './given.js' */
import { tables } from '../tables.js';

/** @typedef {Record<string, number[]>} Levers */
/** @typedef {(lever: string, row: number, value: number) => void} Move */
/** @typedef {{event: Event, before: number[]}} Ramp   before: NaN for those whose lever it does not move, or no longer */

export const EVERYONE = 'all';

// What telling asks of the kind of an event (tables/telling.py).
/** @param {string} name */
export const eventKind = (name) => tables.telling.events.find((kind) => kind.do === name);

/** @param {Event} event */
function movedLevers(event) {
  return event.lever !== undefined ? [event.lever] : eventKind(event.do).levers;
}

// The value of a lever after one event that is no ramp; each kind says so in its file of scenario/events/.
/**
 * @param {Event} event
 * @param {string} lever
 * @param {number} value
 */
export function after(event, lever, value) {
  if (!movedLevers(event).includes(lever)) return value;
  if (event.do === 'budget_cut') return value * (1 - event.amount);
  if (event.do === 'recentralise' && lever === 'personal_budgets') return 0;
  return event.to;
}

/**
 * @param {Event} event
 * @param {number} commissioners
 */
function commissionerRows(event, commissioners) {
  return event.who === EVERYONE ? Array.from({ length: commissioners }, (_, row) => row) : [event.who - 1];
}

// The ramps that are under way, month after month.  Whoever uses it calls `take` for each event, then `climb`.
class Course {
  /** @type {Ramp[]} */
  ramps = [];

  // Lets an event move its levers, or begin its ramp; the ramps that it meets on the way end.
  /**
   * @param {Event} event
   * @param {Levers} levers
   * @param {number} commissioners
   * @param {Move} move
   */
  take(event, levers, commissioners, move) {
    const rows = commissionerRows(event, commissioners);
    for (const lever of movedLevers(event)) {
      this.cutOff(lever, rows);
      if (eventKind(event.do).gradual) {
        const before = Array(commissioners).fill(NaN);
        for (const row of rows) before[row] = levers[lever][row];
        this.ramps.push({ event, before });
      } else {
        for (const row of rows) move(lever, row, after(event, lever, levers[lever][row]));
      }
    }
  }

  // Ends the ramps of a lever for some commissioners.
  /**
   * @param {string} lever
   * @param {number[]} rows
   */
  cutOff(lever, rows) {
    for (const ramp of this.ramps) {
      if (ramp.event.lever === lever) for (const row of rows) ramp.before[row] = NaN;
    }
    this.ramps = this.ramps.filter((ramp) => ramp.before.some((value) => !Number.isNaN(value)));
  }

  // Moves each lever along its ramp, in a straight line, to its value of this month; those that arrive are done.
  /**
   * @param {number} month
   * @param {Move} move
   */
  climb(month, move) {
    for (const { event, before } of this.ramps) {
      const part = (month - event.month) / (event.until - event.month);
      before.forEach((value, row) => {
        if (Number.isNaN(value)) return;
        move(event.lever, row, part === 1 ? event.to : value + part * (event.to - value));
      });
    }
    this.ramps = this.ramps.filter((ramp) => month < ramp.event.until);
  }
}

// The months in which levers come to something new, and the ones before, from which later events start.
/** @param {Event[]} events */
export function stops(events) {
  const begins = events.map((event) => event.month);
  const ends = events.filter((event) => event.until !== undefined).map((event) => event.until);
  return [...begins, ...ends, ...begins.filter((month) => month > 1).map((month) => month - 1)];
}

// Moves levers (changed in place) through the months that matter, up to `last`; tells of each event before it acts.
// After the events of a month it tells of null: the levers stand then as they do in that month.
/**
 * @param {Event[]} events
 * @param {Levers} levers
 * @param {number} last
 * @returns {Generator<[number, Event | null]>}
 */
export function* walked(events, levers, last) {
  const course = new Course();
  const commissioners = Object.values(levers)[0].length;
  /** @type {Move} */
  const move = (lever, row, value) => {
    levers[lever][row] = value;
  };
  const months = [...new Set([...stops(events), last])].filter((month) => month <= last).sort((a, b) => a - b);
  for (const month of months) {
    for (const event of events) {
      if (event.month !== month || !movedLevers(event).length) continue;
      yield [month, event];
      course.take(event, levers, commissioners, move);
    }
    course.climb(month, move);
    yield [month, null];
  }
}
