// The charts: both ways of working over the months.  Axes never move, and nothing right of the shown month is in the page
// before the room has seen the end.  After that, while months go by, only a clip rectangle and two labels move.

import { ChartFrame, ChartLines, ChartTable } from './parts.js';
import { guessed, meaning, nameOf, numbersAndTrend, tableMonths, tableRows, whatItIs } from './text.js';
import { fill } from '../fill.js';
import { axisOf, bandOf, GREYS, lineEnds, plotOf, runsInside } from './scale.js';
import { restKnown, seen } from '../seen.js';
import { setCharts, store } from '../store.js';

// The bands of A and B, or null before there are any; found once for each band and measure.
const found = new WeakMap();
export function bandsOf(measure) {
  const { band } = store;
  if (!band || !band.done) return null;
  if (!found.has(band)) found.set(band, {});
  const kept = found.get(band);
  kept[measure] = kept[measure] || band.series[measure].map(bandOf);
  return kept[measure];
}

// What the shaded part is: "At each month, 16 of 20 runs are inside the shaded part."
export function bandKey() {
  const { band, words } = store;
  return band && band.done ? fill(words.charts.key, { inside: runsInside(band.done), of: band.done }) : '';
}

// Shows a measure in one of the charts; where another chart has it already, the two change places.
export function choose(index, measure) {
  const charts = store.charts.slice();
  const other = charts.indexOf(measure);
  if (other >= 0) charts[other] = charts[index];
  charts[index] = measure;
  setCharts(charts);
}

// What moves with the months: the clip rectangles, the line of the month, and the ends of the lines with their labels.
/** @type {Component} */
const ChartNow = {
  props: ['plot', 'both', 'id'],
  template: `
    <g>
      <clipPath :id="id + 'past'"><rect class="chart-past" x="0" y="0" :width="now" :height="plot.height"/></clipPath>
      <clipPath :id="id + 'rest'"><rect :x="now" y="0" :width="Math.max(0, plot.right + 2 - now)" :height="plot.height"/></clipPath>
      <g v-if="rest" class="chart-rest" :clip-path="'url(#' + id + 'rest)'"><use :href="'#' + id + 'lines'"/></g>
      <line class="chart-now" :x1="now" :x2="now" :y1="plot.top" :y2="plot.bottom" :stroke="axis" stroke-width="1.5"/>
      <g v-for="end in ends" :key="end.look.side" class="chart-end">
        <path v-if="end.arrow" class="chart-beyond" :d="end.arrow" :fill="end.look.dash ? '#fff' : end.look.line" :stroke="end.look.line" stroke-width="2"/>
        <circle v-else :cx="end.x" :cy="end.y" r="4.5" :fill="end.look.dash ? '#fff' : end.look.line" :stroke="end.look.line" stroke-width="2.5"/>
        <text class="chart-label" :data-testid="'chart-label-' + end.look.side.toLowerCase()" :x="end.labelX" :y="end.labelY" dy="0.35em" :font-size="plot.size.label" font-weight="700" :fill="end.look.line">{{ end.text }}</text>
      </g>
    </g>`,
  data: () => ({ axis: GREYS.axis }),
  computed: {
    now() {
      return this.plot.x(store.month);
    },
    rest: () => restKnown() && store.month < store.run.months,
    ends() {
      return lineEnds(this.both, store.month, this.plot);
    },
  },
};

/** @type {Component} */
export const Chart = {
  components: { ChartFrame, ChartLines, ChartNow, ChartTable },
  props: { index: { type: Number, required: true }, marks: { type: Array, default: () => [] } },
  template: `
    <figure class="chart" :class="{ 'chart-lit': lit }" :data-testid="'chart-' + measure" :data-lit="lit ? 'yes' : null">
      <h2 class="chart-hidden">{{ say('group') }}</h2>
      <div class="chart-head">
        <select class="chart-title" :aria-label="say('measure_of')" :data-testid="'chart-pick-' + number" @change="pick($event.target)">
          <option v-for="name in measures" :key="name" :value="name" :selected="name === measure">{{ words.names[name] || name }}</option>
        </select>
        <span v-if="badge === 'head'" class="chart-badge">{{ words.badges[measure] }}</span>
        <ChartTable :number="number" :caption="say(measure === 'staff_load' ? 'caption_hours' : 'caption')" :rows="rows" :key16="bandKey"/>
      </div>
      <p v-if="guess" class="chart-guess" data-testid="chart-guess">{{ guess }}</p>
      <div class="chart-plot" ref="plot">
        <span v-if="plot && badge === 'inside'" class="chart-badge chart-badge-inside" :style="{ right: plot.width - plot.right + 4 + 'px', bottom: plot.height - plot.bottom + 4 + 'px' }">{{ words.badges[measure] }}</span>
        <svg v-if="plot" role="img" :aria-label="what" :width="width" :height="height" :font-size="plot.size.text">
          <ChartFrame :plot="plot" :note="words.notes[measure]"/>
          <g class="chart-known" :clip-path="'url(#' + id + 'past)'"><g :id="id + 'lines'"><ChartLines :plot="plot" :measure="measure" :bands="bands"/></g></g>
          <ChartNow :plot="plot" :both="store.run.series[measure]" :id="id"/>
        </svg>
      </div>
      <p class="chart-hidden" data-testid="chart-told">{{ what }} {{ told }}</p>
      <p class="chart-hidden" data-testid="chart-meaning">{{ meant }}</p>
    </figure>`,
  data: () => ({ store, width: 0, height: 0, text: 16 }),
  computed: {
    words: () => store.words.charts,
    measures: () => Object.keys(store.run.series),
    bandKey,
    number() {
      return this.index + 1;
    },
    id() {
      return `chart-${this.index}-`;
    },
    measure() {
      return store.charts[this.index];
    },
    badge() {
      return this.words.badges[this.measure] ? axisOf(this.measure).badge : null;
    },
    lit() {
      return Boolean(store.lit && store.lit.kind === 'chart' && store.lit.measure === this.measure);
    },
    plot() {
      if (!this.width || !this.height) return null;
      const large = store.view === 'charts' ? 1.25 : 1;
      const size = { text: Math.round(this.text * (large > 1 ? 1.125 : 1)), label: Math.round(this.text * 1.125 * large) };
      return Object.freeze(plotOf(this.width, this.height, store.run.months, axisOf(this.measure), size));
    },
    bands() {
      return bandsOf(this.measure);
    },
    guess() {
      return guessed(store, this.measure, this.marks);
    },
    what() {
      return whatItIs(store, this.measure);
    },
    still: () => Math.min(seen.month, store.run.months),
    told() {
      return numbersAndTrend(store, this.measure, this.still);
    },
    meant() {
      return meaning(store, this.measure, this.still);
    },
    // Asks for the month only at rest, so that playing does not touch the table.
    lastKnown: () => (!store.playing && restKnown() ? store.run.months : Math.min(seen.month, store.run.months)),
    rows() {
      return tableRows(store, this.measure, this.bands, tableMonths(store.run.months, this.still, this.lastKnown));
    },
  },
  watch: { 'store.big': 'fit', 'store.view': 'fit' },
  mounted() {
    this.sizes = new ResizeObserver(this.fit);
    this.sizes.observe(this.$refs.plot);
    this.fit();
  },
  beforeDestroy() {
    this.sizes.disconnect();
  },
  methods: {
    // Letters keep their size whatever the size of the chart, so the picture is drawn for the place it has.
    async fit() {
      await this.$nextTick();
      const { plot } = this.$refs;
      if (!plot) return;
      [this.width, this.height] = [plot.clientWidth, plot.clientHeight];
      this.text = Math.max(16, parseFloat(window.getComputedStyle(plot).fontSize));
    },
    say(key) {
      return fill(this.words[key], { number: this.number, name: nameOf(store, this.measure) });
    },
    // The chart stays where it is and its measure changes; the box keeps what was picked and the focus.
    pick(box) {
      choose(this.index, box.value);
      this.$emit('chosen', box.value);
    },
  },
};

/** @type {Component} */
export const Charts = {
  components: { Chart },
  props: { marks: { type: Array, default: () => [] } },
  template: `
    <section class="chart-row" :class="{ 'chart-row-large': store.view === 'charts' }" :aria-label="store.words.charts.title" data-testid="charts">
      <Chart v-for="(_, index) in store.charts" :key="index" :index="index" :marks="marks"/>
    </section>`,
  data: () => ({ store }),
};
