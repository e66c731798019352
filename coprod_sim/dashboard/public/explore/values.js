// The values of settings on the page with all settings: what they are, what is usual, and how one is put.
// A row (settings_table.py) is read and set in numbers for people; the setup holds the model's.

import { fill } from '../shared/fill.js';
import { setup } from '../shared/setup.js';
import { SIDES, store } from '../shared/store.js';

const SMALL = 1e-9;

// What has been asked for, also while its run is on the way.
export const asked = () => (store.stale ? setup() : store.run.setup);

export const usualOf = (row, side, run = store.run) => run.settings.usual[side][row.name] ?? row.usual;

export function valueOf(row, side, given = asked(), run = store.run) {
  return given[SIDES[side]].set[row.name] ?? given.town[row.name] ?? usualOf(row, side, run);
}

const alike = (one, other) => Math.abs(one - other) < SMALL;

// Numbers for people, and back.
export const forPeople = (row, value) => Number((value * row.times).toPrecision(6));
export const forModel = (row, number) => Number((number / row.times).toPrecision(12));
export const plain = (number) => String(number).replace('-', '\u2212');
export const inWords = (row, value) => `${plain(forPeople(row, value))} ${row.unit}`;

// A setting of both ways has one control, at side 0.
export const sidesOf = (row) => (row.both ? [0] : [0, 1]);

export const isChanged = (row, side) => !alike(valueOf(row, side), usualOf(row, side));
export const isRowChanged = (row) => isChanged(row, 0) || isChanged(row, 1);

// How the two ways differ in a setting that is set for both, or null.
export function difference(row) {
  const [a, b] = [0, 1].map((side) => valueOf(row, side));
  return row.both && !alike(a, b) ? { a: inWords(row, a), b: inWords(row, b) } : null;
}

export function usualInWords(row) {
  const [a, b] = [0, 1].map((side) => inWords(row, usualOf(row, side)));
  const { explore } = store.words;
  return a === b ? fill(explore.usual, { usual: a }) : fill(explore.usual_two, { a, b });
}

// Writes a value into a setup; null puts back what is usual.  What stood in the town for a lever stays for the other way.
export function put(next, row, side, value) {
  if (row.both) {
    const usual = value === null || [0, 1].every((each) => alike(value, usualOf(row, each)));
    SIDES.forEach((letter) => { delete next[letter].set[row.name]; });
    if (usual) delete next.town[row.name];
    else next.town[row.name] = value;
    return;
  }
  if (row.name in next.town) {
    SIDES.forEach((letter) => { next[letter].set[row.name] = next[letter].set[row.name] ?? next.town[row.name]; });
    delete next.town[row.name];
  }
  if (value === null || alike(value, usualOf(row, side))) delete next[SIDES[side]].set[row.name];
  else next[SIDES[side]].set[row.name] = value;
}

export function putBack(next, rows) {
  rows.forEach((row) => sidesOf(row).forEach((side) => put(next, row, side, null)));
}
