// What the worker knows beside its code: words, declarations and settings, as coprod_sim/dashboard/static/tables writes them.

/** @type {Record<string, any>} */
export const tables = {};

/** @param {Record<string, any>} found   by the name of the part that reads it */
export function setTables(found) {
  Object.assign(tables, found);
}
