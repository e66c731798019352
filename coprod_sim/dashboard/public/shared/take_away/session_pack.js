// The session pack: what a room takes home, as one ZIP that is made in the browser and needs no server.
// It must not spoil: before the reveal there are no guesses in it, no names, and nothing of later months.

import { fill } from '../fill.js';
import { withMark } from '../mark.js';
import { stops } from '../player.js';
import { chartsPicture, townPicture } from './png.js';
import { outcome } from '../guesses/result.js';
import { lastInFiles } from '../seen.js';
import { store } from '../store.js';
import { sentencesAt } from '../telling/telling.js';
import { votes } from '../guesses/votes.js';
import { zip } from './zip.js';

// The months at which the room stood still; of another run nothing has been seen.
const seen = new Set();

function look() {
  if (store.run && !store.playing) seen.add(store.month);
}

new Vue({
  data: () => ({ store }),
  watch: {
    'store.run': (run, before) => {
      if (run?.hash !== before?.hash) seen.clear();
      look();
    },
    'store.month': look,
    'store.playing': look,
  },
});

const revealed = () => store.stage === 'revealed';

// Months with their sentences; after the reveal those of every stop and of the end, too.  What is told again is left out.
function told() {
  const months = [...new Set([...seen, ...(revealed() ? stops(store.run) : [])])].filter((month) => month <= lastInFiles()).sort((a, b) => a - b);
  let last = '';
  return months.map((month) => ({ month, sentences: sentencesAt(month).map(withMark) })).filter(({ sentences }) => {
    const fresh = sentences.length > 0 && sentences.join() !== last;
    if (fresh) last = sentences.join();
    return fresh;
  });
}

function toldText(words) {
  const months = told().map(({ month, sentences }) => [fill(words.pack_month, { m: month }), ...sentences].join('\n'));
  return `${[words.pack_told, words.pack_made_up, ...months].join('\n\n')}\n`;
}

function guessText(words) {
  const texts = store.words.predict;
  const { question, answers, counts, total } = votes;
  const result = outcome(votes, store);
  const rows = answers.map((answer) => {
    const hands = fill(counts[answer] === 1 ? texts.hand : texts.hands, { n: counts[answer] });
    return `${texts.answers[answer]}: ${hands}${answer === result.answer ? ` (${texts.came})` : ''}`;
  });
  const parts = [words.pack_guesses, question.text || texts.untyped, rows.join('\n'), fill(texts.total, { n: total }), result.lines.join('\n')];
  return `${[...parts, texts[result.kind]].filter(Boolean).join('\n\n')}\n`;
}

function readMe(words, about, link) {
  const { run } = store;
  const rows = [
    about.title, words.pack_made_up, about.settings,
    fill(words.pack_run, { luck: run.luck, m: store.month, of: run.months }),
    `${words.pack_link}\n${link}`,
    fill(words.about, { version: run.version, hash: run.hash, results: run.results }),
    fill(words.pack_date, { date: about.date }),
    revealed() ? '' : words.pack_before,
  ];
  return `${rows.filter(Boolean).join('\n\n')}\n`;
}

// link: the address of this state.   about: what stands on the pictures (share.js).   Gives a Blob.
export async function sessionPack(link, about) {
  const words = store.words.share;
  const names = words.pack_files;
  const files = [
    { name: names.read_me, content: readMe(words, about, link) },
    { name: names.told, content: toldText(words) },
    { name: names.charts, content: await chartsPicture(store, about) },
    { name: names.town, content: await townPicture(store, about) },
  ];
  if (revealed()) files.push({ name: names.scenario, content: store.run.file });
  if (revealed() && votes.total) files.push({ name: names.guesses, content: guessText(words) });
  return zip(files);
}
