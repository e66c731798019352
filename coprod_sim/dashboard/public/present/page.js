// The trainer's page: predict, play, reveal.  It joins the views, hears the keys, and takes what the server sends.

import { ChangeForm } from './change_form.js';
import { Charts } from '../shared/charts/charts.js';
import { Controls } from '../shared/frame/controls.js';
import { KeysDialog, RulesDialog, SetupDialog, ViewDialog } from '../shared/dialogs/dialogs.js';
import { fill } from '../shared/fill.js';
import { listen } from '../shared/keys.js';
import { LadderBars, LadderDialog } from './ladder_bars.js';
import { TownMap } from '../shared/town/network.js';
import { changeSpeed, goTo, mayPlay, pause, step, toggle } from '../shared/player.js';
import { Predict } from './predict.js';
import { GuessDialog } from './guess.js';
import { Rail } from './rail.js';
import { Banners, First, live } from '../shared/live.js';
import { ask, newLuck } from '../shared/setup.js';
import { ShareDialog } from '../shared/take_away/share.js';
import { announce, status } from '../shared/frame/status.js';
import { setStage, setSwitch, setView, store, wayName } from '../shared/store.js';
import { StoryDrawer } from './story.js';
import { clear as clearVotes, marks as guessMarks, votes } from '../shared/guesses/votes.js';
import { Telling } from '../shared/telling/telling.js';
import { TopBar } from '../shared/frame/topbar.js';
import { Tour } from './tour.js';
import { showReplay } from '../shared/replay.js';
import { byPointer, focusPage } from '../shared/dialogs/hands.js';
import { afterReload, backTo, keepRounds, putBy, worldOf } from './rounds.js';
import { lastKnown } from '../shared/seen.js';

const PANELS = ['picture', 'charts', 'told'];

/** @type {Component} */
export const PresentPage = {
  mixins: [live],
  components: { Banners, ChangeForm, Charts, Controls, First, GuessDialog, KeysDialog, LadderBars, LadderDialog, Predict, Rail, RulesDialog, SetupDialog, ShareDialog, StoryDrawer, Telling, TopBar, Tour, TownMap, ViewDialog },
  template: `
    <div class="present" :class="classes" v-if="store.run" @click="rest" @change="rest">
      <TopBar :canUndo="canUndo" :canRedo="canRedo" :canReplay="Boolean(past.before)" @open="show" @act="act">{{ summary }}</TopBar>
      <Banners :error="error" :notes="notes" :back="back" @again="again" @report="saveReport"/>
      <div v-if="renewed" class="banners"><div class="banner" data-testid="new-round"><span>{{ texts.new_round }}</span>
        <button type="button" data-testid="new-round-close" @click="renewed = false">{{ words.dialog.close }}</button></div></div>
      <Tour v-if="touring" :dialog="dialog" @close="leaveTour"/>
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
      <KeysDialog v-if="dialog === 'keys'" @act="act" @close="close"/>
      <ShareDialog v-if="dialog === 'share'" @say="announce" @close="close"/>
      <StoryDrawer v-if="dialog === 'story'" :story="story" :names="store.run.names" @ask="askStory" @close="close"/>
      <div v-if="store.blank" class="blank" data-testid="blank-screen"><button type="button" data-testid="unblank" @click="act('blank')">{{ texts.unblank }}</button></div>
    </div>
    <First v-else :error="error" usual="/present" @report="saveReport"/>`,
  data: () => ({ store, status, dialog: null, row: null, story: null, marks: [], touring: false, panel: 'picture', panels: PANELS, renewed: false }),
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
  mounted() {
    this.deaf = listen(this.act);
    this.unkept = keepRounds();
  },
  beforeDestroy() {
    this.deaf();
    this.unkept();
  },
  methods: {
    announce,
    taken(before) {
      this.story = null;
      const returning = this.returning;
      this.returning = false;
      if (!before) {
        if (afterReload(store.run)) this.goOn();
        return;
      }
      if (worldOf(before) === worldOf(store.run)) return;
      const guessed = votes.total > 0;
      const sameWays = ['A', 'B'].every((side) => before.setup[side].preset === store.run.setup[side].preset);
      if (guessed || store.stage !== 'predict') putBy(before);
      if (returning && backTo(store.run)) this.goOn();
      else if (guessed || !sameWays) this.newRound(guessed);
    },
    goOn() {
      pause();
      goTo(store.month);
      this.renewed = false;
      this.marks = store.stage === 'revealed' && votes.total ? guessMarks() : [];
    },
    // Hands that were raised for other worlds do not count.
    newRound(guessed) {
      pause();
      goTo(0);
      setStage('predict');
      clearVotes();
      this.marks = [];
      this.renewed = guessed;
      if (guessed) announce(this.texts.new_round);
    },
    told(reply) {
      if (reply.story) this.story = reply.story;
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
    // See shared/dialogs/hands.js; a select that is only opened keeps the focus that it needs.
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
    askStory: (family) => ask({ kind: 'story', family, until: lastKnown() }),
    sayMonth() {
      announce(fill(this.texts.paused, { m: store.month, of: store.run.months }));
    },
    leaveTour() {
      this.touring = false;
      focusPage();
    },
    skip() {
      setStage('open');
      this.$refs.main.focus();
    },
    // Nobody sees what comes before the room has guessed, or has left the guess out.
    afterTheGuess(go) {
      if (mayPlay()) go();
      else announce(this.texts.guess_first);
    },
    act(action) {
      const acts = {
        toggle: () => this.afterTheGuess(toggle),
        forward: () => this.afterTheGuess(() => step(1)),
        back: () => this.afterTheGuess(() => step(-1)),
        start: () => step(-store.month),
        slower: () => changeSpeed(-1),
        faster: () => changeSpeed(1),
        undo: () => { this.returning = this.canUndo; this.undo(); },
        redo: () => { this.returning = this.canRedo; this.redo(); },
        replay: () => this.past.before && showReplay(this.past.before, this.past.now),
        luck: newLuck,
        viewA: () => setView('a'),
        viewBoth: () => setView('both'),
        viewCharts: () => setView('charts'),
        big: () => setSwitch('big', !store.big),
        blank: () => { this.close(); pause(); setSwitch('blank', !store.blank); },
        help: () => this.show('keys'),
        tour: () => { this.close(); this.touring = true; this.$nextTick(focusPage); },
        everything: () => { this.close(); putBy(store.run); this.newRound(false); ask({ kind: 'reset' }); },
      };
      if (store.run) acts[action]();
    },
  },
  watch: {
    'store.month': function moved() {
      // The slider says its month itself.
      if (!store.playing && !document.activeElement?.matches('.scrub')) this.sayMonth();
    },
    // Where one panel is shown at a time, a view that is asked for brings its panel.
    'store.view': function viewed(view) {
      this.panel = view === 'charts' ? 'charts' : 'picture';
    },
    // What lies behind the plain screen cannot be reached either.
    'store.blank': function blanked(blank) {
      for (const part of this.$el.children) if (!part.matches('.blank')) part.inert = blank;
      if (!blank) this.$refs.main.focus();
    },
    'store.stage': function begun(stage) {
      if (stage !== 'predict') this.renewed = false;
    },
    'store.big': (big) => document.documentElement.classList.toggle('big-text', big),
    'store.playing': function paused(playing) {
      if (!playing) this.sayMonth();
    },
  },
};
