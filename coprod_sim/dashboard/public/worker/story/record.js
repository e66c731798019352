// What must be kept of one family, month by month, so that its story can be told: the twin of coprod_sim/report/story/trace.py.
//
// A record is kept of each side, at the end of every month, and of month 0 before the first: the same moments as the pictures of a run.
// Nothing is read within a month or a review, and nothing is read after the last month that may be known (recordMonths).
//
//   table of the place   rows                                        fields (READ)
//   families             the family's row                            18: see READ
//   young_people         the same row                                age, life, say
//   pathways             the same row; none where `pathway` is 0     step, move, ground, waited, right_months, hearing_in
//   casework             the edges of the family's team, in order    family_trust, knowledge
//   professionals        the other ends of those edges, in order     newcomer
//
// READ names the fields, rowsOf(people, ...) names the rows; so a compiled run needs only one thing of the kind
//   "after every month, read these fields of these rows of this table",
// which gives, for each field, an array of (months + 1) * rows numbers, row-major: number [month * rows + row].
// A record is   { months, families: {felt_trust: [...], ...}, young_people: {...}, pathways: {...}, casework: {...}, professionals: {...} }.
// Plain arrays and typed arrays both do.   Numbers are those of the place, as 64-bit numbers, not rounded.
//
// To find the family whose story changed most (mostChanged), the field progress of all families is needed once, in the last month.
// Commissioners are not read: what a change does is told by the scenario, and whose it is by `people`.

/**
 * @typedef {Record<string, ArrayLike<number>>} Fields
 * @typedef {{ months: number, families: Fields, young_people: Fields, pathways: Fields, casework: Fields, professionals: Fields }} FamilyRecord
 * @typedef {{ families: number[], young_people: number[], pathways: number[], casework: number[], professionals: number[] }} Rows
 * @typedef {{ tie_family: ArrayLike<number>, tie_professional: ArrayLike<number>, family_commissioner: ArrayLike<number> }} People
 */

// The fields that are read, by the name of their table.
export const READ = {
  families: [
    'felt_trust',
    'council_trust',
    'power',
    'energy',
    'progress',
    'engaged',
    'delivery',
    'asked',
    'led',
    'voice',
    'reviewed',
    'months_since_review',
    'order_months',
    'in_dispute',
    'key_worker',
    'family_view_error',
    'staff_view_error',
    'staff_field_error',
  ],
  young_people: ['age', 'life', 'say'],
  pathways: ['step', 'move', 'ground', 'waited', 'right_months', 'hearing_in'],
  casework: ['family_trust', 'knowledge'],
  professionals: ['newcomer'],
};

// How many months must be run and kept to tell a story up to a month: a story has one month at least.
/**
 * @param {number} months   of the whole run
 * @param {number | null} until   the last month that may be known; null for all
 */
export const recordMonths = (months, until) => Math.max(1, until === null ? months : Math.min(until, months));

// The rows of each table that are read for one family, from who is in the town.
/**
 * @param {People} people
 * @param {number} family
 * @param {Record<string, number>} values   the settings of the scenario
 * @returns {Rows}
 */
export function rowsOf(people, family, values) {
  const team = Array.from(people.tie_family, (_, edge) => edge).filter((edge) => people.tie_family[edge] === family);
  return {
    families: [family],
    young_people: [family],
    pathways: values.pathway ? [family] : [],
    casework: team,
    professionals: team.map((edge) => people.tie_professional[edge]),
  };
}

// The family whose progress differs most between two runs; the first of those that differ as much.
/**
 * @param {ArrayLike<number>} a   the progress of every family in the last month
 * @param {ArrayLike<number>} b
 */
export function mostChanged(a, b) {
  let most = 0;
  for (let row = 1; row < a.length; row += 1) {
    if (Math.abs(b[row] - a[row]) > Math.abs(b[most] - a[most])) most = row;
  }
  return most;
}

// One family's life as a record holds it.
export class Life {
  /** @param {FamilyRecord} record */
  constructor(record) {
    this.record = record;
    this.months = record.months;
    this.team = record.professionals.newcomer.length / (record.months + 1);
    this.onPathway = (record.pathways.step?.length ?? 0) > 0;
  }

  /**
   * @param {string} field
   * @param {number} month
   */
  family(field, month) {
    return this.record.families[field][month];
  }

  /**
   * @param {string} field
   * @param {number} month
   */
  young(field, month) {
    return this.record.young_people[field][month];
  }

  /**
   * @param {string} field
   * @param {number} month
   */
  path(field, month) {
    return this.record.pathways[field][month];
  }

  // A field of each member of the team, or of the tie to them.
  /**
   * @param {'casework' | 'professionals'} table
   * @param {string} field
   * @param {number} month
   * @returns {number[]}
   */
  ofTeam(table, field, month) {
    const values = this.record[table][field];
    return Array.from({ length: this.team }, (_, post) => values[month * this.team + post]);
  }

  // Whether somebody new took each post of the team in a month.
  /** @param {number} month */
  newcomers(month) {
    return month ? this.ofTeam('professionals', 'newcomer', month) : Array.from({ length: this.team }, () => 0);
  }

  // Whether another family took the place in a month.
  /** @param {number} month */
  came(month) {
    return month > 0 && this.young('life', month) > this.young('life', month - 1);
  }

  // The month in which the family that is there at the end came; 0 for the first.
  get lastCame() {
    for (let month = this.months; month > 0; month -= 1) if (this.came(month)) return month;
    return 0;
  }
}
