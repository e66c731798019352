// The table of differences, and the ways to take its numbers away.

import { fill } from '../shared/fill.js';
import { ask } from '../shared/setup.js';
import { fileName, save } from '../shared/take_away/share.js';
import { store } from '../shared/store.js';

/** @type {Component} */
export const DifferenceTable = {
  props: ['rows', 'pairs', 'month', 'name', 'title'],
  template: `
    <div><div class="table-room" role="region" tabindex="0" :aria-label="region">
      <table class="numbers" :data-testid="name">
        <caption><span>{{ caption }}</span></caption>
        <thead><tr><th v-for="head in heads" :key="head" scope="col" :class="{ 'numbers-words': head === 'sure' || head === 'better' }">{{ words[head] }}</th></tr></thead>
        <tbody>
          <tr v-for="row in rows" :key="row.name" :data-testid="name + '-' + row.name">
            <th scope="row">{{ row.title }}<span v-if="row.yearly">*</span> <span class="numbers-unit">{{ row.unit }}</span></th>
            <td data-part="a">{{ row.a }}</td><td data-part="b">{{ row.b }}</td><td data-part="gap">{{ row.gap }}</td><td data-part="interval">{{ row.interval }}</td>
            <td data-part="higher">{{ count(row) }}</td><td data-part="sure" class="numbers-words">{{ sure(row) }}</td><td data-part="better" class="numbers-words">{{ store.words.compare.better[row.better] }}</td>
          </tr>
        </tbody>
      </table></div>
      <p class="note sideways">{{ words.sideways }}</p>
      <p v-if="rows.some((row) => row.yearly)" class="note">* {{ store.words.compare.dots.yearly }}</p>
    </div>`,
  data: () => ({ store, heads: ['what', 'a', 'b', 'gap', 'interval', 'higher', 'sure', 'better'] }),
  computed: {
    words: () => store.words.compare.table,
    caption() {
      return fill(this.words.caption, { what: this.title, n: this.pairs, m: this.month });
    },
    region() {
      return fill(this.words.region, { what: this.caption });
    },
  },
  methods: {
    count(row) {
      if (row.difference === null) return '–';
      return fill(row.equal ? this.words.count_equal : this.words.count, { n: row.higher, of: this.pairs, k: row.equal });
    },
    sure: (row) => store.words.compare.sure[row.difference === null ? 'none' : row.sure],
  },
};

/** @type {Component} */
export const TakeAway = {
  props: ['pairs', 'month', 'who'],
  template: `
    <section class="take" aria-labelledby="take-title">
      <h3 id="take-title">{{ words.title }}</h3>
      <div class="actions">
        <button type="button" data-testid="table-csv" :disabled="!store.online" @click="get('table csv')">{{ words.table }}</button>
        <button type="button" data-testid="pairs-csv" :disabled="!store.online" @click="get('pairs csv')">{{ words.pairs }}</button>
        <button type="button" data-testid="scenario" @click="scenario">{{ words.scenario }}</button>
      </div>
      <p>{{ words.command }}</p>
      <p><code class="command" data-testid="command">{{ command }}</code></p>
      <p class="note">{{ words.note }}</p>
    </section>`,
  data: () => ({ store }),
  computed: {
    words: () => store.words.compare.take,
    command() {
      return `coprod-sim compare ${fileName('scenario', 'json')} --pairs ${this.pairs} --csv numbers.csv`;
    },
  },
  methods: {
    get(kind) {
      ask({ kind, pairs: this.pairs, month: this.month, who: this.who });
    },
    scenario() {
      save(store.run.file, fileName('scenario', 'json'), 'application/json');
    },
  },
};
