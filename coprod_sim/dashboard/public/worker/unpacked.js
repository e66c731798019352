// Reads tables that coprod_sim/dashboard/static/packed.py has packed into text.
// Browsers unpack in streams only, so whoever asks has to wait.

/**
 * @param {string} text
 * @returns {Promise<Record<string, any>>}
 */
export function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}
