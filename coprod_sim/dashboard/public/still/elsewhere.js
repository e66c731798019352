// What stands at the address of a page that the edition without a server does not have.

import { SiteHeader } from '../shared/frame/site_header.js';

/** @type {Component} */
export const ElsewherePage = {
  props: ['words', 'fixed'],
  components: { SiteHeader },
  template: `
    <div><SiteHeader :here="fixed.name" :words="words.site"/>
    <main class="home">
      <h1>{{ words.site.title }}</h1>
      <p class="home-what" data-testid="elsewhere">{{ words.still.elsewhere[fixed.name] || words.still.elsewhere.missing }}</p>
      <p><a href="/">{{ words.still.home }}</a></p>
    </main></div>`,
};
