// A town at month 0: the twin of coprod_sim/place/small_town.py, initial_state.py and pathway_start.py.
// Every number of a person comes from the module; here ties are put in order, and arrays are handed over.

import { names } from '../setup/scenario/declared.js';
import { tables } from '../tables.js';

/**
 * @import { Memory, Rows } from './memory.js'
 * @typedef {Record<string, number>} Values   all settings by name
 * @typedef {Record<string, Rows>} Place      the arrays of state.py's Place by name, in their order
 */

const HALF = 2n ** 32n;
const ALIKE = ['plan_share', 'start_in_time', 'request_refused', 'request_chance'];

/** @param {number | bigint} seed */
const keyOf = (seed) => [BigInt(seed) % HALF, BigInt(seed) / HALF];

// Rows shared out as equally as can be: the start of each part.
/**
 * @param {number} total
 * @param {number} parts
 */
const shares = (total, parts) => Int32Array.from({ length: parts + 1 }, (_, part) => Math.floor((part * total) / parts));

// Ties sorted by owner: the start of each row, and the order of the ties.
/**
 * @param {ArrayLike<number>} owner
 * @param {number} rows
 * @returns {[Int32Array, Int32Array]}
 */
export function sparseRows(owner, rows) {
  const start = new Int32Array(rows + 1);
  for (let tie = 0; tie < owner.length; tie += 1) start[owner[tie] + 1] += 1;
  for (let row = 0; row < rows; row += 1) start[row + 1] += start[row];
  const next = start.slice();
  const order = new Int32Array(owner.length);
  for (let tie = 0; tie < owner.length; tie += 1) order[next[owner[tie]]++] = tie;
  return [start, order];
}

// The ties between peers, both ways: who hears and who is heard.
/**
 * @param {ArrayLike<number>} one
 * @param {ArrayLike<number>} other
 * @param {number} families
 */
function bothWays(one, other, families) {
  const pairs = Array.from(one, (a, tie) => Math.min(a, other[tie]) * families + Math.max(a, other[tie]));
  const unique = [...new Set(pairs)].sort((a, b) => a - b);
  const low = unique.map((pair) => Math.floor(pair / families));
  const high = unique.map((pair) => pair % families);
  return [[...low, ...high], [...high, ...low]];
}

// Each professional is tied to all others of the same commissioner.
/** @param {Int32Array} staffStart */
function colleagues(staffStart) {
  const owner = [];
  const other = [];
  for (let area = 0; area + 1 < staffStart.length; area += 1) {
    for (let one = staffStart[area]; one < staffStart[area + 1]; one += 1) {
      for (let two = staffStart[area]; two < staffStart[area + 1]; two += 1) {
        if (one === two) continue;
        owner.push(one);
        other.push(two);
      }
    }
  }
  return [owner, other];
}

/**
 * @param {Int32Array} starts
 * @param {number} rows
 */
function areaOfRows(starts, rows) {
  const found = new Int32Array(rows);
  for (let area = 0; area + 1 < starts.length; area += 1) found.fill(area, starts[area], starts[area + 1]);
  return found;
}

/**
 * @param {Memory} memory
 * @param {Values} values
 * @param {number} seed
 * @returns {Place}
 */
export function makePlace(memory, values, seed) {
  const place = tiedPlace(memory, values, seed);
  fillPlace(memory, place, values);
  return place;
}

/**
 * @param {Memory} memory
 * @param {ArrayLike<number>} values
 */
const wholes = (memory, values) => memory.numbers('i4', [values.length], values);

// The teams of families, as they are drawn: the start of each, and both ends of every tie.
/**
 * @param {Memory} memory
 * @param {Values} values
 * @param {Rows[]} drawn   the key, and the starts of families and of staff by area
 */
function teamsOf(memory, { families, largest_team: largest }, drawn) {
  const sizes = memory.numbers('i4', [families]);
  memory.call('draw_team_sizes', ...drawn, largest, sizes);
  const teams = new Int32Array(families + 1);
  memory.view(sizes).forEach((/** @type {number} */ size, /** @type {number} */ row) => { teams[row + 1] = teams[row] + size; });
  const start = wholes(memory, teams);
  const [family, staff] = [0, 1].map(() => memory.numbers('i4', [teams[families]]));
  memory.call('draw_teams', ...drawn, start, family, staff);
  return { start, family, staff };
}

// The peers of families, as they are drawn: the start of each, and who is heard.
/**
 * @param {Memory} memory
 * @param {Values} values
 * @param {Rows} key
 */
function peersOf(memory, { families, peers, peers_rewired: rewired }, key) {
  const reach = Math.floor(peers / 2);
  const [one, other] = [0, 1].map(() => memory.numbers('i4', [families * reach]));
  memory.call('draw_peers', key, families, reach, { real: rewired }, one, other);
  const [hears, heard] = bothWays(memory.view(one), memory.view(other), families);
  const [start, order] = sparseRows(hears, families);
  return { start: wholes(memory, start), heard: wholes(memory, order.map((tie) => heard[tie])) };
}

// A town in which everybody has their ties and nothing else.
/**
 * @param {Memory} memory
 * @param {Values} values
 * @param {number} seed
 * @returns {Place}
 */
function tiedPlace(memory, values, seed) {
  const { families: n, professionals: m, commissioners: c } = values;
  const [areas, staff] = [shares(n, c), shares(m, c)];
  const key = memory.numbers('u8', [2], keyOf(seed));
  const areaStart = wholes(memory, areas);
  const teams = teamsOf(memory, values, [key, areaStart, wholes(memory, staff)]);
  const peers = peersOf(memory, values, key);
  const [caseStart, cases] = sparseRows(memory.view(teams.staff), m);
  const [owner, colleague] = colleagues(staff);
  const [practiceStart, practiceOrder] = sparseRows(owner, m);
  const place = {
    families: memory.rows('families', [n]),
    young_people: memory.rows('young_people', [n]),
    pathways: memory.rows('pathways', [values.pathway ? n : 0]),
    professionals: memory.rows('professionals', [m]),
    commissioners: memory.rows('commissioners', [c]),
    casework: memory.rows('casework', [teams.family.size]),
    parameters: memory.rows('parameters', [1]),
    key,
    area_start: areaStart,
    team_start: teams.start,
    case_start: wholes(memory, caseStart),
    cases: wholes(memory, cases),
    peer_start: peers.start,
    peers: peers.heard,
    peer_weight: memory.numbers('f4', [peers.heard.size], new Float32Array(peers.heard.size).fill(1)),
    practice_start: wholes(memory, practiceStart),
    colleagues: wholes(memory, practiceOrder.map((tie) => colleague[tie])),
    seats: memory.rows('seats', [c, values.forum_seats]),
    seen: memory.rows('seen', [2, n]),
    seen_facilitation: memory.numbers('f8', [m]),
    seen_caution: memory.numbers('f8', [m]),
  };
  for (const name of Object.keys(place.parameters.fields)) memory.put(place.parameters, name, values[name]);
  putTies(memory, place, { areas, staff, teams });
  return place;
}

// Writes into everybody's row whose it is, and into every tie whom it ties.
/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {{ areas: Int32Array, staff: Int32Array, teams: { family: Rows, staff: Rows } }} ties
 */
function putTies(memory, place, { areas, staff, teams }) {
  memory.put(place.families, 'commissioner', areaOfRows(areas, place.families.size));
  memory.put(place.professionals, 'commissioner', areaOfRows(staff, place.professionals.size));
  memory.put(place.casework, 'family', memory.view(teams.family));
  memory.put(place.casework, 'professional', memory.view(teams.staff));
}

// Everybody as at month 0.
/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {Values} values
 */
function fillPlace(memory, place, values) {
  const town = Object.values(place);
  const [c, m] = [place.commissioners.size, place.professionals.size];
  const table = (/** @type {number} */ mean, /** @type {number} */ evenness) => betaTable(memory, mean * evenness, (1 - mean) * evenness);
  const alike = (/** @type {number} */ value, count = c) => memory.numbers('f8', [count], new Float64Array(count).fill(value));
  for (const lever of names('lever')) memory.put(place.commissioners, lever, values[lever]);
  memory.put(place.commissioners, 'rationing', 1);
  memory.put(place.commissioners, 'usual_cost', 1);
  memory.put(place.seats, 'family', -1);
  memory.call('start_families', town, table(0.5, values.start_resources_evenness), alike(0));
  memory.call('start_casework', town, table(values.start_family_trust, values.start_trust_evenness),
    table(values.start_professional_trust, values.start_trust_evenness), alike(values.start_commissioner_power));
  memory.call('start_professionals', town, table(values.start_facilitation, values.start_facilitation_evenness),
    table(values.start_bravery, values.start_bravery_evenness), alike(1, m));
  for (const name of ['start_offers', 'count_those_less_heard', 'settle_hearing', 'settle_reputation']) memory.call(name, town);
  if (place.pathways.size) startPathway(memory, place, values, alike);
  memory.call('settle_trust', town);
  setBands(memory, place);
}

/** @type {Map<string, Float64Array>} */
const KEPT = new Map();

// The table of quantiles of Beta(a, b); those that were made once are kept.
/**
 * @param {Memory} memory
 * @param {number} a
 * @param {number} b
 */
function betaTable(memory, a, b) {
  const name = `${a} ${b}`;
  const table = memory.numbers('f8', [tables.rules.table_steps + 1], KEPT.get(name));
  if (!KEPT.has(name)) {
    memory.call('fill_beta_table', { real: a }, { real: b }, table);
    KEPT.set(name, memory.view(table).slice());
  }
  return table;
}

// The statutory pathway at month 0, where all areas are alike.
/**
 * @param {Memory} memory
 * @param {Place} place
 * @param {Values} values
 * @param {(value: number, count?: number) => Rows} alike
 */
function startPathway(memory, place, values, alike) {
  const { families, pathways, commissioners: people } = place;
  const town = Object.values(place);
  const log = (/** @type {number} */ number) => memory.call('log', { real: number });
  const odds = (/** @type {number} */ share) => log(share / (1 - share));
  const [planShare, inTime, refused, asks] = ALIKE.map((name) => values[name]);
  const resources = memory.numbers('f8', [families.size], memory.column(families, 'resources'));
  const scores = memory.numbers('f8', [families.size]);
  memory.call('fill_normal_scores', { real: values.start_resources_evenness / 2 }, resources, { real: tables.rules.extreme }, scores);
  memory.put(pathways, 'means', memory.view(scores));
  const steady = 1 + memory.call('flow', { real: asks }, { real: refused }, { real: inTime }, { real: values.decides });
  const areas = memory.view(place.area_start);
  const assessors = Array.from({ length: people.size }, (_, row) =>
    Math.max(1e-9, (((areas[row + 1] - areas[row]) * (1 - planShare)) / steady) * asks * (1 - refused)));
  memory.put(people, 'usual_cost', planShare + (1 - planShare) * values.support_cost);
  memory.put(people, 'request_bar', odds(refused));
  memory.put(people, 'plan_bar', odds(values.no_plan));
  memory.put(people, 'request_rate', asks);
  memory.put(people, 'usual_request', asks);
  memory.put(people, 'assessors', assessors);
  memory.put(people, 'due', assessors.map((each) => each / inTime));
  memory.put(people, 'usual_due', assessors.map((each) => each / (values.habits ? values.start_in_time : inTime)));
  if (values.habits) memory.put(people, 'pace', values.assess_stretch * log(inTime / values.start_in_time));
  memory.put(people, 'finishing', inTime);
  memory.call('start_stages', town, alike(planShare), alike(refused), alike(inTime));
  memory.put(people, 'usual_bar', odds(values.request_refused));
  memory.put(people, 'habits', values.habits);
  if (values.habits) memory.call('start_habits', town, alike(NaN), { real: values.usual_no });
  memory.call('start_know_how', town);
  memory.call('start_rights', town, alike(refused));
}

// Sorts families into quarters and fifths of equal size by their resources, poorest first.
/**
 * @param {Memory} memory
 * @param {Place} place
 */
function setBands(memory, place) {
  const resources = memory.column(place.families, 'resources');
  const rank = new Int32Array(resources.length);
  Array.from(resources.keys()).sort((a, b) => resources[a] - resources[b] || a - b).forEach((row, at) => { rank[row] = at; });
  for (const [name, count] of /** @type {[string, number][]} */ ([['quarter', 4], ['fifth', 5]])) {
    memory.put(place.families, name, rank.map((at) => Math.floor((at * count) / rank.length)));
  }
}
