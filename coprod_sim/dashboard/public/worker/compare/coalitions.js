// Mixtures of two scenarios, A with some of the settings in which they differ as in B: the twin of study/coalitions.py.
// Settings that differ are the players of a game; events that differ are one player together.

import { valueAt } from '../numbers/difference.js';
import { brokenRelations } from '../setup/scenario/setting_checks.js';

export const EVENTS = 'events';

/**
 * @typedef {string[]} Player   the names of what can only change together
 * @typedef {Pick<import('../setup/scenario/scenario.js').Scenario, 'title' | 'hash' | 'values' | 'events'>} Scenario
 * @typedef {(scenario: Scenario, seed: number) => Record<string, ArrayLike<number>>} Run
 * @typedef {{ a: Scenario, b: Scenario, players: Player[], seed: number, months: number, indicators: string[], run: Run,
 *   known: Map<bigint, Float64Array>[] }} Game
 *   known: by pair, what each coalition is worth that was played.
 */

// The names of settings in which two scenarios differ, in their order in A; its values hold every setting.
/**
 * @param {Scenario} a
 * @param {Scenario} b
 */
const settingsThatDiffer = (a, b) => Object.keys({ ...a.values, ...b.values }).filter((name) => a.values[name] !== b.values[name]);

// Whether two scenarios have the same events.
/**
 * @param {Scenario} a
 * @param {Scenario} b
 */
function sameEvents(a, b) {
  const [one, other] = [a, b].map(({ events }) => JSON.stringify(events.map((event) => Object.entries(event).sort())));
  return one === other;
}

// What differs between two scenarios; settings of which half would make no valid scenario stay together.
/**
 * @param {Scenario} a
 * @param {Scenario} b
 * @returns {Player[]}
 */
export function playersOf(a, b) {
  const names = settingsThatDiffer(a, b);
  const eventsOfOne = [...a.events, ...b.events].some((event) => (event.who ?? 'all') !== 'all');
  let groups = names.map((name) => [name]);
  if (!sameEvents(a, b)) groups.push([EVENTS]);
  for (const name of names) {
    const mixed = [{ ...a.values, [name]: b.values[name] }, { ...b.values, [name]: a.values[name] }];
    const faulty = new Set(mixed.flatMap(brokenRelations).flatMap((broken) => broken.names));
    const tied = new Set([name, ...names.filter((other) => faulty.has(other))]);
    if (name === 'commissioners' && eventsOfOne) tied.add(EVENTS);
    const isTied = (/** @type {Player} */ group) => group.some((one) => tied.has(one));
    const first = groups.findIndex(isTied);
    const together = groups.filter(isTied).flat();
    groups = groups.filter((group) => !isTied(group));
    groups.splice(first, 0, together);
  }
  const order = [...names, EVENTS];
  return groups.map((group) => group.sort((one, other) => order.indexOf(one) - order.indexOf(other)));
}

// The scenario of a coalition.  Its hash is none of Python's: it stands for the coalition in these two scenarios.
/**
 * @param {Game} game
 * @param {bigint} coalition
 * @returns {Scenario}
 */
function mixture({ a, b, players }, coalition) {
  const names = players.filter((_, bit) => (coalition >> BigInt(bit)) & 1n).flat();
  const values = { ...a.values };
  for (const name of names) if (name !== EVENTS) values[name] = b.values[name];
  return { title: a.title, hash: `${a.hash} ${b.hash} ${coalition}`, values, events: names.includes(EVENTS) ? b.events : a.events };
}

// Runs all wanted coalitions that are not known yet; yields after each how many are done.
/**
 * @param {Game} game
 * @param {bigint[][]} wanted   by pair
 * @returns {Generator<{ done: number, of: number }, void, void>}
 */
export function* play(game, wanted) {
  const fresh = wanted.map((coalitions, pair) => [...new Set(coalitions)].filter((coalition) => !game.known[pair].has(coalition)));
  const of = fresh.flat().length;
  let done = 0;
  for (const [pair, coalitions] of fresh.entries()) {
    for (const coalition of coalitions) {
      const series = game.run(mixture(game, coalition), game.seed + pair);
      game.known[pair].set(coalition, Float64Array.from(game.indicators, (name) => valueAt(series[name], name, game.months)));
      done += 1;
      yield { done, of };
    }
  }
}
