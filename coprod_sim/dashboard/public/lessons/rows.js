// The table of a lesson about groups of families, or about the way to a plan: a number of A and of B in each row, at the month that is shown.

import { fill } from '../shared/fill.js';
import { missing, shown } from '../shared/charts/scale.js';
import { store } from '../shared/store.js';

// One row at a month: of A and of B, as people read them.
const rowAt = (name, month) => store.run.rows[name].map((values) => shown(values[month]));

/** @type {Component} */
export const Rows = {
  props: ['lesson'],
  template: `
    <section class="lab-rows" aria-labelledby="rows-title">
      <h3 id="rows-title">{{ fill(words.table[lesson.key], { m: month }) }}</h3>
      <div class="lab-scroll" role="group" tabindex="0" :aria-label="fill(words.table[lesson.key], { m: month })"><table class="lab-table" data-testid="rows">
        <thead><tr><th scope="col">{{ words.what }}</th><th scope="col">A</th><th scope="col">B</th></tr></thead>
        <tbody><tr v-for="name in there" :key="name" :data-row="name"><th scope="row">{{ words.names[name] }}</th><td v-for="(value, side) in rowAt(name, month)" :key="side">{{ value }}</td></tr></tbody>
      </table></div>
      <p class="note">{{ words.notes[lesson.key] }}</p>
    </section>`,
  data: () => ({ store, fill, rowAt, still: store.month }),
  computed: {
    words: () => store.words.lessons.rows,
    rest: () => (store.playing ? null : store.month),
    month() {
      return Math.min(this.still, store.run.months);
    },
    // A row that has no number at the end never had one.
    there() {
      return this.lesson.rows.filter((name) => !store.run.rows[name].every((values) => missing(values[store.run.months])));
    },
  },
  watch: {
    rest(month) {
      if (month !== null) this.still = month;
    },
  },
};
