// What really came, in words, and how the room's guesses stand beside it.

import { fill } from '../fill.js';
import { revealed } from '../mark.js';
import { shapeResult, whichOf } from './shapes.js';
import { SIDES } from '../store.js';

// A guess counts as that of most people from half of the hands on.
function kindOf({ counts, total }, answer, agree) {
  if (!total) return '';
  if (!agree) return 'mixed';
  return (counts[answer] ?? 0) * 2 >= total ? 'close' : 'far';
}

function shapeLines(words, measure, question, watched, found) {
  const first = fill(question.measure === 'staff_load' ? words.result_shape_hours : words.result_shape, {
    measure, s: SIDES[question.side], shape: words.shapes[found.answer], x: Math.round(watched[0]), y: Math.round(watched[watched.length - 1]),
  });
  return [first, fill(words.result_alike, { n: found.alike, of: found.of })];
}

function whichLines(words, measure, found) {
  const { answer, higher, lower, equal } = found;
  if (answer === 'none') {
    return [fill(words.result_none, { measure }), fill(equal ? words.result_split_equal : words.result_split, { n: higher, rest: lower, equal })];
  }
  return [fill(words.result_which, { measure, s: answer, n: answer === 'B' ? higher : lower, of: higher + lower + equal })];
}

// {answer, lines, kind}: kind is close, far, mixed, or '' where nobody guessed.  The lines end with the mark where one is wanted.
export const outcome = (votes, store) => revealed(outcomeOf(votes, store), votes);

function outcomeOf(votes, store) {
  const words = store.words.predict;
  const { question } = votes;
  const rows = store.band?.done === store.band?.of && store.band?.series[question.measure];
  if (!rows) return { answer: null, lines: [words.result_soon], kind: '' };
  const measure = store.words.charts.names[question.measure];
  const watched = store.run.series[question.measure][question.side ?? 1];
  if (question.kind === 'which') {
    const found = whichOf(rows[0], rows[1], store.run.months);
    return { answer: found.answer, lines: whichLines(words, measure, found), kind: kindOf(votes, found.answer, found.answer !== 'none') };
  }
  const found = shapeResult(watched, rows[question.side]);
  return { answer: found.answer, lines: shapeLines(words, measure, question, watched, found), kind: kindOf(votes, found.answer, found.agree) };
}
