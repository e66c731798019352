// Shows the last change again: before and after, three times, on axes that stay as they are.

import { calm } from './player.js';
import { setBefore, setPicture } from './store.js';

const TIMES = 3;
const EACH = 900; // ms
const STILL = 8000; // ms that both stand side by side, where motion is not wanted

let timer = null;

// Something newer has come.
export function stopReplay() {
  clearTimeout(timer);
  setBefore(null);
}

export function showReplay(before, now) {
  stopReplay();
  setBefore(before.series);
  if (calm()) {
    timer = setTimeout(() => setBefore(null), STILL);
    return;
  }
  let turn = 0;
  const next = () => {
    const old = turn % 2 === 0;
    setPicture(turn >= 2 * TIMES ? now : old ? Object.freeze({ ...now, ...pictures(before) }) : now);
    if (turn >= 2 * TIMES) {
      setBefore(null);
      return;
    }
    turn += 1;
    timer = setTimeout(next, EACH);
  };
  next();
}

// What is seen of a run; everything else of the state stays as it is.
function pictures(run) {
  return { worlds: run.worlds, series: run.series, people: run.people, months: run.months };
}
