// Who wins and who loses: how many families end better or worse off than their twin, by groups, and what it costs.

import { DifferenceTable } from './table.js';
import { fill } from '../shared/fill.js';
import { store } from '../shared/store.js';

const OUTCOMES = ['progress', 'felt_trust', 'energy'];

/** @type {Component} */
export const WorseOff = {
  props: ['shown'],
  template: `
    <section class="families" aria-labelledby="worse-off-title" data-testid="worse-off">
      <h2 id="worse-off-title">{{ words.first.title }}</h2>
      <p>{{ fill(words.first.all, all) }}</p>
      <ul class="worse-off"><li v-for="line in lines" :key="line">{{ line }}</li></ul>
      <p class="note">{{ words.first.meaning }}</p>
    </section>`,
  computed: {
    words: () => store.words.compare.families,
    all() {
      return this.shown.groupings.all[0].outcomes.progress;
    },
    lines() {
      const names = this.words.groupings.hearing.groups;
      return this.shown.groupings.hearing.map((group, row) => {
        const ends = group.outcomes.progress;
        return fill(ends.worse === null ? this.words.first.nobody : this.words.first.group, { ...ends, group: names[row] });
      });
    },
  },
  methods: { fill },
};

/** @type {Component} */
export const WinAndLose = {
  components: { DifferenceTable },
  props: ['shown'],
  template: `
    <section class="families" aria-labelledby="families-title">
      <h2 id="families-title">{{ words.title }}</h2>
      <p>{{ words.what }} {{ words.score }}</p>
      <ul class="ends">
        <li v-for="name in outcomes" :key="name">
          <p :data-testid="'ends-' + name">{{ fill(words.said[name], ends(name)) }}</p>
          <div class="ends-bar" aria-hidden="true"><span v-for="part in parts(name)" :key="part.key" :class="'ends-' + part.key" :style="{ flexGrow: part.share }">{{ part.share >= 6 ? part.share : '' }}</span></div>
        </li>
      </ul>
      <ul class="ends-key" aria-hidden="true"><li v-for="key in ['better', 'same', 'worse']" :key="key"><i :class="'ends-' + key"></i>{{ words[key] }}</li></ul>
      <p class="note">{{ fill(words.alike, { m: shown.month, n: shown.pairs }) }}</p>
      <div class="form-row">
        <div class="field"><label for="group-outcome">{{ words.outcome }}</label>
          <select id="group-outcome" data-testid="group-outcome" v-model="outcome"><option v-for="name in outcomes" :key="name" :value="name">{{ words.outcomes[name] }}</option></select></div>
        <div class="field"><label for="group-by">{{ words.grouping }}</label>
          <select id="group-by" data-testid="group-by" v-model="grouping"><option v-for="(one, name) in words.groupings" :key="name" :value="name">{{ one.title }}</option></select></div>
      </div>
      <p v-if="words.groupings[grouping].note" class="note">{{ words.groupings[grouping].note }}</p>
      <div class="table-room" role="region" tabindex="0" :aria-label="fill(store.words.compare.table.region, { what: caption })">
        <table class="numbers" data-testid="groups">
          <caption><span>{{ caption }}</span></caption>
          <thead>
            <tr><td colspan="6"></td><th colspan="3" scope="colgroup">{{ words.ends }}</th></tr>
            <tr><th scope="col">{{ words.group }}</th><th scope="col">{{ words.size }}</th><th v-for="head in ['a', 'b', 'gap', 'interval']" :key="head" scope="col">{{ store.words.compare.table[head] }}</th>
              <th v-for="head in ['better', 'same', 'worse']" :key="head" scope="col">{{ words[head] }}</th></tr>
          </thead>
          <tbody>
            <tr v-for="(group, row) in groups" :key="row" :data-testid="'group-' + row">
              <th scope="row">{{ words.groupings[grouping].groups[row] }}</th><td>{{ group.families }}</td>
              <td v-for="part in ['a', 'b', 'gap', 'interval', 'better', 'same', 'worse']" :key="part" :data-part="part">{{ group.outcomes[outcome][part] ?? '–' }}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p class="note sideways">{{ store.words.compare.table.sideways }}</p>
      <h3>{{ words.costs }}</h3>
      <DifferenceTable name="costs" :title="words.costs" :rows="costs" :pairs="shown.pairs" :month="shown.month"/>
    </section>`,
  data: () => ({ store, outcomes: OUTCOMES, outcome: 'progress', grouping: 'hearing' }),
  computed: {
    words: () => store.words.compare.families,
    groups() {
      return this.shown.groupings[this.grouping];
    },
    caption() {
      return fill(this.words.caption, { what: this.words.outcomes[this.outcome], by: this.words.groupings[this.grouping].title, m: this.shown.month });
    },
    costs() {
      return this.shown.costs.map((name) => this.shown.rows.find((row) => row.name === name));
    },
  },
  methods: {
    fill,
    ends(name) {
      return this.shown.groupings.all[0].outcomes[name];
    },
    parts(name) {
      const ends = this.ends(name);
      return ['better', 'same', 'worse'].map((key) => ({ key, share: ends[key] })).filter(({ share }) => share > 0);
    },
  },
};
