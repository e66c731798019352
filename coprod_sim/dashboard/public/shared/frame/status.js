// The one polite voice of a page: at most one message a second, and none while the months run.

import { store } from '../store.js';

const APART = 1000; // ms

export const status = Vue.observable({ text: '' });

let said = 0;
let timer = null;

export function announce(text) {
  if (store.playing) return;
  clearTimeout(timer);
  const wait = Math.max(0, said + APART - Date.now());
  timer = setTimeout(() => {
    if (store.playing) return;
    said = Date.now();
    status.text = text;
  }, wait);
}
