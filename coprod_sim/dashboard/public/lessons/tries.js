// What a student tries: noted as numbers when its runs are there, and shown as a table.

import { fill } from '../shared/fill.js';
import { noted } from './progress.js';
import { store } from '../shared/store.js';

const LAST = 1; // months are counted from 0, and the first in which anything can happen is month 1
const rounded = (value) => Math.round(value * 10) / 10;
const whole = () => Boolean(store.band) && store.band.done === store.band.of;

// In how many of the runs B is higher at the end: {higher, lower, of, gaps}.
export function endOf(measure) {
  const [a, b] = store.band.series[measure];
  const gaps = b.map((row, pair) => row[row.length - 1] - a[pair][row.length - 1]);
  return { gaps, of: gaps.length, higher: gaps.filter((gap) => gap > 0).length, lower: gaps.filter((gap) => gap < 0).length };
}

// 15 of 20 or more: fewer could well be chance (sign test, p > 0.05).
export function verdictOf({ higher, lower, of }) {
  if (!higher && !lower) return 'same';
  if (higher >= 0.75 * of) return 'better';
  return lower >= 0.75 * of ? 'worse' : 'unclear';
}

export const startOf = (setup) => {
  const change = setup.changes.find((one) => one.do === 'train_staff' && one.who === 'B');
  if (!change) return null;
  return change.start === LAST ? 0 : change.start;
};

const alike = (one, other) => ['A', 'B', 'changes', 'town', 'modifiers', 'months'].every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
export const variantOf = (lesson) => lesson.variants.findIndex((variant) => alike(variant.setup, store.run.setup));

export const valueOf = (slider, setup) => (slider.where === 'B' ? setup.B.set : setup.town)[slider.name] ?? slider.usual;

// The try that is shown now, or null where it is none, or its runs are not all there: numbers, of which the first `same` say what it is.
function current(lesson) {
  const { run } = store;
  const [a, b] = run.series.felt_trust.map((row) => rounded(row[run.months]));
  if (lesson.tools.includes('starts')) {
    const start = startOf(run.setup);
    return start === null ? null : { same: 1, numbers: [start, a, b, rounded(run.series.progress[1][run.months])] };
  }
  if (lesson.tried.length) {
    const variant = variantOf(lesson);
    return variant < 0 ? null : { same: 1, numbers: [variant, ...lesson.tried.flatMap((name) => run.rows[name].map((row) => rounded(row[run.months])))] };
  }
  if (!whole()) return null;
  const counts = ['felt_trust', 'progress'].map((measure) => endOf(measure).higher);
  if (lesson.tools.includes('sliders')) {
    const values = lesson.sliders.map((slider) => Number((valueOf(slider, run.setup) * slider.scale).toFixed(1)));
    return { same: values.length, numbers: [...values, ...counts, endOf('progress').lower] };
  }
  const variant = variantOf(lesson);
  return variant < 0 ? null : { same: 1, numbers: [variant, a, b, ...counts] };
}

export function note(progress, lesson) {
  if (!progress.saved || lesson.key === 'e1' || !store.run) return;
  const now = current(lesson);
  if (!now) return;
  const all = noted(progress.tries, now.numbers, now.same);
  const ordered = now.same === 1 ? all.sort((one, other) => one[0] - other[0]) : all;
  if (JSON.stringify(ordered) !== JSON.stringify(progress.tries)) progress.tries = ordered;
}

// The table of tries: heads, and rows of text whose first cell says what was tried.
export function table(lesson, tries, texts) {
  const m = store.run.months;
  const runs = (n) => fill(texts.of_runs, { n, of: 20 });
  const a = fill(texts.try_a, { m });
  const b = fill(texts.try_b, { m });
  if (lesson.tools.includes('starts')) {
    return { heads: [texts.try_start, a, b, fill(texts.try_young, { m })], rows: tries.map(([start, ...ends]) => [fill(texts.month_n, { n: start }), ...ends]) };
  }
  if (lesson.tools.includes('sliders')) {
    const names = lesson.sliders.map((slider) => store.words.lessons.sliders[slider.name].name);
    return {
      heads: [...names, texts.try_higher, texts.try_progress],
      rows: tries.map((one) => [...one.slice(0, names.length), ...one.slice(names.length, names.length + 2).map(runs)]),
    };
  }
  const named = (at) => store.words.lessons.variants[lesson.variants[at]?.key] ?? '';
  if (lesson.tried.length) {
    const heads = lesson.tried.flatMap((name) => ['A', 'B'].map((side) => fill(texts.try_row, { name: store.words.lessons.rows.short[name], side })));
    return { heads: [texts.try_pair, ...heads], rows: tries.map(([at, ...rest]) => [named(at), ...rest]) };
  }
  return { heads: [texts.try_pair, a, b, texts.try_higher], rows: tries.map(([at, ...rest]) => [named(at), rest[0], rest[1], runs(rest[2])]) };
}

/** @type {Component} */
export const Tries = {
  props: ['lesson', 'tries'],
  template: `
    <section class="lab-tries" aria-labelledby="tries-title">
      <h3 id="tries-title">{{ texts.tries }}</h3>
      <p v-if="!tries.length">{{ texts.no_tries }}</p>
      <div v-else class="lab-scroll" role="group" tabindex="0" :aria-label="texts.tries"><table class="lab-table" data-testid="tries">
        <thead><tr><th v-for="head in shown.heads" :key="head" scope="col">{{ head }}</th></tr></thead>
        <tbody><tr v-for="(row, at) in shown.rows" :key="at"><th scope="row" :data-head="shown.heads[0]">{{ row[0] }}</th><td v-for="(cell, column) in row.slice(1)" :key="column" :data-head="shown.heads[column + 1]">{{ cell }}</td></tr></tbody>
      </table></div>
      <figure v-if="dots.length" class="tries-chart">
        <figcaption>{{ fill(texts.tries_chart, { m: store.run.months }) }}</figcaption>
        <div class="tries-plot" aria-hidden="true">
          <span class="tries-high">{{ scale.high }}</span><span class="tries-low">{{ scale.low }}</span>
          <i v-for="dot in dots" :key="dot.start" class="tries-dot" :style="dot.style"></i>
          <span v-for="start in lesson.starts" :key="'at' + start" class="tries-month" :style="{ left: left(start) }">{{ start }}</span>
        </div>
        <p class="tries-axis" aria-hidden="true">{{ texts.tries_axis }}</p>
      </figure>
    </section>`,
  data: () => ({ store, fill }),
  computed: {
    texts: () => store.words.lessons.tools,
    shown() {
      return table(this.lesson, this.tries, this.texts);
    },
    scale() {
      const ends = this.tries.map((one) => one[2]);
      const low = Math.floor(Math.min(...ends) / 10) * 10;
      return { low, high: Math.max(low + 10, Math.ceil(Math.max(...ends) / 10) * 10) };
    },
    dots() {
      if (!this.lesson.tools.includes('starts')) return [];
      const { low, high } = this.scale;
      return this.tries.map(([start, , end]) => ({ start, style: { left: this.left(start), bottom: `${(100 * (end - low)) / (high - low)}%` } }));
    },
  },
  methods: {
    left(start) {
      return `${8 + (84 * start) / Math.max(...this.lesson.starts)}%`;
    },
  },
};
