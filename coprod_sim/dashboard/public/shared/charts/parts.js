// The parts of a chart that stand still while months go by, so that playing need not touch them.

import { store } from '../store.js';
import { bandPath, breakPath, changeMarks, GREYS, linePath, LOOKS, monthTicks, shown } from './scale.js';
import { lastKnown } from '../seen.js';

// Axes, grid, and the marks of what changes when.
/** @type {Component} */
export const ChartFrame = {
  props: ['plot', 'note'],
  template: `
    <g class="chart-frame">
      <g v-for="tick in plot.axis.ticks" :key="'y' + tick">
        <line :x1="plot.left" :x2="plot.right" :y1="plot.y(tick)" :y2="plot.y(tick)" :stroke="tick === plot.axis.line ? greys.axis : greys.grid" stroke-width="1"/>
        <text class="chart-tick" :x="plot.left - 7" :y="plot.y(tick)" dy="0.35em" text-anchor="end">{{ shown(tick) }}</text>
      </g>
      <g v-for="tick in months" :key="'x' + tick">
        <line :x1="plot.x(tick)" :x2="plot.x(tick)" :y1="plot.bottom" :y2="plot.bottom + 5" :stroke="greys.axis"/>
        <text class="chart-tick" :x="plot.x(tick)" :y="tickY" dy="0.35em" text-anchor="middle">{{ tick }}</text>
      </g>
      <text class="chart-tick" :x="plot.width - 1" :y="tickY" dy="0.35em" text-anchor="end">{{ store.words.charts.month }}</text>
      <line :x1="plot.left" :x2="plot.right" :y1="plot.bottom" :y2="plot.bottom" :stroke="greys.axis"/>
      <text v-if="note" class="chart-note" :x="plot.left + 5" :y="noteY" dy="0.35em">{{ note }}</text>
      <g v-for="mark in changes" :key="'change' + mark.x" class="chart-change">
        <line :x1="mark.x" :x2="mark.x" :y1="plot.top - 4" :y2="plot.top + 7" :stroke="mark.colour" stroke-width="2"/>
        <text :x="mark.letterX" :y="mark.letterY" dy="0.35em" text-anchor="middle" font-weight="700" :fill="mark.colour">{{ mark.text }}</text>
      </g>
    </g>`,
  data: () => ({ store, greys: GREYS }),
  computed: {
    months() {
      return monthTicks(this.plot.months);
    },
    tickY() {
      return this.plot.bottom + this.plot.size.text;
    },
    noteY() {
      return this.plot.bottom - this.plot.size.text * 0.75;
    },
    changes() {
      return changeMarks(store.run.changes, this.plot);
    },
  },
  methods: { shown },
};

// Bands, thin lines, and the two bold lines, over all months that the room may know, with marks where a line leaves its axis.
/** @type {Component} */
export const ChartLines = {
  props: ['plot', 'measure', 'bands'],
  template: `
    <g fill="none" stroke-linejoin="round">
      <g v-for="(band, side) in outlines" :key="'band' + side" :class="'chart-band chart-band-' + side">
        <path class="chart-tint" :d="band.fill" :fill="looks[side].tint"/>
        <path class="chart-edge" :d="band.low" :stroke="looks[side].edge" :stroke-dasharray="looks[side].edgeDash"/>
        <path class="chart-edge" :d="band.high" :stroke="looks[side].edge" :stroke-dasharray="looks[side].edgeDash"/>
      </g>
      <path v-for="mark in breaks" :key="'break' + mark.key" class="chart-break" :data-side="mark.look.side" :d="mark.path" :stroke="mark.colour" stroke-width="2"/>
      <path v-for="line in thin" :key="line.key" class="chart-run-line" :data-side="line.look.side" :d="line.path" :stroke="line.look.edge" :stroke-dasharray="line.look.edgeDash"/>
      <path v-for="(path, side) in before" :key="'before' + side" class="chart-before" :d="path" :stroke="greys.before" stroke-width="1.5" :stroke-dasharray="looks[side].dash"/>
      <path v-for="(path, side) in lines" :key="'line' + side" class="chart-line" :data-side="looks[side].side" :d="path" :stroke="looks[side].line" stroke-width="3" :stroke-dasharray="looks[side].dash"/>
    </g>`,
  data: () => ({ looks: LOOKS, greys: GREYS }),
  computed: {
    // So many values of each line may be in the page.
    many: () => lastKnown() + 1,
    outlines() {
      if (!this.bands || store.lines) return [];
      const line = (values) => linePath(values.slice(0, this.many), this.plot);
      const part = ({ low, high }) => ({ low: low.slice(0, this.many), high: high.slice(0, this.many) });
      return this.bands.map((band) => ({ fill: bandPath(part(band), this.plot), low: line(band.low), high: line(band.high) }));
    },
    runs() {
      if (!store.lines || !store.band) return [];
      return store.band.series[this.measure].flatMap((rows, side) => rows.map((row, pair) => (
        { key: `${side}-${pair}`, look: LOOKS[side], values: row.slice(0, this.many) })));
    },
    thin() {
      return this.runs.map((run) => ({ ...run, path: linePath(run.values, this.plot) }));
    },
    breaks() {
      const bold = store.run.series[this.measure].map((values, side) => ({ key: LOOKS[side].side, look: LOOKS[side], colour: LOOKS[side].line, values }));
      const edges = this.bands && !store.lines ? this.bands.flatMap((band, side) => ['low', 'high'].map((end) => (
        { key: LOOKS[side].side + end, look: LOOKS[side], colour: LOOKS[side].edge, values: band[end] }))) : [];
      return [...bold, ...edges, ...this.runs.map((run) => ({ ...run, colour: run.look.edge }))]
        .map((mark) => ({ ...mark, path: breakPath(mark.values.slice(0, this.many), this.plot) })).filter(({ path }) => path);
    },
    before() {
      return store.before ? this.paths(store.before[this.measure]) : [];
    },
    lines() {
      return this.paths(store.run.series[this.measure]);
    },
  },
  methods: {
    paths(both) {
      return both.map((values) => linePath(values.slice(0, Math.min(this.many, this.plot.months + 1)), this.plot));
    },
  },
};

// The numbers behind a chart, for those who would rather read them.
/** @type {Component} */
export const ChartTable = {
  props: ['number', 'caption', 'rows', 'key16'],
  template: `
    <details class="chart-details" @keydown.esc.stop="shut" ref="details">
      <summary ref="summary" :aria-label="label" :title="label" :data-testid="'chart-table-' + number">
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M2 3.5h16v13H2zM2 8h16M2 12.3h16M8 3.5v13" fill="none" stroke="currentColor" stroke-width="1.7"/></svg>
      </summary>
      <div class="chart-panel" tabindex="0" role="group" :aria-label="label">
        <table>
          <caption>{{ caption }}</caption>
          <thead>
            <tr><th scope="col">{{ words.month_head }}</th><th scope="col">A</th><th scope="col">{{ words.most_a }}</th><th scope="col">B</th><th scope="col">{{ words.most_b }}</th></tr>
          </thead>
          <tbody>
            <tr v-for="row in rows" :key="row.month"><th scope="row">{{ row.month }}</th><td v-for="(cell, at) in row.cells" :key="at">{{ cell }}</td></tr>
          </tbody>
        </table>
        <p>{{ key16 }}</p>
      </div>
    </details>`,
  computed: {
    words: () => store.words.charts,
    label() {
      return this.words.table.replace('{number}', this.number);
    },
  },
  methods: {
    shut() {
      this.$refs.details.open = false;
      this.$refs.summary.focus();
    },
  },
};
