// Whether an answer of a student fits the run: true, false, or null where it cannot be said yet.

import { services } from '../shared/town/network.js';
import { startOf } from './tries.js';
import { store } from '../shared/store.js';

export const YEAR = 12; // the month that the first lesson asks about

// The trust that families have in each member of staff at a month, from 0 to 100: [{families, trust}].
export function staffAt(run, side, month) {
  const { people } = run;
  const rows = Array.from({ length: people.professionals }, () => ({ families: 0, trust: 0 }));
  const ties = people.tie_professional.length;
  people.tie_professional.forEach((row, tie) => {
    rows[row].families += 1;
    rows[row].trust += run.worlds[side].link[month * ties + tie];
  });
  return rows.map(({ families, trust }) => ({ families, trust: families ? Math.round(trust / families / 2.55) : null }));
}

// The say of all families at a month, of 100: the least, the middle, the most.
export function sayAt(run, side, month) {
  const count = run.people.families;
  const say = Array.from(run.worlds[side].say.subarray(month * count, (month + 1) * count), (value) => Math.round(value / 2.55)).sort((a, b) => a - b);
  return { low: say[0], middle: say[Math.floor(count / 2)], high: say[count - 1] };
}

// Those that look equal in the table are equally right.
const isMost = (values, at) => Number.isInteger(at) && values[at] !== undefined && values[at] === Math.max(...values);
const year = () => Math.min(YEAR, store.run.months);
const mostTrusted = (month, value) => isMost(staffAt(store.run, 0, month).map((row) => row.trust ?? -1), Number(value) - 1);
const near = (value, right) => Math.abs(Number(String(value).replace(',', '.')) - right) <= 1;
const NEAR = 1; // of 100: closer than this nobody reads it off a table
const FEW = 6; // requests of about a hundred: fewer are luck
// The say of all others minus that of those heard least, in A or B; say of those heard least comes first in a try.
const gapOf = (one, side) => one[3 + side] - one[1 + side];
// Whether a pair has the largest number of all pairs but the first; null until all have been tried.
const isLargest = (value, { tries, lesson }, number) => {
  const all = lesson.variants.slice(1).map((_, row) => tried(tries, row + 1));
  if (all.some((one) => !one)) return null;
  const numbers = all.map(number);
  return lesson.variants[1 + numbers.indexOf(Math.max(...numbers))].key === value;
};
const tried = (tries, first) => tries.find((one) => one[0] === first);

const CHECKS = {
  staff_trusted: (value) => mostTrusted(year(), value),
  staff_trusted_end: (value) => mostTrusted(store.run.months, value),
  service_trust: (value) => isMost(services(store.run, 0, year()).map((row) => row.trust ?? -1), Number(value) - 1),
  trust_12: (value) => near(value, Math.round(store.run.series.felt_trust[0][year()])),
  best_start: (value, { tries, lesson }) => {
    if (tries.length < lesson.starts.length) return null;
    return tried(tries, Number(value))?.[2] === Math.max(...tries.map((one) => one[2]));
  },
  same_again: (value, { tries }) => (tried(tries, YEAR) && startOf(store.run.setup) !== null ? value === 'yes' : null),
  higher_far: (value, { tries }) => (tried(tries, 0) ? Number(value) === tried(tries, 0)[3] : null),
  higher_close: (value, { tries }) => (tried(tries, 1) ? Number(value) === tried(tries, 1)[3] : null),
  gap_end: (value, { tries }) => (tried(tries, 0) ? near(value, tried(tries, 0)[2] - tried(tries, 0)[1]) : null),
  best_mend: (value, { tries, lesson }) => {
    const [one, other] = [tried(tries, 1), tried(tries, 2)];
    if (!one || !other) return null;
    const best = one[2] - one[1] > other[2] - other[1] ? 1 : 2;
    return lesson.variants[best].key === value;
  },
  gap_a: (value, { tries }) => (tried(tries, 0) ? near(value, gapOf(tried(tries, 0), 0)) : null),
  gap_b: (value, { tries }) => (tried(tries, 0) ? near(value, gapOf(tried(tries, 0), 1)) : null),
  most_lift: (value, about) => isLargest(value, about, (one) => one[2] - one[1]),
  young_gap: (value, { tries, lesson }) => {
    const one = tried(tries, lesson.variants.length - 1);
    return one ? value === (gapOf(one, 1) < gapOf(one, 0) - NEAR ? 'smaller' : 'not') : null;
  },
  in_time: (value, { tries }) => (tried(tries, 0) ? Number(value) === tried(tries, 0)[2] : null),
  refused: (value, { tries }) => {
    const one = tried(tries, 0);
    if (!one) return null;
    const more = one[4] - one[3];
    return value === (Math.abs(more) <= FEW ? 'same' : more > 0 ? 'more' : 'fewer');
  },
  most_appeals: (value, about) => isLargest(value, about, (one) => one[8] - one[7]),
  fewest_appeals: (value, about) => isLargest(value, about, (one) => one[7] - one[8]),
  found_worse: (_, { tries, lesson }) => tries.some((one) => one[lesson.sliders.length + 2] >= 15),
  grade: (value, { lesson, before }) => {
    const slider = lesson.sliders.find((one) => one.name === before);
    return slider ? slider.status === value : null;
  },
};

// An answer that is empty is neither right nor wrong.
export function checked(step, value, about) {
  if (!step.check || (step.kind !== 'tick' && value === '')) return undefined;
  return CHECKS[step.check](value, about);
}
