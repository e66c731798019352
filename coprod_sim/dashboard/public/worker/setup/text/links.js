// A table as the short text of a link, and back.  The twin of setup/untrusted_json.py, as far as it is about links.

import { tables } from '../../tables.js';
import { deflated } from './deflate.js';
import { inflated } from './inflate.js';
import { UnreadableError } from '../errors.js';
import { compact, parsed } from './json.js';

// A table as the text of a link: letters, digits, - and _ only.
/** @param {import('./json.js').Table} table */
export function packed(table) {
  const bytes = deflated(new TextEncoder().encode(compact(table)));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

// The table of a link; raises UnreadableError.
/** @param {string} link */
export function unpacked(link) {
  const { link: longest, unpacked: most } = tables.setup.limits;
  if (link.length > longest) throw new UnreadableError('is too long');
  if (!/^[\w-]*$/.test(link)) throw new UnreadableError('holds characters that no link has');
  const text = textOf(link, most + 1);
  if ([...text].length > most) throw new UnreadableError('holds more than 200 kB');
  return parsed(text);
}

/**
 * @param {string} link
 * @param {number} most
 */
function textOf(link, most) {
  try {
    const letters = atob(link.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = inflated(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)), most);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnreadableError('cannot be unpacked');
  }
}
