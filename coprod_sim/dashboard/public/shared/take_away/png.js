// Pictures for a slide, 1920 x 1080: drawn with the same places and paths as the screen, on a canvas that nobody sees.

import { bandKey, bandsOf } from '../charts/charts.js';
import { nameOf } from '../charts/text.js';
import { fill } from '../fill.js';
import { COLOURS, drawTown, keyOf, placeTown } from '../town/network.js';
import { axisOf, bandPath, breakPath, changeMarks, GREYS, lineEnds, linePath, LOOKS, monthTicks, plotOf, shown } from '../charts/scale.js';
import { lastKnown, restKnown } from '../seen.js';
import { SIDES, wayName } from '../store.js';

const WIDTH = 1920;
const HEIGHT = 1080;
const EDGE = 56;
const GAP = 48;
const TALL = 720; // of a town
const HALF = (WIDTH - 2 * EDGE - GAP) / 2;
const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Arial, sans-serif';
const SIZE = { text: 26, label: 36 };
const DASH_SCALE = 2; // lines are twice as thick as on the screen, and so are their dashes

const dashes = (pattern) => pattern.split(' ').filter(Boolean).map((length) => Number(length) * DASH_SCALE);

function write(context, text, x, y, { size = SIZE.text, bold = false, colour = GREYS.text, align = 'left' } = {}) {
  Object.assign(context, { font: `${bold ? 700 : 400} ${size}px ${FACE}`, textAlign: align, textBaseline: 'middle' });
  // A white rim, as on the screen.
  Object.assign(context, { strokeStyle: '#fff', lineWidth: size / 4, lineJoin: 'round', fillStyle: colour });
  context.setLineDash([]);
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

// Breaks a text into lines of at most this width; what does not fit into so many lines ends in "…".
function wrapped(context, text, width, most, font) {
  context.font = font;
  const lines = [''];
  String(text).split(/\s+/).forEach((word) => {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  });
  const kept = lines.filter(Boolean).slice(0, most);
  if (lines.length <= most) return kept;
  let last = kept.pop();
  while (last && context.measureText(`${last}…`).width > width) last = last.slice(0, -1);
  return [...kept, `${last}…`];
}

function rule(context, x1, y1, x2, y2, colour, width = 1.5) {
  Object.assign(context, { strokeStyle: colour, lineWidth: width });
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

function drawFrame(context, store, plot, measure) {
  const { left, right, top, bottom, axis } = plot;
  axis.ticks.forEach((tick) => {
    rule(context, left, plot.y(tick), right, plot.y(tick), tick === axis.line ? GREYS.axis : GREYS.grid);
    write(context, shown(tick), left - 10, plot.y(tick), { align: 'right' });
  });
  const below = bottom + SIZE.text;
  monthTicks(plot.months).forEach((tick) => {
    rule(context, plot.x(tick), bottom, plot.x(tick), bottom + 8, GREYS.axis);
    write(context, String(tick), plot.x(tick), below, { align: 'center' });
  });
  write(context, store.words.charts.month, plot.width - 1, below, { align: 'right' });
  rule(context, left, bottom, right, bottom, GREYS.axis);
  changeMarks(store.run.changes, plot).forEach((mark) => {
    rule(context, mark.x, top - 6, mark.x, top + 10, mark.colour, 3);
    write(context, mark.text, mark.letterX, mark.letterY, { bold: true, colour: mark.colour, align: 'center' });
  });
  const note = store.words.charts.notes[measure];
  if (note) write(context, note, left + 10, bottom - SIZE.text * 0.75);
}

function trace(context, path, colour, width, dash) {
  Object.assign(context, { strokeStyle: colour, lineWidth: width, lineJoin: 'round' });
  context.setLineDash(dashes(dash));
  context.stroke(new Path2D(path));
}

// Draws over all months that the room may know, as the screen does: a steep line of the next month, or the mark where it leaves its axis, would reach back.
function drawLines(context, store, plot, measure) {
  const bands = bandsOf(measure);
  const known = (values) => values.slice(0, lastKnown() + 1);
  const line = (values, colour, width, dash) => {
    trace(context, linePath(known(values), plot), colour, width, dash);
    trace(context, breakPath(known(values), plot), colour, 3, '');
  };
  LOOKS.forEach((look, side) => {
    if (store.lines && store.band) {
      store.band.series[measure][side].forEach((row) => line(row, look.edge, 1.5, look.edgeDash));
    } else if (bands) {
      context.fillStyle = look.tint;
      context.fill(new Path2D(bandPath({ low: known(bands[side].low), high: known(bands[side].high) }, plot)));
      ['low', 'high'].forEach((end) => line(bands[side][end], look.edge, 1.5, look.edgeDash));
    }
  });
  LOOKS.forEach((look, side) => line(store.run.series[measure][side], look.line, 6, look.dash));
}

// Draws lines only between two places; `light` where the room has been before.
function clipped(context, from, to, plot, light, draw) {
  context.save();
  context.beginPath();
  context.rect(from, 0, Math.max(0, to - from), plot.height);
  context.clip();
  context.globalAlpha = light ? 0.35 : 1;
  draw();
  context.restore();
}

function drawChart(context, store, measure, width, height) {
  const head = 46;
  const badge = store.words.charts.badges[measure];
  write(context, badge ? `${nameOf(store, measure)} (${badge})` : nameOf(store, measure), 0, head / 2, { size: 32, bold: true });
  context.translate(0, head);
  const plot = plotOf(width, height - head, store.run.months, axisOf(measure), SIZE);
  const now = plot.x(store.month);
  drawFrame(context, store, plot, measure);
  const lines = () => drawLines(context, store, plot, measure);
  if (restKnown()) clipped(context, now, plot.right + 3, plot, true, lines);
  clipped(context, 0, now, plot, false, lines);
  rule(context, now, plot.top, now, plot.bottom, GREYS.axis, 2.5);
  lineEnds(store.run.series[measure], store.month, plot).forEach((end) => {
    Object.assign(context, { fillStyle: end.look.dash ? '#fff' : end.look.line, strokeStyle: end.look.line, lineWidth: 5 });
    context.setLineDash([]);
    const sign = new Path2D(end.arrow ?? `M${end.x - 9} ${end.y}a9 9 0 1 0 18 0a9 9 0 1 0 -18 0`);
    context.fill(sign);
    context.stroke(sign);
    write(context, end.text, end.labelX, end.labelY, { size: SIZE.label, bold: true, colour: end.look.line });
  });
}

// Draws one part in its own place; what it sets does not reach the next.
function within(context, x, y, draw) {
  context.save();
  context.translate(x, y);
  draw();
  context.restore();
}

// Title above with what is shown, and the name of each way of working; `lines` shows how its line looks.
function drawHead(context, about, what, lines) {
  const [title] = wrapped(context, `${about.title}: ${what}`, WIDTH - 2 * EDGE, 1, `700 44px ${FACE}`);
  write(context, title || '', EDGE, 48, { size: 44, bold: true });
  LOOKS.forEach((look, side) => {
    const x = EDGE + side * (HALF + GAP);
    const room = lines ? 106 : 0;
    if (lines) trace(context, `M${x} 104H${x + 90}`, look.line, 6, look.dash);
    const [name] = wrapped(context, `${look.side}: ${wayName(side)}`, HALF - room, 1, `700 30px ${FACE}`);
    write(context, name, x + room, 104, { size: 30, bold: true, colour: look.line });
  });
}

// What changes, by name, on which side and when.
function changesLine(store) {
  const words = store.words.share;
  const each = [...store.run.changes, ...(store.run.events ?? [])].map(({ title, who, start }) => (
    title.endsWith('.') ? title.slice(0, -1) : fill(words.picture_change, { what: title, who: who === 'both' ? store.words.telling.both : who, m: start })));
  return each.length ? fill(words.picture_changes, { changes: each.join('; ') }) : '';
}

// That it is made up, and what the picture was made with, so that it can be made again.
function drawFoot(context, store, about, note) {
  const words = store.words.charts;
  const font = `400 ${SIZE.text}px ${FACE}`;
  const lines = [...wrapped(context, about.settings || '', WIDTH - 2 * EDGE, 1, font), ...wrapped(context, changesLine(store), WIDTH - 2 * EDGE, 1, font)];
  const made = [
    store.words.share.picture_made_up,
    fill(words.picture_month, { month: store.month, months: store.run.months }),
    fill(words.picture_luck, { luck: about.luck }),
    fill(words.picture_version, { version: about.version }),
    about.date,
  ].join('   ·   ');
  const all = [...(note ? wrapped(context, note, WIDTH - 2 * EDGE, 2, font) : []), ...lines, made];
  all.forEach((line, row) => write(context, line, EDGE, HEIGHT - 30 - (all.length - 1 - row) * 34, { bold: line === made }));
}

function sheet() {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const blob = () => new Promise((done, failed) => {
    canvas.toBlob((made) => (made ? done(made) : failed(new Error('The browser could not make the picture.'))), 'image/png');
  });
  return { context, blob };
}

// The four charts at the shown month.
export function chartsPicture(store, about) {
  const { context, blob } = sheet();
  drawHead(context, about, store.words.share.picture_charts, true);
  const height = 382;
  store.charts.forEach((measure, index) => {
    const place = [EDGE + (index % 2) * (HALF + GAP), 140 + Math.floor(index / 2) * (height + 8)];
    within(context, ...place, () => drawChart(context, store, measure, HALF, height));
  });
  drawFoot(context, store, about, store.lines ? '' : bandKey());
  return blob();
}

// At the right of the head, a circle as large as one in the picture, with the say that it stands for.
function drawKey(context, store) {
  const { say, size } = keyOf(placeTown(store.run.people, HALF, TALL).large, Infinity);
  const words = fill(store.words.network.key, { say });
  write(context, words, WIDTH - EDGE, 48, { align: 'right' });
  const sign = new Path2D(`M${WIDTH - EDGE - context.measureText(words).width - size - 14} 48m${-size} 0a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0`);
  Object.assign(context, { fillStyle: COLOURS.family, strokeStyle: GREYS.text, lineWidth: 1 });
  context.fill(sign);
  context.stroke(sign);
}

// Both towns at the shown month.
export function townPicture(store, about) {
  const { context, blob } = sheet();
  drawHead(context, about, store.words.share.picture_town, false);
  SIDES.forEach((_, side) => within(context, EDGE + side * (HALF + GAP), 140, () => (
    drawTown(context, store.run, side, store.month, HALF, TALL, { strong: store.strong, council: store.council })
  )));
  drawKey(context, store);
  drawFoot(context, store, about, store.words.network.about);
  return blob();
}
