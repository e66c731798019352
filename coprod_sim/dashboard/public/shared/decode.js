// Unpacks what payload.py packs: base64 of little-endian bytes becomes typed arrays.
// Without a server the worker gives typed arrays at once; they stay as they are.

/** @import { Band, PackedBand, PackedRun, People, PeopleOf, Run, World, WorldOf } from './payloads.js' */

/** @param {any} text */
function bytes(text) {
  if (typeof text !== 'string') return text;
  const raw = atob(text);
  const out = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) out[i] = raw.charCodeAt(i);
  return out;
}

/** @param {any} text */
const words = (text) => (typeof text === 'string' ? new Uint16Array(bytes(text).buffer) : text);
/** @param {any} text */
const reals = (text) => (typeof text === 'string' ? new Float32Array(bytes(text).buffer) : text);

/**
 * @param {PeopleOf<string, string>} people
 * @returns {People}
 */
function decodePeople(people) {
  return {
    ...people,
    family_commissioner: words(people.family_commissioner),
    professional_commissioner: words(people.professional_commissioner),
    discipline: bytes(people.discipline),
    tie_family: words(people.tie_family),
    tie_professional: words(people.tie_professional),
  };
}

/**
 * @param {WorldOf<string>} world
 * @returns {World}
 */
function decodeWorld(world) {
  return {
    ladder: world.ladder,
    say: bytes(world.say),
    trust: bytes(world.trust),
    council: bytes(world.council),
    skill: bytes(world.skill),
    newcomer: bytes(world.newcomer),
    link: bytes(world.link),
  };
}

// A pair of runs: people, worlds [A, B] with arrays of months x people (0 to 255), series {measure: [A, B]} of 100.
// Frozen, so that Vue does not walk through a hundred thousand numbers.
/**
 * @param {PackedRun} run
 * @returns {Run}
 */
export function decodeRun(run) {
  return Object.freeze({ ...run, people: decodePeople(run.people), worlds: run.worlds.map(decodeWorld) });
}

// Many pairs: series {measure: [A, B]}, each a list of Float32Array, one for each pair, of 100.
/**
 * @param {PackedBand} band
 * @param {number} months
 * @returns {Band}
 */
export function decodeBand(band, months) {
  const rows = (text) => {
    const all = reals(text);
    return Array.from({ length: band.done }, (_, pair) => all.subarray(pair * (months + 1), (pair + 1) * (months + 1)));
  };
  /** @type {Band['series']} */
  const series = Object.fromEntries(Object.entries(band.series).map(([name, [a, b]]) => [name, [rows(a), rows(b)]]));
  return Object.freeze({ ...band, series });
}
