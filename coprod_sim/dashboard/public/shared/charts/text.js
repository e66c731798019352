// What a chart says in words: for those who hear it, and for the table behind it.  Nothing here looks beyond `last`.

import { fill } from '../fill.js';
import { axisOf, missing, monthTicks, shown } from './scale.js';

const wordsOf = (store) => store.words.charts;
export const nameOf = (store, measure) => wordsOf(store).names[measure] || measure;

// What it is: the same at every month.
export function whatItIs(store, measure) {
  const { low, high } = axisOf(measure);
  const name = nameOf(store, measure);
  return fill(wordsOf(store).what, { name, low: shown(low), high: shown(high), months: store.run.months });
}

function moved(words, side, values, month) {
  const change = Math.round(values[month]) - Math.round(values[0]);
  if (missing(values[month]) || missing(values[0])) return fill(words.unknown, { side });
  const how = change > 0 ? words.went_up : change < 0 ? words.went_down : words.stayed;
  return fill(how, { side, by: Math.abs(change) });
}

// Numbers, and the trend since the start.
export function numbersAndTrend(store, measure, month) {
  const words = wordsOf(store);
  const both = store.run.series[measure];
  const numbers = fill(words.numbers, { month, a: shown(both[0][month]), b: shown(both[1][month]) });
  if (!month) return numbers;
  const trend = ['A', 'B'].map((side, row) => moved(words, side, both[row], month)).join(' ');
  return `${numbers} ${fill(words.since)} ${trend}`;
}

// What it may mean: which of the two is higher in how many of the runs.
export function meaning(store, measure, month) {
  const words = wordsOf(store);
  const rows = store.band && store.band.series[measure];
  if (!rows) return '';
  const gaps = rows[1].map((row, pair) => row[month] - rows[0][pair][month]).filter((gap) => !missing(gap));
  const above = gaps.filter((gap) => gap > 0).length;
  const below = gaps.filter((gap) => gap < 0).length;
  if (!above && !below) return words.same;
  const [side, number] = above >= below ? ['B', above] : ['A', below];
  // 15 of 20 or more: fewer could well be chance (sign test, p > 0.05).
  const how = number >= 0.75 * gaps.length ? words.higher : words.unclear;
  return fill(how, { side, number, of: gaps.length });
}

// The months of the table: whole years and the month that is shown, up to the last that the room may know.
export function tableMonths(months, month, last) {
  const years = monthTicks(months).filter((year) => year <= last);
  return [...new Set([...years, month])].sort((one, two) => one - two);
}

// The rows of the table: month, then for each side the number and the range of the band.
export function tableRows(store, measure, bands, months) {
  const range = (band, month) => (band && !missing(band.low[month])
    ? fill(wordsOf(store).range, { low: shown(band.low[month]), high: shown(band.high[month]) }) : '–');
  return months.map((month) => ({
    month,
    cells: store.run.series[measure].flatMap((values, side) => [shown(values[month]), range(bands && bands[side], month)]),
  }));
}

// What most of the room had guessed: "14 of 23 guessed: fast rise".
export function guessed(store, measure, marks) {
  const words = wordsOf(store);
  const here = marks.filter((mark) => mark.measure === measure && mark.votes > 0);
  if (store.stage !== 'revealed' || !here.length) return '';
  const most = here.reduce((best, mark) => (mark.votes > best.votes ? mark : best));
  const of = most.of || here.reduce((sum, mark) => sum + mark.votes, 0);
  const named = (answer) => words.guesses[answer] || answer;
  // A shape is that of one side's line; otherwise the side itself is the answer.
  const answer = most.shape ? [most.side, named(most.shape)].filter(Boolean).join(' ') : named(most.side);
  return fill(words.guessed, { votes: most.votes, of, answer });
}
