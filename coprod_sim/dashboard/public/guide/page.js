// The trainer guide: before you start, three workshops, and handouts to cut.  It is read on a screen and printed on A4.

import { fill } from '../shared/fill.js';
import { Plan } from './plan.js';
import { Sheet } from './sheets.js';
import { Mark } from '../shared/mark.js';
import { SiteHeader } from '../shared/frame/site_header.js';

/** @type {Component} */
const Points = {
  props: ['points'],
  template: '<ul class="points"><li v-for="point in points" :key="point">{{ point }}</li></ul>',
};

/** @type {Component} */
const Before = {
  components: { Points },
  props: ['parts', 'keys', 'title'],
  template: `
    <section class="guide-part" id="before" data-testid="before" tabindex="-1">
      <h2>{{ title }}</h2>
      <div class="before">
        <section v-for="part in parts" :key="part.key"><h3>{{ part.title }}</h3><Points :points="part.points"/></section>
        <section><h3>{{ keys.title }}</h3>
          <dl class="guide-keys"><div v-for="row in keys.rows" :key="row[0]"><dt><kbd>{{ row[0] }}</kbd></dt><dd>{{ row[1] }}</dd></div></dl></section>
      </div>
    </section>`,
};

/** @type {Component} */
const Workshop = {
  components: { Mark, Plan, Points },
  props: ['of', 'texts'],
  template: `
    <section class="guide-part workshop" :id="of.key" :data-testid="of.key" tabindex="-1">
      <h2>{{ of.title }}</h2>
      <p><button type="button" class="no-print" :data-testid="'print-' + of.key" @click="$emit('print', of.key)">{{ texts.print_one }}</button></p>
      <dl class="facts">
        <div><dt>{{ texts.who }}</dt><dd>{{ of.who }}</dd></div>
        <div><dt>{{ texts.size }}</dt><dd>{{ of.size }}</dd></div>
        <div><dt>{{ texts.ways }}</dt><dd v-for="way in of.ways" :key="way">{{ way }}</dd><dd class="note">{{ texts.ways_note }}</dd></div>
      </dl>
      <h3>{{ texts.aims }}</h3><Points :points="of.aims"/>
      <h3>{{ texts.bring }}</h3>
      <dl class="facts bring"><div v-for="sheet in of.bring" :key="sheet.key"><dt><a :href="'#' + sheet.key">{{ sheet.head || sheet.title }}</a></dt><dd>{{ sheet.copies }}</dd></div></dl>
      <h3 :id="of.key + '-plan'">{{ texts.plan }}</h3>
      <p class="guide-plan-note">{{ texts.plan_note }} {{ of.moving }}</p>
      <Plan :of="of" :texts="texts"/>
      <template v-if="of.observe.length">
        <h3>{{ texts.observe }}</h3><p class="note">{{ texts.observe_note }}</p>
        <ul class="points" :data-testid="'observe-' + of.key"><li v-for="line in of.observe" :key="line.key" :data-claim="line.key">{{ line.text }} <Mark :mark="line.mark"/>
          <span v-if="line.sets.length" class="note observe-set">({{ texts.observe_set }} <template v-for="(one, n) in line.sets">{{ n ? '; ' : '' }}<a :key="one.key" :href="one.href" target="coprod-workshop">{{ one.text }}</a></template>)</span></li></ul>
      </template>
      <h3>{{ texts.debrief }}</h3>
      <dl class="debrief"><div v-for="part in of.debrief" :key="part.head"><dt>{{ part.head }}</dt><dd v-for="one in part.questions" :key="one">{{ one }}</dd></div></dl>
    </section>`,
};

/** @type {Component} */
export const GuidePage = {
  components: { Before, Sheet, SiteHeader, Workshop },
  props: ['words', 'fixed'],
  template: `
    <div class="guide">
      <SiteHeader here="guide" :words="words.site"/>
      <main class="read">
        <div :class="{ 'not-printed': only }">
          <h1>{{ texts.title }}</h1>
          <p class="guide-intro">{{ texts.intro }} {{ texts.made_up }}</p>
          <p class="no-print"><a class="guide-start" href="/present" data-testid="start">{{ texts.start }}</a></p>
          <p class="no-print note">{{ texts.start_note }}</p>
          <p class="no-print"><button type="button" data-testid="print-all" @click="print('')">{{ texts.print_all }}</button> {{ texts.print_note }}</p>
          <nav :aria-label="texts.contents" class="no-print guide-contents"><ul>
            <li v-for="part in parts" :key="part.key"><a :href="'#' + part.key" :data-testid="'to-' + part.key">{{ part.title }}</a></li></ul></nav>
          <Before :parts="fixed.before" :keys="{ title: words.keys.title, rows: fixed.keys }" :title="texts.before_title"/>
        </div>
        <Workshop v-for="of in fixed.workshops" :key="of.key" :of="of" :texts="texts" :class="{ 'not-printed': only && only !== of.key }" @print="print"/>
        <section class="guide-part" id="handouts" tabindex="-1">
          <div class="no-print"><h2>{{ texts.handouts }}</h2><p>{{ texts.handouts_note }}</p></div>
          <Sheet v-for="sheet in fixed.sheets" :key="sheet.key" :sheet="sheet" :texts="texts" :class="{ 'not-printed': only && !sheet.workshops.includes(only) }"/>
        </section>
        <p class="note no-print">{{ version }} <a href="#app">{{ texts.to_start }}</a></p>
      </main>
    </div>`,
  data: () => ({ only: '' }),
  computed: {
    texts() {
      return this.words.guide;
    },
    version() {
      return fill(this.texts.version, { version: this.fixed.version });
    },
    parts() {
      return [{ key: 'before', title: this.texts.before_title }, ...this.fixed.workshops, { key: 'handouts', title: this.texts.handouts }];
    },
  },
  methods: {
    // One workshop alone, or everything: the rest is left out while the browser prints.
    async print(key) {
      this.only = key;
      await this.$nextTick();
      window.print();
      this.only = '';
    },
  },
};
