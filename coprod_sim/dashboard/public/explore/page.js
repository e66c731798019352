// The page with all settings: change one, and see at once what follows and why.

import { RulesDialog, SetupDialog } from '../shared/dialogs/dialogs.js';
import { Follows } from './follows.js';
import { Lab } from './lab.js';
import { Settings } from './settings.js';
import { toldChange } from './told.js';
import { fill } from '../shared/fill.js';
import { listen } from '../shared/keys.js';
import { Banners, First, live } from '../shared/live.js';
import { goTo } from '../shared/player.js';
import { ask, newLuck } from '../shared/setup.js';
import { ShareDialog } from '../shared/take_away/share.js';
import { SiteHeader } from '../shared/frame/site_header.js';
import { announce, status } from '../shared/frame/status.js';
import { setBefore, setStage, setSwitch, setView, store } from '../shared/store.js';
import { WaySelect } from '../shared/frame/topbar.js';

const NARROW = '(width < 1000px), (height < 560px)';

/** @type {Component} */
export const ExplorePage = {
  mixins: [live],
  props: ['lab'], // what the worker says of an equation (worker/lab/lab.js); a server says nothing
  components: { Banners, First, Follows, Lab, RulesDialog, Settings, SetupDialog, ShareDialog, SiteHeader, WaySelect },
  template: `
    <div class="explore" v-if="store.run">
      <SiteHeader here="explore" :words="words.site"/>
      <Banners :error="error" :notes="notes" :back="back" @again="again" @report="saveReport"/>
      <main tabindex="-1">
        <div class="explore-head"><h1>{{ texts.title }}</h1><p>{{ texts.intro }}</p></div>
        <div class="explore-tools" role="group" :aria-label="texts.tools">
          <WaySelect :side="0"/>
          <WaySelect :side="1"/>
          <button type="button" class="luck" data-testid="luck" :aria-label="luckLabel" :title="bar.luck_help" :disabled="!store.online" @click="newLuck">{{ bar.luck }} {{ store.run.luck }}</button>
          <button type="button" data-testid="undo" :disabled="!canUndo" @click="undo">{{ bar.undo }}</button>
          <button type="button" data-testid="redo" :disabled="!canRedo" @click="redo">{{ bar.redo }}</button>
          <button type="button" data-testid="rules" @click="dialog = 'rules'">{{ bar.rules }}</button>
          <button type="button" data-testid="open-setup" :disabled="!store.online" @click="dialog = 'setup'">{{ bar.setup }}</button>
          <button type="button" data-testid="open-share" @click="dialog = 'share'">{{ bar.share }}</button>
          <span v-if="timeline" class="note" data-testid="timeline">{{ timeline }}</span>
        </div>
        <div class="explore-panes">
          <Follows v-if="narrow" key="above" :rows="table.rows" :before="before" :bands="bands" :narrow="true"><Lab :known="fixed.lab" :lab="lab"/></Follows>
          <Settings key="settings" :table="table"/>
          <Follows v-if="!narrow" key="beside" :rows="table.rows" :before="before" :bands="bands" :narrow="false"><Lab :known="fixed.lab" :lab="lab"/></Follows>
        </div>
      </main>
      <p class="hidden" role="status" aria-live="polite" data-testid="status">{{ status.text }}</p>
      <RulesDialog v-if="dialog === 'rules'" @close="dialog = null"/>
      <SetupDialog v-if="dialog === 'setup'" @act="everything" @close="dialog = null"/>
      <ShareDialog v-if="dialog === 'share'" @say="announce" @close="dialog = null"/>
    </div>
    <First v-else :error="error" usual="/explore" @report="saveReport"/>`,
  data() {
    const wide = window.matchMedia(NARROW);
    return { store, status, dialog: null, before: null, whole: null, bands: null, narrow: wide.matches, wide: Object.freeze({ list: wide }) };
  },
  computed: {
    texts() {
      return this.words.explore;
    },
    bar() {
      return this.words.topbar;
    },
    table() {
      return this.fixed.settings;
    },
    luckLabel() {
      return fill(this.bar.luck_label, { n: store.run.luck });
    },
    timeline() {
      const n = store.run.changes.length;
      return n > 1 ? fill(this.texts.changes, { n }) : n ? this.texts.changes_one : '';
    },
  },
  created() {
    setSwitch('shortcuts', false); // of the keys only those with Ctrl act here
  },
  mounted() {
    this.deaf = listen((action) => ({ undo: this.undo, redo: this.redo })[action]?.());
    this.wide.list.addEventListener('change', this.measure);
  },
  beforeDestroy() {
    this.deaf();
    this.wide.list.removeEventListener('change', this.measure);
  },
  methods: {
    announce,
    newLuck,
    measure(event) {
      this.narrow = event.matches;
    },
    everything() {
      this.dialog = null;
      ask({ kind: 'reset' });
    },
    // The reader of links knows settings by the names of the model; here they have plain ones.
    told(reply) {
      const plain = (note) => this.table.rows.filter(({ name }) => name.includes('_'))
        .reduce((text, { name, title }) => text.replace(new RegExp(`\\b${name.replaceAll('_', ' ')}\\b`, 'i'), `\u201c${title}\u201d`), note);
      if (reply.notes) this.notes = reply.notes.map(plain);
    },
    // The whole run is shown, with the lines of the run before the last change.
    taken(before) {
      setStage('revealed');
      setView('both');
      goTo(store.run.months);
      if (before && before.hash !== store.run.hash) {
        this.before = before;
        this.old = this.whole?.hash === before.hash ? this.whole.band : null;
        this.bands = null;
        announce(toldChange(this.table.rows, before, store.run, null).slice(0, 2).join(' '));
      }
      setBefore(this.before ? this.before.series : null);
    },
  },
  watch: {
    'store.band': function banded(band) {
      if (!band || band.done < band.of) return;
      this.whole = Object.freeze({ hash: store.run.hash, band });
      this.bands = this.old ? Object.freeze([this.old, band]) : null;
    },
  },
};
