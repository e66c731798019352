// The form for one change on the rail: what, where, when, how long and how much, with what speaks for it and against it.

import { fill } from '../shared/fill.js';
import { edit } from '../shared/setup.js';
import { store } from '../shared/store.js';
import { Dialog } from '../shared/dialogs/dialog.js';
import { NumberBox } from '../shared/dialogs/number_box.js';

const START = 12;

/** @type {Component} */
export const ChangeForm = {
  components: { Dialog, NumberBox },
  props: ['row'], // of the change to alter; null for a new one
  template: `
    <Dialog name="change-form" :title="row === null ? words.new : words.edit" :words="store.words.dialog" @close="$emit('close')">
      <form class="form" @submit.prevent="keep">
        <label class="field">{{ words.what }}
          <select data-testid="change-do" v-model="change.do" @change="fresh">
            <option v-for="kind in store.kinds" :key="kind.key" :value="kind.key">{{ kind.title }}</option>
          </select>
        </label>
        <p>{{ kind.meaning }} <span v-if="kind.cornerstone" class="cornerstone">{{ words.cornerstone }} {{ kind.cornerstone }}</span></p>
        <p><b>{{ words.for }}</b> {{ kind.argument_for }}</p>
        <p><b>{{ words.against }}</b> {{ kind.argument_against }}</p>
        <fieldset class="choices"><legend>{{ words.who }}</legend>
          <label v-for="who in ['A', 'B', 'both']" :key="who"><input type="radio" name="who" :value="who" v-model="change.who" :data-testid="'change-who-' + who"> {{ words['who_' + who] }}</label>
        </fieldset>
        <div class="fields">
          <NumberBox name="change-start" :label="words.start" v-model="change.start" :low="1" :high="store.run.months" :whole="true"/>
          <NumberBox v-if="kind.has_length" name="change-length" :label="words.length" v-model="change.length" :low="1" :high="store.run.months" :whole="true" :optional="words.to_the_end"/>
          <NumberBox v-if="kind.amount" name="change-amount" :label="amountLabel" v-model="amount" :low="kind.amount.low * 100" :high="kind.amount.high * 100"/>
        </div>
        <div class="actions">
          <button type="submit" class="main" data-testid="change-keep" :disabled="!store.online">{{ row === null ? words.add : words.keep }}</button>
          <button v-if="row !== null" type="button" data-testid="change-remove" :disabled="!store.online" @click="remove">{{ words.remove }}</button>
        </div>
      </form>
    </Dialog>`,
  data() {
    const given = this.row === null ? null : store.run.setup.changes[this.row];
    const first = store.kinds[0];
    return { store, change: given ? { length: null, amount: null, ...given } : { ...this.usual(first), who: 'B', start: START } };
  },
  computed: {
    words: () => store.words.change,
    kind() {
      return store.kinds.find((kind) => kind.key === this.change.do);
    },
    amountLabel() {
      return fill(this.words.of_100, { what: this.kind.amount.label });
    },
    // People read and write so many of 100; the model holds shares.
    amount: {
      get() {
        return Number((this.change.amount * 100).toFixed(4));
      },
      set(value) {
        this.change.amount = Number((value / 100).toFixed(6));
      },
    },
  },
  methods: {
    usual: (kind) => ({ do: kind.key, length: kind.has_length ? kind.default_length : null, amount: kind.amount ? kind.amount.default : null }),
    fresh() {
      this.change = { ...this.change, ...this.usual(this.kind) };
    },
    keep() {
      const { row } = this;
      const change = Object.fromEntries(Object.entries(this.change).filter(([, value]) => value !== null));
      edit((next) => {
        if (row === null) next.changes.push(change);
        else next.changes.splice(row, 1, change);
      });
      const text = row === null ? store.words.change.added : store.words.change.changed;
      this.$emit('say', fill(text, { what: this.kind.title, m: this.change.start }));
      this.$emit('close');
    },
    remove() {
      const { row } = this;
      edit((next) => next.changes.splice(row, 1));
      this.$emit('say', fill(store.words.rail.removed, { what: this.kind.title }));
      this.$emit('close');
    },
  },
};
