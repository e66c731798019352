// The ladder in short: for each way of working one bar, cut into the rungs on which its last decisions stood.
// The whole ladder, with what each rung means, opens beside it (ladder.js).

import { Dialog } from '../shared/dialogs/dialog.js';
import { Ladder, RUNGS, wholeShares } from './ladder.js';
import { SIDES, store } from '../shared/store.js';

// In rem: the width of a letter in the bar, of a number with its margins, and of the badge before the bar.
const LETTER = 0.58;
const NUMBER = 1.93;
const BADGE = 2;

/** @type {Component} */
export const LadderBars = {
  template: `
    <section class="rungs" data-testid="ladder-bars" :aria-label="words.title">
      <div class="rungs-head"><h3>{{ words.title }} <span class="note">{{ words.short }}</span></h3>
        <button type="button" data-testid="open-ladder" @click="$emit('open')">{{ words.open }}</button></div>
      <div v-for="row in rows" :key="row.side" class="rungs-row">
        <span class="badge" :class="'badge-' + row.side.toLowerCase()" aria-hidden="true">{{ row.side }}</span>
        <div class="rungs-bar" role="img" :aria-label="store.playing ? row.still : row.label" :data-testid="'rungs-' + row.side.toLowerCase()">
          <i v-for="part in row.parts" :key="part.rung" :class="'rung-' + part.rung" :style="{ width: part.share + '%' }"
            :data-rung="part.rung" :data-share="part.share" :title="part.name">{{ part.text }}</i>
          <span v-if="!row.parts.length" class="rungs-none">{{ words.none }}</span>
        </div>
      </div>
    </section>`,
  data: () => ({ store, said: {}, width: 24 }), // in rem
  computed: {
    words: () => store.words.ladder,
    rows() {
      return SIDES.map((side, at) => this.row(side, store.run.worlds[at].ladder[store.month]));
    },
  },
  mounted() {
    this.sizes = new ResizeObserver(() => {
      const rem = parseFloat(window.getComputedStyle(document.documentElement).fontSize);
      this.width = Math.max(1, this.$el.clientWidth / rem - BADGE);
    });
    this.sizes.observe(this.$el);
  },
  beforeDestroy() {
    this.sizes.disconnect();
  },
  methods: {
    row(side, shares) {
      const whole = shares ? wholeShares(shares) : [];
      const parts = RUNGS.map((rung, at) => ({ rung, share: whole[at], name: this.words[rung].name })).filter((part) => part.share > 0);
      const label = `${side}: ${parts.map((part) => `${part.name} ${part.share}`).join(', ') || this.words.none}`;
      if (!store.playing) this.said[side] = label;
      return { side, label, still: this.said[side], parts: parts.map((part) => ({ ...part, text: this.text(part) })) };
    },
    text({ name, share }) {
      const room = (share / 100) * this.width;
      if (room >= LETTER * name.length + NUMBER) return `${name} ${share}`;
      return room >= NUMBER ? String(share) : '';
    },
  },
};

/** @type {Component} */
export const LadderDialog = {
  components: { Dialog, Ladder },
  template: `
    <Dialog name="ladder-dialog" :title="words.title" :words="store.words.dialog" @close="$emit('close')"><p>{{ words.what }}</p><Ladder class="ladder-large"/></Dialog>`,
  data: () => ({ store }),
  computed: { words: () => store.words.ladder },
};
