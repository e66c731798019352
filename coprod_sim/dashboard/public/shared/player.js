// The clock of a page: it moves store.month and needs no server.
// Play stops by itself at every change on the timeline and at the end, so that people can talk.

import { setMonth, setPlaying, setSpeed, store } from './store.js';

export const SPEEDS = { slow: 2, normal: 5, fast: 15 }; // months a second
const LONGEST_FRAME = 0.25; // s; after a pause of the browser the clock does not jump

let frame = null;
let last = 0;
let exact = 0; // the month with its fraction

export const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export const mayPlay = () => store.run !== null && store.stage !== 'predict';

// The months at which Play stops: where something changes, and the end.
export function stops(run) {
  const months = [...run.changes, ...run.events].map((change) => change.start);
  return [...new Set([...months, run.months])].filter((month) => month > 0 && month <= run.months).sort((a, b) => a - b);
}

function nextStop(run, month) {
  return stops(run).find((stop) => stop > month) ?? run.months;
}

export function goTo(month) {
  setMonth(Math.max(0, Math.min(store.run.months, Math.round(month))));
  exact = store.month;
}

export function pause() {
  if (frame !== null) cancelAnimationFrame(frame);
  frame = null;
  setPlaying(false);
}

export function play() {
  if (!mayPlay() || store.playing) return;
  if (store.month >= store.run.months) goTo(0);
  if (calm()) {
    goTo(nextStop(store.run, store.month));
    return;
  }
  setPlaying(true);
  exact = store.month;
  last = performance.now();
  frame = requestAnimationFrame(tick);
}

function tick(now) {
  // A frame may have begun before the key was pressed: time never runs backwards.
  const passed = Math.max(0, Math.min(LONGEST_FRAME, (now - last) / 1000));
  last = now;
  const stop = nextStop(store.run, store.month);
  exact += passed * SPEEDS[store.speed];
  if (exact >= stop) {
    goTo(stop);
    pause();
    return;
  }
  if (Math.floor(exact) !== store.month) setMonth(Math.floor(exact));
  frame = requestAnimationFrame(tick);
}

export function toggle() {
  if (store.playing) pause();
  else play();
}

export function step(months) {
  pause();
  goTo(store.month + months);
}

export function changeSpeed(by) {
  const names = /** @type {(keyof typeof SPEEDS)[]} */ (Object.keys(SPEEDS));
  setSpeed(names[Math.max(0, Math.min(names.length - 1, names.indexOf(store.speed) + by))]);
}
