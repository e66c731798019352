// The statutory pathway in a family's story: the twin of coprod_sim/report/story/pathway.py, without its sentences in full.
// Each function gives the kinds of what happened in a month, and the numbers that are told of them.

import { tables } from '../tables.js';

/**
 * @import { Life } from './record.js'
 * @typedef {{ kind: string, numbers: Record<string, number> }} Step
 */

// What happened on the way to a plan in a month.
/**
 * @param {Life} life
 * @param {number} month
 * @returns {Step[]}
 */
export function wayToPlan(life, month) {
  const codes = tables.story.path;
  const numbers = { waited: life.path('waited', month - 1) + 1 };
  switch (life.path('step', month)) {
    case codes.ASKED:
      return [{ kind: 'request', numbers: {} }];
    case codes.REFUSED_REQUEST:
      return [{ kind: 'refused', numbers }];
    case codes.ACCEPTED:
      return [{ kind: 'assessment', numbers }];
    case codes.ENDED_WITHOUT:
      return [{ kind: 'no plan', numbers }];
    case codes.PLANNED:
      return [{ kind: 'plan', numbers }];
    case codes.ANNUAL_REVIEW:
      return life.path('right_months', month) ? [{ kind: 'annual review', numbers: {} }] : [];
    default:
      return [];
  }
}

// What happened to a right to appeal, or to an appeal, in a month.
/**
 * @param {Life} life
 * @param {number} month
 * @returns {Step[]}
 */
export function appeals(life, month) {
  const codes = tables.story.path;
  const move = life.path('move', month);
  const won = Number([codes.TURNED, codes.CONCEDED, codes.WON].includes(move));
  const numbers = { hearing_in: life.path('hearing_in', month), won };
  switch (move) {
    case codes.MEDIATED:
    case codes.TURNED:
      return [{ kind: 'mediation', numbers }];
    case codes.LODGED:
    case codes.LODGED_AFTER_MEDIATION:
      return [{ kind: 'appeal', numbers }];
    case codes.CONCEDED:
      return [{ kind: 'appeal over', numbers }];
    case codes.WON:
    case codes.LOST:
      return [{ kind: 'tribunal', numbers }];
    default:
      return [];
  }
}
