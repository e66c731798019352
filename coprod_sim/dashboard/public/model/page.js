// The page about the model, in the order of an information tab; everything that can be checked comes from the server.

import { fill } from '../shared/fill.js';
import { ModelSettings } from './settings.js';
import { ModelViews } from './views.js';
import { SiteHeader } from '../shared/frame/site_header.js';
import { announce, status } from '../shared/frame/status.js';
import { part, still } from '../shared/where.js';

const ORDER = ['what', 'how', 'views', 'use', 'notice', 'try', 'further', 'limits', 'essay', 'who', 'odd'];

// A table that is wider than the page can be moved to and scrolled by keyboard; one that fits is no stop on the way.
function reachable(root, hint) {
  for (const box of root.querySelectorAll('.table-box')) {
    box.dataset.hint = hint;
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

/** @type {Component} */
export const ModelPage = {
  components: { ModelSettings, ModelViews, SiteHeader },
  props: ['words', 'fixed'],
  template: `
    <div class="model" @click="follow">
      <SiteHeader here="model" :words="words.site"/>
      <main class="read" tabindex="-1" ref="main">
        <h1>{{ texts.title }}</h1>
        <p class="lead">{{ texts.lead }}</p>
        <nav class="model-toc" :aria-label="texts.toc" data-testid="toc">
          <ul><li v-for="part in contents" :key="part.id"><a :href="'#' + part.id">{{ part.title }}</a>
            <ul v-if="part.chapters"><li v-for="one in part.chapters" :key="one.id"><a :href="'#' + one.id">{{ one.title }}</a></li></ul></li></ul>
        </nav>

        <section aria-labelledby="what"><h2 id="what">{{ texts.what.title }}</h2><p v-for="one in texts.what.text" :key="one">{{ one }}</p></section>

        <section aria-labelledby="how"><h2 id="how">{{ texts.how.title }}</h2>
          <h3>{{ texts.how.who_title }}</h3>
          <dl><div v-for="row in texts.how.who" :key="row[0]"><dt>{{ row[0] }}</dt><dd>{{ row[1] }}</dd></div></dl>
          <h3>{{ texts.how.month_title }}</h3><ol><li v-for="one in texts.how.month" :key="one">{{ one }}</li></ol>
          <h3>{{ texts.how.meeting_title }}</h3><ol><li v-for="one in texts.how.meeting" :key="one">{{ one }}</li></ol>
          <h3>{{ texts.how.levels_title }}</h3><ul><li v-for="one in texts.how.levels" :key="one">{{ one }}</li></ul>
          <h3>{{ texts.how.luck_title }}</h3><p>{{ texts.how.luck }}</p><p>{{ texts.how.more }} <a href="#odd">{{ texts.odd.title }}</a></p></section>

        <section aria-labelledby="views"><h2 id="views">{{ texts.views.title }}</h2><p v-for="one in texts.views.text" :key="one">{{ one }}</p>
          <ModelViews :texts="texts.views" :parties="words.parties" :tables="fixed.views"/></section>

        <section aria-labelledby="use"><h2 id="use">{{ texts.use.title }}</h2><p>{{ texts.use.text }}</p>
          <ul class="model-plain"><li v-for="row in texts.use.pages" :key="row[0]"><a :href="page(row[0]).href">{{ page(row[0]).title }}</a>: {{ row[1] }}</li></ul></section>

        <section aria-labelledby="notice"><h2 id="notice">{{ texts.notice.title }}</h2><p>{{ texts.notice.text }}</p>
          <ul data-testid="notice"><li v-for="one in texts.notice.items" :key="one.claim">{{ one.text }}
            <a class="tag" href="#odd-patterns" :aria-label="claim(one.claim)" :title="claim(one.claim)">{{ one.claim }}</a></li></ul>
          <p>{{ after }} <a href="#evidence">{{ texts.who.evidence_title }}</a></p></section>

        <section aria-labelledby="try"><h2 id="try">{{ texts.try.title }}</h2><p>{{ texts.try.text }}</p>
          <ul class="model-plain"><li v-for="one in texts.try.items" :key="one.key">
            <a :href="fixed.tries[one.key]" :data-testid="'try-' + one.key">{{ one.title }}</a><br>{{ one.text }}</li></ul></section>

        <section aria-labelledby="further"><h2 id="further">{{ texts.further.title }}</h2>
          <p v-for="one in texts.further.text" :key="one">{{ one }}</p>
          <ol><li v-for="row in texts.further.steps" :key="row[0]">{{ row[0] }}<pre><code>{{ row[1] }}</code></pre></li></ol>
          <p>{{ texts.further.after }}</p></section>

        <section aria-labelledby="limits"><h2 id="limits">{{ texts.limits.title }}</h2><div v-html="documents.limits.html"></div></section>

        <section aria-labelledby="essay"><h2 id="essay">{{ texts.essay.title }}</h2><div v-html="documents.from_essay_to_model.html"></div></section>

        <section aria-labelledby="who"><h2 id="who">{{ texts.who.title }}</h2>
          <p>{{ texts.who.text }}</p><p>{{ texts.who.note }}</p><p>{{ texts.who.units }}</p>
          <h3 id="settings">{{ texts.who.settings_title }}</h3>
          <ModelSettings ref="settings" :texts="texts.who" :rows="fixed.settings" @say="announce" @drawn="check"/>
          <h3 id="evidence">{{ texts.who.evidence_title }}</h3><div class="model-deeper" v-html="documents.evidence.html"></div>
          <h3 id="sources">{{ texts.who.sources_title }}</h3>
          <ul class="model-sources"><li v-for="one in fixed.sources" :key="one.key" :id="'source-' + one.key">[{{ one.key }}] {{ one.text }}
            <a v-if="one.href" :href="one.href" rel="noreferrer">{{ one.href }}</a></li></ul></section>

        <section aria-labelledby="odd"><h2 id="odd">{{ texts.odd.title }}</h2><p>{{ texts.odd.text }}</p>
          <ul class="model-plain"><li v-for="one in documents.odd.chapters" :key="one.id"><a :href="'#' + one.id">{{ one.title }}</a></li></ul>
          <details ref="odd" @toggle="check"><summary data-testid="odd-open">{{ texts.odd.open }}</summary><div data-testid="odd-text" v-html="documents.odd.html"></div></details></section>
        <p class="note">{{ foot }}</p>
      </main>
      <p class="hidden" role="status" aria-live="polite" data-testid="status">{{ status.text }}</p>
    </div>`,
  data: () => ({ status }),
  computed: {
    texts() {
      return this.words.model;
    },
    documents() {
      return this.fixed.documents;
    },
    contents() {
      const chapters = { limits: this.documents.limits.chapters, essay: this.documents.from_essay_to_model.chapters, who: this.parts };
      return ORDER.map((id) => ({ id, title: this.texts[id].title, chapters: chapters[id] }));
    },
    parts() {
      return ['settings', 'evidence', 'sources'].map((id) => ({ id, title: this.texts.who[`${id}_title`] }));
    },
    foot() {
      return fill(this.texts.foot, { version: this.fixed.version });
    },
    after() {
      return fill(this.texts.notice.after, { n: Object.keys(this.fixed.claims).length });
    },
  },
  mounted() {
    window.addEventListener('resize', this.check);
    window.addEventListener('hashchange', this.arrive);
    this.check();
    this.arrive();
  },
  beforeDestroy() {
    window.removeEventListener('resize', this.check);
    window.removeEventListener('hashchange', this.arrive);
  },
  methods: {
    announce,
    check() {
      reachable(this.$el, this.texts.sideways);
    },
    page(key) {
      return this.words.site.pages.find((one) => one.key === key);
    },
    claim(number) {
      return fill(this.texts.notice.tag, { number, claim: this.fixed.claims[number] });
    },
    // A link to a place where one is already changes no address, so nothing but the press says that it was followed;
    // in the edition without a server the address is left alone.
    follow(event) {
      const link = event.target.closest('a[href^="#"]:not([href^="#/"])');
      if (!link || (!still() && link.hash !== window.location.hash)) return;
      if (still()) event.preventDefault();
      this.go(link.hash.slice(1));
    },
    arrive() {
      this.go(part());
    },
    // Go to a place: what hides it is opened, and the focus goes there, too.
    async go(id) {
      if (id.startsWith('setting-')) this.$refs.settings.clear();
      await this.$nextTick();
      const place = document.getElementById(id);
      if (!place || !this.$el.contains(place)) return;
      if (id.startsWith('odd')) this.$refs.odd.open = true;
      if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
      place.scrollIntoView();
      place.focus({ preventScroll: true });
    },
  },
};
