// What twenty runs say at the end: dots of B minus A, how many runs it would take without pairs, and a verdict in words.

import { fill } from '../shared/fill.js';
import { endOf, verdictOf } from './tries.js';
import { store } from '../shared/store.js';

const MEASURES = ['felt_trust', 'progress']; // of the dots
const JUDGED = [...MEASURES, 'voice'];
const REACHES = [0.5, 1, 2, 5, 10, 20, 50, 100]; // of the axis of dots, to both sides of zero
const SURE = 2; // digits of a number that is worked out from twenty pairs
const LANES = 5; // dots of near values stand below one another

const variance = (values) => {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

// So many runs of each way without pairs tell as much of the difference as these pairs do; null where all pairs are the same.
export function alone(measure) {
  const ends = store.band.series[measure].map((rows) => rows.map((row) => row[row.length - 1]));
  const paired = variance(ends[1].map((value, pair) => value - ends[0][pair]));
  if (paired < 1e-9) return null;
  const runs = (ends[0].length * (variance(ends[0]) + variance(ends[1]))) / paired;
  return Math.max(1, Math.round(Number(runs.toPrecision(SURE))));
}

const whole = () => Boolean(store.band) && store.band.done === store.band.of && !store.stale;
const made = (texts) => (store.stale || !store.band ? texts.made : fill(texts.runs, { n: store.band.done, of: store.band.of }));

/** @type {Component} */
export const Verdict = {
  template: `
    <section class="lab-verdict" aria-labelledby="verdict-title">
      <h3 id="verdict-title">{{ texts.verdict }}</h3>
      <p v-if="!there">{{ waiting }}</p>
      <ul v-else data-testid="verdict"><li v-for="line in lines" :key="line.measure" :data-verdict="line.verdict"><b>{{ line.text }}</b></li></ul>
    </section>`,
  data: () => ({ store }),
  computed: {
    texts: () => store.words.lessons.tools,
    there: whole,
    waiting() {
      return made(this.texts);
    },
    lines() {
      return JUDGED.map((measure) => {
        const end = endOf(measure);
        const verdict = verdictOf(end);
        const name = store.words.lessons.measures[measure];
        return { measure, verdict, text: fill(this.texts.verdict_line, { name, verdict: this.texts[verdict], n: end.higher, of: end.of }) };
      });
    },
  },
};

/** @type {Component} */
export const Dots = {
  template: `
    <section class="lab-dots" aria-labelledby="dots-title">
      <h3 id="dots-title">{{ title }}</h3>
      <p v-if="!there">{{ waiting }}</p>
      <template v-else>
        <div v-for="strip in strips" :key="strip.measure" class="strip" :data-testid="'dots-' + strip.measure" :data-higher="strip.higher">
          <p class="strip-told">{{ strip.told }}</p>
          <div class="strip-plot" role="img" :aria-label="strip.what">
            <i class="strip-zero"></i><i v-for="(dot, at) in strip.dots" :key="at" class="strip-dot" :style="dot"></i>
            <span class="strip-low">{{ strip.low }}</span><span class="strip-none">0</span><span class="strip-high">{{ strip.high }}</span>
          </div>
        </div>
        <p data-testid="alone">{{ without }}</p>
        <details><summary data-testid="dots-table">{{ fill(texts.dots_table, { of: store.band.of }) }}</summary>
          <div class="lab-scroll" role="group" tabindex="0" :aria-label="title"><table class="lab-table">
            <thead><tr><th scope="col">{{ texts.dots_luck }}</th><th v-for="strip in strips" :key="strip.measure" scope="col">{{ strip.name }}</th></tr></thead>
            <tbody><tr v-for="luck in store.band.of" :key="luck"><th scope="row">{{ luck }}</th><td v-for="strip in strips" :key="strip.measure">{{ strip.numbers[luck - 1] }}</td></tr></tbody>
          </table></div></details>
      </template>
    </section>`,
  data: () => ({ store, fill }),
  computed: {
    texts: () => store.words.lessons.tools,
    there: whole,
    waiting() {
      return made(this.texts);
    },
    title() {
      return fill(this.texts.dots, { m: store.run.months, of: store.band?.of ?? 20 });
    },
    strips() {
      return MEASURES.map(this.strip);
    },
    without() {
      const runs = alone(MEASURES[0]);
      const name = store.words.lessons.measures[MEASURES[0]];
      return runs === null ? fill(this.texts.alone_same, { name }) : fill(this.texts.alone, { name, n: store.band.of, m: runs });
    },
  },
  methods: {
    strip(measure) {
      const { gaps, higher, of } = endOf(measure);
      const name = store.words.lessons.measures[measure];
      const reach = REACHES.find((far) => gaps.every((gap) => Math.abs(gap) <= far)) ?? 100;
      const [low, high] = [`\u2212${reach}`, `+${reach}`];
      const verdict = this.texts[verdictOf(endOf(measure))];
      return {
        measure, name, higher, low, high,
        dots: gaps.map((gap, at) => ({ left: `${50 + (46 * gap) / reach}%`, top: `${8 + (at % LANES) * 13}px` })),
        numbers: gaps.map((gap) => gap.toFixed(2).replace('-', '\u2212')),
        what: fill(this.texts.dots_what, { name, low, high, n: higher, of }),
        told: fill(this.texts.verdict_line, { name, verdict, n: higher, of }),
      };
    },
  },
};
