// A dot for each pair of runs, B minus A, beside a line at zero; below the dots the mean with its interval.
// No dot hides another: those that fall on one place are stacked, and where a stack is full the next stands beside it.

import { fill } from '../shared/fill.js';
import { GREYS, LOOKS, missing } from '../shared/charts/scale.js';
import { store } from '../shared/store.js';

const LARGEST = [[20, 12], [50, 10], [100, 8], [200, 7]]; // up to so many pairs, a dot takes at most so many pixels
const SMALLEST = 4;
const ROOM = 150; // pixels for the tallest stack; where it needs more, dots are smaller
const MOST = 60; // dots in a stack of the smallest; only what is the same in nearly all runs needs more
const EDGE = 27; // pixels beside the axis, for half of its last number
const LANE = 28; // pixels for the interval
const FOOT = 48; // pixels for the numbers of the axis and for the words below them
const WORDS = 100; // pixels for the words at an end of the axis
const NICE = [1, 2, 2.5, 5, 10];

// An axis that holds all values and zero, and shows at least `least`: {low, high, ticks}, with round numbers.
export function axisOf(values, least) {
  let [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const more = Math.max(0, least - (high - low)) / 2;
  [low, high] = [low - more, high + more];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * NICE.find((nice) => nice * power >= rough * (1 - 1e-9));
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, tick) => (first + tick) * step);
  return { low: first * step, high: last * step, ticks };
}

// The nearest column that is not full; no dot may cross to the other side of zero.
function freeColumn(wanted, heights, most, allowed) {
  for (let away = 0; away < heights.length; away += 1) {
    const found = [wanted + away, wanted - away].find((column) => heights[column] < most && allowed(column));
    if (found !== undefined) return found;
  }
  return wanted;
}

// Where each dot stands, with dots of one size: {pair, value, x, level}; `most` is the height of a full stack.
function stacked(dots, scale, size, most) {
  const zero = scale.x(0);
  const first = Math.ceil((scale.left - zero) / size); // columns are counted from the line at zero
  const last = Math.floor((scale.right - zero) / size);
  const heights = new Array(last - first + 1).fill(0);
  return dots.map((dot) => {
    const wanted = Math.min(last, Math.max(first, Math.round((scale.x(dot.value) - zero) / size)));
    const column = first + freeColumn(wanted - first, heights, most, (at) => (first + at) * dot.value >= 0);
    heights[column - first] += 1;
    return { ...dot, x: zero + column * size, level: heights[column - first] - 1 };
  });
}

// All dots, as large as fits: {size, dots}; pairs count from 1, and a value that is missing has no dot.
export function placed(values, scale) {
  const dots = values.map((value, row) => ({ pair: row + 1, value })).filter(({ value }) => !missing(value))
    .sort((one, two) => one.value - two.value || one.pair - two.pair);
  let size = LARGEST.find(([most]) => values.length <= most)?.[1] ?? SMALLEST;
  for (; size > SMALLEST; size -= 1) {
    const found = stacked(dots, scale, size, Infinity);
    if (Math.max(0, ...found.map((dot) => dot.level + 1)) * size <= ROOM) return { size, dots: found };
  }
  return { size, dots: stacked(dots, scale, size, MOST) };
}

export function signed(value) {
  if (missing(value)) return '–';
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? text : `${value > 0 ? '+' : '\u2212'}${text}`;
}

export function said(row, pairs) {
  const words = store.words.compare.said;
  if (row.difference === null) return words.nothing;
  return fill(words[row.sure], { n: row.sure === 'lower' ? row.lower : row.higher, m: row.lower, of: pairs });
}

/** @type {Component} */
export const DotPlot = {
  props: ['row', 'values', 'pairs', 'picked', 'link', 'here'],
  template: `
    <section class="dots" :aria-labelledby="id">
      <h3 :id="id">{{ row.title }} <span class="dots-unit">{{ row.unit }}</span></h3>
      <p class="dots-said" :data-testid="'said-' + row.name">{{ sentence }}</p>
      <p v-if="row.yearly" class="note">{{ words.yearly }}</p>
      <svg ref="svg" class="dots-plot" role="img" :aria-label="label" :height="height" :data-testid="'dots-' + row.name" :data-pairs="pairs">
        <g v-if="width">
          <line v-for="tick in axis.ticks" :key="'t' + tick" :x1="scale.x(tick)" :x2="scale.x(tick)" :y1="4" :y2="foot" :stroke="tick ? greys.grid : greys.text" :stroke-width="tick ? 1 : 2"/>
          <line :x1="scale.left" :x2="scale.right" :y1="foot" :y2="foot" :stroke="greys.axis"/>
          <circle v-for="dot in dots" :key="dot.pair" class="dot" :class="{ picked: dot.pair === picked }" :data-pair="dot.pair" :cx="dot.x" :cy="base - dot.level * size" :r="size / 2 - (size > 6 ? 1 : 0.6)" :stroke-width="size > 6 ? 1.75 : 1.1"
            :fill="colours(dot).fill" :stroke="colours(dot).stroke" @click="$emit('pick', dot.pair)"><title>{{ named(dot) }}</title></circle>
          <g v-if="marked" class="dots-mark"><circle :cx="marked.x" :cy="base - marked.level * size" :r="size / 2 + 3" fill="none" :stroke="greys.text" stroke-width="2.5"/></g>
          <g v-if="row.ci_low !== null" :stroke="greys.text" stroke-width="3">
            <line :x1="scale.x(row.ci_low)" :x2="scale.x(row.ci_high)" :y1="lane" :y2="lane"/>
            <line v-for="end in [row.ci_low, row.ci_high]" :x1="scale.x(end)" :x2="scale.x(end)" :y1="lane - 2" :y2="lane + 7"/>
          </g>
          <path v-if="row.difference !== null" :d="pointer" :fill="greys.text"/>
          <text v-for="tick in axis.ticks" :key="'n' + tick" :x="scale.x(tick)" :y="foot + 18" text-anchor="middle">{{ tickText(tick) }}</text>
          <text v-if="scale.x(0) > room" :x="2" :y="foot + 40">\u2190 {{ words.left }}</text>
          <text v-if="width - scale.x(0) > room" :x="width - 2" :y="foot + 40" text-anchor="end">{{ words.right }} \u2192</text>
        </g>
      </svg>
      <p class="dots-average">{{ average }}</p>
      <p v-if="marked" class="dots-picked" :data-testid="'picked-' + row.name">{{ pickedText }} <a v-if="here" :href="link" :data-testid="'look-' + row.name">{{ lookText }}</a></p>
    </section>`,
  data: () => ({ store, width: 0, greys: GREYS, room: WORDS }),
  computed: {
    words: () => store.words.compare.dots,
    id() {
      return `dots-title-${this.row.name}`;
    },
    axis() {
      return axisOf([...this.values, this.row.ci_low, this.row.ci_high].filter((value) => !missing(value)), this.row.least);
    },
    scale() {
      const { low, high } = this.axis;
      const [left, right] = [EDGE, Math.max(EDGE + 1, this.width - EDGE)];
      return { left, right, x: (value) => left + ((right - left) * (value - low)) / (high - low) };
    },
    placed() {
      return placed(this.values, this.scale);
    },
    size() {
      return this.placed.size;
    },
    dots() {
      return this.placed.dots;
    },
    // As high as the highest stack needs, so that a flat picture takes little room.
    base() {
      return 8 + this.size * Math.max(3, ...this.dots.map((dot) => dot.level + 1)) - this.size / 2;
    },
    lane() {
      return this.base + this.size / 2 + LANE - 10;
    },
    foot() {
      return this.base + this.size / 2 + LANE;
    },
    height() {
      return this.foot + FOOT;
    },
    // Points down at the mean, from above the interval.
    pointer() {
      const x = this.scale.x(this.row.difference);
      return `M${x - 6} ${this.lane - 13}L${x + 6} ${this.lane - 13}L${x} ${this.lane - 3}Z`;
    },
    marked() {
      return this.dots.find((dot) => dot.pair === this.picked);
    },
    sentence() {
      return said(this.row, this.pairs);
    },
    average() {
      return this.row.difference === null ? '' : fill(this.words.average, { gap: this.row.gap, interval: this.row.interval });
    },
    label() {
      return fill(this.words.label, { what: this.row.title, n: this.pairs, said: this.sentence, average: this.average });
    },
    pickedText() {
      return fill(this.words.at, { n: this.picked, gap: signed(this.marked.value) });
    },
    lookText() {
      return fill(this.words.look, { n: this.picked });
    },
  },
  mounted() {
    this.fit = () => { this.width = Math.floor(this.$refs.svg.getBoundingClientRect().width); };
    this.fit();
    this.observer = new ResizeObserver(this.fit);
    this.observer.observe(this.$el);
  },
  beforeDestroy() {
    this.observer.disconnect();
  },
  methods: {
    // Full for A, hollow for B, as everywhere; a pair without a difference is grey.
    colours({ value }) {
      if (value === 0) return { fill: GREYS.grid, stroke: GREYS.axis };
      return value > 0 ? { fill: '#fff', stroke: LOOKS[1].line } : { fill: LOOKS[0].line, stroke: LOOKS[0].line };
    },
    named(dot) {
      return fill(this.words.pair, { n: dot.pair, gap: signed(dot.value) });
    },
    tickText: (tick) => `${tick > 0 ? '+' : tick < 0 ? '\u2212' : ''}${Number(Math.abs(tick).toPrecision(3))}`,
  },
};
