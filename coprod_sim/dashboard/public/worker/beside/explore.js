// What the page with all settings needs beside a run: the twin of pages/explore/page.py and settings_table.py.

import { round, sum } from '../python.js';
import { byName, defaults, names } from '../setup/scenario/declared.js';
import { tables } from '../tables.js';
import { leverSentence, turns } from '../telling/lever_table.js';

/** @import { World } from '../numbers/runs.js' */
/** @import { Scenario } from '../setup/scenario/scenario.js' */

const FULL = 100;
const DIGITS = 4;

// All rows, and the groups with their sections in the order in which people read them.
export function allSettings() {
  const { order, columns, groups } = tables.explore;
  const rows = [...byName().values()].map(({ name, whole, default: usual }, at) => {
    const [title, meaning] = tables.words.explore.names[name];
    const row = { name, title, meaning, whole, usual };
    return Object.fromEntries(order.map((field) => [field, row[field] ?? cell(columns[field], at)]));
  });
  return { rows, groups };
}

// One value of a column, which may be written short: its texts, and which of them stands where.
/**
 * @param {any} column
 * @param {number} at
 */
const cell = (column, at) => ('texts' in column ? column.texts[column.at[at]] : column[at]);

// The settings that a way of working has before anybody changes one, where they are not the model's own.
/** @param {Scenario} scenario   of its preset and the modifiers of both ways, and no more */
function usualOf({ values }) {
  return Object.fromEntries(Object.entries(defaults()).filter(([name, usual]) => values[name] !== usual).map(([name]) => [name, values[name]]));
}

// Each lever of one way of working that changes later: its worth at the start and from which month on.
/** @param {Scenario} scenario */
function onTimeline(scenario) {
  const moved = names('lever').filter((lever) => turns(lever, scenario).length);
  return Object.fromEntries(moved.map((lever) => [lever, leverSentence(lever, scenario)]));
}

// What the page needs of two ways of working: a table for A and one for B.
/**
 * @param {Scenario[]} bare   the scenario of each preset with the modifiers of both ways, and no more
 * @param {Scenario[]} scenarios
 */
function settingsOfBoth(bare, scenarios) {
  return { settings: { usual: bare.map(usualOf), later: scenarios.map(onTimeline) } };
}

// What each cause did to trust in A and in B, from the start to the end, of 100.
/** @param {World[]} worlds */
function ledgers(worlds) {
  const whole = (values) => round(FULL * sum(values.map((value) => (Number.isNaN(value) ? 0 : value))), DIGITS);
  return worlds.map(({ measures }) =>
    Object.fromEntries(tables.telling.causes.map((cause) => [cause, whole(measures[`trust_from_${cause}`])])),
  );
}

// How far off each party's view was at the last reviews in A and in B, in standard need units; null before any.
/** @param {World[]} worlds */
function viewErrors(worlds) {
  const views = Object.entries(tables.explore.views);
  const last = (values) => (Number.isFinite(values.at(-1)) ? round(values.at(-1), DIGITS) : null);
  return worlds.map(({ measures }) => Object.fromEntries(views.map(([party, name]) => [party, last(measures[name])])));
}

// What this page needs beside a run.
/**
 * @param {Scenario[]} bare
 * @param {Scenario[]} scenarios
 * @param {World[]} worlds
 */
export function knownBeside(bare, scenarios, worlds) {
  return { ...settingsOfBoth(bare, scenarios), ledgers: ledgers(worlds), views: viewErrors(worlds) };
}
