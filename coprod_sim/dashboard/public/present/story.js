// The same family in both worlds, side by side, in a drawer: focus moves in and stays in, Esc closes it and gives focus back.

import { byPointer, focusPage } from '../shared/dialogs/hands.js';
import { fill } from '../shared/fill.js';
import { SIDES, store } from '../shared/store.js';

const REACHED = 'button:not([disabled]), select, a[href], [tabindex="0"]';
const ARROWS = {
  up: 'M10 2l7 8h-4v8H7v-8H3z',
  down: 'M10 18l-7-8h4V2h6v8h4z',
  same: 'M2 7h16v2.5H2zM2 11.5h16V14H2z',
};

/** @type {Component} */
const TrustArrow = {
  props: ['way'],
  template: `
    <span class="story-trust" :data-trust="way">
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false"><path :d="shape" fill="currentColor"/></svg>
      {{ words['trust_' + way] }}
    </span>`,
  computed: {
    words: () => store.words.story,
    shape() {
      return ARROWS[this.way];
    },
  },
};

/** @type {Component} */
const StoryColumn = {
  components: { TrustArrow },
  props: ['name', 'side', 'events'],
  template: `
    <section :class="['story-column', 'story-side-' + small]" :data-testid="'story-' + small" :aria-labelledby="'story-name-' + small">
      <h3 :id="'story-name-' + small">{{ title }}</h3>
      <ol>
        <li v-for="(event, row) in events" :key="row" :data-month="event.month">
          <h4>{{ when(event) }}</h4>
          <p>{{ event.text }}</p>
          <p class="story-facts"><span>{{ decided(event) }}</span> <TrustArrow v-if="event.month > 0" :way="event.trust"/></p>
        </li>
      </ol>
    </section>`,
  computed: {
    words: () => store.words.story,
    small() {
      return SIDES[this.side].toLowerCase();
    },
    title() {
      return fill(this.words.column, { name: this.name, s: SIDES[this.side] });
    },
  },
  methods: {
    when(event) {
      return fill(event.month ? this.words.month : this.words.start, { m: event.month });
    },
    decided(event) {
      return fill(this.words.decided, { who: event.who_decided });
    },
  },
};

/** @type {Component} */
export const StoryDrawer = {
  components: { StoryColumn },
  props: { story: { type: Object, default: null }, names: { type: Array, default: () => [] } },
  template: `
    <dialog ref="drawer" class="story-drawer" role="dialog" aria-modal="true" aria-labelledby="story-title" data-testid="story-drawer"
      @cancel.prevent="$emit('close')" @click.self="$emit('close')" @keydown.tab="stay" @keydown.esc.prevent="$emit('close')">
      <div class="story-inner">
        <div class="story-head">
          <h2 id="story-title" ref="title" tabindex="-1">{{ title }}</h2>
          <button type="button" data-testid="story-close" @click="$emit('close')">{{ words.close }}</button>
        </div>
        <p class="story-note"><span v-if="story">{{ story.about }}</span> {{ words.note }}</p>
        <div class="story-choose">
          <label for="story-pick">{{ words.pick }}</label>
          <select id="story-pick" data-testid="story-pick" :value="story ? story.family : ''" @change="pick($event.target.value)">
            <option v-if="!story" value="">{{ words.choose }}</option>
            <option v-for="(name, row) in names" :key="row" :value="row">{{ name }}</option>
          </select>
          <button type="button" data-testid="story-most" @click="$emit('ask', null)">{{ words.most }}</button>
        </div>
        <div v-if="story" class="story-columns" tabindex="0" role="group" :aria-label="words.columns" ref="columns">
          <StoryColumn v-for="(column, side) in story.columns" :key="side + story.name" :side="side" :name="story.name" :events="column.events"/>
        </div>
        <p v-else class="story-loading">{{ words.loading }}</p>
      </div>
    </dialog>`,
  data: () => ({ store }),
  computed: {
    words: () => store.words.story,
    title() {
      return this.story ? fill(this.words.title, { name: this.story.name }) : this.words.untold;
    },
  },
  mounted() {
    this.opener = byPointer() ? null : document.activeElement;
    this.$refs.drawer.showModal();
    this.$refs.title.focus();
  },
  beforeDestroy() {
    if (this.$refs.drawer.open) this.$refs.drawer.close();
    if (this.opener?.isConnected) this.opener.focus();
    else focusPage();
  },
  methods: {
    pick(row) {
      if (row !== '') this.$emit('ask', Number(row));
    },
    // At either end, Tab goes on at the other.
    stay(event) {
      const all = [...this.$refs.drawer.querySelectorAll(REACHED)];
      const at = all.indexOf(document.activeElement);
      const leaves = event.shiftKey ? at <= 0 : at === all.length - 1;
      if (!leaves) return;
      event.preventDefault();
      all[event.shiftKey ? all.length - 1 : 0].focus();
    },
  },
};
