// One answer that can be guessed: a card with its shape, and buttons for a show of hands.

import { fill } from '../fill.js';
import { store } from '../store.js';

// Where the lines go, on a card of 120 by 56; A is drawn solid, B dashed.
export const LINES = {
  flat: 'M8 32H112',
  slow_rise: 'M8 46L112 30',
  fast_rise: 'M8 48C40 46 60 12 112 8',
  down_then_up: 'M8 22C30 58 50 54 112 8',
  up_then_down: 'M8 46C36 -6 62 4 112 40',
  fall: 'M8 12C40 18 70 42 112 46',
};
export const PAIRS = { A: ['M8 40L112 12', 'M8 40L112 38'], B: ['M8 40L112 38', 'M8 40L112 12'], none: ['M8 40L112 22', 'M8 40L112 28'] };
const STEPS = [{ name: 'minus', by: -1, text: '\u22121' }, { name: 'plus', by: 1, text: '+1' }, { name: 'five', by: 5, text: '+5' }];

/** @type {Component} */
export const ShapeCard = {
  props: ['answer', 'locked', 'side', 'count', 'came'],
  template: `
    <li class="predict-card" :class="{ 'predict-came': came }" :data-testid="'predict-answer-' + answer">
      <svg viewBox="0 0 120 56" aria-hidden="true" focusable="false">
        <path d="M8 4V52H116" class="predict-axis"/>
        <path v-for="line in lines" :key="line.d + line.side" :d="line.d" :class="'predict-line-' + line.side"/>
      </svg>
      <strong :id="'predict-name-' + answer">{{ words.answers[answer] }}</strong>
      <span v-if="count !== null" class="predict-count" data-testid="predict-count">{{ hands }}</span>
      <span v-if="came" class="predict-came-text">{{ words.came }}</span>
      <span v-if="store.stage !== 'revealed'" class="predict-hands">
        <button v-for="step in steps" :key="step.name" type="button" :disabled="locked" :data-testid="'predict-' + step.name + '-' + answer"
          :aria-label="label(step)" @click="$emit('count', step.by)">{{ step.text }}</button>
      </span>
    </li>`,
  data: () => ({ store, steps: STEPS }),
  computed: {
    words: () => store.words.predict,
    hands() {
      return fill(this.count === 1 ? this.words.hand : this.words.hands, { n: this.count });
    },
    lines() {
      if (this.answer in PAIRS) return PAIRS[this.answer].map((d, side) => ({ d, side: 'ab'[side] }));
      return [{ d: LINES[this.answer], side: 'ab'[this.side] }];
    },
  },
  methods: {
    label(step) {
      return fill(this.words[step.name], { answer: this.words.answers[this.answer] });
    },
  },
};
