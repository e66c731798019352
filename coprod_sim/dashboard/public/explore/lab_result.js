// What an edited equation does: the means of many pairs before and after, and what the lessons say and it breaks.

import { fill } from '../shared/fill.js';
import { SIDES, store } from '../shared/store.js';
import { plain } from './values.js';

const FEW = 0.05; // what rounds to nothing has not moved
const HUGE = 1e300; // no number of a place may be as large

/** @type {Component} */
export const LabResult = {
  props: ['trial', 'claims'],
  template: `
    <section class="lab-result" :aria-label="words.result" data-testid="lab-result">
      <div v-if="trial.stray" class="banner banner-error" role="alert" data-testid="lab-stray"><span>{{ stray }}</span></div>
      <template v-if="trial.rows">
        <h4>{{ words.result }}</h4>
        <p v-if="trial.same" data-testid="lab-nothing">{{ words.nothing }}</p>
        <div class="lab-scroll" tabindex="0" role="group" :aria-label="words.result"><table>
          <caption class="note">{{ note }}</caption>
          <thead><tr><th scope="col">{{ words.measure }}</th><th v-for="side in sides" :key="side" scope="col">{{ side }}</th><th scope="col">{{ words.difference }}</th></tr></thead>
          <tbody><tr v-for="row in rows" :key="row.name" :data-testid="'lab-row-' + row.measure"><th scope="row">{{ row.name }}</th><td v-for="(cell, at) in row.cells" :key="at" :class="{ 'lab-moved': cell.moved }">{{ cell.text }}</td></tr></tbody></table></div>
        <h4>{{ words.broken }}</h4>
        <ul v-if="lost.length" data-testid="lab-lost"><li v-for="claim in lost" :key="claim.key">{{ claim.text }}</li></ul>
        <template v-if="whole">
          <p v-if="!lost.length" data-testid="lab-none">{{ words.broken_none }}</p>
          <p data-testid="lab-held">{{ held }}</p>
          <p class="note">{{ part }} {{ never }}</p>
        </template>
      </template>
    </section>`,
  data: () => ({ store, sides: SIDES }),
  computed: {
    words: () => store.words.explore.lab,
    stray() {
      const { rows, field, low, high, month } = this.trial.stray;
      const told = fill(this.words.stray, { field: field.replaceAll('_', ' '), rows: this.words.rows[rows], month });
      return Math.max(-low, high) < HUGE ? `${told} ${fill(this.words.stray_help, { low: plain(low), high: plain(high) })}` : told;
    },
    note() {
      return fill(this.words.result_note, { n: this.trial.pairs });
    },
    rows() {
      const shown = (/** @type {number} */ number) => plain(number.toFixed(1).replace(/^-0\.0$/, '0.0'));
      return this.trial.rows.map(({ measure, before, now }) => ({
        measure,
        name: store.words.charts.names[measure],
        cells: before.map((was, at) => ({ moved: Math.abs(now[at] - was) >= FEW, text: fill(this.words.now, { before: shown(was), now: shown(now[at]) }) })),
      }));
    },
    lost() {
      return this.trial.lost ?? [];
    },
    whole() {
      return this.trial.judged === this.claims.can;
    },
    held() {
      return fill(this.words.broken_note, { n: this.trial.held, lost: this.lost.length });
    },
    part() {
      return fill(this.words.broken_part, { judged: this.claims.can, of: this.claims.of, n: this.trial.pairs });
    },
    never() {
      return fill(this.words.broken_never, { n: this.claims.can - this.trial.held });
    },
  },
};
