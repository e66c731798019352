// The tree of an equation as a function of numbers, made of small functions, one for each part of the tree.
// Numbers are those of the engine to the last bit: min and max keep the first of two that are alike, and exp is the module's own.

import { isWhole } from './check.js';

/**
 * @import { Memory } from '../numbers/memory.js'
 * @import { Node, Tree } from './parser.js'
 * @import { Rule } from './check.js'
 *
 * @typedef {Object} Frame   what an equation reads while it is worked out
 * @property {number[]} values   of its inputs and steps
 * @property {any} parameters    by place: a function that gives one
 * @typedef {(frame: Frame) => number} Part
 * @typedef {(frame: Frame) => boolean} Truth
 * @typedef {{places: Map<string, number>, offsets: Record<string, [number, string, number]>, exp: (number: number) => number}} Names
 */

const REAL = 8; // bytes

/** @type {Record<string, (left: Part, right: Part) => Part>} */
const TWO = {
  '+': (left, right) => (frame) => left(frame) + right(frame),
  '-': (left, right) => (frame) => left(frame) - right(frame),
  '*': (left, right) => (frame) => left(frame) * right(frame),
  '/': (left, right) => (frame) => left(frame) / right(frame),
};

/** @type {Record<string, (one: number, other: number) => boolean>} */
const COMPARE = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '==': (one, other) => one === other,
  '!=': (one, other) => one !== other,
};

/** @type {Record<string, (given: Part[], names: Names) => Part>} */
const CALL = {
  exp: ([of], { exp }) => (frame) => exp(of(frame)),
  min: (given) => (frame) => given.slice(1).reduce((least, part) => {
    const value = part(frame);
    return value < least ? value : least;
  }, given[0](frame)),
  max: (given) => (frame) => given.slice(1).reduce((most, part) => {
    const value = part(frame);
    return value > most ? value : most;
  }, given[0](frame)),
};

/**
 * @param {Node} node
 * @param {Names} names
 * @returns {Truth}
 */
function truth(node, names) {
  switch (node.kind) {
    case 'compare': {
      const parts = node.parts.map((part) => made(part, names));
      const tests = node.signs.map((sign) => COMPARE[sign]);
      return (frame) => {
        let left = parts[0](frame);
        return tests.every((test, at) => {
          const right = parts[at + 1](frame);
          const holds = test(left, right);
          left = right;
          return holds;
        });
      };
    }
    case 'not': {
      const of = truth(node.of, names);
      return (frame) => !of(frame);
    }
    case 'and':
    case 'or': {
      const [left, right] = [truth(node.left, names), truth(node.right, names)];
      return node.kind === 'and' ? (frame) => left(frame) && right(frame) : (frame) => left(frame) || right(frame);
    }
    default:
      throw new Error(`${node.kind} is no comparison`);
  }
}

/**
 * @param {Node} node
 * @param {Names} names
 * @returns {Part}
 */
function made(node, names) {
  const part = real(node, names);
  // Among whole numbers there is no zero with a sign.
  return isWhole(node) && node.kind !== 'number' ? (frame) => part(frame) + 0 : part;
}

/**
 * @param {Node} node
 * @param {Names} names
 * @returns {Part}
 */
function real(node, names) {
  switch (node.kind) {
    case 'number': {
      const value = Number(node.text);
      return () => value;
    }
    case 'name': {
      const place = names.places.get(node.name);
      return (frame) => frame.values[place];
    }
    case 'par': {
      const [offset] = names.offsets[node.name];
      return (frame) => frame.parameters(offset);
    }
    case 'sign': {
      const of = made(node.of, names);
      return node.sign === '-' ? (frame) => -of(frame) : of;
    }
    case 'two':
      return TWO[node.sign](made(node.left, names), made(node.right, names));
    case 'call':
      return CALL[node.name](node.given.map((part) => made(part, names)), names);
    case 'if': {
      const [then, when, otherwise] = [made(node.then, names), truth(node.when, names), made(node.otherwise, names)];
      return (frame) => (when(frame) ? then(frame) : otherwise(frame));
    }
    default:
      throw new Error(`${node.kind} gives no number`);
  }
}

// A checked tree as a function of its inputs, in their order, and of a function that gives the parameter at a place in their record.
/**
 * @param {Tree} tree
 * @param {Rule} rule
 * @param {Memory} memory
 * @returns {(values: number[], parameters: (offset: number) => number) => number}
 */
export function worker(tree, rule, memory) {
  const all = [...rule.inputs, ...tree.steps.map(({ name }) => name)];
  /** @type {Names} */
  const names = { places: new Map(all.map((name, place) => [name, place])), offsets: memory.records.parameters.fields, exp: memory.exports.exp_of };
  const steps = tree.steps.map(({ name, value }) => ({ place: names.places.get(name), part: made(value, names) }));
  const result = made(tree.result, names);
  /** @type {Frame} */
  const frame = { values: [], parameters: null };
  return (values, parameters) => {
    frame.values = values;
    frame.parameters = parameters;
    for (const { place, part } of steps) values[place] = part(frame);
    return result(frame);
  };
}

// The same as the module calls it: with the numbers one by one, and the place of the parameters in its memory.
/**
 * @param {Tree} tree
 * @param {Rule} rule
 * @param {Memory} memory
 * @returns {(...given: number[]) => number}
 */
export function openRule(tree, rule, memory) {
  const work = worker(tree, rule, memory);
  const count = rule.inputs.length;
  let numbers = new Float64Array(0);
  let at = 0;
  const parameter = (/** @type {number} */ offset) => numbers[(at + offset) / REAL];
  return (...given) => {
    if (numbers.buffer !== memory.buffer) numbers = new Float64Array(memory.buffer);
    at = given[count] ?? 0;
    given.length = count;
    return work(given, parameter);
  };
}
