// One outcome along one setting: a line for each scenario, with bars for the intervals.  Lines differ in dash and mark.

import { GREYS, LOOKS, plotOf, spread } from '../shared/charts/scale.js';

const SIZE = { text: 16, label: 16 };
const HEIGHT = 340;
const INSET = 14; // so that the first and last marks do not stand on the numbers of the axis
const DASHES = ['', '9 5', '3 4', '12 4 3 4', '6 3'];
const COLOURS = [LOOKS[0].line, LOOKS[1].line, '#3D3D3D', '#1F7F78', '#7A5BB0'];
// Circle, square, triangle, diamond and cross, each about a point.
const MARKS = ['M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0', 'M-5 -5h10v10h-10z', 'M0 -6L6 5H-6z', 'M0 -6L6 0L0 6L-6 0z', 'M-5 -5L5 5M-5 5L5 -5'];

// Round numbers from below the lowest to above the highest: four to nine of them.
export function ticks(low, high) {
  const wide = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(wide / 4));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => wide / each <= 7);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)));
}

const shownTick = (value) => String(value).replace('-', '\u2212');

/** @type {Component} */
export const BatchChart = {
  props: ['chart', 'setting', 'label', 'title'],
  template: `
    <figure class="batch-figure" ref="figure">
      <figcaption>{{ title }}</figcaption>
      <ul class="batch-key"><li v-for="line in lines" :key="line.name"><svg width="44" height="16" viewBox="0 0 44 16" aria-hidden="true"><path d="M2 8H42" fill="none" :stroke="line.colour" stroke-width="3" :stroke-dasharray="line.dash"/><path :d="line.mark" transform="translate(22 8)" :fill="line.fill" :stroke="line.colour" stroke-width="2"/></svg> {{ line.name }}</li></ul>
      <svg v-if="width" :width="width" :height="height" role="img" :aria-label="label" data-testid="batch-chart">
        <g v-for="tick in axis.ticks" :key="'y' + tick"><line :x1="plot.left" :x2="plot.right" :y1="plot.y(tick)" :y2="plot.y(tick)" :stroke="greys.grid"/>
          <text class="chart-tick" :x="plot.left - 7" :y="plot.y(tick)" dy="0.35em" text-anchor="end">{{ shownTick(tick) }}</text></g>
        <line :x1="plot.left" :x2="plot.right" :y1="plot.bottom" :y2="plot.bottom" :stroke="greys.axis"/>
        <g v-for="tick in along" :key="'x' + tick"><line :x1="place(tick)" :x2="place(tick)" :y1="plot.bottom" :y2="plot.bottom + 5" :stroke="greys.axis"/>
          <text class="chart-tick" :x="place(tick)" :y="plot.bottom + 19" text-anchor="middle">{{ shownTick(tick) }}</text></g>
        <text class="chart-tick" :x="(plot.left + plot.right) / 2" :y="height - 6" text-anchor="middle">{{ setting }}</text>
        <g v-for="line in lines" :key="line.name" fill="none" :stroke="line.colour" :data-scenario="line.name">
          <path v-for="bar in line.bars" :key="bar" :d="bar" stroke-width="1.5"/>
          <path class="batch-line" :d="line.path" stroke-width="3" :stroke-dasharray="line.dash" stroke-linejoin="round"/>
          <path v-for="(spot, at) in line.spots" :key="'m' + at" :d="line.mark" :transform="spot" :fill="line.fill" stroke-width="2"/>
        </g>
        <text v-for="end in ends" :key="end.name" class="chart-tick" :x="end.x" :y="end.y" dy="0.35em" :fill="end.colour" font-weight="700">{{ end.text }}</text>
      </svg>
    </figure>`,
  data: () => ({ width: 0, greys: GREYS }),
  computed: {
    height: () => HEIGHT,
    axis() {
      const all = this.chart.lines.flatMap((line) => line.points.flat()).filter((value) => value !== null);
      const found = all.length ? ticks(Math.min(...all), Math.max(...all)) : [0, 1];
      return { low: found[0], high: found[found.length - 1], ticks: found };
    },
    low() {
      return this.chart.at[0];
    },
    span() {
      return this.chart.at[this.chart.at.length - 1] - this.low;
    },
    plot() {
      const plot = plotOf(this.width, this.height - 22, this.span, this.axis, SIZE);
      // The widest number of the axis has room to its left.
      const left = Math.max(plot.left, 14 + 9 * Math.max(...this.axis.ticks.map((tick) => shownTick(tick).length)));
      const [first, last] = [left + INSET, plot.right - INSET];
      return { ...plot, left, x: (value) => first + ((last - first) * value) / this.span };
    },
    // The values themselves where there is room, else some round ones.
    along() {
      const { at } = this.chart;
      const room = (this.plot.right - this.plot.left) / Math.max(1, ...at.map((value) => 12 * shownTick(value).length));
      if (at.length <= room) return at;
      return ticks(at[0], at[at.length - 1]).filter((tick) => tick >= at[0] && tick <= at[at.length - 1]);
    },
    lines() {
      return this.chart.lines.map((line, place) => {
        const spots = line.points.map(([mean, low, high], at) => ({ x: this.place(this.chart.at[at]), mean, low, high })).filter(({ mean }) => mean !== null);
        const colour = COLOURS[place % COLOURS.length];
        return {
          name: line.scenario,
          colour,
          dash: DASHES[place % DASHES.length],
          mark: MARKS[place % MARKS.length],
          fill: place % 2 ? '#fff' : colour,
          path: spots.map(({ x, mean }, at) => `${at ? 'L' : 'M'}${x.toFixed(1)} ${this.plot.y(mean).toFixed(1)}`).join(''),
          bars: spots.filter(({ low }) => low !== null).map((spot) => this.bar(spot)),
          spots: spots.map(({ x, mean }) => `translate(${x.toFixed(1)} ${this.plot.y(mean).toFixed(1)})`),
          last: spots[spots.length - 1]?.mean ?? null,
          end: spots[spots.length - 1]?.x ?? 0,
        };
      });
    },
    ends() {
      const known = this.lines.filter((line) => line.last !== null);
      const places = spread(known.map((line) => this.plot.y(line.last)), SIZE.label * 1.1, this.plot.top, this.plot.bottom);
      return known.map((line, at) => ({ name: line.name, colour: line.colour, x: line.end + 12, y: places[at], text: line.last.toFixed(1).replace('-', '\u2212') }));
    },
  },
  mounted() {
    this.measure = () => { this.width = this.$refs.figure.clientWidth; };
    this.watcher = new ResizeObserver(this.measure);
    this.watcher.observe(this.$refs.figure);
    this.measure();
  },
  beforeDestroy() {
    this.watcher.disconnect();
  },
  methods: {
    shownTick,
    place(value) {
      return this.plot.x(value - this.low);
    },
    bar({ x, low, high }) {
      const [top, bottom] = [this.plot.y(high).toFixed(1), this.plot.y(low).toFixed(1)];
      return `M${x} ${top}V${bottom}M${x - 5} ${top}h10M${x - 5} ${bottom}h10`;
    },
  },
};
