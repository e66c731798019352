// What the room has set up: two ways of working, luck, changes and town.  The server checks every edit and answers with a run.
// The server writes each state into the address, so that link, undo and reload are one thing.

import { setStale, store } from './store.js';

/** @type {(question: object) => void} */
let send = () => {};
let number = 0; // of the last question
let last = null; // the question that was asked last, to ask it again if it failed
/** @type {import('./payloads.js').Setup | null} */
let failed = null; // the setup whose run failed: the next luck is the one after its luck
/** @type {import('./payloads.js').Setup | null} */
let latest = null; // the setup that was asked for last; newer than store.run.setup until the answer comes

export function connect(sender) {
  send = sender;
}

// What a page keeps in the address beside the two ways of working, as text by name; it stays when the server writes a new one.
export const kept = {};

export function ask(question) {
  if (!store.online) return;
  number += 1;
  last = { ...question, keep: { ...kept }, number };
  send(last);
}

export const askAgain = () => last && ask(last);

// The server has answered a question, and whether it went well; until the last one is answered, the picture shows old settings.
export function answered(answer, well) {
  if (answer !== number) return;
  failed = well ? null : latest ?? failed;
  latest = null;
  setStale(false);
}

/** @returns {import('./payloads.js').Setup} */
export const setup = () => latest ?? store.run.setup;

// Changes the setup and asks the server for its run; `change` gets a copy that it may alter.
/** @param {(setup: import('./payloads.js').Setup) => void} change */
export function edit(change) {
  if (!store.online) return;
  const next = JSON.parse(JSON.stringify(setup()));
  change(next);
  latest = next;
  setStale(true);
  ask({ kind: 'setup', setup: next });
}

export function open(link) {
  if (!store.online) return;
  latest = null;
  setStale(true);
  ask({ kind: 'link', link });
}

const LUCKS = 20;

export const newLuck = () => edit((next) => {
  next.luck = ((failed ?? next).luck % LUCKS) + 1;
});
