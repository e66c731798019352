// The events of a scenario, checked.  The twin of scenario/event_kind.py and scenario/events/.

import { general } from '../../python.js';
import { tables } from '../../tables.js';
import { closeName } from './close_names.js';
import { byName, names, parameter, rangeFault, setupNumber } from './declared.js';
import { ScenarioError } from '../errors.js';
import { isNumber, plainNumber } from '../text/json.js';
import { known, named, numberFault, quoted } from './setting_checks.js';

/**
 * An event holds only the fields that have a value; `who` is 'all' or the number of a commissioner.
 * @typedef {Object} Event
 * @property {number} month
 * @property {string} do
 * @property {number | 'all'} who
 * @property {string} [lever]
 * @property {number} [to]
 * @property {number} [until]
 * @property {number} [amount]
 * @property {number} [attendance]
 * @property {number} [parent_led]
 */

export const EVERYONE = 'all';
export const EVENT_FIELDS = ['month', 'do', 'who', 'lever', 'to', 'until', 'amount', 'attendance', 'parent_led'];

// What is known of a kind of event, as static/tables/setup.py has it.
/** @param {string} name */
export const eventKind = (name) => tables.setup.events[name];

// What a kind does to a lever, where it does not go to what the event names.
/** @type {Record<string, (event: Event, lever: string, value: number) => number>} */
const AFTER = {
  budget_cut: (event, _, value) => value * (1 - event.amount),
  recentralise: (event, lever) => (lever === 'personal_budgets' ? 0 : event.to),
};

// The levers that an event moves.
/**
 * @param {Event} event
 * @returns {string[]}
 */
export const movedLevers = (event) => (event.lever === undefined ? eventKind(event.do).levers : [event.lever]);

// The value of a lever after one event that is no ramp.
/**
 * @param {Event} event
 * @param {string} lever
 * @param {number} value
 */
export function after(event, lever, value) {
  if (!movedLevers(event).includes(lever)) return value;
  return AFTER[event.do] ? AFTER[event.do](event, lever, value) : event.to;
}

// An event with the defaults of its kind; raises ScenarioError with all that is wrong.
/**
 * @param {Record<string, any>} fields
 * @returns {Event}
 */
export function checkedEvent(fields) {
  const all = Object.entries({ who: EVERYONE, ...fields });
  const given = Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
  const faults = eventFaults(given);
  if (faults.length) throw new ScenarioError(...faults.map(([, fault]) => `event ${fault}`));
  const whole = { ...eventKind(given.do).defaults, ...given };
  const event = EVENT_FIELDS.filter((name) => name in whole).map((name) => {
    const value = plainNumber(whole[name]);
    return [name, typeof value === 'number' ? value + 0 : value];
  });
  return /** @type {Event} */ (Object.fromEntries(event));
}

/** @param {string} kind */
const allowed = (kind) => ['month', 'do', 'who', ...eventKind(kind).required, ...eventKind(kind).optional];

// All that is wrong with the table of one event: [field, fault] for each; an empty field means the whole event.
/**
 * @param {Record<string, any>} given
 * @returns {[string, string][]}
 */
function eventFaults(given) {
  const kind = given.do;
  if (typeof kind !== 'string' || !Object.hasOwn(tables.setup.events, kind)) return [kindFault(given)];
  const needed = ['month', ...eventKind(kind).required];
  const needs = `do = "${kind}": must have ${needed.join(', ')}`;
  /** @type {[string, string][]} */
  const faults = needed.filter((name) => !(name in given)).map((name) => ['', `${needs}, and ${name} is missing. Add ${name}.`]);
  for (const [name, value] of Object.entries(given)) {
    const fault = allowed(kind).includes(name) ? valueFault(kind, name, value, given.lever) : fieldFault(name, kind);
    if (fault !== null) faults.push([name, fault]);
  }
  const month = plainNumber(given.month), until = plainNumber(given.until);
  if (!faults.length && typeof until === 'number' && until <= month) {
    faults.push(['until', `until = ${general(until, 10)}: must be after month = ${general(month, 10)}. Raise until.`]);
  }
  return faults;
}

// What is wrong with the value of one field that the kind may have.
/**
 * @param {string} kind
 * @param {string} name
 * @param {any} value
 * @param {any} lever
 */
function valueFault(kind, name, value, lever) {
  if (name === 'do') return null;
  if (name === 'who') {
    const right = value === EVERYONE || rangeFault(setupNumber('who'), value) === null;
    return right ? null : `who = ${quoted(value)}: must be "all" or the number of a commissioner, from 1.`;
  }
  if (name === 'lever') return leverFault(value);
  const number = numberOf(kind, name, lever);
  const fault = number && numberFault(number, value);
  return fault && name === 'to' && typeof lever === 'string' ? `${fault} See: coprod-sim parameters ${lever}` : fault;
}

// The declaration of one number of a kind; null for `to` while its lever is not known.
/**
 * @param {string} kind
 * @param {string} name
 * @param {any} lever
 */
function numberOf(kind, name, lever) {
  if (name === 'to' && eventKind(kind).required.includes('lever')) {
    const declared = byName().get(lever);
    return declared?.role === 'lever' ? { ...declared, name: 'to', whole: false } : null;
  }
  return parameter(eventKind(kind).numbers.find((/** @type {any[]} */ row) => row[0] === name));
}

/**
 * @param {Record<string, any>} given
 * @returns {[string, string]}
 */
function kindFault(given) {
  const all = Object.keys(tables.setup.events);
  if (!('do' in given)) return ['', `do: is missing: must be one of ${all.join(', ')}. Add it.`];
  const guess = typeof given.do === 'string' ? closeName(given.do, all) : null;
  const advice = guess ? `Did you mean ${guess}?` : 'Choose one of them.';
  return ['do', `do = ${quoted(given.do)}: must be one of ${all.join(', ')}. ${advice}`];
}

/**
 * @param {string} name
 * @param {string} kind
 */
function fieldFault(name, kind) {
  const guess = closeName(name, allowed(kind));
  const advice = guess ? `Did you mean ${guess}?` : 'Take it out.';
  return `${named(name)}: is not a field of do = "${kind}", which has ${allowed(kind).join(', ')}. ${advice}`;
}

// What is wrong with the name of a lever: an event can change nothing else.
/** @param {any} value */
function leverFault(value) {
  if (typeof value !== 'string') return `lever = ${quoted(value)}: must be the name of a lever, as text.`;
  if (byName().get(value)?.role === 'lever') return null;
  if (byName().has(value)) {
    return `lever = "${value}": must be a lever, and there is ${known(value)}: an event cannot change it.`;
  }
  const guess = closeName(value, names('lever'));
  return `lever = ${quoted(value)}: must be the name of a lever. ${guess ? `Did you mean ${guess}?` : 'See: coprod-sim parameters'}`;
}

// The fault of an event for a commissioner that a place does not have.
/**
 * @param {Event} event
 * @param {number} commissioners
 * @param {string} where
 */
export function whoFault(event, commissioners, where) {
  if (!isNumber(event.who) || Number(event.who) <= commissioners) return null;
  const range = `must be "all" or a commissioner from 1 to ${general(commissioners, 6)}`;
  return `${where} who = ${event.who}: ${range}. Change who, or raise commissioners in [place].`;
}
