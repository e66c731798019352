// Whose view is nearer: for each party, how far its view of what the child needs is off, in A and in B; nearer is further left.

import { fill } from '../shared/fill.js';
import { GREYS, LOOKS, missing } from '../shared/charts/scale.js';
import { SIDES, store } from '../shared/store.js';

const LEAST = 1; // the axis shows at least so many steps of need
const EDGE = 0.6; // of the letters' size, beside the axis

export const off = (error) => (missing(error) ? '\u2013' : error.toFixed(2));

// Round numbers from zero to beyond all errors.
function ticksOf(errors) {
  const high = Math.max(LEAST, ...errors.filter((error) => !missing(error)));
  const step = high > 2 * LEAST ? 1 : 0.25;
  return Array.from({ length: Math.ceil(high / step - 1e-9) + 1 }, (_, tick) => tick * step);
}

/** @type {Component} */
export const Views = {
  template: `
    <div data-testid="views">
      <p>{{ words.note }}</p>
      <svg ref="svg" class="views-plot" role="img" :aria-label="label" :height="height">
        <g v-if="width">
          <line v-for="tick in ticks" :key="'t' + tick" :x1="x(tick)" :x2="x(tick)" y1="0" :y2="foot" :stroke="tick ? greys.grid : greys.text" :stroke-width="tick ? 1 : 2"/>
          <g v-for="(row, at) in rows" :key="row.party">
            <text class="views-party" :x="x(0) + size / 2" :y="top(at) + size">{{ row.name }}</text>
            <g v-for="dot in row.dots" :key="dot.side" class="views-dot" :data-party="row.party" :data-side="dot.side">
              <line :x1="x(0)" :x2="dot.x" :y1="dot.y" :y2="dot.y" :stroke="dot.look.line" stroke-width="2.5" :stroke-dasharray="dot.look.dash"/>
              <circle :cx="dot.x" :cy="dot.y" :r="size * 0.38" :fill="dot.look.dash ? '#fff' : dot.look.line" :stroke="dot.look.line" stroke-width="2.5"/>
              <text :x="dot.x + size * 0.75" :y="dot.y" dy="0.35em" :fill="dot.look.line" font-weight="700">{{ dot.side }} {{ dot.text }}</text>
            </g>
          </g>
          <line :x1="x(0)" :x2="right" :y1="foot" :y2="foot" :stroke="greys.axis"/>
          <text v-for="(tick, at) in ticks" v-if="at % every === 0" :key="'n' + tick" :x="x(tick)" :y="foot + size * 1.2" :text-anchor="tick ? 'middle' : 'start'">{{ tick }}</text>
          <text :x="x(0)" :y="foot + size * 2.5">\u2190 {{ words.nearer }}</text>
        </g>
      </svg>
      <details class="views-numbers"><summary data-testid="views-numbers">{{ words.numbers }}</summary>
        <table><caption>{{ words.caption }}</caption>
          <thead><tr><th scope="col">{{ words.whose }}</th><th v-for="side in sides" :key="side" scope="col">{{ side }}</th></tr></thead>
          <tbody><tr v-for="row in rows" :key="row.party"><th scope="row">{{ row.name }}</th><td v-for="dot in row.all" :key="dot.side">{{ dot.text }}</td></tr></tbody></table></details>
    </div>`,
  data: () => ({ store, width: 0, size: 16, greys: GREYS, sides: SIDES }),
  computed: {
    words: () => store.words.explore.views,
    ticks: () => ticksOf(store.run.views.flatMap(Object.values)),
    every() {
      return this.width < 24 * this.size ? 2 : 1; // where there is little room, every second number
    },
    right() {
      return this.width - this.size * 4.5; // room for the numbers beside the dots
    },
    rows() {
      return Object.entries(store.words.parties).map(([party, name], at) => {
        const all = LOOKS.map((look, side) => {
          const error = store.run.views[side][party];
          return { side: SIDES[side], look, error, text: off(error), x: missing(error) ? 0 : this.x(error), y: this.top(at) + this.size * (1.9 + 1.2 * side) };
        });
        return { party, name, all, dots: all.filter(({ error }) => !missing(error)) };
      });
    },
    foot() {
      return this.top(Object.keys(store.words.parties).length);
    },
    height() {
      return this.foot + this.size * 3;
    },
    label() {
      const told = this.rows.map(({ name, all: [a, b] }) => fill(this.words.row, { party: name, a: a.text, b: b.text }));
      return `${this.words.label} ${told.join(' ')}`;
    },
  },
  mounted() {
    this.fit = () => {
      this.width = Math.floor(this.$refs.svg.getBoundingClientRect().width);
      this.size = parseFloat(getComputedStyle(this.$refs.svg).fontSize);
    };
    this.fit();
    this.observer = new ResizeObserver(this.fit);
    this.observer.observe(this.$el);
  },
  beforeDestroy() {
    this.observer.disconnect();
  },
  methods: {
    top(row) {
      return this.size * (0.4 + 4.1 * row);
    },
    x(error) {
      const left = this.size * EDGE;
      return left + ((this.right - left) * error) / this.ticks[this.ticks.length - 1];
    },
  },
};
