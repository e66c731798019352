// The head of the trainer's page: which two ways of working, which luck, and what can be done with them.

import { edit, newLuck } from '../setup.js';
import { SIDES, store } from '../store.js';
import { fill } from '../fill.js';

/** @type {Component} */
export const WaySelect = {
  props: ['side'],
  template: `
    <label class="way" :class="'way-' + letter.toLowerCase()">
      <span class="badge" :class="'badge-' + letter.toLowerCase()">{{ letter }}</span>
      <select :data-testid="'way-' + letter.toLowerCase()" :aria-label="label" :disabled="!store.online" @change="choose($event.target.value)">
        <option v-for="preset in presets" :key="preset.key" :value="preset.key" :selected="preset.key === chosen">{{ name(preset) }}</option>
        <option v-if="own" :value="chosen" selected>{{ words.own }}</option>
      </select>
    </label>`,
  data: () => ({ store }),
  computed: {
    words: () => store.words.topbar,
    presets: () => store.presets,
    letter() {
      return SIDES[this.side];
    },
    label() {
      return fill(this.words.way, { side: this.letter });
    },
    chosen() {
      return store.run.setup[this.letter].preset;
    },
    own() {
      return !this.presets.some((preset) => preset.key === this.chosen);
    },
  },
  methods: {
    // Names stay hidden until the reveal, so that nobody votes for a word.
    name(preset) {
      if (store.stage !== 'revealed') return fill(this.words.neutral, { n: preset.number });
      return `${preset.number} ${preset.name}`;
    },
    choose(key) {
      edit((next) => {
        next[this.letter] = { ...next[this.letter], preset: key, set: {} };
      });
    },
  },
};

/** @type {Component} */
export const TopBar = {
  components: { WaySelect },
  props: ['canUndo', 'canRedo', 'canReplay'],
  template: `
    <header class="topbar">
      <p class="hidden" data-testid="summary"><slot></slot></p>
      <h1><a href="/" data-testid="home">{{ words.title }}</a></h1>
      <WaySelect :side="0"/>
      <WaySelect :side="1"/>
      <button type="button" data-testid="rules" @click="$emit('open', 'rules')">{{ words.rules }}</button>
      <button type="button" class="luck" data-testid="luck" :aria-label="luckLabel" :title="words.luck_help" :disabled="!store.online" @click="newLuck">{{ words.luck }} {{ store.run.luck }}</button>
      <span class="gap"></span>
      <button type="button" data-testid="undo" :disabled="!canUndo" @click="$emit('act', 'undo')">{{ words.undo }}</button>
      <button type="button" data-testid="redo" :disabled="!canRedo" @click="$emit('act', 'redo')">{{ words.redo }}</button>
      <button type="button" data-testid="replay" :disabled="!canReplay" @click="$emit('act', 'replay')">{{ words.replay }}</button>
      <button type="button" data-testid="open-view" @click="$emit('open', 'view')">{{ words.view }}</button>
      <button type="button" data-testid="open-setup" :disabled="!store.online" @click="$emit('open', 'setup')">{{ words.setup }}</button>
      <button type="button" data-testid="open-share" @click="$emit('open', 'share')">{{ words.share }}</button>
      <button type="button" data-testid="open-keys" :aria-label="words.keys" @click="$emit('open', 'keys')">?</button>
    </header>`,
  data: () => ({ store }),
  computed: {
    words: () => store.words.topbar,
    luckLabel: () => fill(store.words.topbar.luck_label, { n: store.run.luck }),
  },
  methods: { newLuck },
};
