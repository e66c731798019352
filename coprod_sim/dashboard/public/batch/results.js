// What a batch gave: a chart, a table of means with intervals, the CSV, and the commands for more.

import { BatchChart } from './chart.js';
import { fill } from '../shared/fill.js';

// Two numbers after the point where they are small, none where they are large; a real minus sign.
export function number(value) {
  if (value === null) return '–';
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('-', '\u2212');
}

/** @type {Component} */
export const BatchResults = {
  components: { BatchChart },
  props: ['found', 'batch', 'run', 'words', 'fixed', 'command'],
  template: `
    <section class="batch-results" aria-labelledby="results">
      <h2 id="results" tabindex="-1">{{ texts.head }}</h2>
      <p v-if="batch.state !== 'done'" data-testid="partial">{{ partial }}</p>
      <p v-if="found.failed" class="note fault" data-testid="failed-runs">{{ failed }}</p>
      <p class="actions"><button type="button" class="main" data-testid="csv" @click="$emit('csv')">{{ batch.state === 'done' ? texts.csv : texts.csv_partial }}</button> <span class="note">{{ texts.csv_note }}</span></p>
      <div class="fields">
        <div v-for="box in boxes" :key="box.key" class="field"><label :for="'look-' + box.key">{{ texts[box.key] }}</label>
          <select :id="'look-' + box.key" :data-testid="'look-' + box.key" :value="box.value" @change="look(box.key, $event.target.value)">
            <option v-for="one in box.options" :key="one.key" :value="one.key">{{ one.title }}</option></select></div>
      </div>
      <template v-if="found.chart">
        <BatchChart :chart="found.chart" :setting="label(found.along)" :label="chartLabel" :title="chartTitle"/>
        <p class="note">{{ chartNote }}</p>
      </template>
      <p v-if="one" class="note" data-testid="one-repeat">{{ texts.one }}</p>
      <div class="batch-scroll" role="region" tabindex="0" :aria-label="texts.table_scroll">
        <table data-testid="means">
          <caption>{{ caption }}</caption>
          <thead><tr><th scope="col">{{ texts.scenario }}</th><th v-for="name in found.names" :key="name" scope="col">{{ label(name) }}</th>
            <th v-for="one in found.outcomes" :key="one.key" scope="col" class="batch-number">{{ one.title }}<br><span class="batch-unit">{{ unit(one) }}</span></th></tr></thead>
          <tbody><tr v-for="(line, row) in found.lines" :key="row"><th scope="row">{{ line.scenario }}</th><td v-for="(value, at) in line.settings" :key="'s' + at" class="batch-setting">{{ value }}</td>
            <td v-for="(cell, at) in line.cells" :key="at" class="batch-number"><strong>{{ number(cell[0]) }}</strong><span v-if="cell[1] !== null"> {{ between(cell) }}</span></td></tr></tbody>
        </table>
      </div>
      <p v-if="found.lines.length < found.all" class="note">{{ more }}</p>
      <h3>{{ texts.commands }}</h3>
      <p>{{ texts.commands_note }}</p>
      <ul class="commands" data-testid="commands">
        <li><code>{{ command }} --csv numbers.csv</code> <span>{{ texts.sweep }}</span></li>
        <li v-for="one in run.commands" :key="one.key"><code>{{ one.command }}</code> <span>{{ texts[one.key] }}</span></li>
      </ul>
      <p class="note">{{ texts.others }}</p>
    </section>`,
  computed: {
    texts() {
      return this.words.results;
    },
    outcome() {
      return this.found.outcomes.find((one) => one.key === this.found.outcome);
    },
    boxes() {
      const { found } = this;
      const months = { key: 'month', value: found.month, options: found.months.map((month) => ({ key: month, title: month })) };
      const outcomes = { key: 'outcome', value: found.outcome, options: found.outcomes };
      const along = { key: 'along', value: found.along, options: found.names.map((key) => ({ key, title: this.label(key) })) };
      return [...(found.months.length > 1 ? [months] : []), ...(found.chart ? [outcomes] : []), ...(found.names.length > 1 ? [along] : [])];
    },
    partial() {
      return fill(this.texts.partial, { runs: this.found.runs.toLocaleString('en-GB') });
    },
    failed() {
      return fill(this.texts.failed, { n: this.found.failed, error: this.found.error });
    },
    one() {
      return this.run.form.replicates === '1';
    },
    caption() {
      return fill(this.texts.table, { month: this.found.month });
    },
    chartTitle() {
      return fill(this.texts.chart, { outcome: this.outcome.title, unit: this.unit(this.outcome), month: this.found.month });
    },
    chartLabel() {
      return fill(this.texts.chart_label, { outcome: this.outcome.title, setting: this.label(this.found.along) });
    },
    chartNote() {
      return [this.texts.chart_note, this.found.chart.others ? this.texts.chart_others : '', this.texts.chart_zero].filter(Boolean).join(' ');
    },
    more() {
      return fill(this.texts.more, { lines: this.found.lines.length, all: this.found.all.toLocaleString('en-GB') });
    },
  },
  methods: {
    number,
    between(cell) {
      return fill(this.texts.cell, { low: number(cell[1]), high: number(cell[2]) });
    },
    unit: (one) => one.unit.split(';')[0],
    label(name) {
      return this.fixed.groups.flatMap((group) => group.settings).find((one) => one.key === name)?.label ?? name;
    },
    look(key, value) {
      const { month, outcome, along } = this.found;
      this.$emit('look', { month, outcome, along, [key]: key === 'month' ? Number(value) : value });
    },
  },
};
