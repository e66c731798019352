// What made the difference, for the page /compare: the twin of pages/compare/made_difference.py.

import { unitOf } from '../numbers/difference.js';
import { general } from '../python.js';
import { names } from '../setup/scenario/declared.js';
import { labelOf } from '../setup/setup.js';
import { tables } from '../tables.js';
import { leverValueText } from '../telling/lever_table.js';
import { EVENTS, playersOf } from './coalitions.js';
import { pageNumber } from './differences.js';
import { planned } from './explain.js';
import { cell } from './printed.js';

/**
 * @typedef {import('./coalitions.js').Player} Player
 * @typedef {import('./coalitions.js').Scenario} Scenario
 * @typedef {import('./explain.js').Explanation} Explanation
 */

// What it takes to divide the difference: rules that differ, runs at most, and about how long [seconds].
/**
 * @param {Scenario} a
 * @param {Scenario} b
 * @param {number} seconds   that one run takes
 */
export function plan(a, b, seconds) {
  const players = playersOf(a, b).length;
  if (!players) return { rules: 0, runs: 0, seconds: 0, exact: true };
  const { runs, exact } = planned(players, tables.compare.pairs);
  const { step } = tables.compare.shares;
  return { rules: players, runs, seconds: step * Math.ceil((runs * seconds) / step), exact };
}

// What differs, in plain words.
/** @param {Player} player */
function titleOf(player) {
  const own = { ...tables.words.rules, [EVENTS]: tables.words.compare.why.events };
  return player.map((name) => own[name] ?? labelOf(name)).join('; ');
}

// What a player is in A and in B; events are counted.
/**
 * @param {Explanation} found
 * @param {Player} player
 */
function valuesOf(found, player) {
  const both = [found.a, found.b];
  if (player.includes(EVENTS)) return both.map((one) => String(one.events.length));
  return both.map((one) => player.map((name) => settingValue(name, one.values[name])).join('; '));
}

// The value of a setting: a lever as the rules write it, anything else as a number.
/**
 * @param {string} name
 * @param {number} value
 */
function settingValue(name, value) {
  return names('lever').includes(name) ? leverValueText(name, value) : general(value, 4);
}

// The shares of every measure, largest first, with the whole difference: the twin of payload.
/** @param {Explanation} found */
export function payloadOfShares(found) {
  const measures = Object.keys(found.differences).map((name) => [name, ofMeasure(found, name)]);
  return { month: found.months, pairs: found.pairs, runs: found.runs, exact: found.exact, measures: Object.fromEntries(measures) };
}

// The shares of one measure in shown units.
/**
 * @param {Explanation} found
 * @param {string} name
 */
function ofMeasure(found, name) {
  const texts = (/** @type {{ ciLow: number, ciHigh: number }} */ { ciLow, ciHigh }, /** @type {number} */ difference) => {
    const printed = cell({ indicator: name, a: 0, b: 0, difference, ciLow, ciHigh, pairsBHigher: 0, pairsEqual: 0 });
    return { told: printed.gap, interval: printed.interval };
  };
  const rows = found.shares[name].map((share) => {
    const [a, b] = valuesOf(found, share.player);
    const size = pageNumber(share.share * unitOf(name).factor);
    return { title: titleOf(share.player), a, b, share: size, ...texts(share, share.share) };
  });
  const whole = found.differences[name];
  return { ...texts(whole, whole.difference), rows };
}
