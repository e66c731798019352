// Runs of a town: the twin of coprod_sim/engine/simulation.py, as far as one needs who watches.

import { tables } from '../tables.js';
import { Memory } from './memory.js';
import { OwnRules } from './own_rules.js';
import { makePlace } from './place.js';
import { Timeline } from './timeline.js';

/**
 * @import { Rows } from './memory.js'
 * @import { Place } from './place.js'
 * @import { Event } from '../setup/scenario/events.js'
 *
 * @typedef {{values: Record<string, number>, events: Event[]}} Scenario
 * @typedef {(month: number, town: Town) => void} Watch   is called at month 0 and after every month
 */

const NUMBER = 8; // bytes

// Makes towns possible: the module, compiled from its bytes.
/** @param {BufferSource} bytes */
export async function loadRules(bytes) {
  const own = new OwnRules(tables.rules.open);
  const { instance } = await WebAssembly.instantiate(bytes, { rules: own.imports });
  return new Memory(instance, tables.rules.records, own);
}

/** @param {Rows} tallies */
const asNumbers = (tallies) => ({ ...tallies, shape: [...tallies.shape, tallies.bytes / NUMBER], size: tallies.size * (tallies.bytes / NUMBER), bytes: NUMBER, type: 'f8' });

export class Town {
  /**
   * @param {Memory} memory   whose arrays of before are given up
   * @param {Scenario} scenario
   * @param {number} seed
   * @param {import('./own_rules.js').Functions} [own]   in the place of rules, month by month: as in Python, the place and its events keep ours
   */
  constructor(memory, scenario, seed, own = {}) {
    memory.reset();
    this.memory = memory;
    this.own = own;
    /** @type {Place} */
    this.place = makePlace(memory, scenario.values, seed);
    this.timeline = new Timeline(memory, scenario.events);
    this.board = memory.numbers('i8', [4]);
    this.blocks = this.makeBlocks();
  }

  // The families of each commissioner, cut into blocks.
  makeBlocks() {
    const { memory } = this;
    const areas = memory.view(this.place.area_start);
    const spans = [];
    for (let area = 0; area + 1 < areas.length; area += 1) {
      for (let first = areas[area]; first < areas[area + 1]; first += tables.rules.block) {
        spans.push([area, first, Math.min(first + tables.rules.block, areas[area + 1])]);
      }
    }
    const rows = memory.rows('spans', [spans.length]);
    ['commissioner', 'first', 'last'].forEach((name, part) => memory.put(rows, name, spans.map((span) => span[part])));
    const tallies = memory.rows('tallies', [spans.length]);
    return [rows, tallies, asNumbers(tallies), memory.rows('lanes', [1])];
  }

  // Counts the town as it stands into one month's row of tallies.
  /** @param {Rows} tallies */
  count(tallies) {
    const town = Object.values(this.place);
    this.memory.call('count_blocks', town, this.blocks, 0, this.blocks[0].size);
    this.memory.call('add_up', town, this.blocks, tallies, asNumbers(tallies));
  }

  // Lives through `months` months: gives the sums of months 0 to `months`, as bytes in the module's memory.
  /**
   * @param {number} months
   * @param {Watch} [watch]
   * @returns {Rows}
   */
  live(months, watch) {
    const { memory, timeline } = this;
    const c = this.place.commissioners.size;
    const tallies = memory.rows('tallies', [months + 1, c]);
    this.count({ ...tallies, shape: [c], size: c });
    watch?.(0, this);
    for (let month = 1; month <= months;) {
      this.place = timeline.begin(this.place, month);
      const count = watch ? 1 : 1 + timeline.quietMonths(month + 1, months - month);
      const part = { ...tallies, at: tallies.at + month * c * tallies.bytes, shape: [count, c], size: count * c };
      memory.view(this.board).fill(0n);
      memory.with(this.own, () => memory.call('months', Object.values(this.place), this.blocks, month, count, part, asNumbers(part), this.board, 1));
      month += count;
      watch?.(month - 1, this);
    }
    return tallies;
  }

  // The bytes of an array, as they stand.
  /** @param {Rows} rows */
  bytesOf(rows) {
    return new Uint8Array(this.memory.buffer, rows.at, rows.size * rows.bytes).slice();
  }
}
