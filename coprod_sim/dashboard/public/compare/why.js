// What made the difference: the share of each rule in it, worked out on request.

import { fill } from '../shared/fill.js';
import { fileName } from '../shared/take_away/share.js';
import { store } from '../shared/store.js';

/** @type {Component} */
export const MadeDifference = {
  props: ['plan', 'month', 'work', 'found', 'measures', 'rows'],
  template: `
    <section class="why" aria-labelledby="why-title">
      <h2 id="why-title">{{ words.title }}</h2>
      <p v-if="!plan.rules">{{ words.nothing }}</p>
      <p v-else-if="!month">{{ words.first_month }}</p>
      <template v-else>
        <p data-testid="why-takes">{{ plan.rules === 1 ? words.what_one : fill(words.what, { n: plan.rules }) }} <template v-if="!found">{{ fill(words.takes, { runs: plan.runs.toLocaleString('en-GB'), s: plan.seconds }) }}</template></p>
        <p v-if="work" class="progress-row"><progress :value="work.done" :max="work.of || 1" :aria-label="words.title"></progress>
          <span data-testid="why-progress">{{ work.begun ? fill(words.running, work) : words.queue }}</span>
          <button type="button" data-testid="why-stop" @click="$emit('stop')">{{ words.stop }}</button></p>
        <p v-else-if="!found || found.month !== month"><button type="button" class="main" data-testid="why-start" :disabled="!store.online" @click="$emit('start')">{{ found ? fill(words.again, { m: month }) : words.start }}</button></p>
      </template>
      <template v-if="found && plan.rules">
        <p>{{ words.means }}</p>
        <div class="field"><label for="why-measure">{{ words.measure }}</label>
          <select id="why-measure" data-testid="why-measure" v-model="measure"><option v-for="name in measures" :key="name" :value="name">{{ titleOf(name) }}</option></select></div>
        <div class="table-room" role="region" tabindex="0" :aria-label="fill(store.words.compare.table.region, { what: caption })">
          <table class="numbers" data-testid="shares">
            <caption><span>{{ caption }}</span></caption>
            <thead><tr><th v-for="head in ['rule', 'share', 'bar', 'interval', 'in_a', 'in_b']" :key="head" scope="col" :class="{ 'numbers-words': head.startsWith('in_') || head === 'bar' }">{{ words[head] }}</th></tr></thead>
            <tbody>
              <tr v-for="row in shares.rows" :key="row.title" data-testid="share">
                <th scope="row">{{ row.title }}</th><td data-part="share">{{ row.told }}</td>
                <td><svg class="share-bar" width="100" height="20" aria-hidden="true"><line x1="50" x2="50" y1="0" y2="20" stroke="#1d1d1d"/>
                  <rect :x="Math.min(50, 50 + bar(row))" y="3" height="14" :width="Math.abs(bar(row))" :class="row.share < 0 ? 'share-down' : 'share-up'"/></svg></td>
                <td>{{ row.interval }}</td><td class="numbers-words">{{ row.a }}</td><td class="numbers-words">{{ row.b }}</td>
              </tr>
            </tbody>
            <tfoot><tr><th scope="row">{{ words.total }}</th><td data-testid="share-total">{{ shares.told }}</td><td></td><td>{{ shares.interval }}</td><td></td><td></td></tr></tfoot>
          </table>
        </div>
        <p class="note sideways">{{ store.words.compare.table.sideways }}</p>
        <p class="note">{{ fill(found.exact ? words.exact : words.drawn, { runs: found.runs.toLocaleString('en-GB') }) }}</p>
        <p>{{ words.command }}</p>
        <p><code class="command" data-testid="why-command">{{ command }}</code></p>
      </template>
    </section>`,
  data() {
    return { store, measure: this.measures[0] };
  },
  computed: {
    words: () => store.words.compare.why,
    shares() {
      return this.found.measures[this.measure];
    },
    caption() {
      return fill(this.words.caption, { what: this.titleOf(this.measure), m: this.found.month, n: this.found.pairs });
    },
    largest() {
      return Math.max(...this.shares.rows.map((row) => Math.abs(row.share)), 1e-9);
    },
    command() {
      const months = this.found.month === store.run.months ? '' : ` --months ${this.found.month}`;
      return `coprod-sim explain ${fileName('scenario', 'json')} --pairs ${this.found.pairs} --indicator ${this.measure}${months}`;
    },
  },
  methods: {
    fill,
    bar(row) {
      return (48 * row.share) / this.largest;
    },
    titleOf(name) {
      return this.rows.find((row) => row.name === name).title;
    },
  },
};
