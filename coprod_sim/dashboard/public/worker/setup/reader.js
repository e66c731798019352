// What the tables of a file or a link mean: two ways of working, and notes on what could not be used as it was.
// The twin of scenario/setup/reader.py as the page reads: the nearest allowed value is used.  Strict reading is for the command line.

import { general, round } from '../python.js';
import { tables } from '../tables.js';
import { SIDES_CHANGED, changeKind, checkedChange } from './changes.js';
import { byName, setupNumber } from './scenario/declared.js';
import { fitting } from './fitting.js';
import { eventName, overridden } from './scenario/events_without_effect.js';
import { isNumber, plainNumber } from './text/json.js';
import { joinedNames, loadScenario, parts } from './scenario/scenario.js';
import { named, numberFault, quoted } from './scenario/setting_checks.js';
import { allPresets, checkedTwo, checkedWay, labelOf, modifierFaults, presetFaults, titleFaults } from './setup.js';

/**
 * @typedef {import('./text/json.js').Table} Table
 * @typedef {import('./scenario/declared.js').Parameter} Parameter
 * @typedef {import('./setup.js').Way} Way
 */

export const SIDES = ['A', 'B'];
const KNOWN = ['schema', 'title', 'months', 'luck', 'town', 'modifiers', ...SIDES, 'changes', 'view', 'made_with'];
const WAY_KEYS = ['preset', 'set'];
const CHANGE_KEYS = ['who', 'do', 'start', 'length', 'amount'];

/**
 * @param {Table} table
 * @param {string} key
 * @param {any} usual   where it is not there
 */
const got = (table, key, usual) => (table.has(key) ? table.get(key) : usual);

// One reading of one file or link, and what was found on the way.
export class Reader {
  constructor() {
    /** @type {string[]} */
    this.notes = [];
    /** @type {Table} */
    this.extra = new Map();
  }

  // The two ways of these tables.
  /** @param {Table} found */
  read(found) {
    this.keepUnknown(found);
    const { limits } = tables.setup;
    const months = this.whole(limited(setupNumber('months'), limits.months), found, 'months');
    const seed = this.whole(setupNumber('luck'), found, 'luck');
    const town = this.settings(this.table(found, 'town'), 'town', ['town']);
    const modifiers = this.modifiers(got(found, 'modifiers', []));
    const ways = SIDES.map((side, position) => this.way(found, side, position));
    const changes = this.changes(got(found, 'changes', []), months);
    const title = this.title(got(found, 'title', '')), view = this.table(found, 'view');
    const { town: fittingTown, ways: [a, b] } = fitting(this.notes, town, modifiers, ways);
    const two = checkedTwo({ a, b, changes, seed, months, title, town: fittingTown, modifiers, view, extra: this.extra });
    this.noteEvents(two);
    return two;
  }

  // Says which events of a way of working come after the end, and which of its settings they take away.
  /** @param {import('./setup.js').TwoWays} two */
  noteEvents(two) {
    for (const [side, way] of /** @type {[string, Way][]} */ ([['A', two.a], ['B', two.b]])) {
      const plain = loadScenario(joinedNames([...parts(way.preset), ...two.modifiers]));
      for (const event of plain.events.filter((one) => one.month > two.months)) {
        this.notes.push(`In ${side}, ${eventName(event)} never happens: the months end with ${two.months}.`);
      }
      const lost = overridden(plain, Object.keys(way.settings), 'as it is set', two.months);
      this.notes.push(...lost.map((text) => `In ${side}, ${text}`));
    }
  }

  // What is not known.

  // Keeps what this version does not know, beside the ways too; it changes nothing, so it is no fault.
  /** @param {Table} found */
  keepUnknown(found) {
    for (const [key, value] of found) {
      if (!KNOWN.includes(key)) {
        this.extra.set(key, value);
        this.notes.push(`${named(key)} is not known here. It was kept, and not used.`);
      }
    }
    for (const side of SIDES) {
      const rest = [...this.table(found, side)].filter(([key]) => !WAY_KEYS.includes(key));
      if (rest.length) this.extra.set(side, new Map(rest));
      this.notes.push(...rest.map(([key]) => `${named(key)} in ${side} is not known here. It was kept, and not used.`));
    }
  }

  // Keeps a setting that is not known where it stood, so that it is there when the file is written again.
  /**
   * @param {string[]} spot
   * @param {string} name
   * @param {any} value
   */
  keep(spot, name, value) {
    let at = this.extra;
    for (const key of spot) {
      if (!at.has(key)) at.set(key, new Map());
      at = at.get(key);
    }
    at.set(name, value);
  }

  // Numbers.

  // A number within its range: the nearest one, with a note; null for what is no number.
  /**
   * @param {Parameter} declared
   * @param {any} value
   * @param {string} label
   * @returns {number | null}
   */
  number(declared, value, label) {
    const number = plainNumber(value);
    if (numberFault(declared, value) === null) return number;
    if (!isNumber(value)) {
      this.notes.push(`${label} must be a number. We used the usual one.`);
      return null;
    }
    const limit = Math.min(Math.max(number, declared.low), declared.high);
    const kind = limit === number ? 'a whole number ' : '';
    const near = declared.whole ? round(limit) : limit;
    const limits = `${kind}between ${general(declared.low, 10)} and ${general(declared.high, 10)}`;
    this.notes.push(`${label} must be ${limits}. We used ${general(near, 10)}.`);
    return near;
  }

  // A whole number at the top of the file, the usual one where there is none.
  /**
   * @param {Parameter} declared
   * @param {Table} found
   * @param {string} key
   */
  whole(declared, found, key) {
    return this.number(declared, got(found, key, declared.default), labelOf(key)) ?? declared.default;
  }

  // Tables and text.

  // A table inside a table; empty where there is none.
  /**
   * @param {Table} found
   * @param {string} key
   * @returns {Table}
   */
  table(found, key) {
    const value = got(found, key, new Map());
    if (value instanceof Map) return value;
    this.notes.push(`${labelOf(key)} could not be read. We left it out.`);
    return new Map();
  }

  /** @param {any} title */
  title(title) {
    if (!titleFaults(title).length) return title;
    this.notes.push('The title could not be read. We left it out.');
    return '';
  }

  // Settings within their ranges; those that are not known are kept and not used.
  /**
   * @param {Table} given
   * @param {string} side   A, B or town
   * @param {string[]} spot
   */
  settings(given, side, spot) {
    /** @type {Record<string, number>} */
    const right = {};
    const { families: most, capped } = tables.setup.limits;
    for (const [name, value] of given) {
      const declared = byName().get(name);
      if (!declared) {
        this.notes.push(`${named(name)} is not known here. It was kept, and not used.`);
        this.keep(spot, name, value);
      } else if (SIDES.includes(side) && declared.role === 'place') {
        this.notes.push(`${labelOf(name)} must be the same in A and B. We left it out of ${side}.`);
      } else {
        const number = this.number(capped.includes(name) ? limited(declared, most) : declared, value, labelOf(name));
        if (number !== null) right[name] = number;
      }
    }
    return right;
  }

  // The modifiers that are built in.
  /** @param {any} given */
  modifiers(given) {
    if (!Array.isArray(given)) {
      this.notes.push('The modifiers could not be read. We left them out.');
      return [];
    }
    const right = [];
    for (const name of given.slice(0, tables.setup.limits.modifiers)) {
      if (modifierFaults([name]).length) this.notes.push(`There is nothing called ${quoted(name)}. We left it out.`);
      else if (!this.tooLarge(name)) right.push(name);
    }
    return right;
  }

  // One way of working; the usual one where its name is not built in.
  /**
   * @param {Table} found
   * @param {string} side
   * @param {number} position
   */
  way(found, side, position) {
    const given = this.table(found, side);
    const usual = allPresets()[position].key;
    const preset = got(given, 'preset', usual);
    const wrong = presetFaults(preset).length > 0;
    if (wrong) this.notes.push(`There is no way of working called ${quoted(preset)}. We used ${quoted(usual)}.`);
    const chosen = wrong ? usual : parts(preset).filter((part) => !this.tooLarge(part)).join('+');
    return checkedWay(chosen || usual, this.settings(this.table(given, 'set'), side, [side, 'set']));
  }

  // Whether a built-in scenario or modifier makes a place that is too large for the page; says so if it does.
  /** @param {string} name */
  tooLarge(name) {
    if (loadScenario(name).values.families <= tables.setup.limits.families) return false;
    this.notes.push(`${labelOf(name)} is too large for this page. We left it out.`);
    return true;
  }

  // Changes.

  // The changes that are right; others are mended, or kept and not used.
  /**
   * @param {any} given
   * @param {number} months
   */
  changes(given, months) {
    if (!Array.isArray(given)) {
      this.notes.push('The changes could not be read. We left them out.');
      return [];
    }
    const most = tables.setup.limits.changes;
    if (given.length > most) this.notes.push(`There may be ${most} changes at most. We used the first ${most}.`);
    return given.slice(0, most).map((one, at) => this.change(one, `changes number ${at + 1}`, months)).filter(Boolean);
  }

  // One change; null where it is not known what it does or for whom.
  /**
   * @param {any} given
   * @param {string} spot
   * @param {number} months
   */
  change(given, spot, months) {
    /** @type {Table} */
    const table = given instanceof Map ? given : new Map();
    const what = table.get('do'), who = table.get('who');
    const kind = changeKind(what);
    if (!kind || !SIDES_CHANGED.includes(who)) {
      this.notes.push(`The change ${quoted(what)} could not be read. It was kept, and not used.`);
      this.extra.set('changes', [...got(this.extra, 'changes', []), given]);
      return null;
    }
    const label = `In "${kind.title}", the`;
    const start = plainNumber(got(table, 'start', 1)) === 0 ? 1 : got(table, 'start', 1);
    const begin = this.number({ ...setupNumber('start'), high: months }, start, `${label} start`) ?? 1;
    const amount = this.number(kind.amount, got(table, 'amount', kind.amount.default), `${label} amount`) ?? kind.amount.default;
    const length = this.length(table, kind, label);
    const rest = [...table].filter(([key]) => !CHANGE_KEYS.includes(key));
    this.notes.push(...rest.map(([key]) => `${named(key)} in ${spot} is not known here. It was kept, and not used.`));
    return checkedChange({ who, do: what, start: begin, length, amount, extra: new Map(rest) });
  }

  // How long a change lasts: the usual length where none is given, and to the end for null.
  /**
   * @param {Table} table
   * @param {any} kind
   * @param {string} label
   */
  length(table, kind, label) {
    const given = got(table, 'length', kind.default_length);
    if (given === null) return null;
    if (!kind.has_length) {
      this.notes.push(`"${kind.title}" happens once. We left its length out.`);
      return null;
    }
    return this.number(setupNumber('length'), given, `${label} length`) ?? kind.default_length;
  }
}

// A number with a lower limit for the page, which has to answer soon.
/**
 * @param {Parameter} declared
 * @param {number} most
 */
const limited = (declared, most) => ({ ...declared, high: Math.max(declared.low, Math.min(declared.high, most)) });

// Notes, each once, and never a page full of them.
/** @param {string[]} notes */
export function shortInput(notes) {
  const each = [...new Set(notes)], most = tables.setup.limits.notes;
  return each.length <= most ? each : [...each.slice(0, most), `There were ${each.length - most} more notes like these.`];
}

