// The home page: three doors, and what this is and is not.

import { SiteHeader } from '../shared/frame/site_header.js';

/** @type {Component} */
export const HomePage = {
  props: ['words', 'fixed'],
  components: { SiteHeader },
  template: `
    <div><SiteHeader here="home" :words="words.site"/>
    <main class="home">
      <h1>{{ texts.title }}</h1>
      <p class="home-what" data-testid="what">{{ texts.what }}</p>
      <ul class="doors">
        <li v-for="door in texts.doors" :key="door.key">
          <a :href="door.href" class="door" :data-testid="'door-' + door.key"><h2>{{ door.title }}</h2><p>{{ door.text }}</p></a>
        </li>
      </ul>
      <p class="note">{{ texts.foot }} {{ fixed.version }}</p>
    </main></div>`,
  computed: {
    texts() {
      return this.words.home;
    },
  },
};
