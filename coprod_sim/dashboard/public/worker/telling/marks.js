// The mark "in our default town": the twin of pair/marks.py.
// What is told is marked where too few other assumptions bear it out, or nobody knows how many do.

import { YEAR } from '../numbers/difference.js';
import { loadScenario } from '../setup/scenario/scenario.js';
import { allPresets } from '../setup/setup.js';
import { tables } from '../tables.js';
import { OTHER, holdsInEnough } from './shares.js';

/** @import { Scenario } from '../setup/scenario/scenario.js' */
/** @import { Sentence } from './sentences.js' */

const SETUP = ['start', 'alike', 'did', 'waiting']; // words that say what is set up or to come, and so claim nothing
const BESIDE = ['level', 'this_run', 'end']; // ways to put A beside B
/** @type {Map<string, [string, RegExp][]>} */
const made = new Map();
/** @type {Map<string, string>} */
const builtIns = new Map();

/** @param {boolean} known */
const mark = (known) => (known ? '' : tables.words.telling.mark);

// The sentences of every month of a pair of runs, each with its mark; none is left without one by oversight.
/**
 * @param {Sentence[][]} byMonth
 * @param {Scenario[]} scenarios
 */
export function marked(byMonth, scenarios) {
  const ways = scenarios.map(builtIn);
  return byMonth.map((sentences, month) =>
    sentences.map((sentence) => ({ ...sentence, mark: mark(isBorneOut(sentence, ways, month)) })),
  );
}

// The marks of what the reveal may say of the end: by measure, for A or for B being higher.
/**
 * @param {Scenario[]} scenarios
 * @param {number} month
 */
export function endMarks(scenarios, month) {
  const [a, b] = scenarios.map(builtIn);
  const ofSides = (measure) =>
    Object.fromEntries(['A', 'B'].map((side) => [side, mark(enough(a, b, measure, side, month))]));
  return Object.fromEntries(tables.telling.shares.measures.map((measure) => [measure, ofSides(measure)]));
}

// The name of a built-in way of working, or nothing where it is none, or one that was changed.
/** @param {Scenario} scenario */
function builtIn(scenario) {
  if (!builtIns.size) for (const { key } of allPresets()) builtIns.set(loadScenario(key).hash, key);
  return builtIns.get(scenario.hash) ?? '';
}

// Whether enough sets of assumptions have it so; never, where a way is not known.
/**
 * @param {string} a
 * @param {string} b
 * @param {string} measure
 * @param {string} what
 * @param {number} month
 */
function enough(a, b, measure, what, month) {
  return Boolean(a && b) && holdsInEnough(a, b, measure, what, month);
}

// Whether a sentence is no claim, or one that enough sets of assumptions bear out.
/**
 * @param {Sentence} sentence
 * @param {string[]} ways
 * @param {number} month
 */
function isBorneOut(sentence, ways, month) {
  const { text, show } = sentence;
  if (setupPatterns().some(([, pattern]) => pattern.test(text))) return true;
  const measure = show && 'measure' in show ? show.measure : '';
  if (!tables.telling.shares.measures.includes(measure)) return false;
  for (const [kind, pattern] of patterns(measure)) {
    const found = pattern.exec(text);
    if (found) return borneOut(kind, found.groups ?? {}, measure, ways, month);
  }
  return false;
}

// Whether enough sets bear out a sentence of a kind that is known; of the other kinds no share was ever counted.
/**
 * @param {string} kind
 * @param {Record<string, string>} values
 * @param {string} measure
 * @param {string[]} ways
 * @param {number} month
 */
function borneOut(kind, values, measure, ways, month) {
  const [a, b] = ways;
  if (kind === 'sure') {
    const higher = measure === 'family_energy' ? OTHER[values.s] : values.s; // it is told of who is more tired
    return enough(a, b, measure, higher, month);
  }
  if (BESIDE.includes(kind)) return enough(a, b, measure, Number(values.a) > Number(values.b) ? 'A' : 'B', month);
  if (BESIDE.includes(kind.replace(/_same$/, ''))) return enough(a, b, measure, 'same', month);
  if ((kind === 'rose' || kind === 'fell') && month >= YEAR) {
    const way = values.s === 'B' ? b : a;
    return Boolean(way) && holdsInEnough(way, '', measure, kind, month);
  }
  return false;
}

// Patterns of all sentences that claim nothing.
function setupPatterns() {
  return once('', () => SETUP.flatMap((name) => kinds({ [name]: tables.words.telling[name] })));
}

// The patterns of all sentences on a measure, each with its kind.
/** @param {string} measure */
function patterns(measure) {
  return once(measure, () => kinds(tables.words.telling.measures[measure]));
}

/**
 * @param {string} name
 * @param {() => [string, RegExp][]} make
 */
function once(name, make) {
  if (!made.has(name)) made.set(name, make());
  return made.get(name);
}

// Each way of saying a thing with its kind; a kind may have several.
/**
 * @param {Record<string, any>} table
 * @returns {[string, RegExp][]}
 */
function kinds(table) {
  return Object.entries(table).flatMap(([kind, templates]) => textsIn(templates).map((text) => [kind, patternOf(text)]));
}

// Every text of a table, a list or a text.
/**
 * @param {any} table
 * @returns {string[]}
 */
function textsIn(table) {
  return typeof table === 'string' ? [table] : Object.values(table).flatMap(textsIn);
}

// What fits every text that a template can become, with its {names} as groups.
/** @param {string} template */
function patternOf(template) {
  let text = template.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  for (const [, name] of template.matchAll(/\{(\w+)\}/g)) text = text.replace(`\\{${name}\\}`, `(?<${name}>.*)`);
  return new RegExp(`^${text}$`);
}
