// The part of the address that the browser owns: the month and the view.  The scenario in it is the server's.

import { store } from './store.js';
import { followed, query as given, rewrite } from './where.js';

const VIEWS = ['a', 'both', 'charts'];

// Where a link leads: its month and view.  Who follows a link into the middle has guessed already.
export function whereTo(run) {
  const query = given();
  const at = Number(query.get('at'));
  const month = Number.isInteger(at) && at > 0 && at <= run.months ? at : 0;
  const view = VIEWS.includes(query.get('view')) ? query.get('view') : store.view;
  return { month, view, stage: month > 0 ? 'open' : store.stage };
}

// Whether this page was loaded again, or come back to, and not opened anew.
export function reloaded() {
  const [how] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return !followed && (how?.type === 'reload' || how?.type === 'back_forward');
}

// Keeps the month in the address, so that a reload comes back to it.
export function keepPlace() {
  const query = given();
  if (!query.has('s')) return;
  query.set('at', String(store.month));
  query.set('view', store.view);
  rewrite(query);
}

// The query of the address, with the two ways that are shown even where they are the usual ones.
export function wholeQuery() {
  const query = given();
  if (!query.has('v')) query.set('v', '1');
  if (store.run && !query.has('s')) query.set('s', store.run.link);
  return query;
}
