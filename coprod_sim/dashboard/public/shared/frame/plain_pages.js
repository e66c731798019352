// Pages of words: where researchers go on, and what is said when too many people are here, or when a page fails.

import { fill } from '../fill.js';
import { SiteHeader } from './site_header.js';

export const ResearchPage = {
  props: ['words'],
  components: { SiteHeader },
  template: `
    <div><SiteHeader here="research" :words="words.site"/>
    <main class="home research">
      <h1>{{ texts.title }}</h1>
      <p class="home-what">{{ texts.what }}</p>
      <h2>{{ texts.here }}</h2>
      <ul class="research-links"><li v-for="link in texts.links" :key="link.key"><a :href="link.href" :data-testid="'link-' + link.key">{{ link.title }}</a>: {{ link.text }}</li></ul>
      <h2>{{ texts.there }}</h2>
      <p>{{ texts.there_what }}</p>
      <ul class="commands"><li v-for="row in texts.commands" :key="row[0]"><code>{{ row[0] }}</code> <span>{{ row[1] }}</span></li></ul>
      <p>{{ texts.more }}</p>
      <p><a href="/">{{ texts.home }}</a></p>
    </main></div>`,
  computed: {
    texts() {
      return this.words.research;
    },
  },
};

export const FullPage = {
  props: ['words', 'fixed'],
  template: `
    <main class="first"><h1>{{ words.topbar.title }}</h1>
      <p data-testid="full">{{ fixed.why === 'tabs' ? words.door.tabs : words.present.busy }}</p>
      <p><a href="">{{ words.present.again }}</a></p></main>`,
};

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
