// Keys of the trainer's page.  They rest while focus is in something that has keys of its own.

import { store } from './store.js';

const TYPED_IN = 'input, select, textarea, [contenteditable]';
const OWN_KEYS = `${TYPED_IN}, button, summary, a[href], [role=slider], [tabindex="0"]`; // the last: boxes that scroll

// Gives the name of the action that a key asks for, or null.
function actionOf(event) {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey) {
    const key = event.key.toLowerCase();
    if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
    return key === 'y' ? 'redo' : null;
  }
  if (event.altKey || event.defaultPrevented) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return ACTIONS[key] ?? null;
}

export const ACTIONS = {
  ' ': 'toggle',
  ArrowRight: 'forward',
  ArrowLeft: 'back',
  Home: 'start',
  '[': 'slower',
  ']': 'faster',
  r: 'replay',
  n: 'luck',
  1: 'viewA',
  2: 'viewBoth',
  3: 'viewCharts',
  b: 'blank',
  p: 'big',
  '?': 'help',
};

// `hears` says which actions a page has; keys of others keep what the browser does with them.
/**
 * @param {(action: string) => void} act
 * @param {(action: string) => boolean} hears
 */
export function listen(act, hears = () => true) {
  const heard = (event) => {
    const action = actionOf(event);
    if (!action || !hears(action)) return;
    if (store.blank) {
      if (action !== 'blank') return;
    } else if (action !== 'blank' && document.querySelector('.page dialog[open], .page [role=dialog]')) {
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    if (!store.blank && event.target.closest?.(control ? TYPED_IN : OWN_KEYS)) return;
    if (!control && !store.shortcuts) return;
    event.preventDefault();
    act(action);
  };
  document.addEventListener('keydown', heard);
  return () => document.removeEventListener('keydown', heard);
}
