// What a page with two towns asks, and is told: the twin of coprod_sim/dashboard/pages/shared/live.py.
// The state of such a page is its address: every edit is checked, written as a link and pushed; the link is then read and run.

import { allSettings, knownBeside } from './beside/explore.js';
import { lessonTable, measuresOf, rowsBeside } from './beside/lessons.js';
import { breath } from './breath.js';
import { fixed as compareFixed } from './compare/page.js';
import { tidyCsv } from './compare/comparison_csv.js';
import { Lab, labFixed } from './lab/lab.js';
import { Pairs } from './pairs.js';
import { recorded, series, world } from './numbers/runs.js';
import { address, checkedTwo, fromFile, fromLink, hashOfTwo, loadScenario, scenariosOf, startTwo, toFile, toLink, toTables, waysOfAddress, worldOf } from './setup/index.js';
import { mostChanged, READ, recordMonths, rowsOf } from './story/record.js';
import { storyOf } from './story/stories.js';
import { familyName } from './telling/family_names.js';
import { bandOf, runOf, upTo } from './telling/show.js';
import { fill } from './python.js';
import { fixedOf } from './reading/fixed.js';
import { tables } from './tables.js';

const AT_A_TIME = 5; // so many runs of a band are made before the page hears of it again
const BAND = 20;
const KEPT = 24;

/**
 * @typedef {Object} Page   what a page needs beside what all need
 * @property {string} title   of the window
 * @property {() => object} [fixed]
 * @property {() => any} [start]   the two ways that it begins with; a page to read has none
 * @property {boolean} [banded]   whether it needs the runs of all lucks
 * @property {string[]} [measures]   what its charts can show
 * @property {(shown: any) => object} [beside]   what it needs beside a run
 */

// What each page needs, by its path.
/**
 * @param {string} path
 * @returns {Page}
 */
function pageAt(path) {
  const { words } = tables;
  const [, name, key] = path.split('/');
  const usual = { banded: true, start: startTwo };
  switch (name) {
    case '':
      return { title: words.home.title, fixed: () => fixedOf('home') };
    case 'guide':
    case 'model':
    case 'research':
      return { title: words[name].title, fixed: () => fixedOf(name) };
    case 'present':
      return { ...usual, title: words.topbar.title };
    case 'explore':
      return { ...usual, title: words.explore.title, fixed: () => ({ settings: allSettings(), lab: labFixed() }), beside: ({ two, scenarios, worlds }) => knownBeside(bareScenarios(two), scenarios, worlds) };
    case 'compare':
      return { ...usual, title: words.compare.title, banded: false, fixed: compareFixed };
    case 'lessons':
      return lessonTable(key) ? lessonAt(key) : { title: words.lessons.title, fixed: () => ({ lesson: null, unknown: Boolean(key) }) };
    default:
      return { title: words.still.title, fixed: () => ({ name }) };
  }
}

/**
 * @param {string} key
 * @returns {Page}
 */
function lessonAt(key) {
  const lesson = lessonTable(key);
  const { each, page_title: title } = tables.words.lessons;
  const at = each.findIndex((one) => one.key === key);
  return {
    title: fill(title, { n: at + 1, title: each[at].title }),
    banded: true,
    start: () => fromFile(JSON.stringify(lesson.variants[0].setup)).two,
    fixed: () => ({ lesson }),
    beside: ({ worlds }) => rowsBeside(key, worlds),
    measures: measuresOf(key),
  };
}

// The scenario of each preset with the modifiers of both ways, and no more.
const bareScenarios = (two) => [two.a, two.b].map((way) => loadScenario([...new Set([...way.preset.split('+'), ...two.modifiers])].join('+')));

export class Session {
  /**
   * @param {import('./numbers/memory.js').Memory} memory
   * @param {(told: object) => void} send   {props} that a page shows anew, {title}, {draw} once, {push} to another address
   */
  constructor(memory, send) {
    this.memory = memory;
    this.send = send;
    this.tell = (props) => send({ props });
    this.push = (to) => send({ push: to });
    this.turn = 0;
    this.replies = 0;
    this.kept = {};
    /** @type {Map<string, any>} */
    this.made = new Map();
    /** @type {Map<string, Record<string, Float64Array>>} */
    this.measured = new Map();
    this.pairs = new Pairs(this);
    this.lab = new Lab(this);
  }

  // Shows what an address says, on the page that it names.
  /**
   * @param {string} path
   * @param {string} search
   */
  async open(path, search) {
    this.path = path;
    this.page = pageAt(path);
    const { title, fixed, start } = this.page;
    this.send({ title, props: { words: tables.words, fixed: { ...(start ? tables.setup.choices : {}), ...fixed?.() } } });
    if (start) this.read(search); // a page may add to these notes as soon as it is drawn
    this.send({ draw: true });
    if (start) await this.run();
  }

  // Shows what the query of an address says.
  /** @param {string} search */
  async go(search) {
    this.read(search);
    await this.run();
  }

  /** @param {string} search */
  read(search) {
    this.turn += 1;
    const { two, notes } = waysOfAddress(search, this.page.start());
    this.two = two;
    this.reply({ notes: [...notes, ...(this.notes ?? [])] });
    this.notes = null;
  }

  async run() {
    const { turn, page } = this;
    try {
      this.shown = this.show(this.two);
      this.tell({ run: { ...runOf(this.shown, page.measures), ...page.beside?.(this.shown) }, fault: null });
    } catch (error) {
      this.tell({ fault: this.report(error) });
      return;
    }
    if (page.banded) await this.fillBand(turn);
  }

  // All that is shown of two ways of working.
  show(two) {
    const scenarios = scenariosOf(two);
    return {
      two,
      scenarios,
      plain: scenariosOf(checkedTwo({ ...two, changes: [] })),
      worlds: scenarios.map((scenario) => this.once(`world ${scenario.hash} ${two.seed} ${two.months}`, () => world(this.memory, scenario, two.seed, two.months))),
      hash: hashOfTwo(two),
      link: toLink(two),
      world: worldOf(two),
      setup: toTables(two),
      file: toFile(two),
      version: tables.guide.version,
    };
  }

  // Keeps what was made, a few at a time.
  once(name, make) {
    const found = this.made.get(name) ?? make();
    this.made.delete(name);
    this.made.set(name, found);
    if (this.made.size > KEPT) this.made.delete(this.made.keys().next().value);
    return found;
  }

  // Indicators of one run; those of all lucks are asked for again and again.
  seriesOf(scenario, seed, months) {
    const name = `${scenario.hash} ${seed} ${months}`;
    if (!this.measured.has(name)) this.measured.set(name, series(this.memory, scenario, seed, months));
    if (this.measured.size > 50 * KEPT) this.measured.delete(this.measured.keys().next().value);
    return this.measured.get(name);
  }

  // The first pairs of the lucks from 1 on.
  comparison(pairs) {
    const { scenarios, two } = this.shown;
    const seeds = Array.from({ length: pairs }, (_, at) => at + 1);
    const [a, b] = scenarios.map((scenario) => {
      const rows = seeds.map((seed) => this.seriesOf(scenario, seed, two.months));
      return Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]));
    });
    return { a: scenarios[0], b: scenarios[1], pairs, months: two.months, seed: 1, series_a: a, series_b: b };
  }

  // Tells of more and more pairs, until another state is shown.
  async fillBand(turn) {
    for (let pairs = AT_A_TIME; pairs <= BAND; pairs += AT_A_TIME) {
      await breath();
      if (turn !== this.turn) return;
      this.tell({ band: bandOf(this.shown, this.comparison(pairs), this.page.measures) });
    }
  }

  // Answers a question of the page.
  async ask(question) {
    this.kept = question.keep ?? {};
    try {
      await this.answer(question);
    } catch (error) {
      this.reply({ error: this.report(error) });
    }
    this.tell({ answers: question.number });
  }

  async answer(question) {
    if (question.kind.startsWith('lab ')) return this.lab.answer(question);
    switch (question.kind) {
      case 'setup':
        return this.follow(fromFile(JSON.stringify(question.setup)));
      case 'file':
        return this.follow(fromFile(question.text));
      case 'link':
        return this.follow(fromLink(question.link));
      case 'reset':
        return this.follow({ two: null, notes: [] });
      case 'story':
        return this.reply({ story: this.story(question.family, this.until(question)) });
      case 'csv':
        return this.reply({ csv: tidyCsv(/** @type {any} */ (upTo(this.comparison(BAND), this.until(question)))) });
      default:
        return this.pairs.answer(question);
    }
  }

  // Shows another state, or the start of the page, and writes it into the address.
  async follow({ two, notes }) {
    const next = two ?? this.page.start();
    this.push(address(next, this.path, this.kept));
    this.notes = notes;
    await this.go(`v=1&s=${toLink(next)}`);
  }

  // The last month that the room may know; all of them where the page keeps nothing back.
  until(question) {
    const { months } = this.two;
    return question.until === undefined ? months : Math.max(0, Math.min(months, Math.trunc(question.until)));
  }

  // A family's years in both towns; without a number, those of the family whose progress differs most.
  story(asked, until) {
    const { scenarios, two } = this.shown;
    const { seed, months } = two;
    const last = recordMonths(months, until);
    const family = asked ?? this.mostChanged(last);
    const records = scenarios.map((scenario) => recorded(this.memory, scenario, seed, last, READ, (people) => rowsOf(people, family, scenario.values)));
    const who = { name: familyName(family), commissioner: records[0].people.family_commissioner[family] };
    return storyOf(/** @type {any} */ (records), /** @type {any} */ (scenarios), family, months, until, who);
  }

  mostChanged(last) {
    const { scenarios, two } = this.shown;
    const ends = scenarios.map((scenario) => {
      const { progress } = recorded(this.memory, scenario, two.seed, last, { families: ['progress'] }, () => ({})).families;
      return progress.subarray(progress.length - progress.length / (last + 1));
    });
    return mostChanged(ends[0], ends[1]);
  }

  reply(fields) {
    this.replies += 1;
    this.tell({ reply: { ...fields, number: this.replies } });
  }

  // Says in plain words that a run failed, with a report that can be saved and sent.
  report(error) {
    const about = { coprod_sim: tables.guide.version, settings: this.two ? toTables(this.two) : null, fault: String(error), trace: error.stack ?? '' };
    return { text: tables.words.present.error, report: JSON.stringify(about, null, 2) };
  }
}
