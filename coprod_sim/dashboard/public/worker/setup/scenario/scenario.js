// A scenario, checked: built in, with modifiers on top, and with settings and events of one's own.  The twin of scenario/scenario.py
// and of what scenario/extends.py does to built-in names; nothing else can be named on a page.

import { repr } from '../../python.js';
import { tables } from '../../tables.js';
import { sha256 } from '../../sha256.js';
import { closeMatches } from './close_names.js';
import { defaults } from './declared.js';
import { ScenarioError } from '../errors.js';
import { EVERYONE, checkedEvent, whoFault } from './events.js';
import { withoutUndone } from './events_without_effect.js';
import { checkedSettings, quoted, relationFaults } from './setting_checks.js';

/**
 * settings: only what was set; values: all, with the defaults of the rest.
 * @typedef {Object} Scenario
 * @property {string} name
 * @property {string} title
 * @property {boolean} modifier
 * @property {string} hash
 * @property {Record<string, number>} settings
 * @property {Record<string, number>} values
 * @property {import('./events.js').Event[]} events
 */

const PLACEHOLDER = ' …';

// A scenario of its content; raises ScenarioError with all that is wrong.
/**
 * @param {Omit<Scenario, 'hash' | 'values'>} content
 * @returns {Scenario}
 */
function checkedScenario({ name, title, modifier, settings, events }) {
  const where = `scenario ${name}`;
  const { right, faults } = checkedSettings(settings, where);
  const values = { ...defaults(), ...right };
  const doubtful = Object.keys(settings).filter((one) => !(one in right));
  faults.push(...relationFaults(values, right, `${where}:`, doubtful));
  faults.push(...events.map((event) => whoFault(event, values.commissioners, `${where}: month ${event.month}`)).filter(Boolean));
  if (faults.length) throw new ScenarioError(...faults);
  const left = withoutUndone([...events].sort((one, other) => one.month - other.month));
  return { name, title, modifier, hash: hash(right, left), settings: right, values, events: left };
}

// Sixteen hex digits that stand for what is simulated: values that are not defaults, and events.
/**
 * @param {Record<string, number>} settings
 * @param {import('./events.js').Event[]} events
 */
function hash(settings, events) {
  const usual = defaults();
  const unusual = Object.keys(settings).filter((name) => settings[name] !== usual[name]).sort();
  const numbers = unusual.map((name) => `"${name}":${repr(settings[name])}`);
  const text = `{"events":[${events.map(eventText).join(',')}],"settings":{${numbers.join(',')}}}`;
  return sha256(text).slice(0, tables.setup.limits.hash);
}

const WHOLE = ['month', 'who', 'until'];

/** @param {Record<string, any>} event */
function eventText(event) {
  const fields = Object.keys(event).filter((field) => field !== 'who' || event.who !== EVERYONE).sort();
  const value = (/** @type {string} */ field) => {
    if (typeof event[field] === 'string') return `"${event[field]}"`;
    return WHOLE.includes(field) ? String(event[field]) : repr(event[field]);
  };
  return `{${fields.map((field) => `"${field}":${value(field)}`).join(',')}}`;
}

// A scenario with some settings replaced, and with other events, where given.
/**
 * @param {Scenario} scenario
 * @param {Record<string, any>} [settings]
 * @param {import('./events.js').Event[]} [events]
 */
export function changed(scenario, settings = {}, events = scenario.events) {
  const { right, faults } = checkedSettings(settings, 'setting');
  if (faults.length) throw new ScenarioError(...faults);
  return checkedScenario({ ...scenario, settings: { ...scenario.settings, ...right }, events });
}

/** @param {string} name */
export const isBuiltin = (name) => Object.hasOwn(tables.setup.scenarios, name);

// The built-in modifiers, by name.
/** @returns {string[]} */
export function modifierNames() {
  return Object.keys(tables.setup.scenarios).filter((name) => tables.setup.scenarios[name].modifier).sort();
}

// The names that a text joins with +.
/** @param {string} text */
export const parts = (text) => text.split('+').map((part) => part.trim());

// Names joined with +, each once.
/** @param {string[]} each */
export const joinedNames = (each) => [...new Set(each)].join('+');

// The scenario of a built-in name, alone or with modifiers joined to it by "+", and settings changed on top.
/**
 * @param {string} what
 * @param {Record<string, any>} [settings]
 */
export function loadScenario(what, settings = {}) {
  const heads = parts(what);
  const unknown = heads.find((name) => !isBuiltin(name));
  if (unknown !== undefined) {
    throw new ScenarioError(`scenario ${quoted(unknown)}: must be a built-in name. ${unknownScenario(unknown)}`);
  }
  const { scenarios, baseline } = tables.setup;
  const whole = scenarios[heads[0]].modifier ? [baseline, ...heads] : heads;
  const second = whole.slice(1).find((name) => !scenarios[name].modifier);
  if (second) {
    const fault = `${second} is a whole scenario: only modifiers go on top. Name one whole scenario, first.`;
    throw new ScenarioError(`scenario ${quoted(what)}: ${fault}`);
  }
  const named = heads.length > 1 ? whole : heads;
  const each = whole.map((name) => scenarios[name]);
  const found = checkedScenario({
    name: named.join('+'),
    title: shortened(named.map((name) => scenarios[name].title).join(' + ')),
    modifier: scenarios[named[0]].modifier,
    settings: Object.assign({}, ...each.map((one) => one.settings)),
    events: each.flatMap((one) => one.events.map(checkedEvent)),
  });
  return Object.keys(settings).length ? changed(found, settings) : found;
}

// What to do about a name that is not there: the nearest built-in names.
/** @param {string} text */
export function unknownScenario(text) {
  const all = Object.keys(tables.setup.scenarios);
  const name = text.split(/[\\/]/).filter((part) => part && part !== '.').at(-1) ?? '';
  const stem = (/\.toml$/i.test(name) ? name.slice(0, -5) : name).toLowerCase().replaceAll('-', '_').replaceAll(' ', '_');
  const near = closeMatches(stem, all, 3);
  return near.length ? `Did you mean ${near.join(' or ')}?` : `Built in are: ${all.join(', ')}.`;
}

// A title that is not too long, cut between words as Python's textwrap cuts it.
/** @param {string} title */
function shortened(title) {
  const most = tables.setup.limits.title;
  if (title.length <= most) return title;
  const chunks = title.split(/( |-(?=[a-z]{2}))/).reduce((/** @type {string[]} */ done, chunk) => {
    if (chunk === '-') done.push(`${done.pop()}-`);
    else done.push(chunk);
    return done;
  }, []);
  let length = 0, count = 0;
  while (length + chunks[count].length <= most) {
    length += chunks[count].length;
    count += 1;
  }
  while (count && (chunks[count - 1] === ' ' || length + PLACEHOLDER.length > most)) {
    count -= 1;
    length -= chunks[count].length;
  }
  return chunks.slice(0, count).join('') + PLACEHOLDER;
}
