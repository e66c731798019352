// Which months a room may know: before its vote and while that is locked, nothing after the month that is shown.
// Everything that holds numbers asks here: charts, tables, stories, pictures and files.

import { store } from './store.js';

// The month at which the player last stood still, and the run whose end the room has seen.
export const seen = Vue.observable({ month: 0, end: null });

function follow() {
  const { run, month, stage, playing } = store;
  // Play that begins again from the end has left the end.
  if (!playing || month < seen.month) seen.month = month;
  if (stage === 'predict' || stage === 'locked') seen.end = null;
  else if (run && month >= run.months) seen.end = run.results;
}
new Vue().$watch(() => [store.run, store.month, store.stage, store.playing], follow, { immediate: true });

// Whether months after the shown one may be seen, in light.
export function restKnown() {
  const { run, month, stage } = store;
  return stage === 'revealed' || month >= run.months || seen.end === run.results;
}

// The last month that may be known.
export const lastKnown = () => (restKnown() ? store.run.months : Math.min(store.month, store.run.months));

// The last month that a file may hold: all of them, unless a vote is still to come or is locked.
export function lastInFiles() {
  const { run, month, stage } = store;
  return stage === 'predict' || stage === 'locked' ? Math.min(month, run.months) : run.months;
}
