// The lengths of the shortest codes for symbols that come so often, as zlib chooses them where several are as short.

// Symbols and the nodes above them, the rarest on top; of those that come as often, the one with the lower tree below it.
class Heap {
  /** @param {number[]} often */
  constructor(often) {
    this.often = often;
    this.depth = new Array(often.length).fill(0); // of the tree below each
    /** @type {number[]} */
    this.nodes = [0]; // counted from 1
  }

  get size() {
    return this.nodes.length - 1;
  }

  /**
   * @param {number} one
   * @param {number} other
   */
  rarer(one, other) {
    const { often, depth } = this;
    return often[one] < often[other] || (often[one] === often[other] && depth[one] <= depth[other]);
  }

  // Lets a node sink until both below it come more often.
  /** @param {number} place */
  sink(place) {
    const { nodes } = this;
    const node = nodes[place];
    let at = place;
    for (let below = 2 * at; below <= this.size; below = 2 * at) {
      if (below < this.size && this.rarer(nodes[below + 1], nodes[below])) below += 1;
      if (this.rarer(node, nodes[below])) break;
      nodes[at] = nodes[below];
      at = below;
    }
    nodes[at] = node;
  }

  sinkAll() {
    for (let place = Math.floor(this.size / 2); place >= 1; place -= 1) this.sink(place);
  }

  // Takes the rarest away.
  take() {
    const [, rarest] = this.nodes;
    const last = this.nodes.pop();
    if (this.size) {
      this.nodes[1] = last;
      this.sink(1);
    }
    return rarest;
  }
}

// Joins the two rarest nodes again and again; gives what is above each, and all from the top down.
/**
 * @param {Heap} heap
 * @param {number} symbols
 */
function joined(heap, symbols) {
  const { often, depth } = heap;
  /** @type {number[]} */
  const above = [];
  /** @type {number[]} */
  const taken = [];
  for (let node = symbols; heap.size > 1; node += 1) {
    const one = heap.take(), [, other] = heap.nodes;
    taken.push(one, other);
    often[node] = often[one] + often[other];
    depth[node] = Math.max(depth[one], depth[other]) + 1;
    above[one] = node;
    above[other] = node;
    heap.nodes[1] = node;
    heap.sink(1);
  }
  return { above, order: [...taken, heap.nodes[1]].reverse() };
}

// How many codes each length gets where some would be too long: those are put below shorter ones.
/**
 * @param {number[]} counts   by length; changed in place
 * @param {number} tooLong
 */
function shortened(counts, tooLong) {
  const longest = counts.length - 1;
  for (let left = tooLong; left > 0; left -= 2) {
    let bits = longest - 1;
    while (counts[bits] === 0) bits -= 1;
    counts[bits] -= 1;
    counts[bits + 1] += 2;
    counts[longest] -= 1;
  }
}

// The length of the code of each symbol, 0 where it does not come.
/**
 * @param {ArrayLike<number>} frequencies
 * @param {number} longest   the longest code that is allowed
 */
export function codeLengths(frequencies, longest) {
  const symbols = frequencies.length;
  const heap = new Heap(Array.from(frequencies));
  for (let symbol = 0; symbol < symbols; symbol += 1) if (frequencies[symbol]) heap.nodes.push(symbol);
  // There must be two codes: if fewer symbols come, one that does not gets one.
  while (heap.size < 2) {
    const last = heap.size ? heap.nodes[1] : -1;
    const symbol = last < 2 ? last + 1 : 0;
    heap.nodes.push(symbol);
    heap.often[symbol] = 1;
  }
  heap.sinkAll();
  const { above, order } = joined(heap, symbols);
  const lengths = new Array(heap.often.length).fill(0);
  const counts = new Array(longest + 1).fill(0);
  let tooLong = 0;
  for (const node of order.slice(1)) {
    lengths[node] = lengths[above[node]] + 1;
    if (lengths[node] > longest) {
      lengths[node] = longest;
      tooLong += 1;
    }
    if (node < symbols) counts[lengths[node]] += 1;
  }
  if (tooLong) {
    shortened(counts, tooLong);
    const rarestFirst = order.filter((node) => node < symbols).reverse();
    const longestFirst = counts.flatMap((count, bits) => new Array(count).fill(bits)).reverse();
    rarestFirst.forEach((node, at) => {
      lengths[node] = longestFirst[at];
    });
  }
  return lengths.slice(0, symbols);
}
