// What happened on the way to a plan by law so far, as counts that people can read: the twin of indicators/so_far.py.

/** @typedef {Record<string, Float64Array>} Sums   of the whole place, by month */

const OF_100 = 100;

/**
 * @param {Float64Array} values
 * @returns {Float64Array}
 */
function addedUp(values) {
  let total = 0;
  return values.map((value) => (total += value));
}

// What happened from the start up to each month.
/**
 * @param {Sums} sums
 * @param {string} name
 */
const total = (sums, name) => addedUp(sums[name]);

// Requests refused so far, of 100 decided in one half of families by resources; NaN before the first.
/**
 * @param {Sums} sums
 * @param {string} half
 */
function refusedAmong(sums, half) {
  const decided = total(sums, `path_${half}_off_decided`);
  const accepted = total(sums, `path_${half}_off_accepted`);
  return accepted.map((value, month) => (decided[month] > 0 ? OF_100 * (1 - value / decided[month]) : NaN));
}

// Appeals lodged in each month.
/** @param {Sums} sums */
function lodged(sums) {
  const [noPlan, content] = [sums.path_appeals_no_plan, sums.path_appeals_content];
  return sums.path_appeals_refusal.map((value, month) => value + noPlan[month] + content[month]);
}

// Counts up to each month; those who wait are counted in that month.
/**
 * @param {Sums} sums
 * @returns {Record<string, Float64Array>}
 */
export function countsSoFar(sums) {
  return {
    requests: total(sums, 'path_requests'),
    refused: total(sums, 'path_refused'),
    in_time: total(sums, 'path_in_time'),
    over_year: total(sums, 'path_over_year'),
    waiting: sums.path_waiting,
    new_plans: total(sums, 'path_new_plans'),
    appeals: addedUp(lodged(sums)),
    refused_worse_off: refusedAmong(sums, 'worse'),
    refused_better_off: refusedAmong(sums, 'better'),
  };
}
