// Pairs of runs with their families, every family of town A beside its twin in B: the twin of pages/compare/twins.py.
//
// What is read of one run, and all that is read of it (n families, m months, k ties between families and staff):
//   start      of town A only, at month 0, before any month was run:
//     families   quarter, language, poor, standing   (n) each: place.families, whole numbers from 0
//                need                                (n * 4): place.families, a family's four areas side by side
//     casework   family, family_trust                (k) each: place.casework, the row of the family and its trust
//   outcomes   progress, felt_trust, energy          (m + 1) * n each: place.families at the end of every month, from month 0
//                                                    (as it was made) on; all families of a month side by side
//   measures   every indicator of the town           (m + 1) each: measure_all of the sums of the whole place
// Ties that come later do not count: the groups of families are those of town A at month 0.

import { tables } from '../tables.js';

const FIFTHS = 5;
const AREAS = 4;

/**
 * @typedef {ArrayLike<number>} Numbers
 * @typedef {{ quarter: Numbers, language: Numbers, poor: Numbers, standing: Numbers, need: Numbers,
 *   family: Numbers, family_trust: Numbers }} Start
 * @typedef {{ start?: Start, outcomes: Record<string, Numbers>, measures: Record<string, Float64Array> }} FamilyRun
 * @typedef {{ a: Record<string, Float64Array>, b: Record<string, Float64Array>, sizes: Numbers, means: [Numbers, Numbers],
 *   better: Numbers, worse: Numbers }} Twins
 *   sizes: families in each group.   means, better, worse: by outcome, month and group, row after row; means in A and in B,
 *   NaN where a group is empty; families with more, or less, in B than their twin in A by more than what is about the same.
 */

// The columns of a grouping among all groups, in order.
/** @param {string} grouping */
export function columns(grouping) {
  const owners = Object.entries(tables.compare.twins.groupings).flatMap(([name, count]) => new Array(count).fill(name));
  return owners.map((_, group) => group).filter((group) => owners[group] === grouping);
}

// For each group, the rows of its families, in order.
/** @param {Start} start */
function groupsOf(start) {
  const n = start.quarter.length;
  const trust = rankOfTrust(start);
  const need = Array.from({ length: n }, (_, row) => largest(start.need, row * AREAS));
  const less = [start.language, start.poor, start.standing];
  /** @type {Record<string, (row: number, group: number) => boolean>} */
  const of = {
    all: () => true,
    hearing: (row, group) => (group < less.length ? less[group][row] > 0 : less.every((flags) => !flags[row])),
    resources: (row, group) => start.quarter[row] === group,
    trust: (row, group) => Math.floor((trust[row] * FIFTHS) / n) === group,
    need: (row, group) => need[row] === group,
  };
  const rows = Array.from({ length: n }, (_, row) => row);
  return Object.entries(tables.compare.twins.groupings).flatMap(([name, count]) => (
    Array.from({ length: count }, (_, group) => rows.filter((row) => of[name](row, group)))
  ));
}

// The place of each family by its trust in its staff, least first; of equal ones the first comes first.
/** @param {Start} start */
function rankOfTrust({ quarter, family, family_trust: given }) {
  const [total, ties] = [new Float64Array(quarter.length), new Float64Array(quarter.length)];
  for (let tie = 0; tie < family.length; tie += 1) {
    total[family[tie]] += given[tie];
    ties[family[tie]] += 1;
  }
  const trust = total.map((value, row) => value / Math.max(ties[row], 1));
  const order = Array.from(trust, (_, row) => row).sort((one, two) => trust[one] - trust[two]);
  const rank = new Array(order.length);
  order.forEach((row, at) => {
    rank[row] = at;
  });
  return rank;
}

// The area of the largest of a family's needs, which begin at a place; the first of equal ones.
/**
 * @param {Numbers} need
 * @param {number} at
 */
function largest(need, at) {
  let found = 0;
  for (let area = 1; area < AREAS; area += 1) if (need[at + area] > need[at + found]) found = area;
  return found;
}

// A pair of towns, every family beside its twin; groups are those of A at month 0.
/**
 * @param {FamilyRun} one   town A, with its start
 * @param {FamilyRun} other   town B
 * @returns {Twins}
 */
export function twinsOf(one, other) {
  const groups = groupsOf(one.start);
  const n = one.start.quarter.length;
  const { outcomes } = tables.compare.twins;
  const months = one.outcomes[outcomes[0][0]].length / n;
  const sizes = Float64Array.from(groups, (rows) => rows.length);
  const [inA, inB, better, worse] = [0, 1, 2, 3].map(() => new Float64Array(outcomes.length * months * groups.length));
  outcomes.forEach(([name, , alike], outcome) => {
    const [a, b] = [one.outcomes[name], other.outcomes[name]];
    for (let month = 0; month < months; month += 1) {
      groups.forEach((rows, group) => {
        const at = (outcome * months + month) * groups.length + group;
        const found = beside(a, b, rows, month * n, alike);
        inA[at] = found.a / rows.length;
        inB[at] = found.b / rows.length;
        better[at] = found.better;
        worse[at] = found.worse;
      });
    }
  });
  return { a: one.measures, b: other.measures, sizes, means: [inA, inB], better, worse };
}

// The sums of a group in A and in B, and how many of its families have more, and less, in B.
/**
 * @param {Numbers} a
 * @param {Numbers} b
 * @param {number[]} rows
 * @param {number} first   where the month begins
 * @param {number} alike
 */
function beside(a, b, rows, first, alike) {
  const found = { a: 0, b: 0, better: 0, worse: 0 };
  for (const row of rows) {
    const [before, after] = [a[first + row], b[first + row]];
    found.a += before;
    found.b += after;
    if (after - before > alike) found.better += 1;
    if (after - before < -alike) found.worse += 1;
  }
  return found;
}
