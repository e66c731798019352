// Pages of words that may stand at any address: when too many people are here, and when a page fails.

import { fill } from '../fill.js';

/** @type {Component} */
export const FullPage = {
  props: ['words', 'fixed'],
  template: `
    <main class="first"><h1>{{ words.topbar.title }}</h1>
      <p data-testid="full">{{ fixed.why === 'tabs' ? words.door.tabs : words.present.busy }}</p>
      <p><a href="">{{ words.present.again }}</a></p></main>`,
};

/** @type {Component} */
export const FailedPage = {
  props: ['words', 'fixed'],
  template: `
    <main class="first"><h1>{{ words.door.failed.head }}</h1>
      <div role="alert" data-testid="failed"><p v-for="line in words.door.failed.text" :key="line">{{ line }}</p></div>
      <p>{{ number }}</p>
      <p><a href="">{{ words.present.again }}</a></p>
      <p><a href="/">{{ words.door.home }}</a></p></main>`,
  computed: {
    number() {
      return fill(this.words.door.number, { trace: this.fixed.trace });
    },
  },
};
