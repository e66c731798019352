// The guided tour: five steps, each of which asks for one action and goes on when it is done.  It opens only when asked for.

import { fill } from '../shared/fill.js';
import { announce } from '../shared/frame/status.js';
import { store } from '../shared/store.js';

// Each step: the text that asks for it, and whether it has been done since the step began.
const STEPS = [
  { name: 'skip', done: () => store.stage !== 'predict' },
  { name: 'play', done: () => store.playing || store.month > 0 },
  { name: 'pause', done: () => !store.playing },
  { name: 'luck', done: (then) => store.run.luck !== then.luck },
  { name: 'change', done: (then) => store.run.changes.length > then.changes },
];
const RULES = { name: 'rules', done: (then, dialog) => dialog === 'rules' };

const now = () => ({ luck: store.run.luck, changes: store.run.changes.length });

/** @type {Component} */
export const Tour = {
  props: ['dialog'], // the name of the open dialog, or null
  template: `
    <section class="tour" :aria-label="words.title" data-testid="tour" :data-step="step + 1">
      <h2>{{ words.title }}</h2>
      <p v-if="!over" class="tour-step">{{ count }}</p>
      <p data-testid="tour-text">{{ text }}</p>
      <button type="button" data-testid="tour-close" @click="$emit('close')">{{ over ? store.words.dialog.close : words.leave }}</button>
    </section>`,
  data() {
    // Where the guess is over already, its step asks for the rules instead.
    const first = store.stage === 'predict' ? STEPS[0] : RULES;
    return { store, steps: [first, ...STEPS.slice(1)], step: 0, then: now() };
  },
  computed: {
    words: () => store.words.tour,
    over() {
      return this.step >= this.steps.length;
    },
    count() {
      return fill(this.words.step, { n: this.step + 1, of: this.steps.length });
    },
    text() {
      return this.over ? this.words.over : this.words[this.steps[this.step].name];
    },
    done() {
      return !this.over && this.steps[this.step].done(this.then, this.dialog);
    },
  },
  mounted() {
    this.say();
  },
  methods: {
    say() {
      announce(`${this.over ? '' : this.count} ${this.text}`);
    },
  },
  watch: {
    done(done) {
      if (!done) return;
      this.step += 1;
      this.then = now();
      this.$nextTick(this.say);
    },
  },
};
