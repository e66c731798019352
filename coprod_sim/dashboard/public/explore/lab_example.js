// The worked example of an equation: the numbers that go in, which can be changed, and what comes out, as the text is edited.

import { fill } from '../shared/fill.js';
import { store } from '../shared/store.js';
import { plain } from './values.js';

const DIGITS = 6;

/** @type {Component} */
export const LabExample = {
  props: ['rule', 'inputs', 'check'],
  template: `
    <fieldset class="lab-example" data-testid="lab-example"><legend>{{ words.example }}</legend>
      <p class="note">{{ words.example_help }}</p>
      <p v-for="name in rule.inputs" :key="rule.name + name" class="lab-input"><label :for="'lab-in-' + name"><code>{{ name }}</code> {{ words.inputs[name] }}</label>
        <input :id="'lab-in-' + name" :data-testid="'lab-in-' + name" type="number" step="any" inputmode="decimal" :value="inputs[name]" @input="put(name, $event.target)"></p>
      <p v-if="settings" class="note">{{ settings }}</p>
      <p aria-live="polite"><b>{{ words.value }}:</b> <span data-testid="lab-value">{{ value }}</span></p>
    </fieldset>`,
  data: () => ({ store }),
  computed: {
    words: () => store.words.explore.lab,
    settings() {
      return Object.entries(this.rule.example.par).map(([name, number]) => `par.${name} = ${this.shown(number)}`).join(', ');
    },
    value() {
      const { check, words } = this;
      if (!check) return '…';
      if (check.fault) return words.value_none;
      const [value, before] = [check.value, check.before].map(this.shown);
      return fill(check.same ? words.value_same : words.value_now, { value, before });
    },
  },
  methods: {
    shown(value) {
      return Number.isFinite(value) ? plain(Number(value.toPrecision(DIGITS))) : this.words.not_number;
    },
    put(name, { valueAsNumber }) {
      if (Number.isFinite(valueAsNumber)) this.$emit('put', { name, number: valueAsNumber });
    },
  },
};
