// One setting: its name, what it stands for, a slider with a box for each way of working, and who says so.

import { fill } from '../shared/fill.js';
import { NumberBox } from '../shared/dialogs/number_box.js';
import { difference, forModel, forPeople, inWords, isChanged, isRowChanged, plain, put, sidesOf, usualInWords, usualOf, valueOf } from './values.js';
import { edit } from '../shared/setup.js';
import { SIDES, store } from '../shared/store.js';

const COMMIT_AFTER = 300; // ms without a further key, so that a held key asks the server once

/** @type {Component} */
const SettingControl = {
  components: { NumberBox },
  props: ['row', 'side'],
  template: `
    <div class="setting-control" :class="'setting-control-' + letter">
      <span v-if="!row.both" class="badge" :class="'badge-' + letter" aria-hidden="true">{{ letter.toUpperCase() }}</span>
      <span class="setting-slide" :style="{ '--usual': place }"><input type="range" :data-testid="'slide-' + id" :aria-label="label" :aria-valuetext="words" :min="from" :max="to" :step="row.step"
        :value.prop="shown" :disabled="!store.online" @input="move($event.target.value)" @change="moved" @blur="commit"></span>
      <NumberBox ref="box" :name="'set-' + id" :label="label" :value="shown" :low="row.low" :high="row.high" :whole="row.whole" @input="type"/>
      <span class="setting-unit">{{ row.unit }}</span>
      <button v-if="changed" type="button" class="quiet setting-back" :data-testid="'back-' + id" :aria-label="backLabel" :disabled="!store.online" @click="putBack">{{ back }}</button>
    </div>`,
  data: () => ({ store, draft: null }),
  computed: {
    texts: () => store.words.explore,
    letter() {
      return this.row.both ? 'both' : SIDES[this.side].toLowerCase();
    },
    id() {
      return `${this.row.name}-${this.letter}`;
    },
    label() {
      return this.row.both ? this.row.title : fill(this.texts.in_side, { what: this.row.title, s: SIDES[this.side] });
    },
    value() {
      return forPeople(this.row, valueOf(this.row, this.side));
    },
    shown() {
      return this.draft ?? this.value;
    },
    usual() {
      return forPeople(this.row, usualOf(this.row, this.side));
    },
    // What is set elsewhere may lie outside what is likely; the slider reaches so far.
    from() {
      return Math.min(this.row.from, this.value, this.usual);
    },
    to() {
      return Math.max(this.row.to, this.value, this.usual);
    },
    place() {
      return `${(this.usual - this.from) / (this.to - this.from)}`;
    },
    changed() {
      return this.row.both ? isRowChanged(this.row) : isChanged(this.row, this.side);
    },
    words() {
      const now = inWords(this.row, forModel(this.row, this.shown));
      return `${now}. ${fill(this.texts.usual, { usual: plain(this.usual) })}`;
    },
    back() {
      return fill(this.texts.reset_one, { usual: plain(this.usual) });
    },
    backLabel() {
      return fill(this.texts.reset_one_label, { what: this.label, usual: plain(this.usual) });
    },
  },
  watch: {
    // What was said of a number goes with it.
    value(now) {
      if (now !== this.used) this.$refs.box.fault = '';
    },
  },
  beforeDestroy() {
    clearTimeout(this.timer);
  },
  methods: {
    move(value) {
      this.draft = Number(value);
    },
    moved() {
      clearTimeout(this.timer);
      this.timer = setTimeout(this.commit, COMMIT_AFTER);
    },
    commit() {
      clearTimeout(this.timer);
      const { draft } = this;
      if (draft !== null) this.type(draft);
    },
    type(number) {
      clearTimeout(this.timer);
      this.draft = null;
      this.used = number;
      if (number !== this.value) this.set(forModel(this.row, number));
    },
    // The button that was pressed goes; focus stays with its setting.
    putBack() {
      this.set(null);
      this.$el.querySelector('input').focus();
    },
    set(value) {
      edit((next) => put(next, this.row, this.side, value));
    },
  },
};

/** @type {Component} */
export const SettingRow = {
  components: { SettingControl },
  props: ['row'],
  template: `
    <div class="setting" :class="{ 'setting-changed': changed }" role="group" :aria-labelledby="'title-' + row.name" :data-testid="'row-' + row.name">
      <p class="setting-title"><b :id="'title-' + row.name">{{ row.title }}</b> <span v-if="changed" class="setting-dot" :data-testid="'dot-' + row.name">{{ words.dot }}</span></p>
      <p><span data-testid="meaning">{{ row.meaning }}</span> <span class="note">{{ range }}</span></p>
      <SettingControl v-for="side in sides" :key="side" :row="row" :side="side"/>
      <p v-if="differ" class="note">{{ differ }}</p>
      <p v-for="line in later" :key="line" class="note" :data-testid="'later-' + row.name">{{ line }}</p>
      <details class="setting-more">
        <summary :data-testid="'about-' + row.name"><span data-testid="grade">{{ evidence }}</span> <span data-testid="source">{{ row.source }}</span></summary>
        <p>{{ words.grades[row.grade + '_about'] }} {{ row.known }}</p>
        <p v-if="row.reference" class="setting-reference">{{ row.reference }}</p>
        <p data-testid="usual">{{ usual }} {{ likely }}</p>
      </details>
    </div>`,
  computed: {
    words: () => store.words.explore,
    sides() {
      return sidesOf(this.row);
    },
    changed() {
      return isRowChanged(this.row);
    },
    differ() {
      const both = difference(this.row);
      return both && fill(this.words.differ, both);
    },
    later() {
      const told = store.run.settings.later.map((levers) => levers[this.row.name]);
      return SIDES.map((s, side) => told[side] && fill(this.words.later, { s, told: told[side] })).filter(Boolean);
    },
    evidence() {
      return fill(this.words.evidence, { grade: this.words.grades[this.row.grade] });
    },
    usual() {
      return usualInWords(this.row);
    },
    range() {
      const { from, to } = this.row;
      return fill(store.words.number.range, { low: plain(from), high: plain(to) });
    },
    likely() {
      const { from, to, low, high } = this.row;
      const plainly = Object.fromEntries(Object.entries({ from, to, low, high }).map(([key, number]) => [key, plain(number)]));
      return fill(this.words.likely, plainly);
    },
  },
};
