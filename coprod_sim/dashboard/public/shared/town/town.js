// The town as a picture: where everybody stands, who is near a pointer, and the drawing of one month.
// Nothing here keeps or changes anything: the same run, month and size give the same picture.

const BASE = 412 * 260;  // the size for which the sizes below are meant, in CSS pixels
const EDGE = 4;          // nothing comes closer to the edge, so that no outline is cut off
const FULL = 255;        // shares come in steps of 1/255
const MIDDLING = 0.7 * FULL;
const STRONG = 0.85 * FULL;
const WIDTHS = [0.5, 1.2, 2.5]; // of a line: trust below 70, below 85, and from 85 of 100, for people are mostly trusted; wider in a large picture
const GREYS = ['#8A8A8A', '#595959', '#595959'];
// Of a family, by its trust: below 25, 50 and 75 of 100, and from 75 on; apart in lightness, so that they stay apart without colour.
export const SHADES = ['#FFFFFF', '#B4E0DB', '#28A197', '#0A4F49'];
export const COLOURS = { family: SHADES[2], professional: '#A285D1', commissioner: '#3D3D3D' };
const INK = '#1D1D1D';
const SLIGHT = 3; // px: a smaller circle has a thinner outline
const DOT = 0.15; // of the largest radius: the mark of a family whose circle is smaller than it
const GROUND = '#F1F3F5'; // beneath the families of one service
const REACH = 12;  // a person is hit from so far, so that a target is 24 px wide

// How many the largest service has, and at least 1.
function most(owners, services) {
  const counts = new Array(services).fill(0);
  owners.forEach((owner) => { counts[owner] += 1; });
  return Math.max(1, ...counts);
}

// Columns and rows for so many in a box, as far apart as can be.
function spread(number, width, height) {
  let best = { columns: 1, rows: number, step: 0 };
  for (let columns = 1; columns <= number; columns += 1) {
    const rows = Math.ceil(number / columns);
    const step = Math.min(width / columns, height / rows);
    if (step > best.step) best = { columns, rows, step };
  }
  return best;
}

// One row of staff, or two; more only where two would be too tight to tell one square from the next.
function staffRows(number, width, wanted, tallest) {
  let rows = 1;
  while (rows < number && width / Math.ceil(number / rows) < wanted && (rows + 1) * wanted <= tallest) rows += 1;
  const columns = Math.ceil(number / rows);
  return { columns, rows, step: Math.min(2 * wanted, width / (columns + (rows > 1 ? 1 - 1 / rows : 0))) };
}

// Positions of everybody: by row in the grid of their service.
function stand(owners, services, place) {
  const x = new Float32Array(owners.length);
  const y = new Float32Array(owners.length);
  const so = new Array(services).fill(0);
  owners.forEach((owner, row) => {
    [x[row], y[row]] = place(owner, so[owner]);
    so[owner] += 1;
  });
  return { x, y };
}

// The heights and widths that everybody shares: columns of services, rows of staff, and the grid of families in a block.
function measure(people, width, height) {
  const services = Math.max(1, people.commissioners);
  const scale = Math.sqrt((width * height) / BASE);
  const gap = Math.min(12 * scale, (0.2 * width) / services);
  const column = (width - 2 * EDGE - gap * (services - 1)) / services;
  const sign = Math.min(17 * scale, 0.6 * column);
  const wanted = 11 * scale; // from one square to the next
  const team = staffRows(most(people.professional_commissioner, services), column, wanted, 0.2 * height);
  const down = Math.min(wanted, 1.4 * team.step);
  const first = EDGE + sign + 0.1 * height + down / 2;
  const top = first + (team.rows - 0.5) * down + 0.1 * height;
  const tall = height - EDGE - top;
  const grid = spread(most(people.family_commissioner, services), column - EDGE, tall - EDGE);
  const left = (service) => EDGE + service * (column + gap);
  return { services, scale, column, left, sign, team, down, first, top, tall, grid };
}

// Where everybody stands in a box: by row number only, so that nobody moves with luck, month or way of working.
// One column a service: commissioner, then staff, then the block of its families.
export function placeTown(people, width, height) {
  const { services, scale, column, left, sign, team, down, first, top, tall, grid } = measure(people, width, height);
  const atTop = (service) => [left(service) + column / 2, EDGE + sign / 2];
  const atWork = (service, so) => {
    const row = Math.floor(so / team.columns);
    const shift = (row + 0.5) / team.rows - 0.5; // so that the lines of two rows never fall on one another
    const across = (so % team.columns) + 0.5 + shift - team.columns / 2;
    return [atTop(service)[0] + across * team.step, first + row * down];
  };
  const atHome = (service, so) => [
    left(service) + EDGE / 2 + ((so % grid.columns) + 0.5) * ((column - EDGE) / grid.columns),
    top + EDGE / 2 + (Math.floor(so / grid.columns) + 0.5) * ((tall - EDGE) / grid.rows),
  ];
  const large = Math.min(9 * scale, 0.66 * grid.step);
  return {
    width, height, sign, square: 0.8 * Math.min(team.step, down), large, line: Math.max(1, Math.sqrt(scale)),
    commissioner: stand([...Array(services).keys()], services, atTop),
    professional: stand(people.professional_commissioner, services, atWork),
    family: stand(people.family_commissioner, services, atHome),
    blocks: Array.from({ length: services }, (_, service) => ({ x: left(service), y: top, width: column, height: tall })),
  };
}

// The radius of a family: its area is in proportion to its say, 0 to 255, from nothing on.
export function radius(town, say) {
  return town.large * Math.sqrt(say / FULL);
}

// Who stands nearest to a point, {kind, row}, or null if nobody is within reach.
export function nearest(town, x, y, reach = REACH) {
  let found = null;
  let least = reach ** 2;
  ['family', 'professional', 'commissioner'].forEach((kind) => {
    const at = town[kind];
    for (let row = 0; row < at.x.length; row += 1) {
      const far = (at.x[row] - x) ** 2 + (at.y[row] - y) ** 2;
      if (far <= least) { least = far; found = { kind, row }; }
    }
  });
  return found;
}

export const shadeOf = (trust) => SHADES[Math.min(SHADES.length - 1, Math.floor((trust * SHADES.length) / FULL))];
const level = (trust) => (trust < MIDDLING ? 0 : trust < STRONG ? 1 : 2);

// One month of one array of a world, without a copy.
export function shown(run, side, name, month) {
  const all = run.worlds[side][name];
  const wide = all.length / (run.months + 1);
  return all.subarray(month * wide, (month + 1) * wide);
}

function ink(context, width, colour) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

function rule(context, lines, width, colour) {
  context.beginPath();
  lines.forEach(([fromX, fromY, toX, toY]) => { context.moveTo(fromX, fromY); context.lineTo(toX, toY); });
  ink(context, width, colour);
}

// A bundle goes from a worker straight down to the edge of the block beneath: its families stand all over the block,
// so that a line to any one of them, or to their middle, would tell of a tie that is not there.
function bundles(people, links, town) {
  const sums = new Float64Array(people.professionals);
  const cases = new Uint16Array(people.professionals);
  people.tie_professional.forEach((row, tie) => { sums[row] += links[tie]; cases[row] += 1; });
  const lines = [[], [], []];
  cases.forEach((number, row) => {
    const x = town.professional.x[row];
    if (number) lines[level(sums[row] / number)].push([x, town.professional.y[row], x, town.blocks[0].y]);
  });
  return lines;
}

function singles(people, links, town, wanted) {
  const lines = [[], [], []];
  const { family, professional } = town;
  links.forEach((trust, tie) => {
    const one = people.tie_family[tie];
    const other = people.tie_professional[tie];
    if (wanted(trust, tie)) lines[level(trust)].push([professional.x[other], professional.y[other], family.x[one], family.y[one]]);
  });
  return lines;
}

function drawGround(context, people, town) {
  context.fillStyle = '#FFFFFF';
  context.fillRect(0, 0, town.width, town.height);
  context.fillStyle = GROUND;
  town.blocks.forEach(({ x, y, width, height }) => context.fillRect(x, y, width, height));
  rule(context, town.blocks.map(({ x, y, width }) => [x, y, x + width, y]), 1, GREYS[0]);
  const { commissioner, professional } = town;
  const fans = Array.from(people.professional_commissioner, (top, row) => (
    [commissioner.x[top], commissioner.y[top] + town.sign / 2, professional.x[row], professional.y[row]]));
  rule(context, fans, WIDTHS[0] * town.line, GREYS[0]);
}

// Fill and outline the shapes of the path.
function paint(context, colour, size) {
  context.fillStyle = colour;
  context.fill();
  ink(context, size < 6 ? 0.5 : 1, INK); // a whole pixel would drown what is very small
}

function circle(context, x, y, size) {
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
}

// A family without a say is still there: a dot marks where each of them stands, and its say is the circle around it.
function drawFamily(context, town, row, say, trust) {
  const [x, y, size] = [town.family.x[row], town.family.y[row], radius(town, say[row])];
  circle(context, x, y, size);
  paint(context, shadeOf(trust[row]), size < SLIGHT ? size : town.large);
  if (size >= DOT * town.large) return;
  circle(context, x, y, DOT * town.large);
  context.fillStyle = INK;
  context.fill();
}

function drawStaff(context, town, newcomer) {
  const { x, y } = town.professional;
  const size = town.square;
  context.beginPath();
  x.forEach((_, row) => context.rect(x[row] - size / 2, y[row] - size / 2, size, size));
  paint(context, COLOURS.professional, size);
  context.fillStyle = '#FFFFFF'; // who is new this month has a white middle
  newcomer.forEach((is, row) => { if (is) context.fillRect(x[row] - size / 4, y[row] - size / 4, size / 2, size / 2); });
}

function drawTops(context, town) {
  const { x, y } = town.commissioner;
  const half = town.sign / 2;
  context.beginPath();
  x.forEach((_, row) => {
    context.moveTo(x[row], y[row] - half);
    context.lineTo(x[row] + 1.1 * half, y[row] + half);
    context.lineTo(x[row] - 1.1 * half, y[row] + half);
    context.closePath();
  });
  paint(context, COLOURS.commissioner, town.sign);
  if (town.sign < 12 || town.blocks[0].width < 50) return;
  context.font = `bold ${Math.min(24, Math.max(16, town.sign))}px Arial, sans-serif`;
  context.textBaseline = 'middle';
  context.fillStyle = INK; // the number of the service, as in the table
  x.forEach((_, row) => context.fillText(row + 1, x[row] + 1.6 * half, y[row]));
}

// Somebody's own links, over the crowd and edged in white, so that none is lost among the circles.
function drawChosen(context, people, town, { kind, row }, { say, trust, links, newcomer }) {
  const own = people[`tie_${kind}`];
  const lines = singles(people, links, town, (_, tie) => own[tie] === row);
  lines.forEach((some, bin) => rule(context, some, WIDTHS[bin] * town.line + 4, '#FFFFFF'));
  lines.forEach((some, bin) => rule(context, some, WIDTHS[bin] * town.line + 0.5, INK));
  people.tie_family.forEach((family, tie) => { if (own[tie] === row) drawFamily(context, town, family, say, trust); });
  drawStaff(context, town, newcomer);
  const size = kind === 'family' ? radius(town, say[row]) : town.square / 2;
  circle(context, town[kind].x[row], town[kind].y[row], size + 5);
  ink(context, 7, '#FFFFFF'); // a dark ring between two white ones stands out on every colour
  ink(context, 3, INK);
}

// Draw one month of one world. options: strong (single links of strong trust instead of bundles), council (families have the
// colour of their trust in the council, not of their felt trust), chosen ({kind, row}: somebody's own links and a ring), town (the positions, if they are known).
export function drawTown(context, run, side, month, width, height, options = {}) {
  const { people } = run;
  const town = options.town ?? placeTown(people, width, height);
  const colour = options.council ? 'council' : 'trust';
  const [say, felt, links, newcomer] = ['say', colour, 'link', 'newcomer'].map((name) => shown(run, side, name, month));
  const chosen = options.chosen && options.chosen.row < town[options.chosen.kind].x.length ? options.chosen : null;
  drawGround(context, people, town);
  if (!chosen && options.strong) { // all of one width, as thin as can be: there may be hundreds
    singles(people, links, town, (trust) => trust >= STRONG).forEach((lines) => rule(context, lines, WIDTHS[0] * town.line, GREYS[1]));
  } else if (!chosen) {
    bundles(people, links, town).forEach((lines, bin) => rule(context, lines, WIDTHS[bin] * town.line, GREYS[bin]));
  }
  say.forEach((_, row) => drawFamily(context, town, row, say, felt));
  drawStaff(context, town, newcomer);
  drawTops(context, town);
  if (chosen) drawChosen(context, people, town, chosen, { say, trust: felt, links, newcomer });
}
