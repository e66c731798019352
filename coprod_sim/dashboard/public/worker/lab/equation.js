// One equation that may be changed: read from a text, worked out for its example, and put in the place of the rule of its name.

import { defaults } from '../setup/scenario/declared.js';
import { tables } from '../tables.js';
import { checkTree } from './check.js';
import { openRule, worker } from './evaluate.js';
import { LabFault } from './faults.js';
import { treeOf } from './parser.js';
import { fileOf, linesOf } from './write.js';

/**
 * @import { Memory } from '../numbers/memory.js'
 * @import { Rule } from './check.js'
 * @import { Tree } from './parser.js'
 */

/**
 * @param {string} name
 * @returns {Rule}
 */
function ruleNamed(name) {
  const found = tables.lab.rules.find((/** @type {Rule} */ rule) => rule.name === name);
  if (!found) throw new Error(`no rule that can be changed is called ${name}`);
  return found;
}

// Reads a text for a rule; throws a LabFault where it cannot stand for it.
/**
 * @param {string} name
 * @param {string} text
 */
export function equation(name, text) {
  const rule = ruleNamed(name);
  const tree = treeOf(text);
  checkTree(tree, rule);
  return { rule, tree };
}

// The value of an equation for some inputs; parameters that its example does not name are the usual ones.
/**
 * @param {{rule: Rule, tree: Tree}} of
 * @param {Record<string, number>} inputs
 * @param {Memory} memory
 */
function valueFor({ rule, tree }, inputs, memory) {
  const { fields } = memory.records.parameters;
  const named = Object.fromEntries(Object.entries(fields).map(([name, [offset]]) => [offset, name]));
  const values = { ...defaults(), ...rule.example.par };
  return worker(tree, rule, memory)(rule.inputs.map((name) => inputs[name]), (offset) => values[named[offset]]);
}

// What is told of a text while it is edited: a fault, or the value for its example beside that of the standard.
/**
 * @param {string} name
 * @param {string} text
 * @param {Record<string, number>} inputs
 * @param {Memory} memory
 */
export function checked(name, text, inputs, memory) {
  const rule = ruleNamed(name);
  const standard = { rule, tree: treeOf(rule.text) };
  const before = valueFor(standard, inputs, memory);
  try {
    const now = equation(name, text);
    const lines = linesOf(now.tree).join('\n');
    return { before, value: valueFor(now, inputs, memory), same: lines === linesOf(standard.tree).join('\n'), fault: null };
  } catch (error) {
    if (!(error instanceof LabFault)) throw error;
    return { before, value: null, same: false, fault: error.told() };
  }
}

// The function that the module calls in the place of a rule.
/**
 * @param {string} name
 * @param {string} text
 * @param {Memory} memory
 */
export function functionOf(name, text, memory) {
  const { rule, tree } = equation(name, text);
  return openRule(tree, rule, memory);
}

// An edited equation as a file of rules.
/**
 * @param {string} name
 * @param {string} text
 */
export function rulesFile(name, text) {
  const { rule, tree } = equation(name, text);
  return fileOf(tree, rule);
}
