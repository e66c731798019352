// Handouts to print and cut.  Each begins a new page; sheets that come two on a page are drawn twice for the printer only.

import { LINES, PAIRS } from '../shared/guesses/card.js';

/** @type {Component} */
const Guesses = {
  props: ['sheet'],
  template: `
    <ul class="cut-grid">
      <li v-for="card in cards" :key="card.key" class="cut guess-card">
        <svg viewBox="0 0 120 56" aria-hidden="true" focusable="false"><path d="M8 4V52H116" class="predict-axis"/>
          <path v-for="(line, side) in card.lines" :key="side" :d="line" :class="'predict-line-' + (card.lines.length > 1 ? 'ab'[side] : 'a')"/></svg>
        <strong>{{ card.name }}</strong><span>{{ card.about }}</span></li>
    </ul>`,
  computed: {
    cards() {
      const { sheet } = this;
      return [
        ...sheet.shapes.map((card) => ({ ...card, lines: [LINES[card.key]], about: sheet.shape })),
        ...sheet.sides.map((card) => ({ ...card, lines: PAIRS[card.key], about: sheet.which })),
      ];
    },
  },
};

/** @type {Component} */
const Changes = {
  props: ['sheet', 'texts'],
  template: `
    <div><p class="note">{{ sheet.stones }}</p><ul class="cut-grid">
      <li v-for="kind in sheet.kinds" :key="kind.key" class="cut change-card">
        <h4>{{ kind.title }}</h4><p>{{ kind.meaning }}</p>
        <p><b>{{ texts.for }}</b> {{ kind.argument_for }}</p><p><b>{{ texts.against }}</b> {{ kind.argument_against }}</p>
        <p v-if="kind.cornerstone" class="change-stone">{{ kind.cornerstone }}</p></li>
    </ul></div>`,
};

/** @type {Component} */
const Check = {
  props: ['sheet'],
  template: `
    <div><p>{{ sheet.note }}</p>
      <table class="check"><thead><tr><th v-for="head in sheet.heads" :key="head" scope="col">{{ head }}</th></tr></thead>
        <tbody><tr v-for="row in sheet.rows" :key="row"><th scope="row">{{ row }}</th><td v-for="n in sheet.heads.length - 1" :key="n"><i class="tick-box"></i></td></tr></tbody></table>
      <p class="to-fill">{{ sheet.end }}</p></div>`,
};

// Lines to write on, the same twice on a page.
/** @type {Component} */
const Slips = {
  props: ['sheet'],
  template: `
    <div><div v-for="copy in 2" :key="copy" class="cut slip" :class="{ 'print-only': copy > 1 }" :aria-hidden="copy > 1 ? 'true' : null">
      <p class="slip-title">{{ sheet.head || sheet.title }}</p>
      <p v-for="line in lines" :key="line" class="to-fill">{{ line }}</p>
      <p class="note">{{ sheet.end || sheet.general }}</p></div></div>`,
  computed: {
    lines() {
      const { first, lines } = this.sheet;
      return first ? [first, ...lines.slice(1)] : lines;
    },
  },
};

/** @type {Component} */
export const Sheet = {
  components: { Changes, Check, Guesses, Slips },
  props: ['sheet', 'texts'],
  template: `
    <section class="sheet" :class="'sheet-' + sheet.kind" :id="sheet.key" :data-testid="'sheet-' + sheet.key" tabindex="-1">
      <h3>{{ sheet.head || sheet.title }}</h3><p class="note sheet-copies">{{ sheet.copies }}</p>
      <ul v-if="sheet.kind === 'rungs'" class="signs"><li v-for="rung in sheet.rungs" :key="rung.key" class="cut sign"><strong>{{ rung.name }}</strong><span>{{ rung.meaning }}</span></li></ul>
      <ul v-else-if="sheet.kind === 'statements'" class="cut-grid"><li v-for="card in sheet.cards" :key="card" class="cut statement">{{ card }}</li></ul>
      <Guesses v-else-if="sheet.kind === 'guesses'" :sheet="sheet"/>
      <Changes v-else-if="sheet.kind === 'changes'" :sheet="sheet" :texts="texts"/>
      <div v-else-if="sheet.kind === 'map'"><p class="to-fill">{{ sheet.choice }}</p>
        <ol class="points"><li v-for="line in sheet.lines" :key="line">{{ line }}</li></ol><p class="map-room">{{ sheet.room }}</p></div>
      <Check v-else-if="sheet.kind === 'check'" :sheet="sheet"/>
      <ul v-else-if="sheet.kind === 'corners'" class="signs signs-large"><li v-for="sign in sheet.signs" :key="sign" class="cut sign"><strong>{{ sign }}</strong></li></ul>
      <Slips v-else :sheet="sheet"/>
    </section>`,
};
