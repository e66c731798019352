// The mark "in our default town": it stands beside what too few other assumptions bear out.  Which that is, the server says.

import { store } from './store.js';

// Beside a sentence, a claim or anything else that the server has looked up.
/** @type {Component} */
export const Mark = {
  props: ['mark'],
  template: '<em v-if="mark" class="mark note" data-testid="mark">({{ mark }})</em>',
};

// A sentence as plain text.
export const withMark = ({ text, mark }) => (mark ? `${text} (${mark})` : text);

// What the reveal says of the end, with its mark; of a shape, and of no clear difference, nothing is known.
export function revealed(result, { question }) {
  if (result.answer === null) return result;
  const known = question.kind === 'which' ? store.run.marks?.[question.measure] : null;
  const mark = known?.[result.answer] ?? store.words.telling.mark;
  return mark ? { ...result, lines: [...result.lines, `(${mark})`] } : result;
}
