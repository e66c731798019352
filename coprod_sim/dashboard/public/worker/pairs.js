// Many pairs with their families, and what made the difference: what /compare asks (pages/compare/page.py and work.py).
// Each piece of work goes on between questions, a few runs at a time, and tells how far it is whenever it is asked.

import { tableCsv, pairDifferences } from './compare/differences.js';
import { explain } from './compare/explain.js';
import { payloadOfShares } from './compare/made_difference.js';
import { checkedMonth, pairsAsked, pairsReply } from './compare/page.js';
import { tidyCsv } from './compare/comparison_csv.js';
import { twinsOf } from './compare/twins.js';
import { recorded } from './numbers/runs.js';
import { checkedTwo, scenariosOf, toLink } from './setup/index.js';

const TURN = 60; // ms of work before the page may ask again
const FEWEST = 2;
const OUTCOMES = ['progress', 'felt_trust', 'energy'];
const STARTS = { families: ['quarter', 'language', 'poor', 'standing', 'need'], casework: ['family', 'family_trust'] };

/**
 * @typedef {Object} Work
 * @property {number} done
 * @property {number} of
 * @property {Iterator<{done: number, of: number}, any>} steps
 * @property {any} result
 * @property {boolean} wanted
 * @property {unknown} fault
 */

export class Pairs {
  /** @param {import('./session.js').Session} session */
  constructor(session) {
    this.session = session;
    /** @type {Map<string, Work>} */
    this.works = new Map();
  }

  async answer(question) {
    const { session } = this;
    const { two, shown } = session;
    const month = checkedMonth(question.month, two.months, question.kind.endsWith('shares') ? 1 : 0);
    switch (question.kind) {
      case 'pairs':
        return this.sendPairs(pairsAsked(question.pairs), question);
      case 'shares':
        return this.sendShares(month);
      case 'stop pairs':
        return this.stopPairs(pairsAsked(question.pairs));
      case 'stop shares':
        this.stop(this.sharesKey(month));
        return undefined;
      case 'pairs csv':
        return session.reply({ csv: tidyCsv((await this.whole(pairsAsked(question.pairs))).comparison) });
      case 'table csv':
        return session.reply({ table: tableCsv((await this.whole(pairsAsked(question.pairs))).comparison, month) });
      default:
        throw new Error(`the page asked for '${question.kind}', which no page answers; it shows ${shown?.hash}`);
    }
  }

  keyOf() {
    const { scenarios, two } = this.session.shown;
    return `${scenarios[0].hash} ${scenarios[1].hash} ${two.months}`;
  }

  pairsKey(pairs) {
    return `pairs ${this.keyOf()} ${pairs}`;
  }

  sharesKey(month) {
    return `shares ${this.keyOf()} ${month}`;
  }

  // The work of a key, begun if it is not there yet.
  work(key, of, begin) {
    if (!this.works.has(key)) {
      const work = { done: 0, of, steps: begin(), result: null, wanted: true, fault: null };
      this.works.set(key, work);
      this.go(key, work);
    }
    const work = this.works.get(key);
    if (work.fault) {
      this.works.delete(key);
      throw work.fault;
    }
    return work;
  }

  // Goes on with a piece of work, and lets questions through now and then.
  async go(key, work) {
    try {
      for (let began = performance.now(); work.wanted;) {
        const step = work.steps.next();
        if (step.done) {
          work.result = step.value;
          work.done = work.of;
          return;
        }
        Object.assign(work, step.value);
        if (performance.now() - began > TURN) {
          await new Promise((done) => { setTimeout(done, 0); });
          began = performance.now();
        }
      }
    } catch (error) {
      work.fault = error;
    }
  }

  stop(key) {
    const work = this.works.get(key);
    if (work && !work.result) {
      work.wanted = false;
      this.works.delete(key);
    }
  }

  // Runs pairs, one at a time.
  * run(pairs, { scenarios, two }) {
    const made = [];
    const began = performance.now();
    for (let seed = 1; seed <= pairs; seed += 1) {
      made.push(this.session.once(`twins ${scenarios[0].hash} ${scenarios[1].hash} ${two.months} ${seed}`, () => this.twins(scenarios, seed, two.months)));
      yield { done: made.length, of: pairs };
    }
    const seconds = (performance.now() - began) / 1000 / (2 * pairs);
    return pairDifferences(scenarios[0], scenarios[1], two.months, made, seconds);
  }

  twins(scenarios, seed, months) {
    const [one, other] = scenarios.map((scenario) => {
      const begin = ({ memory, place }) => Object.fromEntries(Object.entries(STARTS).flatMap(([rows, fields]) => fields.map((field) => [field, memory.column(place[rows], field)])));
      const { start, measures, families } = recorded(this.session.memory, scenario, seed, months, { families: OUTCOMES }, () => ({}), begin);
      return { start, measures, outcomes: families };
    });
    return twinsOf(one, other);
  }

  askedPairs(pairs) {
    const { shown } = this.session;
    return this.work(this.pairsKey(pairs), pairs, () => this.run(pairs, shown));
  }

  async whole(pairs) {
    const work = this.askedPairs(pairs);
    while (!work.result && !work.fault) await new Promise((done) => { setTimeout(done, TURN); });
    return work.result;
  }

  sendPairs(pairs, question) {
    const { two, shown } = this.session;
    const work = this.askedPairs(pairs);
    const reply = { key: shown.hash, asked: pairs, done: work.done, of: work.of, begun: true };
    if (work.result) {
      Object.assign(reply, pairsReply(work.result, question.month, question.other ?? null));
      Object.assign(reply, { links: Array.from({ length: pairs }, (_, at) => toLink(checkedTwo({ ...two, seed: at + 1 }))) });
    }
    this.session.reply({ pairs: reply });
  }

  stopPairs(pairs) {
    const work = this.works.get(this.pairsKey(pairs));
    this.stop(this.pairsKey(pairs));
    const done = work?.done ?? 0;
    this.session.reply({ stopped: { done: done >= FEWEST ? done : 0 } });
  }

  sendShares(month) {
    const { shown, two } = this.session;
    const [a, b] = scenariosOf(two);
    const run = (scenario, seed) => this.session.seriesOf({ ...scenario, hash: scenario.hash ?? JSON.stringify([scenario.values, scenario.events]) }, seed, month);
    const work = this.work(this.sharesKey(month), 0, () => explain(a, b, month, run));
    const found = work.result ? payloadOfShares(work.result) : {};
    this.session.reply({ shares: { key: shown.hash, asked: month, done: work.done, of: work.of, begun: true, ...found } });
  }
}
