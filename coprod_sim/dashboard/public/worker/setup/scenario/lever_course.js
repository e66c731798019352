// How the levers move under the events of a scenario: the one rule, which runs follow and all that tells of them.
// The twin of scenario/lever_course.py.  Levers are given as one row of values a name, with a place for each commissioner.

import { EVERYONE, after, eventKind, movedLevers } from './events.js';

/**
 * @typedef {import('./events.js').Event} Event
 * @typedef {{ event: Event, before: number[] }} Ramp   before: the lever of each commissioner when it began; NaN where it does not move it
 * @typedef {(lever: string, row: number, value: number) => void} Move
 */

// The rows of the commissioners that an event is about.
/**
 * @param {Event} event
 * @param {number} commissioners
 */
export function commissionerRows(event, commissioners) {
  return event.who === EVERYONE ? Array.from({ length: commissioners }, (_, row) => row) : [event.who - 1];
}

/** @param {Ramp} ramp */
const rowsOfRamp = ({ event, before }) => commissionerRows(event, before.length).filter((row) => !Number.isNaN(before[row]));

// The ramps that are under way, month after month.  Whoever uses it calls `take` for each event, then `climb`.
export class Course {
  constructor() {
    /** @type {Ramp[]} */
    this.ramps = [];
  }

  // Lets an event move its levers, or begin its ramp; the ramps that it meets on the way end.
  /**
   * @param {Event} event
   * @param {Record<string, ArrayLike<number>>} levers
   * @param {number} commissioners
   * @param {Move} move
   */
  take(event, levers, commissioners, move) {
    const rows = commissionerRows(event, commissioners);
    for (const lever of movedLevers(event)) {
      this.cutOff(lever, rows);
      if (eventKind(event.do).gradual) {
        const before = new Array(commissioners).fill(NaN);
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
    for (const { before } of this.ramps.filter(({ event }) => event.lever === lever)) for (const row of rows) before[row] = NaN;
    this.ramps = this.ramps.filter((ramp) => rowsOfRamp(ramp).length);
  }

  // Moves each lever along its ramp, in a straight line; those that arrive are done.
  /**
   * @param {number} month
   * @param {Move} move
   */
  climb(month, move) {
    for (const ramp of this.ramps) {
      const { event, before } = ramp;
      const part = (month - event.month) / (event.until - event.month);
      // At its end it is what was asked for, to the last digit.
      for (const row of rowsOfRamp(ramp)) {
        move(event.lever, row, part === 1 ? event.to : before[row] + part * (event.to - before[row]));
      }
    }
    this.ramps = this.ramps.filter(({ event }) => month < event.until);
  }
}

// The months in which levers come to something new, and the ones before, from which later events start.
/** @param {Event[]} events */
function stops(events) {
  const begins = events.map((event) => event.month);
  const ends = events.filter((event) => event.until !== undefined).map((event) => event.until);
  const all = new Set([...begins, ...ends, ...begins.filter((month) => month > 1).map((month) => month - 1)]);
  return [...all].sort((one, other) => one - other);
}

// Moves levers (changed in place) through the months that matter, up to `last`.
/**
 * @param {Event[]} events
 * @param {Record<string, number[]>} levers
 * @param {number} last
 */
export function walk(events, levers, last) {
  const course = new Course();
  const commissioners = Object.values(levers)[0].length;
  /** @type {Move} */
  const move = (lever, row, value) => {
    levers[lever][row] = value;
  };
  const months = new Set([...stops(events), last].filter((month) => month <= last));
  for (const month of [...months].sort((one, other) => one - other)) {
    for (const event of events) if (event.month === month) course.take(event, levers, commissioners, move);
    course.climb(month, move);
  }
}
