// Whose view of a need is nearer: two tables, by party and month, and by area of need, from runs of the model.

import { fill } from '../shared/fill.js';

/** @type {Component} */
export const ModelViews = {
  props: ['texts', 'parties', 'tables'],
  template: `
    <div>
      <div class="table-box" role="group" :aria-label="texts.by_month">
        <table class="model-views" data-testid="views-by-month">
          <caption>{{ texts.by_month }}</caption>
          <thead>
            <tr><th scope="col" rowspan="2">{{ texts.whose }}</th><th v-for="way in tables.ways" :key="way" scope="colgroup" :colspan="tables.months.length">{{ way }}</th></tr>
            <tr><template v-for="way in tables.ways"><th v-for="month in tables.months" :key="way + month" scope="col" class="number">{{ fill(texts.month, { m: month }) }}</th></template></tr>
          </thead>
          <tbody><tr v-for="row in tables.by_month" :key="row.party"><th scope="row">{{ parties[row.party] }}</th>
            <td v-for="(cell, at) in row.cells" :key="at" class="number">{{ cell }}</td></tr></tbody>
        </table>
      </div>
      <div class="table-box" role="group" :aria-label="byArea">
        <table class="model-views" data-testid="views-by-area">
          <caption>{{ byArea }}</caption>
          <thead><tr><th scope="col">{{ texts.where }}</th><th v-for="party in tables.parties" :key="party" scope="col" class="number">{{ parties[party] }}</th></tr></thead>
          <tbody v-for="each in tables.by_area" :key="each.way">
            <tr><th scope="rowgroup" :colspan="tables.parties.length + 1">{{ each.way }}</th></tr>
            <tr v-for="row in rowsOf(each)" :key="row.name"><th scope="row">{{ row.name }}</th><td v-for="(cell, at) in row.cells" :key="at" class="number">{{ cell }}</td></tr>
          </tbody>
        </table>
      </div>
      <p class="note">{{ fill(texts.made, { n: tables.lucks }) }}</p>
    </div>`,
  computed: {
    byArea() {
      return fill(this.texts.by_area, { m: this.tables.months[this.tables.months.length - 1] });
    },
  },
  methods: {
    fill,
    rowsOf({ weights, areas }) {
      return [...[this.texts.most, this.texts.other].map((name, at) => ({ name, cells: weights[at] })), ...areas];
    },
  },
};
