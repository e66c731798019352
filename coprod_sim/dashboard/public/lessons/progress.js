// How far a student has come, as a short text for the address, and back.  What a link says is looked at before it is used.

export const MOST = 2500; // characters in the address: room for 150 words and some sentences, and a link that programs still take
const MOST_TRIES = 12;
const LONGEST = 4000; // characters of one text, whatever the link says

export const fresh = (steps) => ({ guess: '', why: '', saved: false, done: steps.map(() => false), answers: steps.map(() => ''), tries: [] });

export function packed(progress) {
  const answers = Object.fromEntries(progress.answers.map((text, step) => [step, text]).filter(([, text]) => text !== ''));
  const short = { g: progress.guess, w: progress.why, s: progress.saved ? 1 : 0, d: progress.done.map(Number).join(''), a: answers, t: progress.tries };
  const bytes = new TextEncoder().encode(JSON.stringify(short));
  const raw = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(raw).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const text = (value) => (typeof value === 'string' ? value.slice(0, LONGEST) : '');
const isTry = (one) => Array.isArray(one) && one.length > 0 && one.length < 10 && one.every(Number.isFinite);

// Gives the progress that a text holds, or null where nothing can be read.  A guess that the lesson does not offer was not made.
export function unpacked(packedText, steps, choices) {
  try {
    const raw = atob(packedText.replaceAll('-', '+').replaceAll('_', '/'));
    const short = JSON.parse(new TextDecoder().decode(Uint8Array.from(raw, (letter) => letter.charCodeAt(0))));
    const guess = choices.some((choice) => choice.key === short.g) ? short.g : '';
    return {
      guess,
      why: text(short.w),
      saved: guess !== '' && short.s === 1,
      done: steps.map((_, step) => text(short.d)[step] === '1'),
      answers: steps.map((_, step) => text(short.a?.[step])),
      tries: Array.isArray(short.t) ? short.t.filter(isTry).slice(0, MOST_TRIES) : [],
    };
  } catch {
    return null;
  }
}

// Notes a try: one with the same first numbers takes the place of the earlier; the oldest goes when there are too many.
export function noted(tries, one, same) {
  const at = tries.findIndex((other) => other.slice(0, same).every((value, row) => value === one[row]));
  const all = tries.slice();
  if (at >= 0) all.splice(at, 1, one);
  else all.push(one);
  return all.slice(-MOST_TRIES);
}
