// The text of an equation as words, numbers and signs.  Signs of arithmetic as people write them are read, too: × ÷ − ≤ ≥ ≠.

import { LabFault, shown } from './faults.js';

/**
 * @import { At } from './faults.js'
 * @typedef {'name' | 'number' | 'sign' | 'line' | 'end'} Kind
 * @typedef {{kind: Kind, text: string, at: At}} Token
 */

const LONGEST = 2000; // letters of a text
const LARGEST = 1e9;
const DIGITS = 15; // no number may have more: so many are exact
const SAME = { '×': '*', '·': '*', '÷': '/', '−': '-', '–': '-', '≤': '<=', '≥': '>=', '≠': '!=' };
const SIGNS = ['<=', '>=', '==', '!=', '+', '-', '*', '/', '(', ')', ',', '.', '<', '>', '='];
const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/**
 * @param {string} text
 * @param {At} at
 * @param {string} next   what follows it
 */
function checkNumber(text, at, next) {
  if (/^[A-Za-z0-9_.]/.test(next)) throw new LabFault('number', at, { text: shown(text + next.match(/^[\w.]+/)[0]) });
  if (/^0\d/.test(text)) throw new LabFault('zeros', at, { text: shown(text) });
  const digits = text.replace(/[eE].*/, '').replace('.', '').replace(/^0+/, '');
  if (digits.length > DIGITS) throw new LabFault('digits', at, { most: DIGITS });
  if (Number(text) > LARGEST) throw new LabFault('large', at);
}

// The next token of one line, or null where only blanks are left.
/**
 * @param {string} line
 * @param {number} from
 * @param {number} row
 * @returns {Token}
 */
function tokenAt(line, from, row) {
  const rest = line.slice(from);
  const at = (/** @type {string} */ text) => ({ line: row, column: from + 1, length: text.length });
  const number = rest.match(NUMBER)?.[0];
  if (number) {
    checkNumber(number, at(number), rest.slice(number.length));
    return { kind: 'number', text: number, at: at(number) };
  }
  const name = rest.match(NAME)?.[0];
  if (name) return { kind: 'name', text: name, at: at(name) };
  for (const [key, wrong] of [['power', /^(\*\*|\^)/], ['whole_division', /^(\/\/|%)/]]) {
    const found = rest.match(/** @type {RegExp} */ (wrong))?.[0];
    if (found) throw new LabFault(/** @type {string} */ (key), at(found), { text: found });
  }
  const sign = SIGNS.find((one) => rest.startsWith(one));
  if (sign) return { kind: 'sign', text: sign, at: at(sign) };
  const [letter] = rest;
  if (Object.hasOwn(SAME, letter)) return { kind: 'sign', text: SAME[letter], at: at(letter) };
  const whole = String.fromCodePoint(rest.codePointAt(0));
  throw new LabFault('sign', at(whole), { text: whole });
}

// All tokens; a new line inside brackets is none.
/**
 * @param {string} text
 * @returns {Token[]}
 */
export function tokensOf(text) {
  if (text.length > LONGEST) throw new LabFault('long', { line: 1, column: 1, length: 1 }, { most: LONGEST });
  /** @type {Token[]} */
  const found = [];
  let deep = 0;
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  lines.forEach((line, row) => {
    for (let from = 0; from < line.length;) {
      const blank = line.slice(from).match(/^[ \t\u00a0]+/);
      if (blank) {
        from += blank[0].length;
        continue;
      }
      const token = tokenAt(line, from, row + 1);
      deep = Math.max(0, deep + Number(token.text === '(') - Number(token.text === ')'));
      found.push(token);
      from += token.at.length;
    }
    const end = { line: row + 1, column: line.length + 1, length: 1 };
    if (deep === 0 && found.length && found[found.length - 1].kind !== 'line') found.push({ kind: 'line', text: '', at: end });
  });
  const last = { line: lines.length, column: lines[lines.length - 1].length + 1, length: 1 };
  if (found.length && found[found.length - 1].kind === 'line') found.pop();
  found.push({ kind: 'end', text: '', at: last });
  return found;
}
