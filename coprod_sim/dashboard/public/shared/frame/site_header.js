// The head of every page but the trainer's: plain links to the other pages.
// Pages that show two ways of working pass what they show on to one another, in the link.

import { store } from '../store.js';

const HAND_ON = ['present', 'explore', 'compare'];

function siteLink(page) {
  const link = store.run?.link;
  return HAND_ON.includes(page.key) && link ? `${page.href}?${new URLSearchParams({ v: '1', s: link })}` : page.href;
}

/** @type {Component} */
export const SiteHeader = {
  props: ['here', 'words'],
  template: `
    <header class="site">
      <a class="site-name" href="/" data-testid="home">{{ words.title }}</a>
      <nav :aria-label="words.nav">
        <ul><li v-for="page in words.pages" :key="page.key">
          <a :href="link(page)" :aria-current="page.key === here ? 'page' : null" :data-testid="'go-' + page.key">{{ page.title }}</a></li></ul>
      </nav>
    </header>`,
  methods: { link: siteLink },
};
