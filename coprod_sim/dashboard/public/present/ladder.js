// The ladder: on which rung the last decisions of families stood, in both ways of working.

import { store } from '../shared/store.js';

// As in totals.py, lowest first; drawn with the highest at the top, as a ladder stands.
export const RUNGS = ['not_asked', 'told', 'asked', 'heard', 'together', 'led'];

// Whole numbers that add up to 100: the largest remainders are rounded up.
export function wholeShares(shares) {
  const whole = shares.map(Math.floor);
  const left = Math.round(shares.reduce((sum, share) => sum + share, 0)) - whole.reduce((sum, share) => sum + share, 0);
  shares.map((share, rung) => [share - whole[rung], rung])
    .sort((one, two) => two[0] - one[0] || one[1] - two[1])
    .slice(0, left)
    .forEach(([, rung]) => { whole[rung] += 1; });
  return whole;
}

/** @type {Component} */
export const Ladder = {
  template: `
    <section class="ladder" data-testid="ladder" aria-labelledby="ladder-title" @keydown.esc="escape">
      <div class="ladder-head">
        <h3 id="ladder-title" class="ladder-title">{{ words.title }}</h3>
        <span class="ladder-share ladder-share-a" aria-hidden="true">A</span>
        <span class="ladder-share ladder-share-b" aria-hidden="true">B</span>
      </div>
      <ol>
        <li v-for="row in rows" :key="row.rung" :data-rung="row.rung">
          <button type="button" class="ladder-rung" :data-rung="row.rung" :data-testid="'rung-' + row.rung" :aria-expanded="String(open === row.rung)"
            :aria-controls="'ladder-' + row.rung" :ref="row.rung" @click="toggle(row.rung)">{{ words[row.rung].name }}</button>
          <div v-show="open === row.rung" class="ladder-meaning" :id="'ladder-' + row.rung">
            <p>{{ words[row.rung].meaning }}</p><p>{{ words[row.rung].example }}</p>
          </div>
          <span class="ladder-bars" aria-hidden="true" :data-share-a="row.shares[0]" :data-share-b="row.shares[1]">
            <i class="ladder-bar ladder-bar-a" :class="{ 'ladder-bar-none': !row.shares[0] }" :style="{ width: (row.shares[0] || 0) + '%' }"></i>
            <i class="ladder-bar ladder-bar-b" :class="{ 'ladder-bar-none': !row.shares[1] }" :style="{ width: (row.shares[1] || 0) + '%' }"></i>
          </span>
          <span class="ladder-share ladder-share-a"><span class="ladder-hidden">A </span>{{ row.whole[0] }}</span>
          <span class="ladder-share ladder-share-b"><span class="ladder-hidden">B </span>{{ row.whole[1] }}</span>
        </li>
      </ol>
      <p class="ladder-note">{{ words.note }}</p>
    </section>`,
  data: () => ({ store, open: null }),
  computed: {
    words: () => store.words.ladder,
    rows() {
      const both = store.run.worlds.map((world) => world.ladder[store.month]);
      const whole = both.map((shares) => shares && wholeShares(shares));
      const of = (values, rung, none) => values.map((shares) => (shares ? shares[rung] : none));
      return RUNGS.map((rung, at) => ({ rung, shares: of(both, at, null), whole: of(whole, at, '–') })).reverse();
    },
  },
  mounted() {
    this.outside = (event) => {
      if (this.open && !this.$el.contains(event.target)) this.open = null;
    };
    document.addEventListener('pointerdown', this.outside);
  },
  beforeDestroy() {
    document.removeEventListener('pointerdown', this.outside);
  },
  methods: {
    toggle(rung) {
      this.open = this.open === rung ? null : rung;
    },
    // Esc closes the meaning first, and the dialog around it only when none is open.
    escape(event) {
      if (!this.open) return;
      event.stopPropagation();
      event.preventDefault();
      this.$refs[this.open][0].focus();
      this.open = null;
    },
  },
};
