// The known name that looks most like a misspelt one, as Python's difflib finds it.  The twin of close_name in parameters/__init__.py.

// The longest run of letters that two parts have in common; of several, the first.
/**
 * @param {string[]} one
 * @param {string[]} other
 */
function longestRun(one, other) {
  let best = { at: 0, otherAt: 0, size: 0 };
  let before = new Array(other.length + 1).fill(0);
  one.forEach((letter, at) => {
    const now = new Array(other.length + 1).fill(0);
    other.forEach((otherLetter, otherAt) => {
      if (letter !== otherLetter) return;
      const size = before[otherAt] + 1;
      now[otherAt + 1] = size;
      if (size > best.size) best = { at: at - size + 1, otherAt: otherAt - size + 1, size };
    });
    before = now;
  });
  return best;
}

// How many letters two texts have in common: in their longest run, and before and behind it.
/**
 * @param {string[]} one
 * @param {string[]} other
 * @returns {number}
 */
function inCommon(one, other) {
  const { at, otherAt, size } = longestRun(one, other);
  if (!size) return 0;
  const before = inCommon(one.slice(0, at), other.slice(0, otherAt));
  return before + size + inCommon(one.slice(at + size), other.slice(otherAt + size));
}

// How alike two texts are, from 0 to 1.
/**
 * @param {string} one
 * @param {string} other
 */
export function ratio(one, other) {
  const letters = [...one], others = [...other];
  const all = letters.length + others.length;
  return all ? (2 * inCommon(letters, others)) / all : 1;
}

// Up to so many of the known names that look like a word, the best first.
/**
 * @param {string} word
 * @param {Iterable<string>} known
 * @param {number} most
 */
export function closeMatches(word, known, most) {
  const each = [...known].map((name) => ({ name, alike: ratio(name, word) })).filter((one) => one.alike >= 0.6);
  each.sort((one, other) => other.alike - one.alike || (one.name < other.name ? 1 : -1));
  return each.slice(0, most).map((one) => one.name);
}

// Capital letters and hyphens are no difference.
/**
 * @param {string} name
 * @param {Iterable<string>} known
 * @returns {string | null}
 */
export function closeName(name, known) {
  const plain = name.toLowerCase().replaceAll('-', ' ').split(/\s+/).filter(Boolean).join('_');
  return closeMatches(plain, known, 1)[0] ?? null;
}
