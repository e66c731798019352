// The guesses of a room: counts of raised hands, and nothing about anybody.  They are gone when the tab is closed (present/rounds.js).

import { SHAPES, SIDES } from './shapes.js';
import { store } from '../store.js';

const MOST = 999;

export const votes = Vue.observable({
  question: null, // {text, kind: 'shape' or 'which', measure, side}; side 0 or 1, null for which
  answers: [],    // what can be guessed
  counts: {},     // raised hands for each answer
  total: 0,
});

// Asks something else: the hands that were raised for another question do not count.
export function choose(question) {
  votes.question = question;
  votes.answers = question.kind === 'shape' ? SHAPES : SIDES;
  votes.counts = Object.fromEntries(votes.answers.map((answer) => [answer, 0]));
  votes.total = 0;
}

let resumed = false; // whether a stage that is set just now comes with its hands

// Asks what was asked before, with the hands that were raised.
export function again(question, counts) {
  resumed = true;
  setTimeout(() => { resumed = false; });
  choose(question);
  votes.answers.forEach((answer) => { votes.counts[answer] = Math.min(MOST, counts[answer] ?? 0); });
  sum();
}

function sum() {
  votes.total = votes.answers.reduce((all, each) => all + votes.counts[each], 0);
}

// The measure that a room has guessed about, once its guesses are locked.
export const votedMeasure = () => (votes.total > 0 && ['locked', 'revealed'].includes(store.stage) ? votes.question.measure : null);

export function count(answer, by) {
  if (store.stage !== 'predict') return;
  votes.counts[answer] = Math.min(MOST, Math.max(0, votes.counts[answer] + by));
  sum();
}

// What the charts may show after the reveal: {measure, side, shape, votes, of} for each answer.
export function marks() {
  const { question, answers, counts, total } = votes;
  if (!question) return [];
  const shape = question.kind === 'shape';
  return answers.map((answer) => ({
    measure: question.measure,
    side: shape ? ['A', 'B'][question.side] : answer,
    shape: shape ? answer : null,
    votes: counts[answer],
    of: total,
  }));
}

export function clear() {
  if (votes.question) choose(votes.question);
}

// A room that goes back to guessing raises its hands anew.
new Vue({
  data: () => ({ store }),
  watch: {
    'store.stage': (now, before) => {
      if (now === 'predict' && before !== 'predict' && !resumed) clear();
    },
  },
});
