// What the room has set up: two ways of working, luck, changes and town.  The server checks every edit and answers with a run.
// The server writes each state into the address, so that link, undo and reload are one thing.

import { store } from './store.js';

let send = () => {};
let latest = null; // the setup that was asked for last; newer than store.run.setup until the answer comes

export function connect(ask) {
  send = ask;
}

export const ask = (question) => send(question);

// A run has arrived: what was asked for before it is answered.
export function answered(run) {
  latest = null;
  store.stale = false;
  return run;
}

export const setup = () => latest ?? store.run.setup;

// Changes the setup and asks the server for its run; `change` gets a copy that it may alter.
export function edit(change) {
  const next = JSON.parse(JSON.stringify(setup()));
  change(next);
  latest = next;
  store.stale = true;
  send({ kind: 'setup', setup: next });
}

export function open(link) {
  latest = null;
  store.stale = true;
  send({ kind: 'link', link });
}

export const LUCKS = 20;

export const newLuck = () => edit((next) => {
  next.luck = (next.luck % LUCKS) + 1;
});
