// What a scenario's events will not do, as far as a page tells it.  The twin of scenario/events_without_effect.py.

import { general } from '../../python.js';
import { EVERYONE, eventKind, movedLevers } from './events.js';

/** @typedef {import('./events.js').Event} Event */

const HEARD = 'promise'; // families hear a promise at once, so one that is replaced in the same month has acted

// Names an event in a sentence.
/** @param {Event} event */
export function eventName(event) {
  let what = event.do;
  if (event.lever !== undefined) {
    what = `${event.do} ${eventKind(event.do).gradual ? 'of ' : ''}${event.lever} to ${general(event.to, 10)}`;
  } else if (event.to !== undefined) {
    what = `${event.do} to ${general(event.to, 10)}`;
  } else if (event.amount !== undefined) {
    what = `${event.do} of ${general(100 * event.amount, 10)} %`;
  }
  const when = event.until ? `, months ${event.month} to ${event.until}` : ` in month ${event.month}`;
  return `${what}${when}${whom(event)}`;
}

/** @param {Event} event */
const whom = (event) => (event.who === EVERYONE ? '' : ` for commissioner ${event.who}`);

// Whether of two events of one month the later one leaves nothing of the earlier, and asks for something else.
/**
 * @param {Event} later
 * @param {Event} earlier
 */
function undoes(later, earlier) {
  const levers = movedLevers(earlier), itsLevers = movedLevers(later);
  const together = later.month === earlier.month && (later.who === EVERYONE || later.who === earlier.who);
  if (!together || !levers.length || levers.includes(HEARD) || !levers.every((lever) => itsLevers.includes(lever))) return false;
  // A ramp starts from what stands when it begins, and a cut takes its part of it: both let an earlier set act.
  const relative = eventKind(later.do).gradual || eventKind(later.do).relative;
  return (eventKind(earlier.do).gradual || !relative) && !alike(earlier, later);
}

/**
 * @param {Event} one
 * @param {Event} other
 */
function alike(one, other) {
  const fields = /** @type {const} */ (['do', 'lever', 'to', 'until', 'amount']);
  return fields.every((field) => one[field] === other[field]);
}

// The events without those of which a later one of the same month leaves nothing.
/** @param {Event[]} events */
export function withoutUndone(events) {
  return events.filter((earlier, at) => !events.slice(at + 1).some((later) => undoes(later, earlier)));
}

// Says of which settings that were given (`how`: "as it is set") an event of the scenario takes the place.
/**
 * @param {{ name: string, events: Event[] }} scenario
 * @param {string[]} given
 * @param {string} how
 * @param {number} months
 */
export function overridden(scenario, given, how, months) {
  const found = [];
  for (const name of given) {
    const event = scenario.events.find((one) => movedLevers(one).includes(name) && !eventKind(one.do).relative);
    if (event && event.month <= months) {
      const until = event.month > 1 ? `holds until month ${event.month - 1} only` : 'never holds';
      const takes = eventKind(event.do).gradual ? 'moves it on from there' : 'takes its place';
      found.push(
        `${scenario.name}: ${name}, ${how}, ${until}${whom(event)}: an event of the scenario ${takes} `
        + `(${eventName(event)}). Change the event, or use a scenario without it.`,
      );
    }
  }
  return found;
}
