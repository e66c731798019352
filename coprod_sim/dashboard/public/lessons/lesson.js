// One lesson: a guess first, then steps beside a lab, and what should be seen when both are done.  The address keeps the progress.

import { wholeQuery } from '../shared/address.js';
import { query as given, rewrite } from '../shared/where.js';
import { fill } from '../shared/fill.js';
import { listen } from '../shared/keys.js';
import { checked } from './checks.js';
import { HandIn } from './hand_in.js';
import { Lab } from './lab.js';
import { fresh, MOST, packed, unpacked } from './progress.js';
import { Step } from './step.js';
import { note } from './tries.js';
import { Banners, First, live } from '../shared/live.js';
import { Mark } from '../shared/mark.js';
import { step, toggle } from '../shared/player.js';
import { kept } from '../shared/setup.js';
import { SiteHeader } from '../shared/frame/site_header.js';
import { announce, status } from '../shared/frame/status.js';
import { setStage, store } from '../shared/store.js';

const KEEP_AFTER = 250; // ms without a further letter; browsers take only so many new addresses in a minute
const ACTS = { toggle, forward: () => step(1), back: () => step(-1), start: () => step(-store.month) };

/** @type {Component} */
export const Lesson = {
  mixins: [live],
  components: { Banners, First, HandIn, Lab, Mark, SiteHeader, Step },
  template: `
    <div v-if="store.run" class="lesson-page"><SiteHeader here="lessons" :words="words.site"/>
    <Banners :error="error" :notes="notes" :back="back" @again="again" @report="saveReport"/>
    <main class="lesson" tabindex="-1">
      <article class="lesson-text">
        <p class="lesson-where"><a href="/lessons" data-testid="all-lessons">{{ texts.all }}</a> <span class="note">{{ fill(texts.lesson, { n: at + 1 }) }}, {{ fill(texts.minutes, { n: lesson.minutes }) }}</span></p>
        <h1>{{ lesson.title }}</h1>
        <p class="lesson-question">{{ lesson.question }}</p>
        <h2>{{ texts.need }}</h2>
        <ul><li v-for="need in lesson.needs" :key="need">{{ need }}</li></ul>
        <section class="lesson-guess" aria-labelledby="guess-title">
          <h2 id="guess-title">{{ texts.guess }}</h2>
          <form @submit.prevent="saveGuess">
            <fieldset :disabled="progress.saved"><legend>{{ lesson.guess.text }}</legend>
              <label v-for="choice in lesson.guess.choices" :key="choice.key"><input type="radio" name="guess" :value="choice.key" v-model="progress.guess" :data-testid="'guess-' + choice.key"> {{ choice.text }}</label>
            </fieldset>
            <label class="lesson-why">{{ texts.why }} <textarea rows="2" v-model="progress.why" :readonly="progress.saved" data-testid="why"></textarea></label>
            <p v-if="missed" class="note fault" role="alert">{{ texts.choose_first }}</p>
            <button v-if="!progress.saved" type="submit" class="main" data-testid="save-guess">{{ texts.save }}</button>
            <p v-else class="note" data-testid="guess-saved">{{ texts.saved_note }}</p>
          </form>
        </section>
        <section class="lesson-steps" aria-labelledby="steps">
          <h2 id="steps" ref="steps" tabindex="-1">{{ texts.steps }}</h2>
          <p v-if="!progress.saved">{{ texts.steps_later }}</p>
          <template v-else>
            <ol><Step v-for="(one, row) in lesson.steps" :key="row" :number="row + 1" :step="one" :options="optionsOf(one)" :fits="fits[row]"
              :done="progress.done[row]" :answer="progress.answers[row]" @done="$set(progress.done, row, $event)" @answer="$set(progress.answers, row, $event)" @lab="goTo('lab')"/></ol>
            <p data-testid="steps-done"><b>{{ fill(texts.progress, { n: lesson.steps.length - open.length, of: lesson.steps.length }) }}</b>
              <span v-if="open.length">{{ fill(texts.missing, { steps: open.join(', ') }) }}</span></p>
          </template>
        </section>
        <p v-if="long" class="banner" role="alert" data-testid="too-long"><span>{{ fill(texts.too_long, { n: most, of: long }) }}</span></p>
        <section v-if="revealed" class="lesson-see" aria-labelledby="see" data-testid="see">
          <h2 id="see">{{ texts.see }}</h2>
          <p>{{ fill(texts.your_guess, { guess: guessText }) }}</p>
          <ul><li v-for="claim in fixed.lesson.claims" :key="claim.text"><span>{{ claim.text }}</span> <Mark :mark="claim.mark"/></li></ul>
          <h2>{{ texts.means }}</h2>
          <p v-for="line in lesson.means" :key="line">{{ line }}</p>
          <p v-if="next"><a :href="'/lessons/' + next.key" data-testid="next-lesson">{{ fill(texts.next, { title: next.title }) }}</a></p>
          <p v-else>{{ texts.last }}</p>
        </section>
        <HandIn v-if="progress.saved" :lesson="lesson" :tools="fixed.lesson" :progress="progress" :fits="fits" :guess="guessText" :packed="text" :revealed="revealed" :options="optionsOf" @say="announce"/>
      </article>
      <Lab :lesson="fixed.lesson" :progress="progress" @steps="backToSteps"/>
    </main>
    <p class="hidden" role="status" aria-live="polite" data-testid="status">{{ status.text }}</p></div>
    <First v-else :error="error" :usual="'/lessons/' + fixed.lesson.key" @report="saveReport"/>`,
  data() {
    const lesson = this.words.lessons.each.find((one) => one.key === this.fixed.lesson.key);
    const link = given().get('p');
    const read = link ? unpacked(link, lesson.steps, lesson.guess.choices) : null;
    return { store, status, fill, lesson, most: MOST, progress: read ?? fresh(lesson.steps), unread: Boolean(link) && !read, missed: false };
  },
  computed: {
    texts() {
      return this.words.lessons;
    },
    at() {
      return this.texts.each.indexOf(this.lesson);
    },
    next() {
      return this.texts.each[this.at + 1];
    },
    guessText() {
      return this.lesson.guess.choices.find((choice) => choice.key === this.progress.guess)?.text ?? '';
    },
    fits() {
      const { tries, answers } = this.progress;
      return this.lesson.steps.map((one, row) => checked(one, answers[row], { tries, lesson: this.fixed.lesson, before: answers[row - 1] }));
    },
    // The numbers of the steps that are still to be done.
    open() {
      const { done, answers } = this.progress;
      return this.lesson.steps.map((one, row) => row + 1).filter((number) => !done[number - 1] || (this.lesson.steps[number - 1].kind !== 'tick' && answers[number - 1].trim() === ''));
    },
    revealed() {
      return this.progress.saved && this.open.length === 0;
    },
    text() {
      return packed(this.progress);
    },
    long() {
      return this.text.length > MOST ? this.text.length : 0;
    },
  },
  created() {
    this.openLab();
    if (this.unread) this.notes.push(this.texts.unread);
    if (!this.long) kept.p = this.text;
  },
  mounted() {
    this.deaf = listen(this.act, (action) => action in ACTS || action === 'undo' || action === 'redo');
    window.addEventListener('pagehide', this.keep);
  },
  beforeDestroy() {
    this.deaf();
    window.removeEventListener('pagehide', this.keep);
    clearTimeout(this.later);
  },
  methods: {
    announce,
    // Before the guess nothing can be played; after it all is open.
    openLab() {
      setStage(this.progress.saved ? 'revealed' : 'predict');
    },
    taken() {
      this.openLab();
      note(this.progress, this.fixed.lesson);
      this.keep();
    },
    // Writes the progress into the address, beside what the server keeps there.  What is too long stays out, and is said.
    keep() {
      clearTimeout(this.later);
      if (this.long || !store.run) return;
      const query = wholeQuery();
      if (query.get('p') === this.text) return;
      query.set('p', this.text);
      rewrite(query);
    },
    saveGuess() {
      this.missed = this.progress.guess === '';
      if (this.missed) return;
      this.progress.saved = true;
      this.openLab();
      note(this.progress, this.fixed.lesson);
      this.$nextTick(() => this.goTo('steps'));
      announce(this.texts.saved);
    },
    goTo(id) {
      const head = document.getElementById(id);
      head.focus({ preventScroll: true });
      // A lab that is always in sight must not make the text lose its place.
      const inSight = getComputedStyle(head.closest('section')).position === 'sticky';
      head.scrollIntoView({ block: inSight ? 'nearest' : 'start' });
    },
    // To the first step that is still to be done: its answer, or its box.
    backToSteps() {
      const [first] = this.open;
      const here = first && this.$el.querySelector(`[data-testid=answer-${first}], [data-testid=done-${first}]`);
      if (!here) {
        this.goTo('steps');
        return;
      }
      here.focus({ preventScroll: true });
      here.scrollIntoView({ block: 'center' });
    },
    // What can be chosen in a step: listed with it, or those of the run.
    optionsOf(one) {
      const { tools } = this.texts;
      const numbers = (count, name) => Array.from({ length: count }, (_, row) => ({ key: String(row + 1), text: fill(name, { n: row + 1 }) }));
      if (one.options === 'staff') return numbers(store.run.people.professionals, tools.staff_number);
      if (one.options === 'services') return numbers(store.run.people.commissioners, tools.service_number);
      if (one.options === 'changes') return this.fixed.lesson.variants.slice(1, 3).map(({ key }) => ({ key, text: this.texts.variants[key] }));
      if (one.options === 'pairs') return this.fixed.lesson.variants.slice(1).map(({ key }) => ({ key, text: this.texts.variants[key] }));
      if (one.options === 'sliders') return this.fixed.lesson.sliders.map(({ name }) => ({ key: name, text: this.texts.sliders[name].name }));
      return one.options ?? [];
    },
    act(action) {
      if (!store.run || !this.progress.saved) return;
      if (action === 'undo') this.undo();
      else if (action === 'redo') this.redo();
      else ACTS[action]();
    },
  },
  watch: {
    text(now) {
      if (now.length <= MOST) kept.p = now;
      clearTimeout(this.later);
      this.later = setTimeout(this.keep, KEEP_AFTER);
    },
    revealed(open) {
      if (open) announce(this.texts.opened);
    },
    'store.band': function more() {
      note(this.progress, this.fixed.lesson);
    },
    'store.month': function moved() {
      if (!store.playing && !document.activeElement?.matches('.scrub')) announce(fill(this.words.present.paused, { m: store.month, of: store.run.months }));
    },
  },
};
