// A box for one number.  What lies outside the allowed range is said beside the box, and the nearest allowed value is used.

import { fill } from '../fill.js';
import { store } from '../store.js';

/** @type {Component} */
export const NumberBox = {
  props: ['name', 'label', 'value', 'low', 'high', 'whole', 'optional'],
  template: `
    <div class="field">
      <label :for="name">{{ label }}</label>
      <input :id="name" :data-testid="name" inputmode="decimal" autocomplete="off" :value="shown" :placeholder="optional || ''"
        :aria-describedby="name + '-note'" :aria-invalid="String(Boolean(fault))" @change="read($event.target)">
      <p class="note" :class="{ fault }" :id="name + '-note'" :data-testid="name + '-note'">{{ fault || range }}</p>
    </div>`,
  data: () => ({ fault: '' }),
  computed: {
    words: () => store.words.number,
    shown() {
      return this.value === null || this.value === undefined ? '' : String(this.value);
    },
    range() {
      return fill(this.words.range, { low: this.low, high: this.high });
    },
  },
  methods: {
    read(box) {
      const text = box.value.trim().replace(',', '.');
      this.fault = '';
      if (text === '' && this.optional) {
        this.$emit('input', null);
        return;
      }
      const typed = Number(text);
      const usable = text !== '' && Number.isFinite(typed);
      let used = usable ? Math.max(this.low, Math.min(this.high, typed)) : this.value ?? this.low;
      if (this.whole) used = Math.round(used);
      if (!usable || used !== typed) {
        this.fault = fill(this.words.fault, { what: this.label, low: this.low, high: this.high, used });
      }
      box.value = String(used);
      this.$emit('input', used);
    },
  },
};
