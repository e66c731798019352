// What a change did, in sentences: what was changed, where the lines ended before and now, how sure that is, and why.

import { fill } from '../shared/fill.js';
import { forPeople, plain, sidesOf, valueOf } from './values.js';
import { SIDES, store } from '../shared/store.js';

const TRUST = 'felt_trust';
const HOURS = 'staff_load';
const SURE = 0.75; // of the runs that differ; fewer could well be chance (as in shared/charts/text.js)
const MOVED = 0.5; // so many of 100 are seen; less is called a tiny bit
const A_LITTLE = 1.5;

const wayKey = (run, side) => JSON.stringify([run.setup[SIDES[side]].preset, run.setup.modifiers]);
const end = (run, measure, side) => run.series[measure][side][run.months];
const named = (measure) => {
  const name = store.words.charts.names[measure];
  return name[0].toLowerCase() + name.slice(1);
};

// What was set to something else: {row, side, from, to}; a way of working that was chosen anew counts as one change.
function settingsChanged(rows, before, now) {
  const same = [0, 1].map((side) => wayKey(before, side) === wayKey(now, side));
  const at = (row, side, run) => forPeople(row, valueOf(row, side, run.setup, run));
  return rows.flatMap((row) => sidesOf(row).filter((side) => same[side])
    .map((side) => ({ row, side, from: at(row, side, before), to: at(row, side, now) })))
    .filter(({ from, to }) => from !== to);
}

function whatChanged(rows, before, now) {
  const { follows } = store.words.explore;
  const ways = [0, 1].filter((side) => before.setup[SIDES[side]].preset !== now.setup[SIDES[side]].preset);
  const settings = settingsChanged(rows, before, now);
  const sides = settings.some(({ row }) => row.both) ? [0, 1] : [...new Set([...ways, ...settings.map(({ side }) => side)])].sort();
  const lines = ways.map((side) => fill(follows.way, { s: SIDES[side], name: now.ways[side].name }));
  if (settings.length === 1) {
    const [{ row, side, from, to }] = settings;
    lines.push(fill(row.both ? follows.both : follows.lever, { what: row.title, s: SIDES[side], x: plain(from), y: plain(to) }));
  }
  if (settings.length > 1) lines.push(fill(follows.many, { n: settings.length }));
  if (before.luck !== now.luck) lines.push(fill(follows.luck, { n: now.luck }));
  if (!lines.length) lines.push(follows.other);
  return { lines, sides: sides.length ? sides : [0, 1], lucky: before.luck !== now.luck };
}

function ended(measure, side, before, now) {
  const { follows } = store.words.explore;
  const [x, y] = [before, now].map((run) => Math.round(end(run, measure, side)));
  const kind = x === y ? 'same' : measure === HOURS ? 'now_hours' : 'now';
  return fill(follows[kind], { measure: named(measure), s: SIDES[side], x, y });
}

// The measure that moved most, beside trust, or null.
function mostMoved(sides, before, now) {
  const moved = Object.keys(now.series).filter((measure) => measure !== TRUST).flatMap((measure) => sides.map((side) => (
    { measure, side, x: end(before, measure, side), y: end(now, measure, side) })));
  const size = ({ x, y }) => (Number.isFinite(x) && Number.isFinite(y) ? Math.abs(y - x) : 0);
  const most = moved.reduce((best, one) => (size(one) > size(best) ? one : best));
  return size(most) >= MOVED && Math.round(most.x) !== Math.round(most.y) ? most : null;
}

// In how many of the runs it is so: those of before and now share their lucks, one by one.
function howSure(measure, side, bands, months) {
  const { follows } = store.words.explore;
  const [old, young] = bands.map((band) => band.series[measure][side]);
  const all = young.map((row, luck) => row[months] - old[luck][months]);
  const gaps = all.filter((gap) => gap !== 0);
  const above = gaps.filter((gap) => gap > 0).length;
  if (!gaps.length) return null;
  const [kind, n] = above >= gaps.length - above ? ['higher', above] : ['lower', gaps.length - above];
  const size = Math.abs(all.reduce((sum, gap) => sum + gap, 0) / all.length);
  const { tiny, a_little: little } = store.words.telling;
  const much = size < MOVED ? tiny : size < A_LITTLE ? little : '';
  return fill(n >= SURE * gaps.length ? follows[kind] : follows.unclear, { n, much, of: young.length, measure: named(measure), s: SIDES[side] });
}

// The cause that did most for the way in which trust moved, by the model's own ledger.
function why(side, before, now) {
  const { why: texts } = store.words.explore;
  const { causes } = store.words.telling;
  const rise = end(now, TRUST, side) - end(before, TRUST, side);
  if (Math.abs(rise) < MOVED) return null;
  const [old, young] = [before, now].map((run) => run.ledgers[side]);
  const ahead = (cause) => (young[cause] - old[cause]) * Math.sign(rise);
  const cause = Object.keys(young).reduce((best, one) => (ahead(one) > ahead(best) ? one : best));
  if (ahead(cause) <= 0) return null;
  const [more, less] = rise > 0 ? [young[cause], old[cause]] : [old[cause], young[cause]];
  const built = more > Math.max(-less, 0);
  const kind = `${built ? 'built' : 'cost'}_${built === rise > 0 ? 'more' : 'less'}`;
  return fill(texts[kind], { cause: causes[built ? 'good' : 'bad'][cause], s: SIDES[side] });
}

// bands: all runs of before and of now, or null while they are not all there.
export function toldChange(rows, before, now, bands) {
  const { lines, sides, lucky } = whatChanged(rows, before, now);
  if (before.months !== now.months) return lines;
  if (before.results === now.results) return [...lines, store.words.explore.follows.nothing];
  const told = sides.map((side) => ended(TRUST, side, before, now));
  const most = mostMoved(sides, before, now);
  const also = most ? [fill(store.words.explore.follows.most, { measure: named(most.measure), s: SIDES[most.side], x: Math.round(most.x), y: Math.round(most.y) })] : [];
  const reasons = sides.map((side) => why(side, before, now)).filter(Boolean);
  const sure = bands && !lucky ? sides.map((side) => howSure(TRUST, side, bands, now.months)).filter(Boolean) : [];
  return [...lines, ...told, ...reasons, ...sure, ...also];
}
