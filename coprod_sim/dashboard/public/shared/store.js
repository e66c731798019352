// What the views of a page share: the runs, where the player stands, and what is switched on.
// Views read it and redraw by themselves (Vue.observable); only player.js, stage.js and the page write to it.

export const store = Vue.observable({
  words: {},             // every word that people read (words/)
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
  snapshots: false,      // months 0, 12, 24 and 60 side by side instead of the moving picture
  focus: null,           // the row of a family that is pointed at or chosen, or null
  lit: null,             // what a sentence points at: {kind: 'chart', measure} or {kind: 'people', side}
  before: null,          // the series of the run before the last change, while it is replayed
  big: false,            // larger text
  blank: false,          // a plain screen
  stories: true,         // stories of families may be opened
  shortcuts: true,       // single keys act
  online: true,          // the server answers
  busy: false,           // runs are being made, for more than a moment
  stale: false,          // the picture shows old settings
});

export const SIDES = ['A', 'B'];

// The name of a way of working: neutral until the reveal.
export function wayName(side) {
  const way = store.run.ways[side];
  return store.stage === 'revealed' ? way.name : way.neutral;
}
