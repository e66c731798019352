// What can be wrong with the text of an equation: where it is, what it is, and what is allowed, in plain words (explore.lab.faults).

import { fill } from '../python.js';
import { tables } from '../tables.js';

/** @typedef {{line: number, column: number, length: number}} At   where something stands; lines and columns begin with 1 */

const SHOWN = 24; // so many letters of a text are said again

// A text as a fault may say it again: cut short, and on one line.
/** @param {string} text */
export const shown = (text) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).replace(/\s+/g, ' ');

export class LabFault extends Error {
  /**
   * @param {string} key   of its sentence
   * @param {At} at
   * @param {Record<string, string | number>} [given]   what the sentence says
   */
  constructor(key, at, given = {}) {
    super(key);
    this.key = key;
    this.at = at;
    this.given = given;
  }

  // The fault in words, and where it is.
  told() {
    const { faults, where } = tables.words.explore.lab;
    const { line, column, length } = this.at;
    return { line, column, length, key: this.key, text: `${fill(where, { line, column })} ${fill(faults[this.key], this.given)}` };
  }
}
