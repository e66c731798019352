// What a room can guess, and what a run really did: the shape of a line, and which of two ended higher.  Pure functions.

export const SHAPES = ['flat', 'slow_rise', 'fast_rise', 'down_then_up', 'up_then_down', 'fall'];
export const SIDES = ['A', 'B', 'none'];
const FLAT = 3; // of 100: a smaller change from start to end is flat
const FAST = 3; // of 100 a year: from here on a rise is fast
export const TURN = 3; // of 100: a smaller way down and up again, or up and down again, is no turn
export const BACK = 1.5; // of 100: so far a line must come back from its turn
const PART = 0.25; // of the way back: a smaller turn before a long rise or fall does not count either

const ERROR_CHANCE = 0.05; // as in certainty.py
const known = (values) => Array.from(values).filter((value) => value !== null && !Number.isNaN(value));

const turns = (there, back) => (there >= TURN && back >= BACK && there >= PART * back ? Math.min(there, back) : 0);

// The shape of one line, of 100, one value a month.  A line that turns and does not come back to where it began,
// within what counts as flat, has gone the longer way: from 45 down to 18 and up to 24 it "goes down".
export function shapeOf(values) {
  const line = known(values);
  if (line.length < 2) return 'flat';
  const [start, end, low, high] = [line[0], line[line.length - 1], Math.min(...line), Math.max(...line)];
  const rise = end - start;
  const dip = rise >= -FLAT ? turns(start - low, end - low) : 0;
  const hump = rise <= FLAT ? turns(high - start, high - end) : 0;
  if (dip || hump) return dip >= hump ? 'down_then_up' : 'up_then_down';
  if (Math.abs(rise) < FLAT) return 'flat';
  if (rise < 0) return 'fall';
  return rise / ((line.length - 1) / 12) >= FAST ? 'fast_rise' : 'slow_rise';
}

// Of so many runs that differ, how many must agree: the two-sided sign test, as findings.pairs_that_must_agree.
export function mustAgree(pairs) {
  let chance = 0;
  let ways = 1;
  for (let against = 0; against < pairs; against += 1) {
    chance += (2 * ways) / 2 ** pairs;
    if (chance > ERROR_CHANCE) return pairs - against + 1;
    ways = (ways * (pairs - against)) / (against + 1);
  }
  return pairs + 1;
}

// Which side ended higher, over all runs: {answer: 'A', 'B' or 'none', higher, lower, equal} with the runs that have B higher or lower.
export function whichOf(rowsA, rowsB, month) {
  const gaps = rowsB.map((row, pair) => row[month] - rowsA[pair][month]);
  const higher = gaps.filter((gap) => gap > 0).length;
  const lower = gaps.filter((gap) => gap < 0).length;
  const needed = mustAgree(higher + lower);
  const answer = higher >= needed ? 'B' : lower >= needed ? 'A' : 'none';
  return { answer, higher, lower, equal: gaps.length - higher - lower };
}

// The shape that the watched line took, and in how many runs the line took the same one.
export function shapeResult(watched, rows) {
  const answer = shapeOf(watched);
  const alike = rows.filter((row) => shapeOf(row) === answer).length;
  return { answer, alike, of: rows.length, agree: alike >= mustAgree(rows.length) };
}
