// What happened, in words: the sentences of the month that is shown, each with a button that lights up what it speaks of.
// While months run the last sentences stay, dimmed, so that nobody has to read what moves.

import { choose } from '../charts/charts.js';
import { fill } from '../fill.js';
import { Mark } from '../mark.js';
import { setLit, store } from '../store.js';
import { votedMeasure } from '../guesses/votes.js';

const LIT = 4000; // ms
let timer = null;

// Points at a chart or at people for a while; a measure that has no chart takes the last one.
function showMe(show) {
  if (show.kind === 'chart' && !store.charts.includes(show.measure)) choose(store.charts.length - 1, show.measure);
  clearTimeout(timer);
  setLit(show);
  timer = setTimeout(() => setLit(null), LIT);
}

const MOST = 3; // sentences at a pause
const COSTS = ['staff_load', 'family_energy'];
const about = (sentence) => sentence.show?.measure;

// Puts what the room guessed about in among the sentences of a month, where it is not told already:
// after a change, and before a cost or the last word that points at nothing.
function withVoted(sentences, measure, guessed) {
  if (!guessed?.length || sentences.some((sentence) => about(sentence) === measure)) return sentences;
  const voted = guessed.map(({ text, mark }) => ({ text, mark, show: { kind: 'chart', measure } }));
  const [first, last] = [sentences[0], sentences[sentences.length - 1]];
  const before = sentences.length > 1 && !about(first) ? [first] : [];
  const costs = sentences.filter((sentence) => COSTS.includes(about(sentence)));
  const after = [...costs.slice(-1), ...(sentences.length > 1 && !last.show && last !== before[0] ? [last] : [])].slice(0, 1);
  // Where there is no room for all, how sure the voted one is goes before a cost does.
  return [...before, ...voted.slice(0, MOST - before.length - after.length), ...after];
}

// The sentences of a month; those of a run that has been replaced are gone with its band.
export function sentencesAt(month) {
  const whole = store.band && store.telling;
  const telling = whole ? store.telling : store.run?.telling;
  const voted = whole ? store.band.voted : store.run?.voted;
  const measure = votedMeasure();
  return withVoted(telling?.[month] ?? [], measure, measure && voted?.[measure]?.[month]);
}

/** @type {Component} */
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
    // Play that begins again from the end has left what was said of the end.
    'store.month'(month) {
      if (store.playing && month < this.month) Object.assign(this, { month, sentences: [] });
    },
  },
  beforeDestroy() {
    clearTimeout(timer);
    setLit(null);
  },
  methods: {
    showMe,
    label: (sentence) => fill(store.words.telling.show_label, { sentence: sentence.text }),
  },
};
