// What telling is given, as types: nothing here runs.

/**
 * One event of a scenario; it holds only the fields that have a value.
 * @typedef {Object} Event
 * @property {number} month
 * @property {string} do
 * @property {number | 'all'} who
 * @property {string} [lever]
 * @property {number} [to]
 * @property {number} [until]
 * @property {number} [amount]
 * @property {number} [attendance]
 * @property {number} [parent_led]
 *
 * @typedef {Object} Scenario   scenario/scenario.py, class Scenario
 * @property {string} title
 * @property {string} hash
 * @property {Record<string, number>} values   of all settings
 * @property {Event[]} events   in the order of their months
 *
 * @typedef {Object} Change   a change on the rail
 * @property {'A' | 'B' | 'both'} who
 * @property {string} do
 * @property {number} start
 * @property {number | null} length
 * @property {number} amount
 *
 * @typedef {{preset: string, settings: Record<string, number>}} WayOfWorking
 * @typedef {{a: WayOfWorking, b: WayOfWorking, changes: Change[], seed: number, months: number}} TwoWays
 */

/**
 * What one town went through (pair/runs.py, class WorldHistory).
 * @typedef {Object} World
 * @property {number} months
 * @property {TownPeople} people
 * @property {Uint8Array} say   and the others: rows of months, a byte for each person or tie
 * @property {Uint8Array} trust
 * @property {Uint8Array} council
 * @property {Uint8Array} skill
 * @property {Uint8Array} newcomer
 * @property {Uint8Array} link
 * @property {Record<string, Float64Array>} measures   by month
 * @property {Record<string, Float64Array>} sums   of the whole place, by month
 *
 * @typedef {Object} TownPeople
 * @property {number} commissioners
 * @property {Uint16Array} family_commissioner
 * @property {Uint16Array} professional_commissioner
 * @property {Uint8Array} discipline
 * @property {Uint16Array} tie_family
 * @property {Uint16Array} tie_professional
 */

/**
 * Two ways of working over many pairs of runs (study/compare.py, class Comparison).
 * @typedef {Object} Comparison
 * @property {number} pairs
 * @property {number} months
 * @property {Record<string, Float64Array[]>} series_a   by measure: for each pair, by month
 * @property {Record<string, Float64Array[]>} series_b
 */

export {};
