// What a student hands in: one file with guess, answers, tries and a link, to be marked by a teacher.

import { table } from './tries.js';
import { proofOf } from '../shared/take_away/proof.js';
import { fileName, save } from '../shared/take_away/share.js';
import { store } from '../shared/store.js';
import { addressWith } from '../shared/where.js';

/** @type {Component} */
export const HandIn = {
  props: ['lesson', 'tools', 'progress', 'fits', 'guess', 'packed', 'revealed', 'options'], // tools: the lesson as the server gives it
  template: `
    <section class="lesson-hand" aria-labelledby="hand">
      <h2 id="hand">{{ texts.title }}</h2>
      <p>{{ texts.text }}</p>
      <button type="button" class="main" data-testid="hand-in" @click="hand">{{ texts.save }}</button>
      <label class="lesson-link">{{ texts.link }} <input readonly data-testid="lesson-link" ref="link" :value="link" @focus="$event.target.select()"></label>
      <button type="button" data-testid="copy-link" @click="copy">{{ copied ? texts.copied : texts.copy }}</button>
      <p class="note">{{ texts.name }}</p>
    </section>`,
  data: () => ({ copied: false }),
  computed: {
    texts: () => store.words.lessons.hand,
    link() {
      const query = new URLSearchParams({ v: '1', s: store.run.link, at: String(store.month), p: this.packed, ...proofOf(store.run) });
      return addressWith(query);
    },
  },
  methods: {
    // The answer as it was read on the page, and whether it fits where that can be looked up.
    stepTable(step, row) {
      const answer = this.progress.answers[row];
      const chosen = step.kind === 'choice' ? this.options(step).find((option) => option.key === answer)?.text ?? '' : answer;
      return { step: row + 1, text: step.text, done: this.progress.done[row], ...(step.kind === 'tick' ? {} : { answer: chosen }), ...(typeof this.fits[row] === 'boolean' ? { fits: this.fits[row] } : {}) };
    },
    hand() {
      const { run } = store;
      const tries = table(this.tools, this.progress.tries, store.words.lessons.tools);
      const file = {
        schema: 'coprod-lesson/1',
        lesson: this.lesson.key,
        title: this.lesson.title,
        prediction: { choice: this.progress.guess, text: this.guess, why: this.progress.why },
        steps: this.lesson.steps.map(this.stepTable),
        tries: tries.rows.map((row) => Object.fromEntries(row.map((cell, column) => [tries.heads[column], cell]))),
        finished: this.revealed,
        link: this.link,
        hash: run.hash,
        results: run.results,
        made_with: `coprod_sim ${run.version}`,
        date: new Date().toISOString(),
      };
      save(`${JSON.stringify(file, null, 2)}\n`, fileName(`lesson-${this.lesson.key}`, 'json'), 'application/json');
    },
    async copy() {
      try {
        await navigator.clipboard.writeText(this.link);
      } catch {
        this.$refs.link.select();
        document.execCommand('copy');
      }
      this.copied = true;
      this.$emit('say', this.texts.copied);
    },
  },
};
