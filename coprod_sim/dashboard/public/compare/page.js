// The differences between two ways of working: dots, table, who wins and who loses, and what made the difference.
// Pairs are asked for again and again while they are run; the numbers of before stay until all new ones are there.

import { wholeQuery } from '../shared/address.js';
import { MadeDifference } from './why.js';
import { DifferenceTable, TakeAway } from './table.js';
import { WinAndLose, WorseOff } from './families.js';
import { DotPlot } from './dot_plot.js';
import { fill } from '../shared/fill.js';
import { Banners, First, live } from '../shared/live.js';
import { NumberBox } from '../shared/dialogs/number_box.js';
import { ask, askAgain, kept } from '../shared/setup.js';
import { fileName, save } from '../shared/take_away/share.js';
import { SiteHeader } from '../shared/frame/site_header.js';
import { announce, status } from '../shared/frame/status.js';
import { setStage, store } from '../shared/store.js';
import { query as given, rewrite, search } from '../shared/where.js';
import { WaySelect } from '../shared/frame/topbar.js';

const AGAIN = 400; // ms from one question to the next while runs are being made
const USUAL = 20;
const who = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');

// What the address says of this page: how many pairs, and which month (null: the last).
function fromAddress() {
  const query = given();
  const [pairs, month] = ['pairs', 'month'].map((name) => (query.has(name) ? Number(query.get(name)) : NaN));
  return { pairs: Number.isInteger(pairs) && pairs >= 2 && pairs <= 200 ? pairs : USUAL, month: Number.isInteger(month) && month >= 0 ? month : null };
}

/** @type {Component} */
export const ComparePage = {
  mixins: [live],
  components: { Banners, DifferenceTable, DotPlot, First, MadeDifference, NumberBox, SiteHeader, TakeAway, WaySelect, WinAndLose, WorseOff },
  template: `
    <div v-if="store.run" class="compare">
      <SiteHeader here="compare" :words="words.site"/>
      <Banners :error="error" :notes="notes" :back="back" @again="again" @report="saveReport"/>
      <main class="read" tabindex="-1">
        <h1>{{ texts.title }}</h1>
        <p class="lead">{{ texts.lead }}</p>
        <section class="choose" aria-labelledby="choose-title">
          <h2 id="choose-title">{{ texts.choose }}</h2>
          <div class="form-row">
            <WaySelect :side="0"/><WaySelect :side="1"/>
            <div class="field"><label for="pairs">{{ texts.pairs }}</label>
              <select id="pairs" data-testid="pairs" :disabled="!store.online" :value="pairs" @change="choosePairs(Number($event.target.value))"><option v-for="n in choices" :key="n" :value="n">{{ n }}</option></select></div>
            <NumberBox name="month" :label="texts.month" :value="monthNow" :low="0" :high="store.run.months" whole @input="chooseMonth"/>
          </div>
          <p>{{ townText }} {{ fill(texts.lucks, { n: pairs }) }} <template v-if="store.run.changes.length">{{ fill(texts.changes, { n: store.run.changes.length }) }}</template> <a :href="workshop(null)" data-testid="to-workshop">{{ texts.to_alter }}</a></p>
          <p v-if="work" class="progress-row"><progress :value="work.done" :max="work.of || pairs" :aria-label="texts.pairs"></progress>
            <span data-testid="progress">{{ workText }}</span>
            <button type="button" data-testid="stop" v-if="shown" @click="stop">{{ texts.stop }}</button></p>
          <p v-else-if="shown" data-testid="ready">{{ readyText }}</p>
        </section>
        <p v-if="shown && old" class="banner" data-testid="old"><span>{{ texts.old }}</span></p>
        <template v-if="shown">
          <WorseOff :shown="shown"/>
          <section aria-labelledby="dots-title" data-testid="shown" :data-pairs="shown.pairs" :data-month="shown.month" :data-key="shown.key">
            <h2 id="dots-title">{{ texts.dots.title }}</h2>
            <p>{{ texts.read.pair }} {{ texts.read.dot }}</p>
            <p v-if="alike" data-testid="alike">{{ texts.alike }}</p>
            <div class="dots-all"><DotPlot v-for="name in drawn" :key="name" :row="rowOf(name)" :values="shown.dots[name]" :pairs="shown.pairs" :picked="picked" :here="pickedIn === name" :link="workshop(picked)" @pick="pick($event, name)"/></div>
            <div class="form-row">
              <NumberBox name="pick" :label="texts.dots.pick" :value="picked" :low="1" :high="shown.pairs" whole optional=" " @input="pick($event, null)"/>
              <p class="note pick-note">{{ texts.dots.pick_note }} <a v-if="picked" :href="workshop(picked)" data-testid="look">{{ fill(texts.dots.look, { n: picked }) }}</a></p>
              <div class="field"><label for="other">{{ texts.dots.other }}</label>
                <select id="other" data-testid="other" :disabled="!store.online" :value="other" @change="chooseOther($event.target.value)"><option value="">{{ texts.dots.none }}</option><option v-for="one in fixed.others" :key="one.name" :value="one.name">{{ one.title }}</option></select></div>
            </div>
          </section>
          <section aria-labelledby="read-title" class="how">
            <h2 id="read-title">{{ texts.read.title }}</h2>
            <ul><li v-for="line in ['bar', 'bar_not', 'runs', 'clear', 'size']" :key="line">{{ texts.read[line] }}</li></ul>
          </section>
          <section aria-labelledby="table-title">
            <h2 id="table-title">{{ texts.table.title }}</h2>
            <label class="check"><input type="checkbox" data-testid="all" v-model="all"> {{ texts.table.all }}</label>
            <DifferenceTable name="table" :title="texts.table.title" :rows="rows" :pairs="shown.pairs" :month="shown.month"/>
            <TakeAway v-if="!old" :pairs="shown.pairs" :month="shown.month" :who="who"/>
          </section>
          <WinAndLose :shown="shown"/>
          <MadeDifference v-if="!old" :plan="shown.plan" :month="shown.month" :work="sharesWork" :found="shares" :measures="fixed.measures" :rows="shown.rows" @start="startShares" @stop="stopShares"/>
        </template>
      </main>
      <p class="hidden" role="status" aria-live="polite" data-testid="status">{{ status.text }}</p>
    </div>
    <First v-else :error="error" usual="/compare" @report="saveReport"/>`,
  data: () => ({
    store, status, who, ...fromAddress(), other: '', all: false, picked: null, pickedIn: null,
    shown: null, work: null, failed: null, halted: '', shares: null, sharesWork: null,
  }),
  computed: {
    texts() {
      return this.words.compare;
    },
    choices() {
      return [...new Set([...this.fixed.pairs, this.pairs])].sort((one, two) => one - two);
    },
    monthNow() {
      return this.month === null ? store.run.months : Math.min(this.month, store.run.months);
    },
    old() {
      return this.shown.key !== store.run.hash;
    },
    alike() {
      return this.shown.rows.every((row) => row.sure === 'same' || row.difference === null);
    },
    drawn() {
      return Object.keys(this.shown.dots);
    },
    rows() {
      return this.all ? this.shown.rows : this.shown.rows.filter((row) => this.drawn.includes(row.name));
    },
    townText() {
      const { families, professionals, months } = store.run.sizes;
      return fill(this.texts.town, { n: families, m: professionals, t: months });
    },
    workText() {
      if (!this.work.begun) return this.shown ? this.texts.queue : fill(this.texts.first, { done: 0, of: this.pairs });
      return fill(this.shown ? this.texts.running : this.texts.first, this.work);
    },
    readyText() {
      return this.halted || fill(this.texts.ready, { n: this.shown.pairs, m: this.shown.month });
    },
  },
  created() {
    setStage('revealed');
    this.keep();
  },
  beforeDestroy() {
    clearTimeout(this.timer);
    clearTimeout(this.sharesTimer);
  },
  methods: {
    fill,
    rowOf(name) {
      return this.shown.rows.find((row) => row.name === name);
    },
    // The two ways in the workshop, with the luck of a pair, or as they are.
    workshop(pair) {
      return `/present?${new URLSearchParams({ v: '1', s: pair ? this.shown.links[pair - 1] : store.run.link })}`;
    },
    // Asking for pairs.
    askPairs() {
      clearTimeout(this.timer);
      if (!store.online) return;
      ask({ kind: 'pairs', pairs: this.pairs, month: this.month, other: this.other, who });
    },
    taken(before) {
      if (before && before.hash === store.run.hash) return;
      clearTimeout(this.sharesTimer);
      Object.assign(this, { shares: null, sharesWork: null, halted: '' });
      this.work = { done: 0, of: this.pairs, begun: false };
      this.askPairs();
    },
    // What failed is tried again: pairs, the shares of a difference, or else what was asked last.
    again() {
      const { failed } = this;
      Object.assign(this, { error: null, failed: null });
      if (failed === 'pairs') this.renew();
      else if (failed === 'shares') this.startShares();
      else askAgain();
    },
    told(reply) {
      if (reply.error) Object.assign(this, { failed: this.work ? 'pairs' : this.sharesWork && 'shares', work: null, sharesWork: null });
      if (reply.table) save(reply.table, fileName('table', 'csv'), 'text/csv');
      if (reply.pairs) this.takePairs(reply.pairs);
      if (reply.stopped) this.takeStop(reply.stopped.done);
      if (reply.shares) this.takeShares(reply.shares);
    },
    takePairs(pairs) {
      if (pairs.key !== store.run.hash || pairs.asked !== this.pairs || !this.work) return;
      if (!pairs.rows) {
        this.work = pairs;
        this.timer = setTimeout(this.askPairs, AGAIN);
        return;
      }
      this.shown = Object.freeze(pairs);
      this.work = null;
      if (this.picked > pairs.pairs) this.picked = null;
      announce(this.readyText);
    },
    takeStop(done) {
      clearTimeout(this.timer);
      this.work = null;
      this.pairs = done || this.shown.pairs;
      this.halted = done ? fill(this.texts.stopped, { n: done }) : this.texts.stopped_early;
      this.renew();
    },
    renew() {
      this.keep();
      this.work = { done: 0, of: this.pairs, begun: true };
      this.askPairs();
    },
    stop() {
      clearTimeout(this.timer);
      ask({ kind: 'stop pairs', pairs: this.pairs, who });
    },
    choosePairs(pairs) {
      this.pairs = pairs;
      this.halted = '';
      this.renew();
    },
    chooseMonth(month) {
      this.month = month === store.run.months ? null : month;
      this.halted = '';
      this.renew();
    },
    chooseOther(name) {
      this.other = name;
      this.renew();
    },
    pick(pair, name) {
      Object.assign(this, { picked: pair, pickedIn: name });
    },
    // Asking what made the difference.
    startShares() {
      this.sharesWork = { done: 0, of: this.shown.plan.runs, begun: false };
      this.sharesMonth = this.shown.month;
      this.askShares();
    },
    askShares() {
      if (store.online) ask({ kind: 'shares', month: this.sharesMonth, who });
    },
    takeShares(shares) {
      if (shares.key !== store.run.hash || !this.sharesWork || shares.asked !== this.sharesMonth) return;
      if (!shares.measures) {
        this.sharesWork = shares.of ? shares : { ...shares, of: this.shown.plan.runs };
        this.sharesTimer = setTimeout(this.askShares, AGAIN);
        return;
      }
      this.shares = Object.freeze(shares);
      this.sharesWork = null;
      announce(this.texts.why.ready);
    },
    stopShares() {
      clearTimeout(this.sharesTimer);
      this.sharesWork = null;
      ask({ kind: 'stop shares', month: this.sharesMonth, who });
    },
    // Pairs and month stand in the address, beside the two ways.
    keep() {
      const query = wholeQuery();
      for (const [name, value, usual] of [['pairs', this.pairs, USUAL], ['month', this.month, null]]) {
        delete kept[name];
        query.delete(name);
        if (value === usual) continue;
        kept[name] = String(value);
        query.set(name, String(value));
      }
      if (Object.keys(kept).length || search()) rewrite(query);
    },
  },
  watch: {
    fault() {
      this.failed = null;
    },
    'store.online': function back(online) {
      if (!online) return;
      if (this.work) this.askPairs();
      if (this.sharesWork) this.askShares();
    },
  },
};
