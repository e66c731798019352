// The worker of the edition without a server: it holds the rules, and answers what the page asks (session.js).
// The page sends {tables, module} once, then {open, search}, {go} and {ask}; the worker sends {props}, {title}, {draw} once, and {push}.

import { Session } from './session.js';
import { loadRules } from './numbers/town.js';
import { setTables } from './tables.js';
import { unpacked, unpackedBytes } from './unpacked.js';

/** @type {any} */
const page = globalThis;
/** @type {Promise<Session>} */
let session;

async function begin({ tables, module }) {
  setTables(await unpacked(tables));
  const memory = await loadRules(await unpackedBytes(module));
  return new Session(memory, (told) => page.postMessage(told));
}

page.onmessage = async ({ data }) => {
  if (data.tables) session = begin(data);
  const found = await session;
  if (data.open) await found.open(data.open, data.search);
  if (data.go !== undefined) await found.go(data.go);
  if (data.ask) await found.ask(data.ask);
};
