// The picture of one town: everybody at a fixed place on a canvas, month by month, with the numbers behind it.
// It reads the store; a click on a family writes store.focus, so that both worlds show the same family.

import { fill } from '../fill.js';
import { SIDES, setFocus, store, wayName } from '../store.js';
import { lastKnown } from '../seen.js';
import { SHADES, drawTown, nearest, placeTown, radius, shown } from './town.js';

export { COLOURS, drawTown, placeTown } from './town.js';

const LINGER = 300; // milliseconds that a tooltip stays, so that the pointer can reach it

// The worker who is chosen, or null: shared by both pictures, as store.focus is for a family.
export const picked = Vue.observable({ professional: null });

// The say that the circle of the legend stands for: as large as in the picture, so a large picture shows one with less say.
const KEY_SAYS = [100, 50, 25, 20, 10, 5];
const KEY_ROOM = 10; // px, the largest radius in the line of the legend

export function keyOf(large, room = KEY_ROOM) {
  const all = KEY_SAYS.map((say) => ({ say, size: radius({ large }, say * 2.55) }));
  const { say, size } = all.find((one) => one.size <= room) ?? all[all.length - 1];
  return { say, size, box: 2 * Math.ceil(size + 1) };
}

const of100 = (share) => Math.round(share / 2.55);

// Positions are found once for each town and size.
const towns = new WeakMap();
function townOf(people, width, height) {
  const kept = towns.get(people);
  if (kept && kept.width === width && kept.height === height) return kept;
  const town = placeTown(people, width, height);
  towns.set(people, town);
  return town;
}

// The months of the four small pictures.
export function shotMonths(months) {
  if (months === 60) return [0, 12, 24, 60];
  return [0, months / 4, months / 2, months].map(Math.round);
}

// A family's trust in the people of its team: the mean over its links.
function ownTrust(run, side, month, row) {
  const own = shown(run, side, 'link', month).filter((_, tie) => run.people.tie_family[tie] === row);
  return own.reduce((sum, trust) => sum + trust, 0) / own.length;
}

// What a tooltip says of somebody at a month.
export function about(run, side, month, { kind, row }, words) {
  const value = (name) => of100(shown(run, side, name, month)[row]);
  const count = (owners) => owners.reduce((sum, owner) => sum + (owner === row), 0);
  const families = (owners) => { // one family, two families
    const number = count(owners);
    return fill(number === 1 ? words.one_family : words.some_families, { number });
  };
  if (kind === 'family') {
    const name = run.names?.[row] ?? fill(words.family, { number: row + 1 });
    return fill(words.tip_family, { name, trust: value('trust'), people: of100(ownTrust(run, side, month, row)), council: value('council'), say: value('say') });
  }
  if (kind === 'professional') {
    const template = shown(run, side, 'newcomer', month)[row] ? words.tip_newcomer : words.tip_staff;
    return fill(template, { number: row + 1, skill: value('skill'), families: families(run.people.tie_professional) });
  }
  const people = { staff: count(run.people.professional_commissioner), families: families(run.people.family_commissioner) };
  return fill(words.tip_commissioner, { number: row + 1, ...people });
}

// The numbers of each service: families, and their say, felt trust and trust in the council on average, of 100 (null without families).
export function services(run, side, month) {
  const rows = Array.from({ length: run.people.commissioners }, () => ({ families: 0, say: 0, trust: 0, council: 0 }));
  const [say, trust, council] = ['say', 'trust', 'council'].map((name) => shown(run, side, name, month));
  run.people.family_commissioner.forEach((service, row) => {
    rows[service].families += 1;
    rows[service].say += say[row];
    rows[service].trust += trust[row];
    rows[service].council += council[row];
  });
  const mean = (sum, number) => (number ? of100(sum / number) : null);
  return rows.map((row) => ({ ...row, say: mean(row.say, row.families), trust: mean(row.trust, row.families), council: mean(row.council, row.families) }));
}

const LEGEND = `
    <ul class="net-legend">
      <li><svg viewBox="0 0 18 18" aria-hidden="true"><path d="M9 2L17 16H1z" class="net-top"/></svg>{{ words.commissioner }}</li>
      <li><svg viewBox="0 0 18 18" aria-hidden="true"><path d="M3 3h12v12H3z" class="net-staff"/></svg>{{ words.staff }}</li>
      <li data-testid="net-key"><svg class="net-sized" :width="key.box" :height="key.box" :viewBox="'0 0 ' + key.box + ' ' + key.box" aria-hidden="true"><circle :cx="key.box / 2" :cy="key.box / 2" :r="key.size" class="net-home"/></svg>{{ fill(words.key, { say: key.say }) }}</li>
      <li><svg viewBox="0 0 16 18" aria-hidden="true"><path d="M2 2v14" class="net-thin"/><path d="M7 2v14" class="net-middle"/>
        <path d="M13 2v14" class="net-thick"/></svg>{{ words.trust }}</li>
      <li data-testid="net-shades"><svg class="net-shades" viewBox="0 0 66 18" aria-hidden="true"><circle v-for="(shade, at) in shades" :key="shade" :cx="8 + 16 * at" cy="9" r="7" :fill="shade"/></svg>{{ store.council ? words.shades_council : words.shades }}</li>
    </ul>`;

const NUMBERS = `
    <details class="net-numbers" @keydown.esc="$event.currentTarget.open = false">
      <summary :data-testid="'net-numbers-' + small" :aria-label="fill(words.numbers_long, { side: letter })">{{ words.numbers }}</summary>
      <div class="net-table" role="group" tabindex="0" :aria-label="words.table_label">
        <table>
          <caption>{{ fill(words.caption, { month: still, side: letter }) }}</caption>
          <thead><tr><th v-for="head in ['service', 'families', 'mean_say', 'mean_trust', 'mean_council']" :key="head" scope="col">{{ words[head] }}</th></tr></thead>
          <tbody><tr v-for="(row, at) in rows" :key="at"><th scope="row">{{ at + 1 }}</th><td>{{ row.families }}</td>
            <td>{{ row.say === null ? words.none : row.say }}</td><td>{{ row.trust === null ? words.none : row.trust }}</td><td>{{ row.council === null ? words.none : row.council }}</td></tr></tbody>
        </table>
      </div>
    </details>`;

/** @type {Component} */
export const TownMap = {
  props: { side: { type: Number, required: true } },
  template: `
  <section class="net-panel" :class="['net-side-' + small, { 'net-lit': lit }]" :data-testid="'net-' + small" :aria-labelledby="'net-name-' + small">
    <template v-if="store.run">
    <div class="net-head">
      <h2 :id="'net-name-' + small"><span class="net-badge">{{ letter }}</span> <span class="net-name">{{ name }}</span></h2>${NUMBERS}
    </div>
    <div class="net-picture" ref="picture" :class="{ 'net-four': store.snapshots, 'net-over': tip }">
      <div v-for="(shot, at) in shots" :key="at" class="net-shot">
        <div class="net-frame"><canvas ref="canvas" role="img" :aria-label="label(shot)" :aria-describedby="'net-about-' + small + ' net-now-' + small"
          :data-testid="shot === null ? 'net-canvas-' + small : 'net-shot-' + small + '-' + at"
          @mousemove="point($event, shot)" @mouseleave="leave" @click="choose"></canvas></div>
        <p v-if="shot !== null" class="net-when">{{ fill(shot > known ? words.later : words.when, { month: shot }) }}</p>
      </div>
      <div v-if="tip" class="net-tip" role="tooltip" :style="tip.style" @mouseenter="stay" @mouseleave="leave">{{ tipText }}</div>
    </div>${LEGEND}
    <p :id="'net-about-' + small" class="net-hidden">{{ words.about }}</p>
    <p :id="'net-now-' + small" class="net-hidden net-now">{{ now }}</p>
    </template>
  </section>`,
  data: () => ({ store, fill, shades: SHADES, still: store.month, tip: null, large: KEY_ROOM - 1 }),
  computed: {
    words: () => store.words.network ?? {},
    letter() { return SIDES[this.side]; },
    small() { return this.letter.toLowerCase(); },
    name() { return wayName(this.side); },
    lit() { return store.lit?.kind === 'people' && (store.lit.side ?? this.side) === this.side; },
    known: () => (store.snapshots ? lastKnown() : store.run.months),
    shots: () => (store.snapshots ? shotMonths(store.run.months) : [null]), // null: the month that is shown
    key() { return keyOf(this.large); },
    rest: () => (store.playing || !store.run ? null : Math.min(store.month, store.run.months)),
    rows() { return services(store.run, this.side, Math.min(this.still, store.run.months)); },
    now() {
      const [say, trust, people, council] = ['voice', 'felt_trust', 'people_trust', 'council_trust'].map((name) => store.run.series[name][this.side][this.still] ?? null);
      const text = (value) => (value === null ? this.words.none : Math.round(value));
      return fill(this.words.now, { month: this.still, say: text(say), trust: text(trust), people: text(people), council: text(council) });
    },
    chosen: () => {
      if (store.focus !== null) return { kind: 'family', row: store.focus };
      return picked.professional === null ? null : { kind: 'professional', row: picked.professional };
    },
    tipText() {
      return about(store.run, this.side, Math.min(this.tip.month ?? store.month, store.run.months), this.tip.who, this.words);
    },
    // Everything that the picture depends on. (Its size is watched by the observer.)
    seen() { return [store.run, store.month, store.view, store.focus, picked.professional, store.strong, store.council, store.snapshots, store.stage, this.side]; },
  },
  watch: {
    seen() { this.$nextTick(this.ask); },
    rest(month) { if (month !== null) this.still = month; },
    // Play that begins again from the end has left the end.
    'store.month'(month) { if (month < this.still) this.still = month; },
    'store.run'() { this.tip = null; picked.professional = null; },
    'store.snapshots'() { this.tip = null; },
    'store.focus'(row) { if (row !== null) picked.professional = null; },
  },
  mounted() {
    this.observer = new ResizeObserver(() => { this.tip = null; this.ask(); });
    this.observer.observe(this.$el);
    window.addEventListener('keydown', this.escape);
    this.ask();
  },
  beforeDestroy() {
    this.observer.disconnect();
    window.removeEventListener('keydown', this.escape);
    window.cancelAnimationFrame(this.frame);
    window.clearTimeout(this.timer);
  },
  methods: {
    label(shot) {
      const label = fill(this.words.label, { side: this.letter, way: this.name });
      if (shot === null) return label;
      return `${label} ${fill(shot > lastKnown() ? this.words.later : this.words.when, { month: shot })}.`;
    },
    ask() {
      this.frame ??= window.requestAnimationFrame(() => { this.frame = undefined; this.draw(); });
    },
    draw() {
      if (store.run) (this.$refs.canvas ?? []).forEach((canvas, at) => this.drawOn(canvas, this.shots[at] ?? store.month));
    },
    drawOn(canvas, month) {
      const { clientWidth: width, clientHeight: height } = canvas.parentElement;
      if (!width || !height) return; // a panel that is not shown
      const ratio = window.devicePixelRatio;
      const size = [width, height].map((side) => Math.round(side * ratio));
      if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
      const context = canvas.getContext('2d');
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (month > lastKnown()) { context.clearRect(0, 0, width, height); return; } // a still picture of what is still to come
      const options = { strong: store.strong, council: store.council, chosen: this.chosen, town: townOf(store.run.people, width, height) };
      this.large = options.town.large;
      drawTown(context, store.run, this.side, Math.min(month, store.run.months), width, height, options);
    },
    // Who is under the pointer, and where they stand in the picture.
    hit(event) {
      const canvas = event.currentTarget;
      const box = canvas.getBoundingClientRect();
      const town = townOf(store.run.people, canvas.clientWidth, canvas.clientHeight);
      const who = nearest(town, event.clientX - box.left, event.clientY - box.top);
      return who && { who, x: town[who.kind].x[who.row] + box.left, y: town[who.kind].y[who.row] + box.top };
    },
    point(event, month) {
      const found = month > lastKnown() ? null : this.hit(event);
      const key = found && `${found.who.kind} ${found.who.row} ${month}`;
      if (key !== this.hushed) this.hushed = null;
      if (!found || key === this.hushed) { this.leave(); return; }
      this.stay();
      if (this.tip?.key === key) return;
      const box = this.$refs.picture.getBoundingClientRect();
      const [x, y] = [found.x - box.left, found.y - box.top];
      const up = y > box.height / 3; // above the person where there is room, so that it is never cut off
      const place = `translate(${(-100 * x) / box.width}%, ${up ? '-100%' : '0'})`;
      this.tip = { who: found.who, key, month, style: { left: `${x}px`, top: `${y + (up ? -14 : 14)}px`, transform: place } };
    },
    stay() {
      window.clearTimeout(this.timer);
      this.timer = undefined;
    },
    leave() {
      this.timer ??= window.setTimeout(() => { this.timer = undefined; this.tip = null; }, LINGER);
    },
    escape(event) {
      if (event.key !== 'Escape' || !this.tip) return;
      this.hushed = this.tip.key; // until the pointer is on somebody else
      this.tip = null;
    },
    choose(event) {
      const who = this.hit(event)?.who;
      setFocus(who?.kind === 'family' ? who.row : null);
      picked.professional = who?.kind === 'professional' ? who.row : null;
      if (who?.kind === 'family') this.$emit('open', who.row);
    },
  },
};
