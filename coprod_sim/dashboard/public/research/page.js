// Where researchers go on: the pages for them, and the commands.

import { SiteHeader } from '../shared/frame/site_header.js';

/** @type {Component} */
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
