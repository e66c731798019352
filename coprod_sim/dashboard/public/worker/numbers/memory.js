// The rules as a WebAssembly module: its memory, arrays and rows in it, and calls of its functions.
// The module is numba's code of the engine, compiled ahead of time (scripts/make_wasm.py); rules.json says how its rows are laid out.

/**
 * @typedef {Object} Layout
 * @property {number} bytes
 * @property {Record<string, [number, string, number]>} fields   place in bytes, type, and how many numbers
 *
 * @typedef {Object} Rows   an array in the module's memory: plain numbers, or rows of a layout
 * @property {number} at
 * @property {number[]} shape
 * @property {number} size      how many there are in all
 * @property {number} bytes     of each
 * @property {string} type      of plain numbers; '' for rows
 * @property {Layout['fields']} fields
 *
 * @typedef {number | {real: number} | Rows | Rows[]} Given   a whole number, a real one, an array, or several
 */

const KINDS = { f8: Float64Array, f4: Float32Array, i4: Int32Array, u1: Uint8Array, b1: Uint8Array, i8: BigInt64Array, u8: BigUint64Array };
const READ = { f8: 'getFloat64', f4: 'getFloat32', i4: 'getInt32', u1: 'getUint8', i8: 'getBigInt64' };
const WRITE = { f8: 'setFloat64', f4: 'setFloat32', i4: 'setInt32', u1: 'setUint8', i8: 'setBigInt64' };
const ALIGN = 64;
const PAGE = 65536;
const MOST_WORDS = 512;

export class Memory {
  /**
   * @param {WebAssembly.Instance} instance
   * @param {Record<string, Layout>} records
   * @param {import('./own_rules.js').OwnRules} own
   */
  constructor(instance, records, own) {
    /** @type {any} */
    this.exports = instance.exports;
    this.records = records;
    this.own = own;
    this.top = Number(this.exports.__heap_base.value);
    this.words = this.take(8 * MOST_WORDS);
    this.first = this.top;
  }

  /** @returns {ArrayBuffer} */
  get buffer() {
    return this.exports.memory.buffer;
  }

  // Forgets all arrays that were made.
  reset() {
    this.top = this.first;
  }

  /** @param {number} bytes */
  take(bytes) {
    const at = Math.ceil(this.top / ALIGN) * ALIGN;
    this.top = at + bytes;
    const missing = this.top - this.buffer.byteLength;
    if (missing > 0) this.exports.memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  // An array of plain numbers, 0 where no values are given.
  /**
   * @param {string} type
   * @param {number[]} shape
   * @param {ArrayLike<number> | ArrayLike<bigint>} [values]
   * @returns {Rows}
   */
  numbers(type, shape, values) {
    const size = shape.reduce((a, b) => a * b, 1);
    const bytes = KINDS[type].BYTES_PER_ELEMENT;
    const at = this.take(size * bytes);
    new Uint8Array(this.buffer, at, size * bytes).fill(0);
    const made = { at, shape, size, bytes, type, fields: {} };
    if (values) this.view(made).set(/** @type {any} */ (values));
    return made;
  }

  // Rows of a layout, all zeros.
  /**
   * @param {string} name
   * @param {number[]} shape
   * @returns {Rows}
   */
  rows(name, shape) {
    const { bytes, fields } = this.records[name];
    const size = shape.reduce((a, b) => a * b, 1);
    const at = this.take(size * bytes);
    new Uint8Array(this.buffer, at, size * bytes).fill(0);
    return { at, shape, size, bytes, type: '', fields };
  }

  // The numbers of an array as they stand; memory that grows takes such views away.
  /**
   * @param {Rows} rows
   * @returns {any}
   */
  view(rows) {
    return new KINDS[rows.type](this.buffer, rows.at, rows.size);
  }

  // One field of all rows, one after the other; a field of several numbers gives all of them.
  /**
   * @param {Rows} rows
   * @param {string} field
   * @returns {Float64Array}
   */
  column(rows, field) {
    const [offset, type, length] = rows.fields[field];
    const read = READ[type];
    const bytes = KINDS[type].BYTES_PER_ELEMENT;
    /** @type {any} */
    const data = new DataView(this.buffer);
    const found = new Float64Array(rows.size * length);
    let place = 0;
    for (let row = 0; row < rows.size; row += 1) {
      const first = rows.at + row * rows.bytes + offset;
      for (let k = 0; k < length; k += 1, place += 1) found[place] = Number(data[read](first + k * bytes, true));
    }
    return found;
  }

  // Writes a field of all rows: one value for all, or one for each.
  /**
   * @param {Rows} rows
   * @param {string} field
   * @param {number | ArrayLike<number>} values
   */
  put(rows, field, values) {
    const [offset, type] = rows.fields[field];
    const write = WRITE[type];
    /** @type {any} */
    const data = new DataView(this.buffer);
    for (let row = 0; row < rows.size; row += 1) {
      data[write](rows.at + row * rows.bytes + offset, typeof values === 'number' ? values : values[row], true);
    }
  }

  // Does some work with functions of the page in the place of rules, and puts the rules back.
  /**
   * @template T
   * @param {import('./own_rules.js').Functions} functions
   * @param {() => T} work
   * @returns {T}
   */
  with(functions, work) {
    this.exports.open_rules(this.own.put(functions));
    try {
      return work();
    } finally {
      this.exports.open_rules(this.own.put({}));
    }
  }

  // Calls a function of the module; gives the number that it gives, if it gives one.
  /**
   * @param {string} name
   * @param {...Given} given
   * @returns {number}
   */
  call(name, ...given) {
    const whole = new BigInt64Array(this.buffer, this.words, MOST_WORDS);
    const real = new Float64Array(this.buffer, this.words, MOST_WORDS);
    let word = 1;
    /** @param {Rows} one */
    const pushArray = (one) => {
      // numba's words for an array: no owner, no parent, items, bytes of one, address, shape, strides.
      const strides = one.shape.map((_, axis) => one.shape.slice(axis + 1).reduce((a, b) => a * b, one.bytes));
      for (const each of [0, 0, one.size, one.bytes, one.at, ...one.shape, ...strides]) whole[word++] = BigInt(each);
    };
    for (const one of given) {
      if (typeof one === 'number') whole[word++] = BigInt(one);
      else if (Array.isArray(one)) one.forEach(pushArray);
      else if ('real' in one) real[word++] = one.real;
      else pushArray(one);
    }
    if (this.exports[name](this.words) !== 0) throw new Error(`the rules failed in ${name}`);
    return new Float64Array(this.buffer, this.words, 1)[0];
  }
}
