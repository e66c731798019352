// What of a set-up must fit together: sizes are brought to the nearest that do, other settings are left out, and a note says so.
// The twin of `fitting` in scenario/setup/reader.py.

import { general } from '../python.js';
import { tables } from '../tables.js';
import { ScenarioError } from './errors.js';
import { byName } from './scenario/declared.js';
import { joinedNames, loadScenario, parts } from './scenario/scenario.js';
import { checkedTwo, checkedWay, labelOf } from './setup.js';

/** @typedef {import('./setup.js').Way} Way */

// Settings that can be right alone and wrong together; sizes are fitted to one another instead.
function entangled() {
  const { sums, orders } = tables.setup;
  const added = sums.flatMap((/** @type {any} */ one) => one.names);
  const ordered = orders.flatMap((/** @type {any} */ one) => [one.smaller, one.larger]);
  const all = [...added, ...ordered];
  return new Set(all.filter((name) => byName().get(name).role !== 'place'));
}

// Sizes and settings that fit together: sizes are the nearest that do, other settings are left out.
/**
 * @param {string[]} notes
 * @param {Record<string, number>} given
 * @param {string[]} modifiers
 * @param {Way[]} ways
 */
export function fitting(notes, given, modifiers, ways) {
  const town = fittingSizes(notes, { ...given }, ways[0], modifiers);
  try {
    checkedTwo({ a: ways[0], b: ways[1], town, modifiers });
    return { town, ways };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
  }
  const all = entangled();
  const out = Object.keys({ ...town, ...ways[0].settings, ...ways[1].settings }).filter((name) => all.has(name)).sort();
  const listed = out.map((name) => labelOf(name).toLowerCase()).join(', ');
  notes.push(`These do not fit together, so we left them out: ${listed}.`);
  return { town: without(town, out), ways: ways.map((way) => checkedWay(way.preset, without(way.settings, out))) };
}

// A town whose sizes fit: a professional and a family for each commissioner, and fewer peers than families.
/**
 * @param {string[]} notes
 * @param {Record<string, number>} town
 * @param {Way} way
 * @param {string[]} modifiers
 */
function fittingSizes(notes, town, way, modifiers) {
  const value = { ...loadScenario(joinedNames([...parts(way.preset), ...modifiers])).values, ...town };
  const commissioners = Math.min(value.commissioners, value.professionals, value.families);
  const even = (/** @type {number} */ number) => Math.floor(number / 2) * 2;
  const peers = Math.min(even(value.peers), even(value.families - 1));
  const fitted = { ...town };
  for (const [size, near] of /** @type {[string, number][]} */ ([['commissioners', commissioners], ['peers', peers]])) {
    if (near !== value[size]) {
      notes.push(`${labelOf(size)} must fit the other sizes of the town. We used ${general(near, 10)}.`);
      fitted[size] = near;
    }
  }
  return fitted;
}

/**
 * @param {Record<string, number>} settings
 * @param {string[]} out
 */
const without = (settings, out) => Object.fromEntries(Object.entries(settings).filter(([name]) => !out.includes(name)));
