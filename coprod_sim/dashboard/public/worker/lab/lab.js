// The rule lab of a page: what it asks about an equation, and a trial that goes on between questions.

import { breath } from '../breath.js';
import { byName } from '../setup/scenario/declared.js';
import { tables } from '../tables.js';
import { PAIRS } from './claims.js';
import { checked, functionOf, rulesFile } from './equation.js';
import { trial } from './trial.js';

const TURN = 60; // ms of work before the page may ask again

// What the page shows of every equation.
export const labFixed = () => ({
  rules: tables.lab.rules,
  pairs: PAIRS,
  claims: { can: tables.claims.each.length, of: tables.claims.of },
  settings: Object.fromEntries([...byName().values()].filter(({ name }) => name in tables.rules.records.parameters.fields)
    .map(({ name, default: usual, low, high }) => [name, { usual, low, high }])),
});

export class Lab {
  /** @param {import('../session.js').Session} session */
  constructor(session) {
    this.session = session;
    this.told = { check: null, trial: null };
    this.turn = 0;
  }

  /** @param {object} fields */
  tell(fields) {
    this.told = { ...this.told, ...fields };
    this.session.tell({ lab: this.told });
  }

  /** @param {any} question */
  answer({ kind, rule, text, inputs }) {
    switch (kind) {
      case 'lab check':
        return this.tell({ check: { rule, text, ...checked(rule, text, inputs, this.session.memory) } });
      case 'lab file':
        return this.tell({ file: { name: `${rule}.py`, text: rulesFile(rule, text), number: (this.told.file?.number ?? 0) + 1 } });
      case 'lab try':
        this.go(rule, text);
        return undefined;
      case 'lab stop':
        this.turn += 1;
        return this.tell({ trial: { ...this.told.trial, on: false, stopped: true } });
      default:
        throw new Error(`the page asked for '${kind}', which the lab does not answer`);
    }
  }

  // Tries an equation until it is done, or something else is asked of the lab or of the page.
  /**
   * @param {string} rule
   * @param {string} text
   */
  async go(rule, text) {
    this.turn += 1;
    const { turn, session } = this;
    const { shown } = session;
    const steps = trial(session, { [rule]: functionOf(rule, text, session.memory) });
    let found = { rule, text, on: true, done: 0, of: PAIRS };
    this.tell({ trial: found });
    try {
      for (;;) {
        const began = performance.now();
        let step = steps.next();
        while (!step.done && performance.now() - began < TURN) {
          found = { ...found, ...step.value };
          step = steps.next();
        }
        found = { ...found, ...step.value };
        if (turn !== this.turn) return;
        const ended = step.done || shown !== session.shown;
        this.tell({ trial: shown !== session.shown ? null : { ...found, on: !ended } });
        if (ended) return;
        await breath();
      }
    } catch (error) {
      this.tell({ trial: null });
      session.reply({ error: session.report(error) });
    }
  }
}
