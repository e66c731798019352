// What every page with two towns does: it takes what the server sends, follows the connection, and lets failures pass.
// A page mixes it in, and may have two methods of its own: `taken` when a run has come, `told` when a reply has come.

import { keepPlace, whereTo } from './address.js';
import { follow } from './connection.js';
import { decodeBand, decodeRun } from './decode.js';
import { History } from './history.js';
import { goTo, pause } from './player.js';
import { stopReplay } from './replay.js';
import { answered, askAgain, connect, open } from './setup.js';
import { proofText } from './take_away/proof.js';
import { fileName, save } from './take_away/share.js';
import { announce } from './frame/status.js';
import { setBand, setBusy, setChoices, setOnline, setProof, setRun, setStage, setView, setWords, store } from './store.js';
import { query } from './where.js';

const SLOW = 400; // ms; from here on the page says that it is working

/** @type {Component} */
export const live = {
  props: ['words', 'fixed', 'run', 'band', 'reply', 'fault', 'answers', 'ask'],
  data: () => ({ past: new History(), notes: [], error: null, back: false }),
  computed: {
    canUndo() {
      return store.online && (this.past.canUndo || Boolean(this.fault));
    },
    canRedo() {
      return store.online && this.past.canRedo;
    },
  },
  created() {
    setWords(this.words);
    setChoices(this.fixed);
    connect(this.ask);
    this.take(this.run);
    this.takeBand(this.band);
    this.takeReply(this.reply);
    if (this.fault) this.takeFault(this.fault);
  },
  mounted() {
    this.unfollow = follow(this.$root, (online, back) => {
      setOnline(online);
      this.back = back;
    });
    this.mark();
  },
  beforeDestroy() {
    pause();
    this.unfollow();
    clearTimeout(this.slow);
  },
  methods: {
    take(run) {
      if (!run) return;
      stopReplay();
      const before = store.run;
      setRun(decodeRun(run));
      this.past.arrive(store.run);
      if (before) goTo(store.month);
      else this.place(whereTo(run));
      this.prove(before);
      if (this.taken) this.taken(before);
      this.mark();
    },
    // What a link says of its numbers is looked at when it is opened, and goes with the first change.
    prove(before) {
      if (!before) setProof(proofText(query(), store.run, store.words.share));
      else if (before.hash !== store.run.hash) setProof('');
    },
    place({ month, view, stage }) {
      setView(view);
      setStage(stage);
      goTo(month);
    },
    takeBand(band) {
      if (!band || !store.run || band.rev !== store.run.rev) return;
      setBand(decodeBand(band, store.run.months));
    },
    takeReply(reply) {
      if (!reply) return;
      this.error = reply.error ?? this.fault;
      if (reply.notes) this.notes = [...reply.notes];
      if (reply.notes?.length) announce(reply.notes.join(' '));
      if (reply.csv) save(reply.csv, fileName('numbers', 'csv'), 'text/csv');
      if (this.told) this.told(reply);
    },
    takeFault(fault) {
      this.error = fault;
    },
    settle(number) {
      answered(number, !this.error);
    },
    // What tests and other tools can read off the page.
    mark() {
      const app = document.getElementById('app');
      if (!app || !store.run) return;
      const { month, playing, run, stage } = store;
      Object.assign(app.dataset, { month, playing, luck: run.luck, hash: run.hash, results: run.results, rev: run.rev, stage });
    },
    // A run that failed is no step of the history: undo leads from it to the last good one.
    undo() {
      if (this.canUndo) open(this.fault ? this.past.here() : this.past.undo());
    },
    redo() {
      if (this.canRedo) open(this.past.redo());
    },
    again() {
      this.error = null;
      askAgain();
    },
    saveReport() {
      save(this.error.report, store.run ? fileName('report', 'json') : 'coprod-sim-report.json', 'application/json');
    },
    waiting(stale) {
      clearTimeout(this.slow);
      setBusy(false);
      if (stale) this.slow = setTimeout(() => setBusy(true), SLOW);
    },
  },
  watch: {
    run: 'take',
    band: 'takeBand',
    reply: 'takeReply',
    fault: 'takeFault',
    answers: 'settle',
    'store.month': 'mark',
    'store.stage': 'mark',
    'store.stale': 'waiting',
    'store.playing': function paused(playing) {
      this.mark();
      if (!playing) keepPlace();
    },
  },
};

// What went wrong, what could not be used, and whether the server answers, above everything else of a page.
/** @type {Component} */
export const Banners = {
  props: ['error', 'notes', 'back'],
  template: `
    <div class="banners">
      <div v-if="error" class="banner banner-error" role="alert" data-testid="error">
        <span>{{ error.text }}</span>
        <button type="button" data-testid="again" @click="$emit('again')">{{ texts.again }}</button>
        <button type="button" data-testid="report" @click="$emit('report')">{{ texts.report }}</button>
      </div>
      <div v-if="!store.online" class="banner" role="alert" data-testid="offline">
        <span>{{ back ? texts.back : texts.offline }}</span>
        <button v-if="back" type="button" data-testid="reload" @click="reload">{{ texts.reload }}</button>
      </div>
      <div role="status"><div v-if="store.proof" class="banner" data-testid="proof"><span>{{ store.proof }}</span>
        <button type="button" data-testid="proof-close" @click="close">{{ store.words.dialog.close }}</button></div></div>
      <section v-if="notes.length" :aria-label="texts.notes">
        <div v-for="(note, row) in notes" :key="row" class="banner" data-testid="note"><span>{{ note }}</span>
          <button type="button" data-testid="note-close" @click="notes.splice(row, 1)">{{ store.words.dialog.close }}</button></div>
      </section>
    </div>`,
  data: () => ({ store }),
  computed: { texts: () => store.words.present },
  methods: { reload: () => window.location.reload(), close: () => setProof('') },
};

// Before the first run: the towns are being built, or could not be.
/** @type {Component} */
export const First = {
  props: ['error', 'usual'],
  template: `
    <main class="first"><h1>{{ store.words.topbar.title }}</h1>
      <p v-if="!error">{{ texts.first }}</p>
      <div v-else class="banner banner-error" role="alert" data-testid="error"><span>{{ texts.error_first }} <a :href="usual">{{ texts.usual }}</a></span>
        <button type="button" data-testid="report" @click="$emit('report')">{{ texts.report }}</button></div></main>`,
  data: () => ({ store }),
  computed: { texts: () => store.words.present },
};
