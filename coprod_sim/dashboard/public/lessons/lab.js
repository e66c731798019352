// The lab of a lesson: pictures, charts and player that other pages have, too, and only the controls that the lesson is about.

import { Charts } from '../shared/charts/charts.js';
import { Controls } from '../shared/frame/controls.js';
import { fill } from '../shared/fill.js';
import { sayAt, staffAt } from './checks.js';
import { Rows } from './rows.js';
import { Dots, Verdict } from './runs.js';
import { startOf, Tries, valueOf, variantOf } from './tries.js';
import { TownMap } from '../shared/town/network.js';
import { edit, newLuck, setup } from '../shared/setup.js';
import { setCharts, setStale, setSwitch, store } from '../shared/store.js';

const WAIT = 500; // ms without a further move of a slider, so that a held key asks the server once

/** @type {Component} */
const Sliders = {
  props: ['lesson'],
  template: `
    <fieldset class="lab-sliders" :disabled="!store.online"><legend>{{ texts.sliders }}</legend><p>{{ texts.sliders_note }}</p>
      <div v-for="slider in lesson.sliders" :key="slider.name" class="lab-slider">
        <label :for="'slide-' + slider.name">{{ named(slider).name }}</label>
        <input :id="'slide-' + slider.name" :data-testid="'slide-' + slider.name" type="range" :min="slider.low" :max="slider.high" :step="slider.step"
          :value="value(slider)" :aria-valuetext="read(slider)" :aria-describedby="'grade-' + slider.name" @input="move(slider, Number($event.target.value))">
        <span class="lab-value">{{ read(slider) }}</span>
        <span class="note" :id="'grade-' + slider.name">{{ store.words.lessons.grades[slider.status] }}</span>
      </div>
    </fieldset>`,
  data: () => ({ store, moved: {} }),
  computed: { texts: () => store.words.lessons.tools },
  beforeDestroy() {
    clearTimeout(this.timer);
  },
  methods: {
    named: (slider) => store.words.lessons.sliders[slider.name],
    value(slider) {
      return this.moved[slider.name] ?? valueOf(slider, store.run.setup);
    },
    read(slider) {
      return fill(this.named(slider).unit, { n: Number((this.value(slider) * slider.scale).toFixed(1)) });
    },
    move(slider, value) {
      this.moved = { ...this.moved, [slider.name]: value };
      setStale(true);
      clearTimeout(this.timer);
      this.timer = setTimeout(this.commit, WAIT);
    },
    commit() {
      this.timer = null;
      edit((next) => {
        this.lesson.sliders.forEach((slider) => {
          const table = slider.where === 'B' ? next.B.set : next.town;
          if (slider.name in this.moved) table[slider.name] = this.moved[slider.name];
        });
      });
    },
  },
  watch: {
    // The last answer has come, and nobody has moved on since.
    'store.stale': function settled(stale) {
      if (!stale && !this.timer) this.moved = {};
    },
  },
};

/** @type {Component} */
const People = {
  props: ['kind'],
  template: `
    <details class="lab-people">
      <summary :data-testid="kind + '-table'">{{ texts[kind + '_table'] }}</summary>
      <div class="lab-scroll" role="group" tabindex="0" :aria-label="texts[kind + '_table']"><table class="lab-table">
        <caption>{{ fill(texts[kind + '_caption'], { m: month }) }}</caption>
        <template v-if="kind === 'staff'">
          <thead><tr><th v-for="head in ['staff', 'families', 'trust']" :key="head" scope="col">{{ texts[head] }}</th></tr></thead>
          <tbody><tr v-for="(row, at) in staff" :key="at"><th scope="row">{{ at + 1 }}</th><td>{{ row.families }}</td><td>{{ row.trust === null ? '–' : row.trust }}</td></tr></tbody>
        </template>
        <tbody v-else><tr v-for="(value, name) in say" :key="name"><th scope="row">{{ texts['say_' + name] }}</th><td>{{ value }}</td></tr></tbody>
      </table></div>
    </details>`,
  data: () => ({ store, fill, still: store.month }),
  computed: {
    texts: () => store.words.lessons.tools,
    rest: () => (store.playing ? null : store.month),
    month() {
      return Math.min(this.still, store.run.months);
    },
    staff() {
      return staffAt(store.run, 0, this.month);
    },
    say() {
      return sayAt(store.run, 0, this.month);
    },
  },
  watch: {
    rest(month) {
      if (month !== null) this.still = month;
    },
  },
};

/** @type {Component} */
export const Lab = {
  components: { Charts, Controls, Dots, People, Rows, Sliders, TownMap, Tries, Verdict },
  props: ['lesson', 'progress'],
  template: `
    <section class="lab" :class="'lab-' + lesson.key" aria-labelledby="lab">
      <div class="lab-head"><h2 id="lab" tabindex="-1">{{ words.lab }}</h2>
        <template v-if="progress.saved">
          <button v-if="has('luck')" type="button" data-testid="luck" :disabled="!store.online" @click="newLuck">{{ fill(texts.luck, { n: store.run.luck }) }}</button>
          <button v-if="has('town')" type="button" data-testid="strong" :aria-pressed="String(store.strong)" @click="setSwitch('strong', !store.strong)">{{ texts.strong }}</button>
          <label v-if="has('starts')">{{ texts.start }}
            <select data-testid="start" :disabled="!store.online" @change="begin(Number($event.target.value))">
              <option v-if="start === null" value="" selected disabled>{{ texts.choose_month }}</option>
              <option v-for="month in lesson.starts" :key="month" :value="month" :selected="month === (wanted ?? start)">{{ fill(texts.month_n, { n: month }) }}</option>
            </select></label>
        </template>
        <p v-else data-testid="lab-closed">{{ words.first_guess }}</p>
        <a class="lab-back" href="#steps" data-testid="to-steps" @click.prevent="$emit('steps')">{{ words.to_steps }}</a>
      </div>
      <template v-if="progress.saved">
        <fieldset v-if="has('variants')" class="lab-variants" :disabled="!store.online"><legend>{{ texts.pair }}</legend>
          <label v-for="(variant, at) in lesson.variants" :key="variant.key"><input type="radio" name="variant" :value="at" :checked="at === (wanted ?? variantAt)"
            :data-testid="'variant-' + variant.key" @change="compare(at)"> {{ words.variants[variant.key] }}</label>
        </fieldset>
        <Sliders v-if="has('sliders')" :lesson="lesson"/>
        <Verdict v-if="has('verdict')"/>
        <Dots v-if="has('dots')"/>
      </template>
      <div v-if="has('town')" class="lab-town"><TownMap :side="0"/></div>
      <Charts class="lab-charts"/>
      <p v-if="store.busy" class="lab-working" data-testid="working">{{ texts.made }}</p>
      <Controls :guessing="false"/>
      <template v-if="progress.saved">
        <Rows v-if="has('rows')" :lesson="lesson"/>
        <People v-if="has('staff')" kind="staff"/>
        <People v-if="has('say')" kind="say"/>
        <Tries v-if="has('tries')" :lesson="lesson" :tries="progress.tries"/>
      </template>
    </section>`,
  data: () => ({ store, fill, wanted: null }), // wanted: what was chosen last, until its run is there
  computed: {
    words: () => store.words.lessons,
    texts: () => store.words.lessons.tools,
    start: () => startOf(store.run.setup),
    variantAt() {
      return variantOf(this.lesson);
    },
  },
  created() {
    setCharts([...this.lesson.charts]); // two have room beside a text
  },
  methods: {
    newLuck,
    setSwitch,
    has(tool) {
      return this.lesson.tools.includes(tool);
    },
    // Only the start moves: whatever else the change has, it keeps.
    begin(month) {
      this.wanted = month;
      edit((next) => {
        const change = next.changes.find((one) => one.do === 'train_staff' && one.who === 'B');
        if (change) change.start = month;
        else {
          const kind = store.kinds.find((one) => one.key === 'train_staff');
          next.changes.push({ who: 'B', do: kind.key, start: month, length: kind.default_length, amount: kind.amount.default });
        }
      });
    },
    // Another pair, with the same luck.
    compare(at) {
      this.wanted = at;
      const { luck } = setup();
      edit((next) => Object.assign(next, JSON.parse(JSON.stringify(this.lesson.variants[at].setup)), { luck }));
    },
  },
  watch: {
    'store.stale': function settled(stale) {
      if (!stale) this.wanted = null;
    },
  },
};
