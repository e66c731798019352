// One step of a lesson: what to do, a place for an answer where it asks for one, and a box to tick.

import { fill } from '../shared/fill.js';
import { store } from '../shared/store.js';

const wordCount = (text) => text.trim().split(/\s+/).filter(Boolean).length;

/** @type {Component} */
export const Step = {
  props: ['number', 'step', 'options', 'done', 'answer', 'fits'],
  template: `
    <li class="lesson-step" :class="{ 'lesson-step-done': done }">
      <p :id="id + 'text'">{{ step.text }}</p>
      <label v-if="step.kind === 'choice'">{{ step.label }}
        <select :data-testid="'answer-' + number" :aria-describedby="id + 'fits'" :value="answer" @change="$emit('answer', $event.target.value)">
          <option value="">{{ texts.pick }}</option>
          <option v-for="option in options" :key="option.key" :value="option.key">{{ option.text }}</option>
        </select></label>
      <label v-else-if="step.kind === 'number'">{{ step.label }}
        <input :data-testid="'answer-' + number" :aria-describedby="id + 'fits'" inputmode="decimal" autocomplete="off" maxlength="6" :value="answer" @change="$emit('answer', $event.target.value.trim())"></label>
      <label v-else-if="step.kind === 'text'" class="lesson-why">{{ step.label }}
        <textarea :data-testid="'answer-' + number" :rows="step.words ? 8 : 3" :aria-describedby="step.words ? id + 'words' : null" :value="answer" @input="$emit('answer', $event.target.value)"></textarea></label>
      <p v-if="step.words" class="note" :class="{ fault: count > step.words }" :id="id + 'words'" :data-testid="'words-' + number">{{ fill(texts.words_of, { n: count, of: step.words }) }}</p>
      <p :id="id + 'fits'" role="status" class="lesson-fits" :data-testid="'fits-' + number">{{ verdict }}</p>
      <label class="lesson-tick"><input type="checkbox" :checked="done" :data-testid="'done-' + number" :aria-label="fill(texts.done_of, { n: number })" @change="$emit('done', $event.target.checked)"> {{ texts.done }}</label>
      <a v-if="!done" href="#lab" class="step-lab" :data-testid="'to-lab-' + number" @click.prevent="$emit('lab')">{{ texts.to_lab }}</a>
    </li>`,
  data: () => ({ fill }),
  computed: {
    texts: () => store.words.lessons,
    id() {
      return `step-${this.number}-`;
    },
    count() {
      return wordCount(this.answer);
    },
    verdict() {
      if (this.fits === undefined) return '';
      if (this.step.kind === 'tick') return this.fits ? this.texts.found : this.texts.not_found;
      if (this.fits === null) return this.texts.unknown_yet;
      return this.fits ? this.texts.right : this.texts.wrong;
    },
  },
};
