// A dot for each pair of runs, B minus A, beside a line at zero; below the dots the mean with its interval.
// No dot hides another: those that fall on one place are stacked, and where a stack is full the next stands beside it.

import { fill } from './fill.js';
import { GREYS, LOOKS, missing } from './scale.js';
import { store } from './store.js';

const SIZES = [[20, 12], [50, 10], [100, 8]]; // up to so many pairs, a dot takes so many pixels
const SMALLEST = 6;
const ROOM = 120; // pixels for the tallest stack
const EDGE = 20; // pixels beside the axis, for half of its last number
const LANE = 26; // pixels for the interval
const FOOT = 48; // pixels for the numbers of the axis and for the words below them
const NICE = [1, 2, 5];

export const dotSize = (pairs) => SIZES.find(([most]) => pairs <= most)?.[1] ?? SMALLEST;

// The end of an axis that goes as far to the left of zero as to the right: round, and at least `least`.
export function reachOf(values, least) {
  const most = Math.max(least, ...values.map(Math.abs));
  for (let power = Math.floor(Math.log10(most)); ; power += 1) {
    const found = NICE.find((step) => step * 10 ** power >= most * (1 - 1e-9));
    if (found) return found * 10 ** power;
  }
}

// The nearest column that is not full; columns further out are tried on both sides, the right one first.
function freeColumn(wanted, heights, rows) {
  for (let away = 0; away < heights.length; away += 1) {
    const found = [wanted + away, wanted - away].find((column) => heights[column] < rows);
    if (found !== undefined) return found;
  }
  return wanted;
}

// Where each dot stands: {pair, value, x, level}; pairs count from 1, and a value that is missing has no dot.
export function placed(values, scale, size) {
  const rows = Math.max(1, Math.floor(ROOM / size));
  const heights = new Array(Math.max(1, Math.floor((scale.right - scale.left) / size) + 1)).fill(0);
  const middle = (scale.left + scale.right) / 2;
  const offset = (middle - scale.left) / size;
  const shift = (offset - Math.round(offset)) * size; // so that one column stands on the line at zero
  return values.map((value, row) => ({ pair: row + 1, value })).filter(({ value }) => !missing(value))
    .sort((one, two) => one.value - two.value || one.pair - two.pair)
    .map((dot) => {
      const wanted = Math.min(heights.length - 1, Math.max(0, Math.round((scale.x(dot.value) - scale.left - shift) / size)));
      const column = freeColumn(wanted, heights, rows);
      heights[column] += 1;
      return { ...dot, x: scale.left + shift + column * size, level: heights[column] - 1 };
    });
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

export const DotPlot = {
  props: ['row', 'values', 'pairs', 'picked', 'link', 'here'],
  template: `
    <section class="dots" :aria-labelledby="id">
      <h3 :id="id">{{ row.title }} <span class="dots-unit">{{ row.unit }}</span></h3>
      <p class="dots-said" :data-testid="'said-' + row.name">{{ sentence }}</p>
      <p v-if="row.yearly" class="note">{{ words.yearly }}</p>
      <svg ref="svg" class="dots-plot" role="img" :aria-label="label" :height="height" :data-testid="'dots-' + row.name" :data-pairs="pairs">
        <g v-if="width">
          <line v-for="tick in ticks" :key="'t' + tick" :x1="scale.x(tick)" :x2="scale.x(tick)" :y1="4" :y2="foot" :stroke="tick ? greys.grid : greys.text" :stroke-width="tick ? 1 : 2"/>
          <line :x1="scale.left" :x2="scale.right" :y1="foot" :y2="foot" :stroke="greys.axis"/>
          <circle v-for="dot in dots" :key="dot.pair" class="dot" :class="{ picked: dot.pair === picked }" :data-pair="dot.pair" :cx="dot.x" :cy="base - dot.level * size" :r="size / 2 - 1"
            :fill="colours(dot).fill" :stroke="colours(dot).stroke" @click="$emit('pick', dot.pair)"><title>{{ named(dot) }}</title></circle>
          <g v-if="marked" class="dots-mark"><circle :cx="marked.x" :cy="base - marked.level * size" :r="size / 2 + 3" fill="none" :stroke="greys.text" stroke-width="2.5"/></g>
          <g v-if="row.ci_low !== null" :stroke="greys.text" stroke-width="3">
            <line :x1="scale.x(row.ci_low)" :x2="scale.x(row.ci_high)" :y1="lane" :y2="lane"/>
            <line v-for="end in [row.ci_low, row.ci_high]" :x1="scale.x(end)" :x2="scale.x(end)" :y1="lane - 6" :y2="lane + 6"/>
            <path :d="diamond" :fill="greys.text" stroke="#fff" stroke-width="1"/>
          </g>
          <text v-for="tick in ticks" :key="'n' + tick" :x="scale.x(tick)" :y="foot + 18" text-anchor="middle">{{ tickText(tick) }}</text>
          <text :x="2" :y="foot + 40">\u2190 {{ words.left }}</text>
          <text :x="width - 2" :y="foot + 40" text-anchor="end">{{ words.right }} \u2192</text>
        </g>
      </svg>
      <p class="dots-average">{{ average }}</p>
      <p v-if="marked" class="dots-picked" :data-testid="'picked-' + row.name">{{ pickedText }} <a v-if="here" :href="link" :data-testid="'look-' + row.name">{{ lookText }}</a></p>
    </section>`,
  data: () => ({ store, width: 0, greys: GREYS }),
  computed: {
    words: () => store.words.compare.dots,
    id() {
      return `dots-title-${this.row.name}`;
    },
    size() {
      return dotSize(this.pairs);
    },
    reach() {
      const all = [...this.values, this.row.ci_low, this.row.ci_high].filter((value) => !missing(value));
      return reachOf(all, this.row.reach);
    },
    scale() {
      const [left, right] = [EDGE, Math.max(EDGE + 1, this.width - EDGE)];
      return { left, right, x: (value) => left + ((right - left) * (value + this.reach)) / (2 * this.reach) };
    },
    ticks() {
      return [-1, -0.5, 0, 0.5, 1].map((part) => part * this.reach);
    },
    dots() {
      return placed(this.values, this.scale, this.size);
    },
    // As high as the highest stack needs, so that a flat picture takes little room.
    base() {
      return 8 + this.size * Math.max(3, ...this.dots.map((dot) => dot.level + 1)) - this.size / 2;
    },
    lane() {
      return this.base + this.size / 2 + LANE / 2;
    },
    foot() {
      return this.base + this.size / 2 + LANE;
    },
    height() {
      return this.foot + FOOT;
    },
    diamond() {
      const x = this.scale.x(this.row.difference);
      return `M${x - 7} ${this.lane}L${x} ${this.lane - 8}L${x + 7} ${this.lane}L${x} ${this.lane + 8}Z`;
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
