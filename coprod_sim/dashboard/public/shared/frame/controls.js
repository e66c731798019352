// The bar at the foot of the trainer's page: play, step, speed, scrub, and the way from guess to reveal.

import { fill } from '../fill.js';
import { SPEEDS, goTo, mayPlay, pause, step, toggle } from '../player.js';
import { setSpeed, store } from '../store.js';

const ICONS = {
  start: 'M3 3h3v14H3zM17 3v14L7 10z',
  back: 'M14 3v14L4 10z',
  play: 'M5 3l12 7-12 7z',
  pause: 'M4 3h4v14H4zM12 3h4v14h-4z',
  forward: 'M6 3l10 7-10 7z',
};

/** @type {Component} */
const Icon = {
  props: ['name'],
  render(h) {
    return h('svg', { attrs: { viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true', focusable: 'false' } }, [
      h('path', { attrs: { d: ICONS[this.name], fill: 'currentColor' } }),
    ]);
  },
};

/** @type {Component} */
export const Controls = {
  components: { Icon },
  props: { guessing: { type: Boolean, default: true } }, // the room guesses in a dialog of its own
  template: `
    <section class="controls" :aria-label="words.bar">
      <button type="button" data-testid="reset" @click="start"><Icon name="start"/> {{ words.reset }}</button>
      <button type="button" data-testid="back" :disabled="!mayPlay" @click="step(-1)"><Icon name="back"/> {{ words.back }}</button>
      <button type="button" class="main" data-testid="play" :disabled="!mayPlay" @click="toggle">
        <Icon :name="store.playing ? 'pause' : 'play'"/> {{ store.playing ? words.pause : words.play }}
      </button>
      <button type="button" data-testid="forward" :disabled="!mayPlay" @click="step(1)">{{ words.forward }} <Icon name="forward"/></button>
      <div class="speeds" role="group" :aria-label="words.speed">
        <button v-for="speed in speeds" :key="speed" type="button" :data-testid="'speed-' + speed"
          :aria-pressed="String(store.speed === speed)" @click="setSpeed(speed)">{{ words[speed] }}</button>
      </div>
      <input class="scrub" type="range" min="0" :max="store.run.months" step="1" :value="store.month" :disabled="!mayPlay" data-testid="scrub"
        :aria-label="words.month" :aria-valuetext="monthText" @input="scrub($event.target.value)">
      <span class="month" data-testid="month">{{ monthText }}</span>
      <button v-if="guessing && store.stage === 'predict'" type="button" class="quiet" data-testid="skip" @click="$emit('skip')">{{ words.skip }}</button>
      <button v-if="guessing" type="button" class="guess" data-testid="guess" @click="$emit('guess')">{{ words['stage_' + store.stage] }}</button>
    </section>`,
  data: () => ({ store, speeds: Object.keys(SPEEDS) }),
  computed: {
    words: () => store.words.controls,
    mayPlay,
    monthText: () => fill(store.words.controls.month_of, { m: store.month, of: store.run.months }),
  },
  methods: {
    setSpeed,
    toggle,
    step,
    start() {
      pause();
      goTo(0);
    },
    scrub(value) {
      pause();
      goTo(Number(value));
    },
  },
};
