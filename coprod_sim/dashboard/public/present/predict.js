// Predict, lock, reveal: the room guesses before it sees, and later sees its guesses beside what came.
// Before Lock no count of an answer is on the page; only how many hands were raised in all.

import { fill } from '../shared/fill.js';
import { ShapeCard } from '../shared/guesses/card.js';
import { OwnQuestion } from './predict_own.js';
import { outcome } from '../shared/guesses/result.js';
import { choose, count, marks, votes } from '../shared/guesses/votes.js';
import { SIDES, setStage, store } from '../shared/store.js';

const OWN = 'own';

/** @type {Component} */
export const Predict = {
  components: { OwnQuestion, ShapeCard },
  template: `
    <section class="predict" data-testid="predict" :data-stage="store.stage" :aria-label="words.title">
      <template v-if="!skipped">
        <p v-if="guessing" class="predict-intro">{{ words.intro }}</p>
        <div v-if="guessing" class="predict-ask">
          <label for="predict-question">{{ words.ask }}</label>
          <select id="predict-question" data-testid="predict-question" :value="asked" @change="ask($event.target.value)">
            <option v-for="(question, row) in ready" :key="row" :value="row">{{ question.text }}</option>
            <option value="own">{{ words.own }}</option>
          </select>
        </div>
        <OwnQuestion v-if="guessing && asked === 'own'" @change="own"/>
        <h3 ref="head" tabindex="-1">{{ votes.question.text || words.untyped }}</h3>
        <p class="predict-about">{{ about }}</p>
        <ul class="predict-answers">
          <ShapeCard v-for="answer in votes.answers" :key="answer" :answer="answer" :locked="!guessing" :side="votes.question.side"
            :count="guessing ? null : votes.counts[answer]" :came="revealed && answer === result.answer" @count="count(answer, $event)"/>
        </ul>
        <p class="predict-total" data-testid="predict-total">{{ total }}</p>
      </template>
      <div v-if="revealed" class="predict-result" data-testid="predict-result">
        <p v-for="line in result.lines" :key="line">{{ line }}</p>
        <p v-if="result.kind" class="predict-kind">{{ words[result.kind] }}</p>
      </div>
      <p v-if="store.stage === 'locked'" class="predict-next">{{ watched ? words.ready : words.locked }}</p>
      <p v-if="store.stage === 'open'" class="predict-next">{{ words.skipped }}</p>
      <div class="predict-actions">
        <button v-if="guessing" key="lock" type="button" class="predict-main" data-testid="predict-lock" :disabled="!votes.total" @click="lock">{{ words.lock }}</button>
        <button v-if="guessing" key="skip" type="button" data-testid="predict-skip" @click="skip">{{ words.skip }}</button>
        <button v-if="waiting" key="reveal" type="button" class="predict-main" data-testid="predict-reveal" @click="reveal">{{ words.reveal }}</button>
      </div>
    </section>`,
  data: () => ({ store, votes, asked: 0 }),
  computed: {
    words: () => store.words.predict,
    ready() {
      const { months } = store.run;
      const when = months % 12 ? fill(this.words.months, { m: months }) : fill(this.words.years, { y: months / 12 });
      return this.words.questions.map((question) => ({ ...question, side: question.side ?? null, text: fill(question.text, { when }) }));
    },
    guessing: () => store.stage === 'predict',
    revealed: () => store.stage === 'revealed',
    waiting: () => store.stage === 'locked' || store.stage === 'open',
    skipped: () => store.stage === 'open' || (store.stage === 'revealed' && !votes.total),
    watched: () => store.month >= store.run.months,
    total: () => fill(store.words.predict.total, { n: votes.total }),
    about() {
      const { kind, measure, side } = votes.question;
      return fill(this.words[`about_${kind}`], { measure: store.words.charts.names[measure], s: SIDES[side] });
    },
    result: () => outcome(votes, store),
  },
  created() {
    const now = this.ready.findIndex(({ text }) => text === votes.question?.text);
    if (!votes.question) choose(this.ready[0]);
    this.asked = votes.question && now < 0 && votes.question.own ? OWN : Math.max(0, now);
  },
  methods: {
    count,
    ask(value) {
      this.asked = value === OWN ? OWN : Number(value);
      if (value !== OWN) choose(this.ready[this.asked]);
    },
    own(question) {
      choose({ ...question, own: true });
    },
    lock() {
      this.go('locked');
    },
    skip() {
      this.go('open');
    },
    reveal() {
      this.go('revealed');
      this.$emit('marks', votes.total ? marks() : []);
    },
    // The button that was pressed goes; focus stays in the panel, but on no button: who presses Enter twice reveals nothing.
    go(stage) {
      setStage(stage);
      this.$nextTick(() => {
        const next = this.$refs.head || this.$el;
        if (next === this.$el) this.$el.tabIndex = -1;
        next.focus();
      });
    },
  },
};
