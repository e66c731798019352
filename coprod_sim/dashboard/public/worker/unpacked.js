// Reads what coprod_sim/dashboard/static/packed.py has packed into text: gzip, in letters.
// Browsers unpack in streams only, so whoever asks has to wait.

/** @param {string} text */
function opened(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
}

/**
 * @param {string} text
 * @returns {Promise<Record<string, any>>}
 */
export const unpacked = (text) => opened(text).json();

/** @param {string} text */
export const unpackedBytes = (text) => opened(text).arrayBuffer();
