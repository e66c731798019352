// An edited equation as Python: its lines as people read them, and a whole file of rules for `coprod-sim run --rules`.

import { fill } from '../python.js';
import { tables } from '../tables.js';
import { isWhole } from './check.js';

/**
 * @import { Node, Tree } from './parser.js'
 * @import { Rule } from './check.js'
 */

// How tightly each kind of part holds together, as Python has it; what holds less tightly than its place needs brackets.
const CHOICE = 0, OR = 1, AND = 2, NOT = 3, COMPARISON = 4, SUM = 5, PRODUCT = 6, SIGN = 7, ATOM = 8;

/** @param {Node} node */
function holds(node) {
  switch (node.kind) {
    case 'if':
      return CHOICE;
    case 'or':
      return OR;
    case 'and':
      return AND;
    case 'not':
      return NOT;
    case 'compare':
      return COMPARISON;
    case 'two':
      return '+-'.includes(node.sign) ? SUM : PRODUCT;
    case 'sign':
      return SIGN;
    default:
      return ATOM;
  }
}

/**
 * @param {Node} node
 * @param {number} least   how tightly its place holds
 */
const within = (node, least) => (holds(node) < least ? `(${textOf(node)})` : textOf(node));

// A part as text.
/**
 * @param {Node} node
 * @returns {string}
 */
function textOf(node) {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'name':
      return node.name;
    case 'par':
      return `par.${node.name}`;
    case 'call':
      return `${node.name}(${node.given.map(textOf).join(', ')})`;
    case 'sign':
      return `${node.sign}${within(node.of, SIGN)}`;
    case 'not':
      return `not ${within(node.of, NOT)}`;
    case 'compare':
      return node.parts.map((part, at) => `${at ? ` ${node.signs[at - 1]} ` : ''}${within(part, SUM)}`).join('');
    case 'if':
      return `${within(node.then, OR)} if ${within(node.when, OR)} else ${textOf(node.otherwise)}`;
    default:
      return `${within(node.left, holds(node))} ${node.sign} ${within(node.right, holds(node) + 1)}`;
  }
}

// All lines of an equation, the last without a `return`.
/** @param {Tree} tree */
export const linesOf = ({ steps, result }) => [...steps.map(({ name, value }) => `${name} = ${textOf(value)}`), textOf(result)];

// A part that gives a real number, as the engine needs it.
/** @param {Node} node */
const asReal = (node) => (isWhole(node) ? `float(${textOf(node)})` : textOf(node));

// A whole file of rules.
/**
 * @param {Tree} tree
 * @param {Rule} rule
 */
export function fileOf(tree, rule) {
  const { file } = tables.words.explore.lab;
  const flags = (tables.rules.flags[rule.name] ?? []).map((/** @type {number} */ place) => rule.given[place]);
  const body = [
    ...flags.map((/** @type {string} */ name) => `${name} = float(${name})`),
    ...tree.steps.map(({ name, value }) => `${name} = ${asReal(value)}`),
    `return ${asReal(tree.result)}`,
  ];
  const was = rule.text.split('\n').map((line) => `        ${line}`);
  return [
    `"""${file.about}`,
    '',
    `    coprod-sim compare consultation_only power_sharing --rules ${rule.name}.py`,
    '',
    file.others,
    '"""',
    '',
    '',
    `def ${rule.name}(${rule.given.join(', ')}):`,
    `    """${rule.title}`,
    '',
    `    ${fill(file.was, { version: tables.guide.version })}`,
    '',
    ...was,
    '    """',
    ...body.map((line) => `    ${line}`),
    '',
  ].join('\n');
}
