// The names of families: the twin of `family_names` in pair/stories.py.

import { tables } from '../tables.js';

// A family by its row.
/** @param {number} family */
export function familyName(family) {
  const { trees } = tables.telling;
  const rounds = Math.floor(family / trees.length);
  return `Family ${trees[family % trees.length]}${rounds ? ` ${rounds + 1}` : ''}`;
}

/** @param {number} families */
export const familyNames = (families) => Array.from({ length: families }, (_, row) => familyName(row));
