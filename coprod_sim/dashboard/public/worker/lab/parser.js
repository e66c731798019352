// The text of an equation as a tree.  It is read as Python reads it: steps such as `will = ...`, each on a line of its own, and a result.
// Nothing of a text is ever run as a script: what is not in this grammar is a fault.

import { LabFault, shown } from './faults.js';
import { tokensOf } from './tokens.js';

/**
 * @import { At } from './faults.js'
 * @import { Token } from './tokens.js'
 *
 * @typedef {{kind: 'number', text: string, at: At}} NumberNode
 * @typedef {{kind: 'name', name: string, at: At}} NameNode
 * @typedef {{kind: 'par', name: string, at: At}} ParameterNode
 * @typedef {{kind: 'call', name: string, given: Node[], at: At}} CallNode
 * @typedef {{kind: 'sign' | 'not', sign: string, of: Node, at: At}} OneNode
 * @typedef {{kind: 'two' | 'and' | 'or', sign: string, left: Node, right: Node, at: At}} TwoNode
 * @typedef {{kind: 'compare', signs: string[], parts: Node[], at: At}} CompareNode
 * @typedef {{kind: 'if', when: Node, then: Node, otherwise: Node, at: At}} IfNode
 * @typedef {NumberNode | NameNode | ParameterNode | CallNode | OneNode | TwoNode | CompareNode | IfNode} Node
 * @typedef {{name: string, value: Node, at: At}} Step
 * @typedef {{steps: Step[], result: Node}} Tree
 */

const DEEPEST = 40; // brackets, signs and choices in one another
const COMPARE = ['<', '<=', '>', '>=', '==', '!='];

class Parser {
  /** @param {Token[]} tokens */
  constructor(tokens) {
    this.tokens = tokens;
    this.place = 0;
    this.deep = 0;
  }

  // The next token, which stays.
  peek() {
    return this.tokens[this.place];
  }

  /** @param {...string} texts */
  is(...texts) {
    const { kind, text } = this.peek();
    return (kind === 'sign' || kind === 'name') && texts.includes(text);
  }

  take() {
    this.place += 1;
    return this.tokens[this.place - 1];
  }

  // Whether the next token is this one; then it is taken.
  /** @param {...string} texts */
  skip(...texts) {
    return this.is(...texts) ? this.take() : null;
  }

  // A fault about the token that stands where something else should.
  /**
   * @param {string} key
   * @param {Record<string, string>} [given]
   */
  fault(key, given = {}) {
    const { kind, text, at } = this.peek();
    if (kind === 'end' || kind === 'line') return new LabFault(`${key}_end`, at, given);
    return new LabFault(key, at, { text: shown(text), ...given });
  }

  // Goes one level deeper, and back.
  /**
   * @template T
   * @param {() => T} read
   * @returns {T}
   */
  deeper(read) {
    this.deep += 1;
    if (this.deep > DEEPEST) throw new LabFault('deep', this.peek().at, { most: DEEPEST });
    const found = read();
    this.deep -= 1;
    return found;
  }

  /** @returns {Tree} */
  whole() {
    if (this.peek().kind === 'end') throw new LabFault('empty', this.peek().at);
    /** @type {Step[]} */
    const steps = [];
    while (this.peek().kind === 'name' && this.tokens[this.place + 1].text === '=') {
      steps.push(this.step());
      if (this.peek().kind === 'end') throw new LabFault('no_result', this.peek().at);
    }
    this.skip('return');
    const result = this.expression();
    if (this.peek().kind === 'line') throw new LabFault('after_result', this.tokens[this.place + 1].at);
    if (this.peek().kind !== 'end') throw this.stray();
    return { steps, result };
  }

  /** @returns {Step} */
  step() {
    const { text, at } = this.take();
    this.take();
    const value = this.expression();
    if (this.peek().kind !== 'line' && this.peek().kind !== 'end') throw this.stray();
    if (this.peek().kind === 'line') this.take();
    return { name: text, value, at };
  }

  // What stands behind a whole expression and should not.
  stray() {
    if (this.is(')')) return this.fault('close');
    if (this.is('=')) return this.fault('one_equal');
    if (this.is(',')) return this.fault('comma');
    if (this.is('.')) return this.fault('point');
    return this.fault('stray');
  }

  /** @returns {Node} */
  expression() {
    return this.deeper(() => {
      const then = this.or();
      const { at } = this.peek();
      if (!this.skip('if')) return then;
      const when = this.or();
      if (!this.skip('else')) throw this.fault('else');
      return { kind: 'if', when, then, otherwise: this.expression(), at };
    });
  }

  // A row of what `read` gives, joined by signs, from left to right.
  /**
   * @param {'two' | 'and' | 'or'} kind
   * @param {string[]} signs
   * @param {() => Node} read
   * @returns {Node}
   */
  row(kind, signs, read) {
    let left = read();
    while (this.is(...signs)) {
      const { text, at } = this.take();
      left = { kind, sign: text, left, right: read(), at };
    }
    return left;
  }

  or() {
    return this.row('or', ['or'], () => this.row('and', ['and'], () => this.not()));
  }

  /** @returns {Node} */
  not() {
    const sign = this.skip('not');
    if (sign) return this.deeper(() => ({ kind: 'not', sign: 'not', of: this.not(), at: sign.at }));
    return this.comparison();
  }

  /** @returns {Node} */
  comparison() {
    const parts = [this.sum()];
    const signs = [];
    const { at } = this.peek();
    while (this.is(...COMPARE)) {
      signs.push(this.take().text);
      parts.push(this.sum());
    }
    return signs.length ? { kind: 'compare', signs, parts, at } : parts[0];
  }

  sum() {
    return this.row('two', ['+', '-'], () => this.row('two', ['*', '/'], () => this.signed()));
  }

  /** @returns {Node} */
  signed() {
    const sign = this.skip('-', '+');
    if (sign) return this.deeper(() => ({ kind: 'sign', sign: sign.text, of: this.signed(), at: sign.at }));
    return this.atom();
  }

  /** @returns {Node} */
  atom() {
    const { kind, text, at } = this.peek();
    if (kind === 'number') return { kind: 'number', text: this.take().text, at };
    if (this.skip('(')) {
      const inside = this.expression();
      this.closed(at);
      return inside;
    }
    if (kind !== 'name' || ['if', 'else', 'and', 'or', 'not', 'return'].includes(text)) throw this.fault('wanted');
    this.take();
    if (this.skip('(')) return { kind: 'call', name: text, given: this.given(at), at };
    if (!this.is('.')) return { kind: 'name', name: text, at };
    return this.member(text, at);
  }

  // A parameter: par.NAME.
  /**
   * @param {string} owner
   * @param {At} at
   * @returns {Node}
   */
  member(owner, at) {
    if (owner !== 'par') throw new LabFault('owner', at, { text: shown(owner) });
    this.take();
    if (this.peek().kind !== 'name') throw this.fault('after_par');
    const { text, at: end } = this.take();
    return { kind: 'par', name: text, at: { ...at, length: end.line === at.line ? end.column + end.length - at.column : at.length } };
  }

  /**
   * @param {At} at   of the name
   * @returns {Node[]}
   */
  given(at) {
    const found = [];
    if (this.skip(')')) return found;
    do found.push(this.expression()); while (this.skip(','));
    this.closed(at);
    return found;
  }

  /** @param {At} at   of what is open */
  closed(at) {
    if (this.skip(')')) return;
    if (this.peek().kind === 'end' || this.peek().kind === 'line') throw new LabFault('open', at);
    if (this.is('=', ',', '.')) throw this.stray();
    throw this.fault('stray');
  }
}

// Reads a text; throws a LabFault where it is none that we know.
/** @param {string} text */
export const treeOf = (text) => new Parser(tokensOf(text)).whole();
