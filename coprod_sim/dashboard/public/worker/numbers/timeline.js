// What scheduled events do to a town, at the very start of their month: the twin of coprod_sim/engine/timeline.py
// and of what the kinds in scenario/events/ do to a place.  What happens at a conference stands in conference.js.

import { rint } from '../python.js';
import { movedLevers } from '../setup/scenario/events.js';
import { Course, commissionerRows } from '../setup/scenario/lever_course.js';
import { tables } from '../tables.js';
import { holdConference } from './conference.js';

/**
 * @import { Event } from '../setup/scenario/events.js'
 * @import { Memory } from './memory.js'
 * @import { Place } from './place.js'
 */

/**
 * What each kind does to the professionals of the commissioners that it is about.
 * @type {Record<string, (memory: Memory, place: Place, event: Event, rows: number[]) => void>}
 */
const HAPPENS = {
  caseload_rise: (memory, place, event, rows) => changeCapacity(memory, place, rows, (time) => time / (1 + event.amount)),
  hire(memory, place, event, rows) {
    changeCapacity(memory, place, rows, (time) => time * (1 + event.amount));
    const added = memory.column(place.commissioners, 'staff_added');
    for (const row of rows) added[row] = (1 + added[row]) * (1 + event.amount) - 1;
    memory.put(place.commissioners, 'staff_added', added);
  },
  staff_leave(memory, place, event, rows) {
    const staff = staffOf(memory, place, rows);
    const draws = staff.map((row) => memory.call('chance', place.key, row, 0, event.month, tables.rules.decisions.STAFF_LEAVE));
    const line = staff.map((row, at) => ({ row, draw: draws[at], at })).sort((a, b) => a.draw - b.draw || a.at - b.at);
    const leaves = memory.column(place.professionals, 'must_leave');
    for (const { row } of line.slice(0, rint(event.amount * staff.length))) leaves[row] = 1;
    memory.put(place.professionals, 'must_leave', leaves);
  },
};

/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {number[]} rows   of commissioners
 */
function staffOf(memory, place, rows) {
  const commissioner = memory.column(place.professionals, 'commissioner');
  return Array.from(commissioner.keys()).filter((row) => rows.includes(commissioner[row]));
}

/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {number[]} rows
 * @param {(time: number) => number} change
 */
function changeCapacity(memory, place, rows, change) {
  const capacity = memory.column(place.professionals, 'capacity');
  for (const row of staffOf(memory, place, rows)) capacity[row] = change(capacity[row]);
  memory.put(place.professionals, 'capacity', capacity);
}

export class Timeline {
  /**
   * @param {Memory} memory
   * @param {Event[]} events
   */
  constructor(memory, events) {
    this.memory = memory;
    this.events = [...events].sort((one, other) => one.month - other.month);
    this.course = new Course();
  }

  // The months from `month` on, at most `count`, that go by before anything happens.
  /**
   * @param {number} month
   * @param {number} count
   */
  quietMonths(month, count) {
    if (this.course.ramps.length) return 0;
    return Math.min(count, ...this.events.filter((event) => event.month >= month).map((event) => event.month - month));
  }

  // Does what is scheduled for a month; gives the place, with new ties where people have met.
  /**
   * @param {Place} place
   * @param {number} month
   */
  begin(place, month) {
    let now = place;
    for (const event of this.events) {
      if (event.month === month) now = this.take(now, event);
    }
    this.course.climb(month, this.moveIn(now));
    return now;
  }

  // Lets an event move its levers, and do what else its kind does.
  /**
   * @param {Place} place
   * @param {Event} event
   */
  take(place, event) {
    const { memory } = this;
    const commissioners = place.commissioners.size;
    const levers = Object.fromEntries(movedLevers(event).map((lever) => [lever, memory.column(place.commissioners, lever)]));
    this.course.take(event, levers, commissioners, this.moveIn(place));
    const rows = commissionerRows(event, commissioners);
    if (event.do === 'conference') return holdConference(memory, place, event, rows);
    HAPPENS[event.do]?.(memory, place, event, rows);
    return place;
  }

  // A function that moves a lever of one commissioner of a place.
  /**
   * @param {Place} place
   * @returns {import('../setup/scenario/lever_course.js').Move}
   */
  moveIn(place) {
    return (lever, row, value) => this.move(place, lever, row, value);
  }

  // Sets a lever of one commissioner; a promise is heard by its families at once.
  /**
   * @param {Place} place
   * @param {string} lever
   * @param {number} row
   * @param {number} value
   */
  move(place, lever, row, value) {
    const values = this.memory.column(place.commissioners, lever);
    const changed = values[row] !== value;
    values[row] = value;
    this.memory.put(place.commissioners, lever, values);
    if (lever !== 'promise' || !changed) return;
    const areas = this.memory.view(place.area_start);
    this.memory.call('hear_promise', Object.values(place), areas[row], areas[row + 1]);
  }
}
