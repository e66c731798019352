// A pair of ways of working as the pages show it, with its run and with many: the twin of pair/show.py, but for addresses and names,
// which stand in setup/show.js.

import { SIDES } from '../setup/reader.js';
import { changeTable, way } from '../setup/show.js';
import { tables } from '../tables.js';
import { happenings, happeningSentence } from './event_list.js';
import { familyNames } from './family_names.js';
import { leverRows } from './lever_table.js';
import { endMarks } from './marks.js';
import { BAND, pairSentences } from './month_sentences.js';
import { bandPayload, runPayload } from './payload.js';

/** @import { Comparison, Series } from '../numbers/difference.js' */
/** @import { World } from '../numbers/runs.js' */
/** @import { Scenario } from '../setup/scenario/scenario.js' */
/** @import { TwoWays } from '../setup/setup.js' */

/**
 * What is shown: two ways of working with what the other parts of the worker make of them.
 * @typedef {Object} Shown
 * @property {TwoWays} two
 * @property {Scenario[]} scenarios   of A and of B, with the changes in them
 * @property {Scenario[]} plain   the same without any change
 * @property {World[]} worlds   of the luck that is watched
 * @property {string} hash   of the two ways
 * @property {string} link   as it stands in an address
 * @property {string} world   the hash of the two ways, whatever their luck
 * @property {Object} setup   the tables of a file
 * @property {string} file   and its text
 * @property {string} version
 */

const SIZES = ['families', 'professionals'];

// Everything that a page needs to play the watched pair, with charts of `measures`.
/**
 * @param {Shown} shown
 * @param {string[]} [measures]
 */
export function runOf(shown, measures = tables.telling.measures) {
  const { two, scenarios, worlds, hash, link, version, setup, file, world } = shown;
  const sizes = Object.fromEntries(SIZES.map((name) => [name, scenarios[0].values[name]]));
  return {
    ...runPayload(worlds, measures),
    rev: revision(shown),
    hash,
    link,
    luck: two.seed,
    version,
    setup,
    file,
    sizes: { ...sizes, months: two.months },
    ways: [way(two, 0), way(two, 1)],
    rules: leverRows(scenarios[0], scenarios[1]),
    changes: two.changes.map(changeTable),
    events: ownEventTables(shown),
    names: familyNames(worlds[0].people.family_commissioner.length),
    marks: endMarks(scenarios, two.months),
    world,
    ...sentencesPayload(shown, null),
  };
}

// The state that a run shows; a band with another belongs to another run.
/** @param {Shown} shown */
const revision = ({ hash, link }) => `${hash}-${link}`;

// What the two scenarios do by themselves and when; the rail shows it, and play stops.
/** @param {Shown} shown */
function ownEventTables({ two, plain }) {
  return happenings(plain, [], two.months).flatMap((one) =>
    one.sides.map((side) => ({ who: SIDES[side], start: one.month, title: happeningSentence(one) })),
  );
}

// The sentences of every month, and those on each measure that a room may have guessed about.
/**
 * @param {Shown} shown
 * @param {Comparison | null} comparison
 */
function sentencesPayload({ two, scenarios, worlds }, comparison) {
  return pairSentences(worlds, scenarios, two.changes, comparison);
}

// The measures of the pairs that are there, and once all are, the sentences that they bear out.
/**
 * @param {Shown} shown
 * @param {Comparison} comparison
 * @param {string[]} [measures]
 */
export function bandOf(shown, comparison, measures = tables.telling.measures) {
  const sentences = comparison.pairs === BAND ? sentencesPayload(shown, comparison) : {};
  return { ...bandPayload(comparison, BAND, measures), rev: revision(shown), ...sentences };
}

// A comparison up to a month.
/**
 * @param {Comparison} whole
 * @param {number | null} until
 * @returns {Comparison}
 */
export function upTo(whole, until) {
  if (until === null || until >= whole.months) return whole;
  /** @type {(series: Series) => Series} */
  const cut = (series) =>
    Object.fromEntries(Object.entries(series).map(([name, rows]) => [name, rows.map((row) => row.subarray(0, until + 1))]));
  return { ...whole, months: until, series_a: cut(whole.series_a), series_b: cut(whole.series_b) };
}
