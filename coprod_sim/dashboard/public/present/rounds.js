// Rounds of guessing.  A round is one question about one pair of worlds: its stage, its month and its hands.
// The round stays in this tab for a reload (sessionStorage), as its question and counts, and is gone when the tab is closed.

import { reloaded } from '../shared/address.js';
import { again, votes } from '../shared/guesses/votes.js';
import { setMonth, setStage, setView, store } from '../shared/store.js';

const KEY = 'coprod-sim-round';
const STAGES = ['predict', 'locked', 'open', 'revealed'];
const earlier = new Map(); // rounds of this page by their worlds, for undo

// Two runs with the same text are of one pair of worlds: another luck or title is no other world.
export const worldOf = (run) => run.world ?? run.hash;

const now = () => JSON.parse(JSON.stringify({
  world: worldOf(store.run), month: store.month, stage: store.stage, view: store.view, question: votes.question, counts: votes.counts,
}));

function keep() {
  if (!store.run) return;
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(now()));
  } catch {
    // A browser that keeps nothing loses the round at a reload, and nothing else.
  }
}

// Keeps the round of a page until it is left; gives a function that ends this.
export function keepRounds() {
  const watcher = new Vue();
  keep();
  watcher.$watch(() => [store.run, store.stage, store.playing || store.month, votes.question, votes.total], keep);
  window.addEventListener('pagehide', keep);
  return () => {
    watcher.$destroy();
    window.removeEventListener('pagehide', keep);
  };
}

const isCount = (count) => Number.isInteger(count) && count >= 0;

// Whether a kept text is a round that this run can go on with.
function fits(round, run) {
  const { question, counts } = round;
  return round.world === worldOf(run) && STAGES.includes(round.stage)
    && isCount(round.month) && round.month <= run.months
    && (question === null || (question.measure in run.series && Object.values(counts).every(isCount)));
}

// Goes on with a round, where there is one for this run.
function goOn(round, run) {
  if (!round || !fits(round, run)) return false;
  if (round.question) again(round.question, round.counts);
  setStage(round.stage);
  setMonth(round.stage === 'predict' ? 0 : round.month);
  return true;
}

// After a reload: the round that this tab was in.
export function afterReload(run) {
  if (!reloaded()) return false;
  try {
    const round = JSON.parse(window.sessionStorage.getItem(KEY));
    if (!goOn(round, run)) return false;
    if (['a', 'both', 'charts'].includes(round.view)) setView(round.view);
    return true;
  } catch {
    return false;
  }
}

// Before another world takes its place, a round is put by; undo and redo come back to it.
export const putBy = (run) => earlier.set(worldOf(run), { ...now(), world: worldOf(run) });
export const backTo = (run) => goOn(earlier.get(worldOf(run)), run);
