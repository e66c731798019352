// What happened, in words: the sentences of the month that is shown, each with a button that lights up what it speaks of.
// While months run the last sentences stay, dimmed, so that nobody has to read what moves.

import { choose } from './charts.js';
import { fill } from './fill.js';
import { Mark } from './mark.js';
import { store } from './store.js';

const LIT = 4000; // ms
let timer = null;

// Points at a chart or at people for a while; a measure that has no chart takes the last one.
export function showMe(show) {
  if (show.kind === 'chart' && !store.charts.includes(show.measure)) choose(store.charts.length - 1, show.measure);
  clearTimeout(timer);
  store.lit = show;
  timer = setTimeout(() => { store.lit = null; }, LIT);
}

// The sentences of a month; those of a run that has been replaced are gone with its band.
export function sentencesAt(month) {
  const telling = (store.band && store.telling) || store.run?.telling || [];
  return telling[month] ?? [];
}

export const Telling = {
  components: { Mark },
  template: `
    <div class="telling" :class="{ 'telling-dim': store.playing }" data-testid="telling" :data-month="month">
      <ol v-if="sentences.length">
        <li v-for="sentence in sentences" :key="sentence.text" data-testid="sentence">
          <span>{{ sentence.text }}</span> <Mark :mark="sentence.mark"/>
          <button v-if="sentence.show" type="button" class="telling-show" data-testid="show-me" :aria-label="label(sentence)" @click="showMe(sentence.show)">{{ words.show }}</button>
        </li>
      </ol>
      <p v-else>{{ store.playing ? words.playing : words.empty }}</p>
    </div>`,
  data: () => ({ store, sentences: [], month: null }),
  computed: {
    words: () => store.words.telling,
    // What the sentences depend on; it stands still while months run.
    now() {
      return store.playing ? null : { month: store.month, sentences: sentencesAt(store.month) };
    },
  },
  watch: {
    now: {
      immediate: true,
      handler(now) {
        if (now) Object.assign(this, now);
      },
    },
  },
  beforeDestroy() {
    clearTimeout(timer);
    store.lit = null;
  },
  methods: {
    showMe,
    label: (sentence) => fill(store.words.telling.show_label, { sentence: sentence.text }),
  },
};
