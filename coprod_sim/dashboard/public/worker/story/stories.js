// The same family in both worlds, for the story drawer: the twin of coprod_sim/dashboard/pair/stories.py.
// What happened comes from life_events.js, of a record of each side (record.js); here the events that tell most are chosen and said.
// Families are made up: nothing here quotes anybody, or names a diagnosis, a background or money.

import { fill, fixed } from '../python.js';
import { tables } from '../tables.js';
import { fromScenario } from '../telling/event_list.js';
import { whoDecides } from './decision.js';
import { lifeEvents, nearer, trustMoved } from './life_events.js';
import { Life } from './record.js';

/**
 * @import { FamilyRecord } from './record.js'
 * @import { Scenario } from '../setup/scenario/scenario.js'
 * @import { StoryEvent } from './life_events.js'
 * @typedef {{ life: Life, scenario: Scenario, events: StoryEvent[] }} Story
 * @typedef {{ month: number, text: string, who_decided: string, trust: 'up' | 'down' | 'same' }} EventSentence
 * @typedef {{ family: number, name: string, about: string, columns: { events: EventSentence[] }[] }} FamilyStory
 */

const storyWords = () => tables.words.story;

// A share as people say it.
/** @param {number} value */
const outOf100 = (value) => fixed(100 * value, 0);

// Which events are told.

// Chooses the events that tell most: beginning, first review, what struck the family, and the reviews that moved it.
/**
 * @param {StoryEvent[]} events
 * @returns {StoryEvent[]}
 */
function chosen(events) {
  const told = tables.story.told;
  const [first, last] = [events[0], events.at(-1)];
  const inner = events.slice(1, -1).filter((event) => event.month < last.month);
  /** @type {(kind: string, most: number) => StoryEvent[]} */
  const some = (kind, most) => inner.filter((event) => event.kind === kind).slice(0, most);
  const reviews = some('review', inner.length);
  const wanted = [
    ...told.ON_THE_WAY.flatMap((/** @type {string} */ kind) => some(kind, 1)).slice(0, told.MOST_STEPS),
    ...reviews.slice(0, 1),
    ...told.LIMITS.flatMap((/** @type {[string, number]} */ [kind, most]) => some(kind, most)),
    ...reviews.slice(1).sort((one, other) => trustMoved(other) - trustMoved(one)),
  ];
  /** @type {Map<number, StoryEvent>} */
  const byMonth = new Map();
  for (const event of wanted) {
    if (byMonth.size < told.MOST - 2 && !byMonth.has(event.month)) byMonth.set(event.month, event);
  }
  const months = [...byMonth.keys()].sort((one, other) => one - other);
  return [first, ...months.map((month) => byMonth.get(month)), last];
}

// How they are told.

// Gives some numbers of an event as so many of 100.
/**
 * @param {Record<string, number>} numbers
 * @param {string[]} names
 */
const whole = (numbers, names) => Object.fromEntries(names.map((name) => [name, outOf100(numbers[name])]));

// Tells how trust moved.
/**
 * @param {number} before
 * @param {number} now
 */
function trustSentence(before, now) {
  const [x, y] = [outOf100(before), outOf100(now)];
  const moved = now > before ? 'rose' : 'fell';
  return fill(storyWords()[`trust_${x === y ? 'stayed' : moved}`], { x, y });
}

// Tells a review: that an order left nothing to change, that the family led it, that it was late, that the young person spoke,
// or whose view was nearer.
/** @param {StoryEvent} event */
function reviewText({ numbers }) {
  const [texts, late, told] = [storyWords().told, numbers.months_late, tables.story.told];
  if (numbers.order_months) return texts.bound;
  const asked = numbers.asked ? 'asked' : 'not_asked';
  const isLate = late >= told.LATE;
  if (numbers.led) return fill(texts[isLate ? 'late_led' : 'review_led'], { late, ...whole(numbers, ['voice']) });
  const spoke = numbers.young_say >= told.SPOKE ? 'young' : nearer(numbers);
  const kind = isLate ? `late_${asked}` : ['review', asked, spoke].filter(Boolean).join('_');
  return fill(texts[kind], { late, ...whole(numbers, ['voice', 'young_say']) });
}

// Tells a strain: by what it is about, and otherwise as holding back.
/** @param {StoryEvent} event */
function strainText({ numbers }) {
  const strains = tables.story.told.STRAINS;
  const name = Object.keys(strains).find((one) => one in numbers);
  const kind = name ? strains[name] : 'holding_back';
  return fill(storyWords().told[kind], whole(numbers, name ? [name] : []));
}

// Tells what struck a family: a strain, a new worker in the place of one who knew the child or not, a dispute; or another family.
/** @param {StoryEvent} event */
function struckText(event) {
  const [texts, numbers] = [storyWords().told, event.numbers];
  if (event.kind === 'strain') return strainText(event);
  if (event.kind === 'new worker') {
    if (numbers.known < tables.story.told.WELL_KNOWN) return texts.new_worker;
    return texts[numbers.key_worker ? 'knowledge_kept' : 'knowledge_lost'];
  }
  if (event.kind === 'new family') return fill(texts.new_family, numbers);
  return fill(texts[numbers.order_months ? 'dispute_binds' : 'dispute'], { order: numbers.order_months });
}

// Tells a step on the way to a plan by law.
/** @param {StoryEvent} event */
function stepText({ kind, numbers }) {
  const ended = numbers.won ? '_won' : '_lost';
  const key = kind.replaceAll(' ', '_') + (['mediation', 'tribunal'].includes(kind) ? ended : '');
  return fill(storyWords().on_the_way[key], numbers);
}

// Says how the first month went: nobody gets to know each other while trust falls.
/** @param {StoryEvent} event */
const firstMeetings = ({ numbers }) =>
  numbers.trust >= numbers.trust_before ? 'first_meetings_good' : 'first_meetings_bad';

// Tells what happened, without how trust moved.
/**
 * @param {StoryEvent} event
 * @param {Scenario} scenario
 * @returns {string}
 */
function eventText(event, scenario) {
  const texts = storyWords().told;
  const { kind, month, numbers } = event;
  const { WHOLE_LIFE, ON_THE_WAY } = tables.story.told;
  if (WHOLE_LIFE.includes(kind)) {
    return fill(texts[kind.replaceAll(' ', '_')], { m: month, ...whole(numbers, Object.keys(numbers)) });
  }
  if (kind === 'review') return reviewText(event);
  if (kind === 'change') return storyWords().change[fromScenario(scenario, 0, []).find((one) => one.month === month)?.what ?? 'other'];
  if (kind === 'trust') return texts[month === 1 ? firstMeetings(event) : 'trust_later'];
  return ON_THE_WAY.includes(kind) ? stepText(event) : struckText(event);
}

// Gives trust around an event: since the family came for the end, in its own staff for a dispute, else in the month.
/**
 * @param {Story} story
 * @param {StoryEvent} event
 * @returns {[number, number]}
 */
function trustBeforeAndAfter({ life }, event) {
  if (event.kind === 'dispute') return [event.numbers.team_trust_before, event.numbers.team_trust];
  const isWhole = tables.story.told.WHOLE_LIFE.includes(event.kind);
  const before = isWhole ? life.lastCame : event.month - 1;
  return [life.family('felt_trust', before), life.family('felt_trust', event.month)];
}

// Tells one event with who decided and how trust moved.
/**
 * @param {Story} story
 * @param {StoryEvent} event
 * @returns {EventSentence}
 */
function eventSentence(story, event) {
  const [before, now] = trustBeforeAndAfter(story, event);
  const isStill = [...tables.story.told.WHOLE_LIFE, 'strain', 'new family', 'request'].includes(event.kind);
  const moves = isStill ? '' : ` ${trustSentence(before, now)}`;
  const step = Number(outOf100(now)) - Number(outOf100(before));
  const way = step > 0 ? 'up' : 'down';
  return {
    month: event.month,
    text: eventText(event, story.scenario) + moves,
    who_decided: storyWords().who[whoDecides(story.life, event.month, story.scenario.values)],
    trust: step === 0 ? 'same' : way,
  };
}

// Tells the family's years in one world up to a month.
/**
 * @param {Story} story
 * @param {number} known   the last month that may be known
 * @param {boolean} over   whether that is the end
 */
function column(story, known, over) {
  let events = chosen(story.events);
  if (!known) events = events.slice(0, 1);
  else if (!over) events.push({ ...events.pop(), kind: 'so far' });
  return { events: events.map((event) => eventSentence(story, event)) };
}

// Tells one family's years in both worlds, from a record of each (record.js says what it holds, and how to pick a family).
/**
 * @param {[FamilyRecord, FamilyRecord]} records   of A and B, recordMonths(months, until) months long
 * @param {[Scenario, Scenario]} scenarios
 * @param {number} family
 * @param {number} months
 * @param {number | null} until   the last month that may be known; null for all
 * @param {{ name: string, commissioner: number }} who   the family's name, and the row of its commissioner
 * @returns {FamilyStory}
 */
export function storyOf(records, scenarios, family, months, until, { name, commissioner }) {
  const known = until === null ? months : Math.min(until, months);
  const stories = records.map((record, side) => {
    const [life, scenario] = [new Life(record), scenarios[side]];
    return { life, scenario, events: lifeEvents(life, scenario, commissioner) };
  });
  const team = stories[0].life.team;
  const about = fill(storyWords()[team > 1 ? 'about' : 'about_one'], { name, k: team });
  return { family, name, about, columns: stories.map((story) => column(story, known, known === months)) };
}
