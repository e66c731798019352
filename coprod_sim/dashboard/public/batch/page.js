// Many runs: a form that writes a plan file, and the batch that the server makes of it.

import { BatchForm } from './form.js';
import { BatchResults } from './results.js';
import { follow } from '../shared/connection.js';
import { fill } from '../shared/fill.js';
import { ask, connect } from '../shared/setup.js';
import { save } from '../shared/take_away/share.js';
import { SiteHeader } from '../shared/frame/site_header.js';
import { announce, status } from '../shared/frame/status.js';
import { setOnline, setWords, store } from '../shared/store.js';

const PAUSE = 400; // ms without a key before the server is asked
const UNKNOWN = 'unknown';
const AT_WORK = ['waiting', 'running', 'stopping'];
const MOST_BYTES = 1e6;

// A time as people say it.
export function time(seconds, words) {
  if (seconds < 1.5) return words.second;
  if (seconds < 90) return fill(words.seconds, { n: Math.ceil(seconds) });
  if (seconds < 5400) return fill(words.minutes, { n: Math.round(seconds / 60) });
  return fill(words.hours, { n: Math.round(seconds / 3600) });
}

const counted = (number) => number.toLocaleString('en-GB');

/** @type {Component} */
export const BatchPage = {
  props: ['words', 'fixed', 'run', 'band', 'reply', 'answers', 'ask'],
  components: { BatchForm, BatchResults, SiteHeader },
  template: `
    <div class="batch">
      <SiteHeader here="batch" :words="words.site"/>
      <main class="read">
        <h1>{{ texts.title }}</h1>
        <p>{{ texts.what }} <a href="/batch" data-testid="example">{{ texts.example }}</a></p>
        <div class="field batch-open"><label for="upload">{{ texts.plan.upload }}</label>
          <input id="upload" type="file" accept=".toml" data-testid="upload" :disabled="!store.online" @change="upload($event.target)"></div>
        <div v-if="refused.length" role="alert" data-testid="refused"><p class="note fault">{{ texts.plan.refused }}</p><p v-for="line in refused" :key="line">{{ line }}</p></div>
        <div v-if="!store.online" class="banner" role="alert" data-testid="offline"><span>{{ back ? texts.back : texts.offline }}</span>
          <button v-if="back" type="button" data-testid="reload" @click="reload">{{ texts.reload }}</button></div>
        <section v-if="notes.length" :aria-label="texts.notes">
          <div v-for="(note, row) in notes" :key="row" class="banner" data-testid="note"><span>{{ note }}</span>
            <button type="button" data-testid="note-close" @click="notes.splice(row, 1)">{{ texts.close }}</button></div>
        </section>
        <div class="batch-sides">
          <BatchForm class="batch-form" :form="form" :faults="faults" :words="texts" :fixed="fixed" @now="$nextTick(send)"/>
          <div class="batch-side">
            <section class="batch-box" aria-labelledby="run-head">
              <h2 id="run-head">{{ texts.run.head }}</h2>
              <p class="batch-estimate" data-testid="estimate">{{ estimate }}</p>
              <p class="note" data-testid="product">{{ product }}</p>
              <div v-if="run.too_much.length" data-testid="too-much"><p><strong>{{ texts.too_much.head }}</strong></p>
                <p><code class="batch-code">{{ command }}</code></p>
                <ul><li v-for="line in run.too_much" :key="line">{{ line }}</li></ul></div>
              <p v-if="faults.length" class="note fault" data-testid="mend">{{ texts.run.mend }}</p>
              <div v-if="atWork"><progress data-testid="progress" :value="batch.done" :max="batch.total || 1" :aria-label="texts.run.progress"></progress></div>
              <p v-if="told" data-testid="told">{{ told }}</p>
              <p class="note" data-testid="limits">{{ texts.run.limits }}</p>
              <p class="actions">
                <button v-if="atWork && batch.mine" key="cancel" type="button" data-testid="cancel" :disabled="!store.online || batch.state === 'stopping'" @click="cancel">{{ texts.run.cancel }}</button>
                <span v-else-if="atWork" data-testid="others">{{ texts.run.others }}</span>
                <button v-else-if="batch.state !== 'done'" key="start" type="button" class="main" data-testid="start" :disabled="!mayStart" @click="start">{{ batch.state === 'stopped' || batch.state === 'failed' ? texts.run.resume : texts.run.start }}</button>
                <a v-if="results" href="#results" class="batch-jump" data-testid="jump" @click.prevent="jump">{{ texts.results.head }}</a>
              </p>
            </section>
            <section class="batch-box" aria-labelledby="plan-head">
              <h2 id="plan-head">{{ texts.plan.head }}</h2>
              <p class="note">{{ faults.length ? texts.plan.old : texts.plan.note }}</p>
              <p v-for="fault in faultsOf('plan')" :key="fault" class="note fault" data-testid="fault-plan">{{ fault }}</p>
              <pre class="batch-code" data-testid="toml">{{ run.toml }}</pre>
              <p class="actions"><button type="button" data-testid="download" :disabled="!settled" @click="download">{{ texts.plan.download }}</button></p>
              <h3>{{ texts.plan.command }}</h3>
              <p><code class="batch-code" data-testid="command">{{ command }}</code></p>
              <p class="note">{{ texts.plan.link }}</p>
              <p v-if="kept" class="note" data-testid="folder">{{ kept }}</p>
            </section>
          </div>
        </div>
        <BatchResults v-if="results" :found="results" :batch="batch" :run="run" :words="texts" :fixed="fixed" :command="command" @csv="csv" @look="look"/>
      </main>
      <p class="hidden" role="status" aria-live="polite" data-testid="status">{{ status.text }}</p>
    </div>`,
  data: () => ({ store, status, form: null, faults: [], notes: [], refused: [], back: false, sent: 0, asked: 0, seen: 0 }),
  computed: {
    texts() {
      return this.words.batch;
    },
    command: () => 'coprod-sim sweep plan.toml --out results',
    // The batch of another plan is no news of this one; until the server has looked, nobody knows whether there is one.
    batch() {
      return this.band?.hash === this.run.hash ? this.band : { state: UNKNOWN, done: 0, total: this.run.runs, results: null };
    },
    results() {
      return this.settled ? this.batch.results : null;
    },
    atWork() {
      return AT_WORK.includes(this.batch.state);
    },
    // Whether the plan that is shown is what the boxes say.
    settled() {
      return this.sent === this.seen && !this.faults.length;
    },
    mayStart() {
      return store.online && this.settled && this.batch.state !== UNKNOWN && !this.run.too_much.length;
    },
    estimate() {
      const { runs, seconds } = this.run;
      const words = this.texts.run;
      if (this.run.too_much.length) return this.run.too_much[0];
      if (seconds === null) return fill(words.counting, { runs: counted(runs) });
      return fill(runs === 1 ? words.one : words.estimate, { runs: counted(runs), time: time(seconds, words) });
    },
    product() {
      const { form, points } = this.run;
      return fill(this.texts.run.product, { scenarios: form.scenarios.length, points: counted(points), replicates: counted(Number(form.replicates)) });
    },
    kept() {
      return this.batch.folder ? fill(this.texts.run.kept, { folder: this.batch.folder }) : '';
    },
    told() {
      const { state, done, total, left, ahead, message } = this.batch;
      const words = this.texts.run;
      const numbers = { done: counted(done), total: counted(total), message };
      if (state === 'waiting' && ahead) return words.waiting;
      if (state === 'waiting' || (state === 'running' && left === null)) return fill(words.begun, numbers);
      if (state === 'running') return fill(words.running, { ...numbers, time: time(left, words) });
      return [UNKNOWN, 'new'].includes(state) ? '' : fill(words[state], numbers);
    },
  },
  created() {
    setWords(this.words);
    connect(this.ask);
    this.fillIn();
    this.takeReply(this.reply);
  },
  mounted() {
    this.unfollow = follow(this.$root, (online, back) => {
      setOnline(online);
      this.back = back;
      if (online) this.send();
    });
    this.mark();
  },
  beforeDestroy() {
    this.unfollow();
    clearTimeout(this.timer);
  },
  methods: {
    // What was typed last wins over what the server makes of what was typed before.
    take(run, before) {
      this.mark();
      if (run.link !== before.link && !run.typed) this.fillIn();
    },
    fillIn() {
      clearTimeout(this.timer);
      this.quiet = true;
      this.form = JSON.parse(JSON.stringify(this.run.form));
      this.faults = [];
      this.seen = this.sent;
      this.asked = this.sent;
      this.$nextTick(() => { this.quiet = false; });
    },
    takeReply(reply) {
      if (!reply) return;
      if (reply.typed) this.seen = reply.typed;
      if (reply.faults && (!reply.typed || reply.typed === this.sent)) this.faults = reply.faults;
      this.refused = reply.refused ?? [];
      if (reply.notes) this.notes = [...reply.notes];
      if (reply.notes?.length) announce(reply.notes.join(' '));
      if (reply.csv) save(reply.csv, reply.name, 'text/csv');
      if (reply.fill) this.fillIn();
    },
    typed() {
      if (this.quiet) return;
      clearTimeout(this.timer);
      this.sent += 1;
      this.timer = setTimeout(this.send, PAUSE);
    },
    send() {
      clearTimeout(this.timer);
      if (!store.online || this.asked === this.sent) return;
      this.asked = this.sent;
      ask({ kind: 'form', form: this.form, typed: this.sent });
    },
    faultsOf(box) {
      return this.faults.filter((fault) => fault.box === box).map((fault) => fault.text);
    },
    start() {
      ask({ kind: 'start' });
    },
    cancel() {
      ask({ kind: 'cancel' });
    },
    csv() {
      ask({ kind: 'csv' });
    },
    look(wanted) {
      ask({ kind: 'look', ...wanted });
    },
    download() {
      save(this.run.toml, 'plan.toml', 'application/toml');
    },
    async upload(box) {
      const [file] = box.files;
      if (!file) return;
      if (file.size > MOST_BYTES) this.refused = [this.texts.plan.big];
      else ask({ kind: 'file', text: await file.text(), name: file.name });
      box.value = '';
    },
    jump() {
      const head = document.getElementById('results');
      head.focus();
      head.scrollIntoView();
    },
    reload: () => window.location.reload(),
    mark() {
      const app = document.getElementById('app');
      if (app) Object.assign(app.dataset, { hash: this.run.hash, state: this.batch.state, runs: this.run.runs, settled: this.settled });
    },
    // What is heard of a batch: that it began and how it ended, not each number on the way.
    news(state, before) {
      this.mark();
      if (before !== state && this.told) announce(this.told);
    },
  },
  watch: {
    run: 'take',
    reply: 'takeReply',
    settled: 'mark',
    form: { deep: true, handler: 'typed' },
    'batch.state': 'news',
  },
};
