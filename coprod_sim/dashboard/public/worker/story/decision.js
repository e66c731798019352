// Who decided at a family's last review, as the ladder of participation has it: the twins of share_held
// (coprod_sim/agents/rules/family_led.py), rung (coprod_sim/engine/totals.py) and who_decided (coprod_sim/dashboard/pair/stories.py).

import { tables } from '../tables.js';

/** @import { Life } from './record.js' */

const [NOT_ASKED, TOLD, ASKED, HEARD, TOGETHER, LED] = [0, 1, 2, 3, 4, 5];

// The rung of the ladder of participation that a family's last decision stood on, from 0.
/**
 * @param {number} asked
 * @param {number} voice
 * @param {number} power
 * @param {Record<string, number>} par
 */
function rung(asked, voice, power, par) {
  if (!asked) return NOT_ASKED;
  if (voice < par.rung_told) return TOLD;
  if (voice < par.rung_asked) return ASKED;
  if (voice < par.rung_heard || power < par.rung_power) return HEARD;
  return voice >= par.rung_led ? LED : TOGETHER;
}

// Says who decided at the last review up to a month: a key of the words of stories.
/**
 * @param {Life} life
 * @param {number} month
 * @param {Record<string, number>} par
 * @returns {string}
 */
export function whoDecides(life, month, par) {
  const held = Math.max(life.family('power', month), life.family('led', month) * par.led_share);
  const isReviewed = life.family('reviewed', month);
  const step = isReviewed ? rung(life.family('asked', month), life.family('voice', month), held, par) : NOT_ASKED;
  return tables.story.who[step];
}
