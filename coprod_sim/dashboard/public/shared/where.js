// Where the reader is: the path and the query of the address.
// A server gives each page an address of its own; in the edition without a server both stand behind the # of one file.

export const still = () => document.documentElement.dataset.edition === 'still';

const HOME = '/';

// What the browser's history keeps of a place in the edition without a server: that this page was there, or that a link leads there.
export const SEEN = { seen: true };
export const AFRESH = { afresh: true };

// Whether a link led here that was followed in this file: for that, the file is loaded again.
export const followed = Boolean(window.history.state?.afresh);

// What stands behind the # in the edition without a server, as path and query.
function behind() {
  const [path, query = ''] = window.location.hash.slice(1).split('#')[0].split('?');
  return { path: path.startsWith('/') ? path : HOME, query };
}

export const path = () => (still() ? behind().path : window.location.pathname);

export const search = () => (still() ? behind().query : window.location.search.replace(/^\?/, ''));

// The part of the page that the address names.
export const part = () => window.location.hash.split('#')[still() ? 2 : 1] ?? '';

export const query = () => new URLSearchParams(search());

// The address of this page with another query, as it would be sent to somebody.
/** @param {URLSearchParams | string} of */
export function addressWith(of) {
  const { origin, pathname, href } = window.location;
  return still() ? `${href.split('#')[0]}#${path()}?${of}` : `${origin}${pathname}?${of}`;
}

// Writes a query into the address.  No server is asked, and no step of history is made.
/** @param {URLSearchParams} of */
export function rewrite(of) {
  const next = still() ? `#${path()}?${of}` : `${window.location.pathname}?${of}`;
  allowed(() => window.history.replaceState(window.history.state, '', next));
}

// Makes a step of history to a path and query of this file.
/** @param {string} to */
export function pushed(to) {
  if (`#${to}` !== window.location.hash) allowed(() => window.history.pushState(SEEN, '', `#${to}`));
}

// Notes in the browser's history what this place is (SEEN, AFRESH).
/** @param {object} state */
export const noted = (state) => allowed(() => window.history.replaceState(state, ''));

// Some frames may not write their address, and no page may do so too often: then it stays, and nothing else is lost.
function allowed(write) {
  try {
    write();
  } catch {
    // The page goes on with what it knows itself.
  }
}
