// A question of the room's own: its words, what it is about, and whether it asks for a shape or for a side.

import { store } from '../shared/store.js';

const KINDS = { shape_b: { kind: 'shape', side: 1 }, shape_a: { kind: 'shape', side: 0 }, which: { kind: 'which', side: null } };
const MOST = 90;

/** @type {Component} */
export const OwnQuestion = {
  template: `
    <div class="predict-own">
      <label class="predict-own-text">{{ words.own_text }}
        <input type="text" data-testid="predict-own-text" :maxlength="most" v-model="text" autocomplete="off"></label>
      <label>{{ words.own_measure }}
        <select data-testid="predict-own-measure" v-model="measure">
          <option v-for="name in measures" :key="name" :value="name">{{ store.words.charts.names[name] }}</option>
        </select></label>
      <label>{{ words.own_kind }}
        <select data-testid="predict-own-kind" v-model="kind">
          <option v-for="name in kinds" :key="name" :value="name">{{ words.kinds[name] }}</option>
        </select></label>
    </div>`,
  data: () => ({ store, most: MOST, text: '', measure: store.charts[0], kind: 'shape_b', kinds: Object.keys(KINDS) }),
  computed: {
    words: () => store.words.predict,
    measures: () => Object.keys(store.run.series),
    question() {
      return { text: this.text.trim(), measure: this.measure, ...KINDS[this.kind] };
    },
  },
  watch: {
    question: {
      immediate: true,
      handler(question) {
        this.$emit('change', question);
      },
    },
  },
};
