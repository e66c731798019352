// The trainer's page: predict, play, reveal.  It joins the views, hears the keys, and takes what the server sends.

import { ChangeForm } from './change_form.js';
import { Charts } from './charts.js';
import { Controls } from './controls.js';
import { decodeBand, decodeRun } from './decode.js';
import { KeysDialog, RulesDialog, SetupDialog, ViewDialog } from './dialogs.js';
import { fill } from './fill.js';
import { History } from './history.js';
import { listen } from './keys.js';
import { LadderBars, LadderDialog } from './ladder_bars.js';
import { TownMap } from './network.js';
import { changeSpeed, goTo, mayPlay, pause, step, toggle } from './player.js';
import { Predict } from './predict.js';
import { GuessDialog } from './guess.js';
import { Rail } from './rail.js';
import { answered, ask, askAgain, connect, newLuck, open } from './setup.js';
import { save, fileName, ShareDialog } from './share.js';
import { announce, status } from './status.js';
import { store, wayName } from './store.js';
import { StoryDrawer } from './story.js';
import { clear as clearVotes } from './votes.js';
import { Telling } from './telling.js';
import { TopBar } from './topbar.js';
import { showReplay, stopReplay } from './replay.js';
import { follow } from './connection.js';
import { keepPlace, whereTo } from './address.js';
import { byPointer, focusPage } from './hands.js';

const SLOW = 400; // ms; from here on the page says that it is working
const PANELS = ['picture', 'charts', 'told'];

export const PresentPage = {
  components: { ChangeForm, Charts, Controls, GuessDialog, KeysDialog, LadderBars, LadderDialog, Predict, Rail, RulesDialog, SetupDialog, ShareDialog, StoryDrawer, Telling, TopBar, TownMap, ViewDialog },
  props: ['words', 'fixed', 'run', 'band', 'reply', 'fault', 'answers', 'ask'],
  template: `
    <div class="present" :class="classes" v-if="store.run" @click="rest" @change="rest">
      <TopBar :canUndo="past.canUndo && store.online" :canRedo="past.canRedo && store.online" :canReplay="Boolean(past.before)" @open="show" @act="act">{{ summary }}</TopBar>
      <div v-if="error" class="banner banner-error" role="alert" data-testid="error">
        <span>{{ error.text }}</span>
        <button type="button" data-testid="again" @click="again">{{ texts.again }}</button>
        <button type="button" data-testid="report" @click="saveReport">{{ texts.report }}</button>
      </div>
      <div v-if="!store.online" class="banner" role="alert" data-testid="offline">
        <span>{{ back ? texts.back : texts.offline }}</span>
        <button v-if="back" type="button" data-testid="reload" @click="reload">{{ texts.reload }}</button>
      </div>
      <section v-if="notes.length" :aria-label="texts.notes">
        <div v-for="(note, row) in notes" :key="row" class="banner" data-testid="note"><span>{{ note }}</span>
          <button type="button" data-testid="note-close" @click="notes.splice(row, 1)">{{ words.dialog.close }}</button></div>
      </section>
      <main tabindex="-1" ref="main" :aria-label="texts.main">
        <div class="panel-tabs" role="group" :aria-label="texts.panels">
          <button v-for="name in panels" :key="name" type="button" :aria-pressed="String(panel === name)" :data-testid="'panel-' + name" @click="panel = name">{{ texts['panel_' + name] }}</button>
        </div>
        <div class="upper">
          <TownMap class="panel-picture" :side="0" @open="openStory"/>
          <TownMap class="panel-picture" :side="1" v-if="store.view !== 'a'" @open="openStory"/>
          <aside class="told panel-told" :aria-label="texts.told">
            <div class="told-head"><h2>{{ texts.told }}</h2>
              <button v-if="store.stories" type="button" data-testid="open-story" :disabled="!store.online" @click="openStory(store.focus)">{{ texts.story }}</button></div>
            <Telling/>
            <LadderBars @open="show('ladder')"/>
          </aside>
        </div>
        <Charts class="panel-charts" :marks="marks"/>
        <p v-if="store.busy" class="working" data-testid="working">{{ texts.working }}</p>
        <Rail @edit="editChange" @say="announce"/>
        <Controls @guess="show('guess')" @skip="skip"/>
      </main>
      <p class="hidden" role="status" aria-live="polite" data-testid="status">{{ status.text }}</p>
      <GuessDialog v-if="dialog === 'guess'" @close="close" @marks="marks = $event"/>
      <ChangeForm v-if="dialog === 'change'" :row="row" @say="announce" @close="close"/>
      <ViewDialog v-if="dialog === 'view'" @act="act" @close="close"/>
      <SetupDialog v-if="dialog === 'setup'" @act="act" @close="close"/>
      <RulesDialog v-if="dialog === 'rules'" @close="close"/>
      <LadderDialog v-if="dialog === 'ladder'" @close="close"/>
      <KeysDialog v-if="dialog === 'keys'" @close="close"/>
      <ShareDialog v-if="dialog === 'share'" @say="announce" @close="close"/>
      <StoryDrawer v-if="dialog === 'story'" :story="story" :names="store.run.names" @ask="askStory" @close="close"/>
      <div v-if="store.blank" class="blank" data-testid="blank-screen"><button type="button" data-testid="unblank" @click="act('blank')">{{ texts.unblank }}</button></div>
    </div>
    <main v-else class="first"><h1>{{ words.topbar.title }}</h1>
      <p v-if="!error">{{ texts.first }}</p>
      <div v-else class="banner banner-error" role="alert" data-testid="error"><span>{{ texts.error_first }} <a href="/present">{{ texts.usual }}</a></span>
        <button type="button" data-testid="report" @click="saveReport">{{ texts.report }}</button></div></main>`,
  data: () => ({ store, status, past: new History(), dialog: null, row: null, story: null, marks: [], notes: [], error: null, back: false, panel: 'picture', panels: PANELS }),
  computed: {
    texts() {
      return this.words.present;
    },
    classes() {
      return [`view-${store.view}`, `show-${this.panel}`, { big: store.big, stale: store.busy }];
    },
    // For screen readers: stands still while the months run.
    summary() {
      if (store.playing) return this.lastSummary;
      const last = (side) => Math.round(store.run.series.felt_trust[side][store.month]);
      this.lastSummary = fill(this.texts.summary, { A: wayName(0), B: wayName(1), m: store.month, of: store.run.months, a: last(0), b: last(1) });
      return this.lastSummary;
    },
  },
  created() {
    store.words = this.words;
    Object.assign(store, { presets: this.fixed.presets, kinds: this.fixed.kinds, sizes: this.fixed.sizes, modifiers: this.fixed.modifiers });
    connect(this.ask);
    this.take(this.run);
    this.takeBand(this.band);
    this.takeReply(this.reply);
    if (this.fault) this.takeFault(this.fault);
  },
  mounted() {
    this.deaf = listen(this.act);
    this.unfollow = follow(this.$root, (online, back) => {
      store.online = online;
      this.back = back;
    });
    this.mark();
  },
  beforeDestroy() {
    pause();
    this.deaf();
    this.unfollow();
    clearTimeout(this.slow);
  },
  methods: {
    announce,
    take(run) {
      if (!run) return;
      stopReplay();
      const first = store.run === null;
      const other = !first && ['A', 'B'].some((side) => store.run.setup[side].preset !== run.setup[side].preset);
      if (first || store.run.hash !== run.hash) store.band = null;
      store.run = decodeRun(run);
      this.past.arrive(store.run);
      this.story = null;
      if (first) Object.assign(store, whereTo(run));
      goTo(store.month);
      if (other) {
        pause();
        goTo(0);
        store.stage = 'predict';
        clearVotes(); // hands that were raised for another pair do not count
        this.marks = [];
      }
      this.mark();
    },
    takeBand(band) {
      if (!band || !store.run || band.rev !== store.run.rev) return;
      store.band = decodeBand(band, store.run.months);
      store.telling = band.telling || null;
    },
    takeReply(reply) {
      if (!reply) return;
      this.error = reply.error ?? this.fault;
      if (reply.notes) this.notes = [...reply.notes];
      if (reply.notes?.length) announce(reply.notes.join(' '));
      if (reply.story) this.story = reply.story;
      if (reply.csv) save(reply.csv, fileName('numbers', 'csv'), 'text/csv');
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
    show(name) {
      pause();
      this.dialog = name;
    },
    close() {
      const guessed = this.dialog === 'guess' && store.stage !== 'predict';
      this.dialog = null;
      // After a guess comes Play: the button of the guess would hear Space, and open it again.
      if (guessed) this.$nextTick(focusPage);
    },
    // See hands.js; a select that is only opened keeps the focus that it needs.
    rest(event) {
      const done = event.type === 'change' ? 'select, input[type=range]' : 'button';
      if (!byPointer() || !event.target.closest(done) || event.target.closest('dialog, [role=dialog]')) return;
      const pressed = document.activeElement;
      this.$nextTick(() => {
        if (document.activeElement === pressed) focusPage();
      });
    },
    editChange(row) {
      this.row = row;
      this.show('change');
    },
    openStory(family) {
      if (!store.stories || !store.online) return;
      this.story = null;
      this.show('story');
      this.askStory(family);
    },
    askStory: (family) => ask({ kind: 'story', family }),
    sayMonth() {
      announce(fill(this.texts.paused, { m: store.month, of: store.run.months }));
    },
    skip() {
      store.stage = 'open';
      this.$refs.main.focus();
    },
    again() {
      this.error = null;
      askAgain();
    },
    saveReport() {
      save(this.error.report, store.run ? fileName('report', 'json') : 'coprod-sim-report.json', 'application/json');
    },
    // Nobody sees what comes before the room has guessed, or has left the guess out.
    afterTheGuess(go) {
      if (mayPlay()) go();
      else announce(this.texts.guess_first);
    },
    reload: () => window.location.reload(),
    act(action) {
      const acts = {
        toggle: () => this.afterTheGuess(toggle),
        forward: () => this.afterTheGuess(() => step(1)),
        back: () => this.afterTheGuess(() => step(-1)),
        start: () => step(-store.month),
        slower: () => changeSpeed(-1),
        faster: () => changeSpeed(1),
        undo: () => this.past.canUndo && open(this.past.undo()),
        redo: () => this.past.canRedo && open(this.past.redo()),
        replay: () => this.past.before && showReplay(this.past.before, this.past.now),
        luck: newLuck,
        viewA: () => { store.view = 'a'; },
        viewBoth: () => { store.view = 'both'; },
        viewCharts: () => { store.view = 'charts'; },
        big: () => { store.big = !store.big; },
        blank: () => { this.close(); pause(); store.blank = !store.blank; },
        help: () => this.show('keys'),
        everything: () => { this.close(); ask({ kind: 'reset' }); },
      };
      if (store.run) acts[action]();
    },
    waiting(stale) {
      clearTimeout(this.slow);
      store.busy = false;
      if (stale) this.slow = setTimeout(() => { store.busy = true; }, SLOW);
    },
  },
  watch: {
    run: 'take',
    band: 'takeBand',
    reply: 'takeReply',
    fault: 'takeFault',
    answers: 'settle',
    'store.month': function moved() {
      this.mark();
      // The slider says its month itself.
      if (!store.playing && !document.activeElement?.matches('.scrub')) this.sayMonth();
    },
    'store.stage': 'mark',
    'store.stale': 'waiting',
    // Where one panel is shown at a time, a view that is asked for brings its panel.
    'store.view': function viewed(view) {
      this.panel = view === 'charts' ? 'charts' : 'picture';
    },
    // What lies behind the plain screen cannot be reached either.
    'store.blank': function blanked(blank) {
      for (const part of this.$el.children) if (!part.matches('.blank')) part.inert = blank;
      if (!blank) this.$refs.main.focus();
    },
    'store.big': (big) => document.documentElement.classList.toggle('big-text', big),
    'store.playing': function paused(playing) {
      this.mark();
      if (playing) return;
      keepPlace();
      this.sayMonth();
    },
  },
};
