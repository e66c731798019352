// Follows the notes of a claim (static/tables/claims.py): what its check does with the numbers of runs, by pair, or by pair and month.

/**
 * @typedef {number[] | Float64Array} Row
 * @typedef {Row[]} Rows       of each pair, by month
 * @typedef {any} Found        a number, one for each pair, or rows
 * @typedef {(kind: string, name: string, setting: string, side: string) => Rows} Given
 */

/** @type {Record<string, (a: number, b: number) => number | boolean>} */
const TWO = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '>': (a, b) => a > b,
  part: (a, b) => (b !== 0 ? a / b : 0),
};

/** @param {Found} one */
const isRow = (one) => typeof one !== 'number' && typeof one !== 'boolean';

// Joins two, place by place; a number, or a row of one, stands beside each of the other's.
/**
 * @param {(a: number, b: number) => any} join
 * @param {Found} a
 * @param {Found} b
 * @returns {Found}
 */
function joined(join, a, b) {
  if (!isRow(a) && !isRow(b)) return join(a, b);
  const at = (/** @type {Found} */ one, /** @type {number} */ place) => (isRow(one) ? one[one.length === 1 ? 0 : place] : one);
  const length = Math.max(isRow(a) ? a.length : 1, isRow(b) ? b.length : 1);
  return Array.from({ length }, (_, place) => joined(join, at(a, place), at(b, place)));
}

/**
 * @param {any} note
 * @param {Given} given
 * @returns {Found}
 */
export function follow(note, given) {
  if (typeof note === 'number' || note === null) return note;
  const [name, first, ...more] = note;
  if (name === 'of' || name === 'so_far') return given(name, first, more[0], more[1]);
  const of = follow(first, given);
  switch (name) {
    case 'month':
      return of.map((/** @type {Row} */ row) => row[more[0]]);
    case 'months':
      return of.map((/** @type {Row} */ row) => row.slice(more[0], more[1] ?? undefined));
    case 'min':
      return of.map((/** @type {Row} */ row) => Math.min(...row));
    case 'max':
      return of.map((/** @type {Row} */ row) => Math.max(...row));
    default:
      return joined(TWO[name], of, follow(more[0], given));
  }
}

// What a note reads of runs: [kind, name, setting, side] of each.
/**
 * @param {any} note
 * @returns {[string, string, string, string][]}
 */
export function readBy(note) {
  if (!Array.isArray(note)) return [];
  if (note[0] === 'of' || note[0] === 'so_far') return [/** @type {any} */ (note)];
  return note.flatMap(readBy);
}
