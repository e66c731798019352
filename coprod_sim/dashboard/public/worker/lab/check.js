// Whether the tree of an equation can stand for a rule: its names, what its functions take, and where a comparison may stand.

import { closeName } from '../setup/scenario/close_names.js';
import { tables } from '../tables.js';
import { LabFault, shown } from './faults.js';

/**
 * @import { Node, Tree } from './parser.js'
 * @typedef {'real' | 'whole' | 'truth'} Kind   of what a part gives
 * @typedef {{name: string, title: string, inputs: string[], given: string[], text: string, example: any}} Rule   static/tables/lab.py
 * @typedef {{rule: Rule, steps: Set<string>, parameters: Record<string, unknown>}} Known
 */

const EXACT = 2 ** 53; // whole numbers beyond it are no longer exact
const MOST_GIVEN = 8;
const LONGEST_NAME = 40;
const FUNCTIONS = { min: [2, MOST_GIVEN], max: [2, MOST_GIVEN], exp: [1, 1] };
// Words that mean something else in a file of rules.
const TAKEN = new Set((
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda '
  + 'nonlocal not or pass raise return try while with yield match case type print abs round float int bool len sum pow sqrt '
  + 'eval exec globals vars getattr setattr math numpy np par min max exp log power'
).split(' '));

/** @returns {Record<string, unknown>} */
const parametersOf = () => tables.rules.records.parameters.fields;

// A name that is not known: said with what it may be.
/**
 * @param {Extract<Node, {kind: 'name'}>} node
 * @param {Known} known
 */
function unknownName({ name, at }, { rule, steps, parameters }) {
  const text = shown(name);
  if (Object.hasOwn(parameters, name)) return new LabFault('without_par', at, { text });
  if (name === 'par') return new LabFault('par_alone', at);
  if (Object.hasOwn(FUNCTIONS, name)) return new LabFault('function_alone', at, { text });
  if (name === 'True' || name === 'False') return new LabFault('truth', at, { text });
  const all = [...rule.inputs, ...steps];
  const near = closeName(name, all);
  return near ? new LabFault('name_near', at, { text, near }) : new LabFault('name', at, { text, all: all.join(', ') });
}

/**
 * @param {Extract<Node, {kind: 'par'}>} node
 * @param {Known} known
 */
function unknownParameter({ name, at }, { rule, parameters }) {
  const text = shown(name);
  if (rule.inputs.includes(name)) return new LabFault('not_par', at, { text });
  const near = closeName(name, Object.keys(parameters));
  return near ? new LabFault('parameter_near', at, { text, near }) : new LabFault('parameter', at, { text });
}

/**
 * @param {Node} node
 * @param {Known} known
 * @returns {Kind}
 */
function numberOf(node, known) {
  const kind = kindOf(node, known);
  if (kind === 'truth') throw new LabFault('truth_as_number', node.at);
  return kind;
}

/**
 * @param {Node} node
 * @param {Known} known
 */
function truthOf(node, known) {
  if (kindOf(node, known) !== 'truth') throw new LabFault('number_as_truth', node.at);
}

// A part made of whole numbers alone gives a whole one, as Python has it; it must stay exact.
/**
 * @param {Node} node
 * @param {Kind[]} kinds
 * @returns {Kind}
 */
function joined(node, kinds) {
  if (!kinds.every((kind) => kind === 'whole')) return 'real';
  if (Math.abs(wholeValue(node)) >= EXACT) throw new LabFault('large', node.at);
  return 'whole';
}

// The value of a part made of whole numbers alone; where it chooses, the largest that it may give.
/**
 * @param {Node} node
 * @returns {number}
 */
function wholeValue(node) {
  switch (node.kind) {
    case 'number':
      return Number(node.text);
    case 'sign':
      return wholeValue(node.of);
    case 'two': {
      const [left, right] = [node.left, node.right].map((part) => Math.abs(wholeValue(part)));
      return node.sign === '*' ? left * right : left + right;
    }
    case 'call':
      return Math.max(...node.given.map((part) => Math.abs(wholeValue(part))));
    default:
      return node.kind === 'if' ? Math.max(...[node.then, node.otherwise].map((part) => Math.abs(wholeValue(part)))) : Infinity;
  }
}

/**
 * @param {Extract<Node, {kind: 'call'}>} node
 * @param {Known} known
 * @returns {Kind}
 */
function kindOfCall(node, known) {
  const { name, given, at } = node;
  if (!Object.hasOwn(FUNCTIONS, name)) {
    const isName = known.rule.inputs.includes(name) || known.steps.has(name);
    throw new LabFault(isName ? 'no_function' : 'function', at, { text: shown(name) });
  }
  const [fewest, most] = FUNCTIONS[name];
  if (given.length < fewest || given.length > most) {
    throw new LabFault(most === 1 ? 'takes_one' : 'takes_some', at, { text: name, n: given.length, most });
  }
  const kinds = given.map((part) => numberOf(part, known));
  return name === 'exp' ? 'real' : joined(node, kinds);
}

/**
 * @param {Node} node
 * @param {Known} known
 * @returns {Kind}
 */
function kindOf(node, known) {
  switch (node.kind) {
    case 'number':
      return /[.eE]/.test(node.text) ? 'real' : 'whole';
    case 'name':
      if (!known.rule.inputs.includes(node.name) && !known.steps.has(node.name)) throw unknownName(node, known);
      return 'real';
    case 'par':
      if (!Object.hasOwn(known.parameters, node.name)) throw unknownParameter(node, known);
      return 'real';
    case 'call':
      return kindOfCall(node, known);
    case 'sign':
      return joined(node, [numberOf(node.of, known)]);
    case 'two': {
      const kinds = [numberOf(node.left, known), numberOf(node.right, known)];
      return node.sign === '/' ? 'real' : joined(node, kinds);
    }
    case 'compare':
      node.parts.forEach((part) => numberOf(part, known));
      return 'truth';
    case 'not':
      truthOf(node.of, known);
      return 'truth';
    case 'if': {
      const then = numberOf(node.then, known);
      truthOf(node.when, known);
      return joined(node, [then, numberOf(node.otherwise, known)]);
    }
    default:
      [node.left, node.right].forEach((part) => truthOf(part, known));
      return 'truth';
  }
}

/**
 * @param {import('./parser.js').Step} step
 * @param {Known} known
 */
function checkStep({ name, at }, { rule, steps }) {
  if (rule.inputs.includes(name)) throw new LabFault('step_is_input', at, { text: shown(name) });
  if (steps.has(name)) throw new LabFault('step_twice', at, { text: shown(name) });
  if (TAKEN.has(name) || !/^[a-z][a-z0-9_]*$/.test(name) || name.includes('__') || name.length > LONGEST_NAME) {
    throw new LabFault('step_name', at, { text: shown(name) });
  }
}

// Checks a tree; throws a LabFault at the first thing that is wrong.  A step of whole numbers alone counts as real (write.js).
/**
 * @param {Tree} tree
 * @param {Rule} rule
 */
export function checkTree(tree, rule) {
  /** @type {Known} */
  const known = { rule, steps: new Set(), parameters: parametersOf() };
  for (const step of tree.steps) {
    checkStep(step, known);
    numberOf(step.value, known);
    known.steps.add(step.name);
  }
  numberOf(tree.result, known);
}

// Whether a part is made of whole numbers alone.
/** @param {Node} node */
export function isWhole(node) {
  switch (node.kind) {
    case 'number':
      return !/[.eE]/.test(node.text);
    case 'sign':
      return isWhole(node.of);
    case 'two':
      return node.sign !== '/' && isWhole(node.left) && isWhole(node.right);
    case 'call':
      return node.name !== 'exp' && node.given.every(isWhole);
    default:
      return node.kind === 'if' && isWhole(node.then) && isWhole(node.otherwise);
  }
}
