// The change rail: what changes in which way of working, and when.  Chips are moved by pointer, by keys or in a form.

import { fill } from '../shared/fill.js';
import { edit } from '../shared/setup.js';
import { SIDES, store } from '../shared/store.js';

const COMMIT_AFTER = 400; // ms without a further key, so that a held key asks the server once
const NARROWEST = 34; // px; a chip keeps a target that can be hit
const WIDEST = 190;
const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -6, PageUp: 6 };

const lanesOf = (who) => (who === 'both' ? SIDES : [who]);

/** @type {Component} */
export const Rail = {
  template: `
    <section class="rail" :aria-label="words.rail" data-testid="rail">
      <div class="rail-sides" aria-hidden="true"><span v-for="side in sides" :key="side" class="badge" :class="'badge-' + side.toLowerCase()">{{ side }}</span></div>
      <div class="rail-track" ref="track">
        <i v-for="side in sides" :key="'lane' + side" class="rail-lane" :class="'rail-lane-' + side.toLowerCase()"></i>
        <i class="rail-now" :style="{ left: left(store.month) }"></i>
        <span v-for="month in ticks" :key="'tick' + month" class="rail-tick" :style="{ left: left(month) }">{{ month }}</span>
        <span v-for="(mark, row) in store.run.events" :key="'mark' + row" class="rail-mark" :class="laneClass(mark)" :style="{ left: left(mark.start) }" :title="markLabel(mark)" role="img" :aria-label="markLabel(mark)"></span>
        <template v-for="(chip, row) in chips">
          <i v-if="chip.length" :key="'span' + row" class="rail-span" :class="laneClass(chip)" :style="spanStyle(chip)"></i>
          <button :key="'chip' + row" type="button" class="rail-chip" :class="laneClass(chip)" :style="chipStyle(chip, row)" :disabled="!store.online"
            :data-testid="'chip-' + row" :data-start="chip.start" :aria-label="chipLabel(chip)" :title="chipLabel(chip)"
            @keydown="key($event, row)" @blur="commit" @click="clicked(row)" @pointerdown="grab($event, row)"
            @pointermove="drag" @pointerup="drop" @pointercancel="drop">{{ chip.title }}</button>
        </template>
        <span v-if="!chips.length && !store.run.events.length" class="rail-empty">{{ words.empty }}</span>
      </div>
      <button type="button" data-testid="add-change" :disabled="!store.online" @click="$emit('edit', null)">{{ words.add }}</button>
    </section>`,
  data: () => ({ store, sides: SIDES, draft: null, grabbed: null, width: 1000, moved: false }),
  computed: {
    words: () => store.words.rail,
    chips() {
      return store.run.changes.map((change, row) => (this.draft?.row === row ? { ...change, start: this.draft.start } : change));
    },
    ticks: () => Array.from({ length: Math.floor(store.run.months / 12) + 1 }, (_, year) => year * 12),
  },
  mounted() {
    this.sizes = new ResizeObserver(() => {
      this.width = this.$refs.track.clientWidth;
    });
    this.sizes.observe(this.$refs.track);
  },
  beforeDestroy() {
    this.sizes.disconnect();
    clearTimeout(this.timer);
  },
  methods: {
    left: (month) => `${(100 * month) / store.run.months}%`,
    laneClass: (chip) => (chip.who === 'both' ? 'on-both' : `on-${chip.who.toLowerCase()}`),
    markLabel(mark) {
      return fill(this.words.own, { side: mark.who, m: mark.start, what: mark.title });
    },
    chipLabel(chip) {
      const where = chip.who === 'both' ? this.words.in_both : fill(this.words.in_one, { side: chip.who });
      const long = chip.length ? fill(this.words.for_months, { n: chip.length }) : this.words.to_the_end;
      return fill(this.words.chip, { what: chip.label, where, m: chip.start, long });
    },
    spanStyle(chip) {
      const end = Math.min(store.run.months, chip.start + chip.length);
      return { left: this.left(chip.start), width: this.left(end - chip.start) };
    },
    // A chip ends where the next one in its lane begins; chips of one month stand side by side.
    chipStyle(chip, row) {
      const month = this.width / store.run.months;
      const near = this.chips.map((other, at) => ({ ...other, at })).filter((other) => other.at !== row
        && lanesOf(other.who).some((side) => lanesOf(chip.who).includes(side)));
      const same = near.filter((other) => other.start === chip.start && other.at < row).length;
      const place = Math.min(chip.start * month + same * (NARROWEST + 2), this.width - NARROWEST);
      const crowded = near.some((other) => other.start === chip.start);
      const next = Math.min(this.width, ...near.filter((other) => other.start > chip.start).map((other) => other.start * month - 2));
      const room = crowded ? NARROWEST : Math.max(NARROWEST, next - place);
      return { left: `${place}px`, maxWidth: `${Math.min(WIDEST, room)}px` };
    },
    move(row, start) {
      this.draft = { row, start: Math.max(1, Math.min(store.run.months, start)) };
    },
    key(event, row) {
      if (event.key === 'Delete' || event.key === 'Backspace') {
        event.preventDefault();
        this.remove(row);
        return;
      }
      const by = MOVES[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.move(row, this.chips[row].start + by);
      clearTimeout(this.timer);
      this.timer = setTimeout(this.commit, COMMIT_AFTER);
    },
    remove(row) {
      const { title } = this.chips[row];
      this.draft = null;
      clearTimeout(this.timer);
      edit((next) => next.changes.splice(row, 1));
      this.$emit('say', fill(this.words.removed, { what: title }));
      this.$el.querySelector('[data-testid=add-change]').focus();
    },
    commit() {
      clearTimeout(this.timer);
      const { draft } = this;
      if (!draft || draft.row >= store.run.changes.length) return;
      if (draft.start === store.run.changes[draft.row].start) {
        this.draft = null;
        return;
      }
      edit((next) => {
        next.changes[draft.row].start = draft.start;
      });
      this.$emit('say', fill(this.words.moved, { what: store.run.changes[draft.row].title, m: draft.start }));
    },
    grab(event, row) {
      this.grabbed = { row, x: event.clientX, start: this.chips[row].start };
      this.moved = false;
      event.target.setPointerCapture(event.pointerId);
    },
    drag(event) {
      if (!this.grabbed) return;
      const by = Math.round(((event.clientX - this.grabbed.x) / this.width) * store.run.months);
      if (by !== 0) this.moved = true;
      if (this.moved) this.move(this.grabbed.row, this.grabbed.start + by);
    },
    drop() {
      this.grabbed = null;
      if (this.moved) this.commit();
    },
    clicked(row) {
      if (this.moved) this.moved = false;
      else this.$emit('edit', row);
    },
  },
  watch: {
    // The answer has come: chips stand where the server says.
    'store.run': function arrived() {
      this.draft = null;
    },
  },
};
