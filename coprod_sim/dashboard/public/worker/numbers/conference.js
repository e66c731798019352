// A Working Together conference: the twin of coprod_sim/engine/conference.py.  What people bring home is said by the module.

import { tables } from '../tables.js';
import { sparseRows } from './place.js';

/**
 * @import { Memory, Rows } from './memory.js'
 * @import { Place } from './place.js'
 * @import { Event } from '../setup/scenario/events.js'
 */

// Who comes, here and as flags in the module's memory, and what everybody's place in the line is sorted by.
/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {Event} event
 * @param {number[]} rows       of commissioners whose conference it is
 * @param {Rows} people
 * @param {number} decision
 */
function whoComes(memory, place, event, rows, people, decision) {
  const draws = memory.numbers('f8', [people.size, 2]);
  memory.call('draw_who_comes', place.key, event.month, decision, draws);
  const commissioner = memory.column(people, 'commissioner');
  const drawn = memory.view(draws);
  const comes = Uint8Array.from(commissioner, (of, row) => Number(drawn[2 * row] < event.attendance && rows.includes(of)));
  const order = Float64Array.from(commissioner, (_, row) => drawn[2 * row + 1]);
  return { comes, order, flags: memory.numbers('b1', [people.size], comes) };
}

// Holds a conference: gives the place, with new ties between families who met there.
/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {Event} event
 * @param {number[]} rows   of commissioners whose conference it is
 * @returns {Place}
 */
export function holdConference(memory, place, event, rows) {
  const { CONFERENCE_FAMILY, CONFERENCE_STAFF } = tables.rules.decisions;
  const families = whoComes(memory, place, event, rows, place.families, CONFERENCE_FAMILY);
  const staff = whoComes(memory, place, event, rows, place.professionals, CONFERENCE_STAFF);
  const town = Object.values(place);
  memory.call('meet', town, families.flags, staff.flags, { real: event.parent_led });
  memory.call('calm_heads', town, memory.numbers('i4', [rows.length], rows), { real: event.parent_led });
  const areas = memory.view(place.area_start);
  /** @type {[number, number][]} */
  const pairs = [];
  for (let area = 0; area + 1 < areas.length; area += 1) {
    const line = [];
    for (let row = areas[area]; row < areas[area + 1]; row += 1) if (families.comes[row]) line.push(row);
    line.sort((a, b) => families.order[a] - families.order[b] || a - b);
    if (line.length < 2) continue;
    for (let at = 0; at < line.length; at += 2) pairs.push([line[at], line[(at + 1) % line.length]]);
  }
  return befriend(memory, place, pairs);
}

// A place in which each pair are peers, with the usual weight of each family's ties.
/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {[number, number][]} pairs
 * @returns {Place}
 */
function befriend(memory, place, pairs) {
  const start = memory.view(place.peer_start).slice();
  const peers = Array.from(/** @type {Int32Array} */ (memory.view(place.peers)));
  const weight = Array.from(/** @type {Float32Array} */ (memory.view(place.peer_weight)));
  const fresh = pairs.filter(([a, b]) => !peers.slice(start[a], start[a + 1]).includes(b));
  if (!fresh.length) return place;
  const rows = start.length - 1;
  const owner = [];
  const usual = new Float64Array(rows).fill(1);
  for (let row = 0; row < rows; row += 1) {
    const ties = start[row + 1] - start[row];
    let total = 0;
    for (let tie = start[row]; tie < start[row + 1]; tie += 1) {
      owner.push(row);
      total += weight[tie];
    }
    if (ties > 0) usual[row] = total / ties;
  }
  for (const [a, b] of [...fresh, ...fresh.map(([one, two]) => [two, one])]) {
    owner.push(a);
    peers.push(b);
    weight.push(usual[a]);
  }
  const [newStart, order] = sparseRows(owner, rows);
  return {
    ...place,
    peer_start: memory.numbers('i4', [rows + 1], newStart),
    peers: memory.numbers('i4', [order.length], order.map((tie) => peers[tie])),
    peer_weight: memory.numbers('f4', [order.length], Float32Array.from(order, (tie) => weight[tie])),
  };
}
