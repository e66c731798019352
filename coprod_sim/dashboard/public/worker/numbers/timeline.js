// What scheduled events do to a town, at the very start of their month: the twin of coprod_sim/engine/timeline.py,
// scenario/lever_course.py and the kinds in scenario/events/.  What happens at a conference stands in conference.js.

import { tables } from '../tables.js';
import { holdConference } from './conference.js';

/**
 * @import { Memory } from './memory.js'
 * @import { Place } from './place.js'
 *
 * @typedef {Object} Event   as scenario/events has it: only the fields that its kind has
 * @property {number} month
 * @property {string} do
 * @property {number | 'all'} who
 * @property {string} [lever]
 * @property {number} [to]
 * @property {number} [until]
 * @property {number} [amount]
 * @property {number} [attendance]
 * @property {number} [parent_led]
 *
 * @typedef {{event: Event, before: number[]}} Ramp   under way, with the lever of each commissioner as it stood; NaN where it moves none
 */

/** @type {Record<string, string[]>} */
const MOVES = { budget_cut: ['budget'], promise: ['promise'], recentralise: ['power_ceiling', 'personal_budgets'] };

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
    for (const { row } of line.slice(0, halvesToEven(event.amount * staff.length))) leaves[row] = 1;
    memory.put(place.professionals, 'must_leave', leaves);
  },
};

/** @param {number} value */
function halvesToEven(value) {
  const near = Math.round(value);
  return near - value === 0.5 && near % 2 ? near - 1 : near;
}

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

/** @param {Event} event */
const movedLevers = (event) => (event.lever ? [event.lever] : MOVES[event.do] ?? []);

/**
 * @param {Event} event
 * @param {number} commissioners
 */
const rowsOf = (event, commissioners) => (event.who === 'all' ? [...Array(commissioners).keys()] : [event.who - 1]);

// The value of a lever after an event that is no ramp.
/**
 * @param {Event} event
 * @param {string} lever
 * @param {number} value
 */
function after(event, lever, value) {
  if (event.do === 'budget_cut') return value * (1 - event.amount);
  if (event.do === 'recentralise' && lever === 'personal_budgets') return 0;
  return event.to;
}

export class Timeline {
  /**
   * @param {Memory} memory
   * @param {Event[]} events
   */
  constructor(memory, events) {
    this.memory = memory;
    this.events = events.map((event, at) => ({ event, at })).sort((a, b) => a.event.month - b.event.month || a.at - b.at).map(({ event }) => event);
    /** @type {Ramp[]} */
    this.ramps = [];
  }

  // The months from `month` on, at most `count`, that go by before anything happens.
  /**
   * @param {number} month
   * @param {number} count
   */
  quietMonths(month, count) {
    if (this.ramps.length) return 0;
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
      if (event.month !== month) continue;
      this.take(now, event);
      const rows = rowsOf(event, now.commissioners.size);
      if (event.do === 'conference') now = holdConference(this.memory, now, event, rows);
      else HAPPENS[event.do]?.(this.memory, now, event, rows);
    }
    this.climb(now, month);
    return now;
  }

  // Lets an event move its levers, or begin its ramp; ramps that it meets on the way end.
  /**
   * @param {Place} place
   * @param {Event} event
   */
  take(place, event) {
    const rows = rowsOf(event, place.commissioners.size);
    for (const lever of movedLevers(event)) {
      this.cutOff(lever, rows);
      const values = this.memory.column(place.commissioners, lever);
      if (event.do === 'ramp') {
        this.ramps.push({ event, before: Array.from(values, (value, row) => (rows.includes(row) ? value : NaN)) });
      } else {
        for (const row of rows) this.move(place, lever, row, after(event, lever, values[row]));
      }
    }
  }

  /**
   * @param {string} lever
   * @param {number[]} rows
   */
  cutOff(lever, rows) {
    for (const ramp of this.ramps) {
      if (ramp.event.lever === lever) for (const row of rows) ramp.before[row] = NaN;
    }
    this.ramps = this.ramps.filter(({ before }) => before.some((value) => !Number.isNaN(value)));
  }

  // Moves each lever along its ramp, in a straight line, to its value of this month.
  /**
   * @param {Place} place
   * @param {number} month
   */
  climb(place, month) {
    for (const { event, before } of this.ramps) {
      const part = (month - event.month) / (event.until - event.month);
      before.forEach((was, row) => {
        if (!Number.isNaN(was)) this.move(place, event.lever, row, part === 1 ? event.to : was + part * (event.to - was));
      });
    }
    this.ramps = this.ramps.filter(({ event }) => month < event.until);
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
