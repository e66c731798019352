// Where things stand in a chart.  Pure: numbers in, places and paths out.
// The screen (charts.js) and the picture for a slide (png.js) both draw from here, so they cannot disagree.

// Axes are fixed, so that one picture may be compared with the next.  A line that leaves its axis is cut there, and marked.
const SHARE = { low: 0, high: 100, ticks: [0, 25, 50, 75, 100], line: null, badge: 'head' };
const AXES = {
  // Needed hours, from half to one and a half times those that there are.
  staff_load: { low: 50, high: 150, ticks: [50, 100, 150], line: 100, badge: 'head' },
  // In every scenario and luck that we tried the gap stays from -3 to 10 of 100.  Its badge finds no room in the head.
  progress_gap: { low: -5, high: 15, ticks: [-5, 0, 5, 10, 15], line: 0, badge: 'inside' },
};

// Edge lines of the bands stand 3:1 or more from white, because the tints alone do not.
export const LOOKS = [
  { side: 'A', line: '#12436D', dash: '', edge: '#5F83A5', edgeDash: '', tint: 'rgba(18, 67, 109, 0.15)' },
  { side: 'B', line: '#C05000', dash: '9 5', edge: '#C4641F', edgeDash: '4 2', tint: 'rgba(192, 80, 0, 0.15)' },
];
export const GREYS = { grid: '#D0D3D6', axis: '#505A5F', before: '#6F777B', text: '#1D1D1D' };

export const axisOf = (measure) => AXES[measure] || SHARE;
export const missing = (value) => value === null || value === undefined || Number.isNaN(value);

// A number as people read it: whole, with a real minus sign.
export const shown = (value) => (missing(value) ? '–' : String(Math.round(value) || 0).replace('-', '\u2212'));

// The place of a plot in a picture of width x height; `size` gives the height of its letters: {text, label}.
// To the right of the plot there is room for the label of month 60, to the left for the numbers of the axis.
export function plotOf(width, height, months, axis, size) {
  const left = Math.round(size.text * 1.85) + 10;
  const right = Math.max(left + 1, Math.round(width - size.label * 4.2));
  const top = Math.round(size.text * 1.4);
  const bottom = Math.max(top + 1, Math.round(height - size.text * 1.7));
  const inside = (value) => Math.min(axis.high, Math.max(axis.low, value));
  return {
    left, right, top, bottom, width, height, months, axis, size,
    x: (month) => left + ((right - left) * month) / months,
    y: (value) => bottom - ((bottom - top) * (inside(value) - axis.low)) / (axis.high - axis.low),
  };
}

// The months that the axis names: whole years, at most five or so of them.
export function monthTicks(months) {
  const step = 12 * Math.max(1, Math.ceil(months / 60));
  return Array.from({ length: Math.floor(months / step) + 1 }, (_, tick) => tick * step);
}

const point = (plot, month, value) => `${plot.x(month).toFixed(1)} ${plot.y(value).toFixed(1)}`;

// Stretches of months without a missing value: [[first, last], ...].
function stretches(values) {
  const found = [];
  values.forEach((value, month) => {
    if (missing(value)) return;
    const last = found[found.length - 1];
    if (last && last[1] === month - 1) last[1] = month;
    else found.push([month, month]);
  });
  return found;
}

const walk = (plot, values, first, last) => Array.from(
  { length: Math.abs(last - first) + 1 },
  (_, step) => point(plot, first + Math.sign(last - first) * step, values[first + Math.sign(last - first) * step]),
).join('L');

// The end of the axis beyond which a value lies, or null where it lies within.
export const beyond = (value, { low, high }) => (missing(value) ? null : value > high ? high : value < low ? low : null);

// The month at which a line comes to a value, on its way from one month to the next.
const crossing = (values, month, edge) => month + (edge - values[month]) / (values[month + 1] - values[month]);

// A stretch of a line, cut at the ends of its axis: the pieces that lie within, and where it leaves or comes back, as [month, value].
function cut(values, axis, first, last) {
  const pieces = [[]];
  const outs = [];
  const turn = (month, edge) => {
    const at = [crossing(values, month, edge), edge];
    outs.push(at);
    pieces[pieces.length - 1].push(at);
  };
  for (let month = first; month <= last; month += 1) {
    const [before, now] = [month > first ? beyond(values[month - 1], axis) : null, beyond(values[month], axis)];
    if (before !== null && now !== before) {
      pieces.push([]);
      turn(month - 1, before);
    }
    if (now === null) pieces[pieces.length - 1].push([month, values[month]]);
    else if (month === first) outs.push([month, now]);
    else if (now !== before) turn(month - 1, now);
    if (now !== null && month === last && month > first) outs.push([month, now]);
  }
  return { pieces: pieces.filter((piece) => piece.length), outs };
}

// The path of a line, with a gap where values are missing or outside the axis.
export function linePath(values, plot) {
  const all = Array.from(values);
  return stretches(all).flatMap(([first, last]) => cut(all, plot.axis, first, last).pieces)
    .map((piece) => `M${piece.map(([month, value]) => point(plot, month, value)).join('L')}`).join('');
}

// Where a line leaves its axis and comes back: two short strokes across its edge at each place, as one path; '' where it stays within.
export function breakPath(values, plot) {
  const all = Array.from(values);
  const long = plot.size.text * 0.4;
  const stroke = (x, y) => `M${(x - long / 2).toFixed(1)} ${(y + long).toFixed(1)}l${long.toFixed(1)} ${(-2 * long).toFixed(1)}`;
  return stretches(all).flatMap(([first, last]) => cut(all, plot.axis, first, last).outs)
    .map(([month, edge]) => [-long / 2, long / 2].map((aside) => stroke(plot.x(month) + aside, plot.y(edge))).join('')).join('');
}

// How many of so many runs are inside a band: those that do not lie beyond its ends.
export const runsInside = (runs) => runs - 2 * Math.ceil((runs - 1) / 10);

// A quantile of sorted numbers, on the straight line between two of them: numpy's, to the last digit.
function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const before = Math.floor(place);
  const [one, other, part] = [sorted[before], sorted[Math.min(before + 1, sorted.length - 1)], place - before];
  return part < 0.5 ? one + (other - one) * part : other - (other - one) * (1 - part);
}

// The middle 80 % of the runs at each month: {low, high}, as `middle` of certainty.py; null where a run has no value.
export function bandOf(rows) {
  const months = rows.length ? Array.from(rows[0].keys()) : [];
  const sorted = months.map((month) => rows.map((row) => row[month])).map(
    (values) => (values.some(missing) ? null : values.sort((a, b) => a - b)),
  );
  const ends = (share) => sorted.map((values) => values && quantile(values, share));
  return { low: ends(0.1), high: ends(0.9) };
}

// The outline of a band: along the top and back along the bottom, for each stretch of months.
export function bandPath({ low, high }, plot) {
  return stretches(low).map(
    ([first, last]) => `M${walk(plot, high, first, last)}L${walk(plot, low, last, first)}Z`,
  ).join('');
}

const half = (group, gap) => ((group.members.length - 1) / 2) * gap;

function joined(one, two) {
  const [n, m] = [one.members.length, two.members.length];
  return { members: [...one.members, ...two.members], centre: (one.centre * n + two.centre * m) / (n + m) };
}

// Moves places apart until each is `gap` from the next and all are between low and high, as near as can be to the wanted.
export function spread(wanted, gap, low, high) {
  const order = wanted.map((_, index) => index).sort((i, j) => wanted[i] - wanted[j] || i - j);
  const held = (group) => Math.min(high - half(group, gap), Math.max(low + half(group, gap), group.centre));
  const groups = [];
  order.forEach((index) => {
    let group = { members: [index], centre: wanted[index] };
    group.centre = held(group);
    while (groups.length) {
      const last = groups[groups.length - 1];
      if (last.centre + half(last, gap) + gap <= group.centre - half(group, gap)) break;
      group = joined(groups.pop(), group);
      group.centre = held(group);
    }
    groups.push(group);
  });
  const places = [];
  groups.forEach((group) => group.members.forEach((index, row) => {
    places[index] = group.centre - half(group, gap) + row * gap;
  }));
  return places;
}

function arrowTo(value, plot, x, y) {
  const edge = beyond(value, plot.axis);
  if (edge === null) return null;
  const long = plot.size.text * (edge === plot.axis.high ? 0.45 : -0.45);
  return `M${(x - Math.abs(long)).toFixed(1)} ${(y + long).toFixed(1)}h${(2 * Math.abs(long)).toFixed(1)}L${x.toFixed(1)} ${(y - long).toFixed(1)}Z`;
}

// The ends of the two lines at a month: {look, x, y, labelX, labelY, text, arrow}.  A side without a value has none.
// An end outside the axis has an arrow, the path of a triangle that points to where it is.
export function lineEnds(both, month, plot) {
  const ends = LOOKS.map((look, side) => ({ look, value: both[side][month] })).filter(({ value }) => !missing(value));
  const gap = plot.size.label * 1.1;
  const wanted = ends.map(({ value }) => plot.y(value));
  const places = spread(wanted, gap, plot.top, plot.bottom - plot.size.label * 0.55);
  return ends.map(({ look, value }, end) => ({
    look,
    x: plot.x(month),
    y: wanted[end],
    labelX: plot.x(month) + plot.size.label * 0.55,
    labelY: places[end],
    text: `${look.side} ${shown(value)}`,
    arrow: arrowTo(value, plot, plot.x(month), wanted[end]),
  }));
}

// Whose change it is: A, B or both.
const whose = (who) => (who === 'A' || who === 'B' ? who : 'A+B');

// Ticks for the changes of the timeline above the plot: {x, letterX, letterY, text, colour}; letters never overlap.
export function changeMarks(changes, plot) {
  const starts = [...new Set(changes.map((change) => change.start))].filter((start) => start <= plot.months);
  const texts = starts.map((start) => {
    const here = [...new Set(changes.filter((change) => change.start === start).map((change) => whose(change.who)))];
    return here.length === 1 ? here[0] : 'A+B';
  });
  const wide = Math.max(0, ...texts.map((text) => (text.length === 1 ? 0.85 : 2.3))) * plot.size.text;
  const places = spread(starts.map(plot.x), wide, plot.left, plot.right);
  return starts.map((start, mark) => ({
    x: plot.x(start),
    letterX: places[mark],
    letterY: plot.top - plot.size.text * 0.75,
    text: texts[mark],
    colour: (LOOKS.find((look) => look.side === texts[mark]) || { line: GREYS.text }).line,
  }));
}
