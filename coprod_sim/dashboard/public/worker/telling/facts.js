// What can be told about a pair of runs in each month: the twin of pair/facts.py.
// Numbers come from the run that is watched; how sure comes from all runs of the band.

import { YEAR, certainty, difference, pairsBLower, pairsThatMustAgree } from '../numbers/difference.js';
import { round } from '../python.js';
import { tables } from '../tables.js';

/** @import { Comparison } from '../numbers/difference.js' */
/** @import { World } from '../numbers/runs.js' */

/**
 * @typedef {Object} Sure   how sure the difference in one measure is
 * @property {'higher' | 'lower' | 'unclear' | 'same'} says
 * @property {number} side   1 where B is higher in more runs
 * @property {number} higher   runs in which B is higher
 * @property {number} lower
 * @property {number} equal
 * @property {number} gap   B minus A, mean of all runs, of 100
 *
 * @typedef {Object} Cause   why trust did better on one side
 * @property {string} name
 * @property {boolean} built   whether it built or cost trust
 * @property {number} side   on which it did so
 * @property {number} since   the month after which it is counted
 * @property {number} better   the side on which trust did better since then
 */

export const MEASURES_IN_WORDS = ['felt_trust', 'voice', 'progress', 'staff_load', 'family_energy'];
export const COST_MEASURES = ['staff_load', 'family_energy'];
const FULL = 100;
const NOTICED = 0.01; // a lead in trust that moved by less than this share is not explained
export const TINY = 0.5; // a mean difference below so many of 100 is called tiny
export const A_LITTLE = 1.5; // or a little

// The facts of a pair of runs.
export class Facts {
  /**
   * @param {World[]} worlds
   * @param {Comparison | null} comparison   of all runs of the band, or null while it is not complete
   */
  constructor(worlds, comparison) {
    this.worlds = worlds;
    this.comparison = comparison;
    this.months = worlds[0].measures.felt_trust.length - 1;
    /** @type {Record<string, Sure[]>} */
    this.sure = comparison && Object.fromEntries(tables.telling.measures.map((name) => [name, this.sureByMonth(name)]));
    this.ledgers = worlds.map((world) => tables.telling.causes.map((cause) => ledger(world, cause)));
  }

  // A measure of the watched run, as a whole number of 100.
  /**
   * @param {string} measure
   * @param {number} side
   * @param {number} month
   */
  level(measure, side, month) {
    return round(FULL * this.worlds[side].measures[measure][month]);
  }

  // Whether a measure has a number in both worlds in a month.
  /**
   * @param {string} measure
   * @param {number} month
   */
  known(measure, month) {
    return this.worlds.every((world) => Number.isFinite(world.measures[measure][month]));
  }

  // How far B lies above A in the watched run, of 100.
  /**
   * @param {string} measure
   * @param {number} month
   */
  apart(measure, month) {
    const [a, b] = this.worlds.map((world) => world.measures[measure][month]);
    return FULL * (b - a);
  }

  /** @param {string} measure */
  sureByMonth(measure) {
    return Array.from({ length: this.months + 1 }, (_, month) => sureOf(this.comparison, measure, month));
  }

  // Whether A and B have been the same so far in every measure, in the watched run and in all others.
  /** @param {number} month */
  alike(month) {
    if (MEASURES_IN_WORDS.some((name) => Math.abs(this.apart(name, month)) > 0)) return false;
    return !this.comparison || MEASURES_IN_WORDS.every((name) => this.sure[name][month].says === 'same');
  }

  // Whether A and B have the same whole number in the watched run.
  /**
   * @param {string} measure
   * @param {number} month
   */
  looksEqual(measure, month) {
    return this.level(measure, 0, month) === this.level(measure, 1, month);
  }

  // Whether a difference is clear over all runs.
  /**
   * @param {string} measure
   * @param {number} month
   */
  clear(measure, month) {
    return ['higher', 'lower'].includes(this.sure[measure][month].says);
  }

  // The costs that are clearly worse on one side, and not by a tiny bit.
  /** @param {number} month */
  burdens(month) {
    return COST_MEASURES.filter((name) => this.clear(name, month) && Math.abs(this.sure[name][month].gap) >= TINY);
  }

  // The measures, clear differences first, then the largest first.
  /**
   * @param {number} month
   * @param {string[]} [among]
   */
  bySize(month, among = MEASURES_IN_WORDS) {
    const known = among.filter((name) => this.known(name, month));
    const size = (name) => Math.abs(this.comparison ? this.sure[name][month].gap : this.apart(name, month));
    const late = (name) => (this.comparison && !this.clear(name, month) ? 1 : 0);
    return known.sort((one, other) => late(one) - late(other) || size(other) - size(one));
  }

  // Whether the watched run goes the way in which most runs go, as far as whole numbers show.
  /**
   * @param {string} measure
   * @param {number} month
   */
  agrees(measure, month) {
    const [a, b] = [0, 1].map((side) => this.level(measure, side, month));
    return (b - a) * (this.sure[measure][month].side ? 1 : -1) >= 0;
  }

  // How much more trust rose in B than in A in the watched run, between two months, as a share.
  /**
   * @param {number} month
   * @param {number} since
   */
  lead(month, since) {
    const [a, b] = this.worlds.map((world) => world.measures.felt_trust);
    return b[month] - a[month] - b[since] + a[since];
  }

  // Whether enough runs agree with the watched one on which side trust did better, between two months.
  /**
   * @param {number} month
   * @param {number} since
   */
  shared(month, since) {
    const [a, b] = [this.comparison.series_a.felt_trust, this.comparison.series_b.felt_trust];
    const leads = b.map((row, pair) => row[month] - a[pair][month] - row[since] + a[pair][since]);
    const mine = this.lead(month, since);
    const agreeing = leads.filter((lead) => lead * mine > 0).length;
    return agreeing >= pairsThatMustAgree(leads.filter((lead) => lead !== 0).length);
  }

  // The cause that did most for the side where trust did better; null where none did, or runs disagree.
  // Since the last change, if there was one just now; else over the last 12 months, if they moved anything;
  // else since the start, for then the last 12 months cannot explain what is seen.
  /**
   * @param {number} month
   * @param {number | null} change
   * @returns {Cause | null}
   */
  why(month, change) {
    let since = change === null ? Math.max(0, month - YEAR) : change - 1;
    if (change === null && Math.abs(this.lead(month, since)) < NOTICED) since = 0;
    if (Math.abs(this.lead(month, since)) < NOTICED || !this.shared(month, since)) return null;
    const better = this.lead(month, since) > 0 ? 1 : 0;
    const sums = this.ledgers.map((causes) => causes.map((row) => row[month] - row[since]));
    const ahead = sums[better].map((value, cause) => value - sums[1 - better][cause]);
    const cause = ahead.indexOf(Math.max(...ahead));
    if (ahead[cause] <= 0) return null;
    const [gained, lost] = [sums[better][cause], -sums[1 - better][cause]];
    const built = gained > Math.max(lost, 0);
    return { name: tables.telling.causes[cause], built, side: built ? better : 1 - better, since, better };
  }
}

// One cause in the ledger of trust, summed up to each month.
// The first month is left out, for in it peers' word holds the difference to everybody's start too.
/**
 * @param {World} world
 * @param {string} cause
 */
function ledger(world, cause) {
  let total = 0;
  return Array.from(world.measures[`trust_from_${cause}`], (value, month) => {
    total += month < 2 || Number.isNaN(value) ? 0 : value;
    return total;
  });
}

// How sure the difference in one measure is in one month.
/**
 * @param {Comparison} comparison
 * @param {string} measure
 * @param {number} month
 * @returns {Sure}
 */
function sureOf(comparison, measure, month) {
  const found = difference(comparison, measure, month);
  return {
    says: certainty(found, comparison.pairs),
    side: found.difference > 0 ? 1 : 0,
    higher: found.pairsBHigher,
    lower: pairsBLower(found, comparison.pairs),
    equal: found.pairsEqual,
    gap: FULL * found.difference,
  };
}
