// Functions of the page that the module calls in the place of some of its rules (scripts/wasm_open_rules.py).

/** @typedef {Record<string, (...given: number[]) => number>} Functions   by the name of the rule; the last that is given is where its parameters stand */

export class OwnRules {
  /** @param {string[]} names   of all rules that may be replaced, in the order of their bits */
  constructor(names) {
    this.names = names;
    /** @type {Functions} */
    this.functions = {};
    // The module keeps what it was given when it was made; each of these looks up the function of now.
    /** @type {Functions} */
    this.imports = Object.fromEntries(names.map((name) => [name, (...given) => this.functions[name](...given)]));
  }

  // Takes functions for some rules, and gives the mask that says which.
  /** @param {Functions} functions */
  put(functions) {
    this.functions = functions;
    return this.names.reduce((mask, name, bit) => (Object.hasOwn(functions, name) ? mask | (1 << bit) : mask), 0);
  }
}
