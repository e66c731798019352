// Two ways of working side by side, A and B, in one town; everything wrong with them is said at once.
// The twin of scenario/setup/setup.py.  What is right is a plain object; `view` and `extra` in it are tables (Map).

import { general } from '../python.js';
import { tables } from '../tables.js';
import { allEvents, checkedChange } from './changes.js';
import { names, setupNumber } from './scenario/declared.js';
import { ScenarioError } from './errors.js';
import { plainNumber, tabled } from './text/json.js';
import { changed, isBuiltin, joinedNames, loadScenario, modifierNames, parts, unknownScenario } from './scenario/scenario.js';
import { sha256 } from '../sha256.js';
import { checkedSettings, numberFault, quoted } from './scenario/setting_checks.js';

/**
 * @typedef {import('./scenario/scenario.js').Scenario} Scenario
 * @typedef {{ preset: string, settings: Record<string, number> }} Way
 * @typedef {Object} TwoWays
 * @property {Way} a
 * @property {Way} b
 * @property {import('./changes.js').Change[]} changes
 * @property {number} seed
 * @property {number} months
 * @property {string} title
 * @property {Record<string, number>} town
 * @property {string[]} modifiers
 * @property {import('./text/json.js').Table} view
 * @property {import('./text/json.js').Table} extra
 */

// The ways of working that can be chosen by name: those for teaching first.
/** @returns {{ number: number, key: string, name: string }[]} */
export const allPresets = () => tables.setup.choices.presets;

// One way of working; raises ScenarioError for what is not built in and what no setting can be.
/**
 * @param {string} preset
 * @param {Record<string, any>} [settings]
 * @returns {Way}
 */
export function checkedWay(preset, settings = {}) {
  const faults = presetFaults(preset);
  const { right, faults: more } = checkedSettings(settings, 'setting');
  if (faults.length || more.length) throw new ScenarioError(...faults, ...more);
  return { preset: joinedNames(parts(preset)), settings: right };
}

// Two ways of working, with the usual where nothing is given; raises ScenarioError for what cannot be run.
/**
 * @param {Partial<Record<keyof TwoWays, any>>} [given]
 * @returns {TwoWays}
 */
export function checkedTwo(given = {}) {
  const [first, second] = allPresets();
  const a = checkedWay(given.a?.preset ?? first.key, given.a?.settings);
  const b = checkedWay(given.b?.preset ?? second.key, given.b?.settings);
  /** @type {import('./changes.js').Change[]} */
  const changes = (given.changes ?? []).map(checkedChange);
  const { months = setupNumber('months').default, seed = setupNumber('luck').default, title = '', modifiers = [] } = given;
  const { right: town, faults } = checkedSettings(given.town ?? {}, 'town');
  faults.push(...[numberFault(setupNumber('months'), months), numberFault(setupNumber('luck'), seed)].filter(Boolean));
  faults.push(...titleFaults(title), ...modifierFaults(modifiers));
  const most = tables.setup.limits.changes;
  if (changes.length > most) faults.push(`changes: there are ${changes.length}: must be at most ${most}. Take some out.`);
  if (!faults.length) faults.push(...changes.filter((one) => one.start > months).map((one) => late(one, months)));
  for (const [label, way] of /** @type {[string, Way][]} */ ([['A', a], ['B', b]])) {
    faults.push(...names('place').filter((name) => name in way.settings).map((name) => sizeFault(name, way, label)));
  }
  if (faults.length) throw new ScenarioError(...faults);
  const two = {
    a, b, changes, seed: plainNumber(seed), months: plainNumber(months), title, town, modifiers: [...new Set(modifiers)],
    view: tabled(given.view ?? {}), extra: tabled(given.extra ?? {}),
  };
  const differ = differingSizes(...scenariosOf(/** @type {TwoWays} */ (two)));
  if (differ.length) throw new ScenarioError(...differ);
  return /** @type {TwoWays} */ (two);
}

const made = new WeakMap();

// The scenarios of A and B, made once, with the town, the modifiers and the changes in them; raises the faults of both together.
/**
 * @param {TwoWays} two
 * @returns {[Scenario, Scenario]}
 */
export function scenariosOf(two) {
  if (!made.has(two)) made.set(two, bothScenarios(two));
  return made.get(two);
}

/** @param {TwoWays} two */
function bothScenarios(two) {
  /** @type {Scenario[]} */
  const found = [];
  /** @type {string[]} */
  const faults = [];
  for (const [label, way] of /** @type {[string, Way][]} */ ([['A', two.a], ['B', two.b]])) {
    try {
      found.push(scenarioOf(two, label, way));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      faults.push(...error.faults.map((fault) => `${label}: ${fault}`));
    }
  }
  if (faults.length) throw new ScenarioError(...new Set(faults));
  return found;
}

/**
 * @param {TwoWays} two
 * @param {string} label
 * @param {Way} way
 */
function scenarioOf(two, label, way) {
  const plain = loadScenario(joinedNames([...parts(way.preset), ...two.modifiers]), { ...two.town, ...way.settings });
  const mine = allEvents(two.changes.filter((change) => change.who === label || change.who === 'both'), plain);
  return changed(plain, {}, [...plain.events, ...mine]);
}

// Sixteen hex digits that stand for two scenarios, a luck and a number of months; later events do not count.
/**
 * @param {Scenario} a
 * @param {Scenario} b
 * @param {number} seed
 * @param {number} months
 */
export function hashOf(a, b, seed, months) {
  const [one, other] = [a, b].map((each) => changed(each, {}, each.events.filter((event) => event.month <= months)).hash);
  return sha256(`["${one}", "${other}", ${seed}, ${months}]`).slice(0, tables.setup.limits.hash);
}

// Sixteen hex digits that stand for what is run and shown.
/** @param {TwoWays} two */
export const hashOfTwo = (two) => hashOf(...scenariosOf(two), two.seed, two.months);

// What is wrong with the name of a way of working: only built-in names, and one whole scenario, stand in it.
/**
 * @param {any} preset
 * @returns {string[]}
 */
export function presetFaults(preset) {
  const allowed = 'must be a built-in name, for a link or a file can name no other file';
  if (typeof preset !== 'string') return [`preset = ${quoted(preset)}: ${allowed}. Write it as text.`];
  if ([...preset].length > tables.setup.limits.title) return [`preset = ${quoted(preset)}: ${allowed}. Shorten it.`];
  const each = [...new Set(parts(preset))];
  const wrong = each.filter((part) => !isBuiltin(part));
  if (wrong.length) return wrong.map((part) => `preset = ${quoted(part)}: ${allowed}. ${unknownScenario(part)}`);
  try {
    loadScenario(each.join('+'));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.faults;
  }
  return [];
}

/**
 * @param {any[]} modifiers
 * @returns {string[]}
 */
export function modifierFaults(modifiers) {
  const known = modifierNames();
  const wrong = modifiers.filter((name) => !known.includes(name));
  return wrong.map((name) => `modifiers = ${quoted(name)}: must be a built-in modifier. Choose from: ${known.join(', ')}.`);
}

// What is wrong with a title; it may be empty.
/**
 * @param {any} title
 * @returns {string[]}
 */
export function titleFaults(title) {
  if (typeof title !== 'string') return [`title = ${quoted(title)}: must be text. Put it in quotation marks.`];
  const { length } = [...title], most = tables.setup.limits.title;
  if (length > most) return [`title: ${length} characters: must have at most ${most}. Shorten it.`];
  return /[\p{Cc}\p{Cs}]/u.test(title) ? ['title: holds a character that cannot be seen. Write it anew.'] : [];
}

/**
 * @param {import('./changes.js').Change} change
 * @param {any} months
 */
function late(change, months) {
  const where = `change ${change.do} start = ${change.start}`;
  return `${where}: must be between 1 and ${general(plainNumber(months), 6)}, the last month. Begin earlier, or raise months.`;
}

/**
 * @param {string} name
 * @param {Way} way
 * @param {string} label
 */
function sizeFault(name, way, label) {
  const given = `${label} ${name} = ${general(way.settings[name], 10)}`;
  return `${given}: must be the same in A and B, for they are one town. Write it in town.`;
}

// The faults of sizes in which the two scenarios differ, as when one of them is a whole country.
/**
 * @param {Scenario} a
 * @param {Scenario} b
 */
function differingSizes(a, b) {
  const size = (/** @type {Scenario} */ one, /** @type {string} */ name) => general(one.values[name], 10);
  return names('place').filter((name) => a.values[name] !== b.values[name]).map(
    (name) => `${name} = ${size(a, name)} in A and ${size(b, name)} in B: must be the same. Set ${name} in town.`,
  );
}

// A setting's name as people read it.
/** @param {string} name */
export function labelOf(name) {
  const words = name.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1).toLowerCase();
}
