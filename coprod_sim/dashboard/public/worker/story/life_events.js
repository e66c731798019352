// What happened to a family, month by month: the twin of coprod_sim/report/story/text.py, without its sentences in full.
// An event has its month, its kind and the numbers that stories.js tells of it, as the model holds them: 0.45 is 45 of 100.

import { mean } from '../python.js';
import { tables } from '../tables.js';
import { appeals, wayToPlan } from './pathway.js';

/**
 * @import { Event } from '../setup/scenario/events.js'
 * @import { Scenario } from '../setup/scenario/scenario.js'
 * @import { Life } from './record.js'
 * @typedef {{ month: number, kind: string, numbers: Record<string, number> }} StoryEvent
 */

// How things moved.

/**
 * @param {Life} life
 * @param {number} month
 */
const trustNumbers = (life, month) => ({
  trust_before: life.family('felt_trust', month - 1),
  trust: life.family('felt_trust', month),
});

// Trust in the people of the team, and trust in the council, as the family's own experience has it.
/**
 * @param {Life} life
 * @param {number} month
 */
const trusts = (life, month) => ({
  people_trust: mean(life.ofTeam('casework', 'family_trust', month)),
  council_trust: life.family('council_trust', month),
});

// How far the family's own view and its staff's were off at the last review: root of the mean square over areas.
/**
 * @param {Life} life
 * @param {number} month
 */
function viewErrors(life, month) {
  const areas = tables.story.areas;
  const others = life.family('staff_view_error', month);
  const staff = ((areas - 1) * others + life.family('staff_field_error', month)) / areas;
  return { family_view_error: Math.sqrt(life.family('family_view_error', month)), staff_view_error: Math.sqrt(staff) };
}

// Whose view was clearly nearer to what the young person needs: the family's, staff's, or nobody's.
/** @param {Record<string, number>} errors */
export function nearer(errors) {
  const { family_view_error: family, staff_view_error: staff } = errors;
  const part = tables.story.limits.NEARER;
  if (family < part * staff) return 'family';
  return staff < part * family ? 'staff' : '';
}

// How far trust and power moved at a review.
/** @param {StoryEvent} event */
export function trustMoved({ numbers }) {
  return Math.abs(numbers.trust - numbers.trust_before) + Math.abs(numbers.power - numbers.power_before);
}

// What can happen.

/** @param {Life} life */
function beginning(life) {
  const own = ['felt_trust', 'energy'].map((name) => [name, life.family(name, 0)]);
  return { month: 0, kind: 'beginning', numbers: { ...Object.fromEntries(own), ...trusts(life, 0) } };
}

/** @param {Life} life */
function ending(life) {
  const month = life.months;
  const names = ['felt_trust', 'energy', 'progress'];
  const last = names.map((name) => [name, life.family(name, month)]);
  const first = names.map((name) => [`${name}_before`, life.family(name, life.lastCame)]);
  const numbers = { ...Object.fromEntries([...last, ...first]), ...trusts(life, month) };
  return { month, kind: 'ending', numbers };
}

// A review: whether it was late, whether the family was asked or led it, its voice, and how power and trust moved.
/**
 * @param {Life} life
 * @param {number} month
 * @param {number} planned   months between reviews
 */
function review(life, month, planned) {
  const late = Math.ceil(life.family('months_since_review', month - 1) + 1 - planned);
  const numbers = {
    ...viewErrors(life, month),
    order_months: life.family('order_months', month - 1),
    months_late: Math.max(0, late),
    asked: life.family('asked', month),
    led: life.family('led', month),
    voice: life.family('voice', month),
    young_say: life.young('say', month),
    power_before: life.family('power', month - 1),
    power: life.family('power', month),
    ...trustNumbers(life, month),
  };
  return { month, kind: 'review', numbers };
}

// Somebody of the team left, with what they knew of the child, and a newcomer took the post.
/**
 * @param {Life} life
 * @param {number} month
 */
function newWorker(life, month) {
  const came = life.newcomers(month);
  const known = Math.max(...life.ofTeam('casework', 'knowledge', month - 1).filter((_, post) => came[post] > 0));
  const numbers = { known, key_worker: life.family('key_worker', month) };
  return { month, kind: 'new worker', numbers };
}

// The young person left, and another family came, of which all that follows is told.
/**
 * @param {Life} life
 * @param {number} month
 */
function newFamily(life, month) {
  const years = (/** @type {number} */ when) => Math.floor(life.young('age', when) / 12);
  return { month, kind: 'new family', numbers: { left_at: years(month - 1), age: years(month) } };
}

// Trust moved far in a month in which nothing else happened.
/**
 * @param {Life} life
 * @param {number} month
 */
function trustAlone(life, month) {
  const numbers = trustNumbers(life, month);
  const far = Math.abs(numbers.trust - numbers.trust_before) >= tables.story.limits.NOTICED;
  return far ? [{ month, kind: 'trust', numbers }] : [];
}

// The family went to a tribunal.
/**
 * @param {Life} life
 * @param {number} month
 */
function dispute(life, month) {
  const numbers = {
    order_months: life.family('order_months', month),
    team_trust_before: trusts(life, month - 1).people_trust,
    team_trust: trusts(life, month).people_trust,
  };
  return { month, kind: 'dispute', numbers };
}

// What the scenario does in a month to the family's commissioner, in one event.
/**
 * @param {number} commissioner
 * @param {number} month
 * @param {Event[]} events
 */
function scheduled(commissioner, month, events) {
  const mine = events.filter((event) => event.month === month && ['all', commissioner + 1].includes(event.who));
  return mine.length ? [{ month, kind: 'change', numbers: {} }] : [];
}

// When a family becomes worn out, begins to hold back, or gets too little of what its plan holds.
/**
 * @param {Life} life
 * @param {number} month
 */
function strains(life, month) {
  const { WORN_OUT, HOLDING_BACK, HALF_COMES } = tables.story.limits;
  const watched = Object.entries({ energy: WORN_OUT, engaged: HOLDING_BACK, delivery: HALF_COMES });
  return watched
    .filter(([name, limit]) => life.family(name, month - 1) >= limit && limit > life.family(name, month))
    .map(([name]) => ({ month, kind: 'strain', numbers: { [name]: life.family(name, month) } }));
}

// The whole life.

// What happened in a month to a family that was there the month before.
/**
 * @param {Life} life
 * @param {number} month
 * @param {Scenario} scenario
 * @returns {StoryEvent[]}
 */
function ordinary(life, month, scenario) {
  const steps = life.onPathway ? [...wayToPlan(life, month), ...appeals(life, month)] : [];
  const newWorkers = life.newcomers(month).some((came) => came > 0);
  const reviewed = life.family('months_since_review', month) === 0;
  const found = steps.map((step) => ({ month, ...step }));
  if (newWorkers) found.push(newWorker(life, month));
  if (reviewed) found.push(review(life, month, scenario.values.review_months));
  if (!reviewed && !newWorkers && !steps.length) found.push(...trustAlone(life, month));
  if (!life.onPathway && life.family('in_dispute', month)) found.push(dispute(life, month));
  return [...found, ...strains(life, month)];
}

// Tells a family's life in order, and that of whoever comes in its place.
/**
 * @param {Life} life
 * @param {Scenario} scenario
 * @param {number} commissioner   the row of the family's commissioner
 * @returns {StoryEvent[]}
 */
export function lifeEvents(life, scenario, commissioner) {
  const found = [beginning(life)];
  for (let month = 1; month <= life.months; month += 1) {
    found.push(...scheduled(commissioner, month, scenario.events));
    // What the month before says is another family's.
    found.push(...(life.came(month) ? [newFamily(life, month)] : ordinary(life, month, scenario)));
  }
  return [...found, ending(life)];
}
