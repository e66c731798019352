// What the views of a page share: the runs, where the player stands, and what is switched on.
// Views read it and redraw by themselves (Vue.observable).  Only the functions below write to it, and whoever changes
// something calls one of them; `make check` finds every other write, in code and in templates.

/** @import { Band, Fixed, Kind, Measure, Modifier, Preset, Run, Sentence, Show, Size } from './payloads.js' */

/**
 * @typedef {Object} State
 * @property {any} words
 * @property {Preset[]} presets
 * @property {Kind[]} kinds
 * @property {Size[]} sizes
 * @property {Modifier[]} modifiers
 * @property {Run | null} run
 * @property {Band | null} band
 * @property {Sentence[][] | null} telling
 * @property {number} month
 * @property {boolean} playing
 * @property {'slow' | 'normal' | 'fast'} speed
 * @property {'a' | 'both' | 'charts'} view
 * @property {'predict' | 'locked' | 'open' | 'revealed'} stage
 * @property {Measure[]} charts
 * @property {number | null} focus
 * @property {Show | null} lit
 * @property {Run['series'] | null} before
 * @property {string} proof
 * @property {boolean} online
 * @property {boolean} busy
 * @property {boolean} stale
 *
 * @typedef {'lines' | 'strong' | 'council' | 'snapshots' | 'big' | 'blank' | 'stories' | 'shortcuts'} SwitchName
 */

/** @type {State & Record<SwitchName, boolean>} */
const state = Vue.observable({
  words: {},             // every word that people read (pages/*/words.toml)
  presets: [],           // ways of working to choose from
  kinds: [],             // kinds of change for the rail
  sizes: [],             // sizes of the town that can be set
  modifiers: [],         // other starts for both
  run: null,             // a pair of runs (decode.js), or null before the first
  band: null,            // the measures of many pairs (decode.js), or null
  telling: null,         // sentences for each month, once the band is known
  month: 0,              // the month that is shown
  playing: false,
  speed: 'normal',       // slow, normal, fast
  view: 'both',          // a: only A, large; both; charts: charts large
  stage: 'predict',      // predict, locked, open (prediction skipped), revealed
  charts: ['felt_trust', 'voice', 'progress', 'staff_load'], // the measures of the four charts
  lines: false,          // charts show all runs of the band as thin lines
  strong: false,         // the network shows single links of strong trust
  council: false,        // the network colours families by their trust in the council instead of by felt trust
  snapshots: false,      // months 0, 12, 24 and 60 side by side instead of the moving picture
  focus: null,           // the row of a family that is pointed at or chosen, or null
  lit: null,             // what a sentence points at: {kind: 'chart', measure} or {kind: 'people', side}
  before: null,          // the series of the run before the last change, while it is replayed
  proof: '',             // whether these are the numbers that the sender of a link saw, in words, until it is closed
  big: false,            // larger text
  blank: false,          // a plain screen
  stories: true,         // stories of families may be opened
  shortcuts: true,       // single keys act
  online: true,          // the server answers
  busy: false,           // runs are being made, for more than a moment
  stale: false,          // the picture shows old settings
});

// The types know that nobody else may write.
/** @type {Readonly<State & Record<SwitchName, boolean>>} */
export const store = state;

export const SIDES = ['A', 'B'];

// The name of a way of working: neutral until the reveal.
/** @param {number} side   0 or 1 */
export function wayName(side) {
  const way = state.run.ways[side];
  return state.stage === 'revealed' ? way.name : way.neutral;
}

// What the server has sent.

/** @param {State['words']} words */
export function setWords(words) {
  state.words = words;
}

/** @param {Fixed} fixed */
export function setChoices({ presets, kinds, sizes, modifiers }) {
  Object.assign(state, { presets, kinds, sizes, modifiers });
}

// The band of another pair goes with its run.
/** @param {Run} run */
export function setRun(run) {
  if (state.run?.hash !== run.hash) state.band = null;
  state.run = run;
}

// Shows a run in the place of the one that came, as replay does; the band stays.
/** @param {Run} run */
export function setPicture(run) {
  state.run = run;
}

/** @param {Band} band */
export function setBand(band) {
  state.band = band;
  state.telling = band.telling || null;
}

/** @param {string} proof */
export function setProof(proof) {
  state.proof = proof;
}

/** @param {boolean} online */
export function setOnline(online) {
  state.online = online;
}

/** @param {boolean} busy */
export function setBusy(busy) {
  state.busy = busy;
}

/** @param {boolean} stale */
export function setStale(stale) {
  state.stale = stale;
}

// Where the page stands.

/** @param {number} month */
export function setMonth(month) {
  state.month = month;
}

/** @param {boolean} playing */
export function setPlaying(playing) {
  state.playing = playing;
}

/** @param {State['speed']} speed */
export function setSpeed(speed) {
  state.speed = speed;
}

/** @param {State['view']} view */
export function setView(view) {
  state.view = view;
}

/** @param {State['stage']} stage */
export function setStage(stage) {
  state.stage = stage;
}

// What is switched on, and what is pointed at.

/**
 * @param {SwitchName} name
 * @param {boolean} on
 */
export function setSwitch(name, on) {
  state[name] = on;
}

/** @param {Measure[]} measures */
export function setCharts(measures) {
  state.charts = measures;
}

/** @param {number | null} family */
export function setFocus(family) {
  state.focus = family;
}

/** @param {Show | null} show */
export function setLit(show) {
  state.lit = show;
}

/** @param {Run['series'] | null} series */
export function setBefore(series) {
  state.before = series;
}
