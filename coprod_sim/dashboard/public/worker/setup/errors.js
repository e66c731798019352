// What a set-up says that cannot be done: all of it at once.  The twin of coprod_sim/errors.py.

const UNSEEN = /(?![\t\n])[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

// Shows what a terminal would obey.
/** @param {string} text */
function printable(text) {
  return text.replace(UNSEEN, (found) => {
    const digits = found.charCodeAt(0).toString(16);
    if (found === '\r') return '\\r';
    return digits.length > 2 ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`;
  });
}

export class ScenarioError extends Error {
  /** @param {...string} faults */
  constructor(...faults) {
    const shown = faults.map((fault) => printable(fault).replaceAll('\n', '\\n'));
    super(shown.join('\n'));
    this.name = 'ScenarioError';
    this.faults = shown;
  }
}

// A text that cannot be read at all: what was given, what is allowed and what to do.
export class UnreadableError extends Error {}
