// What the pages to read are sent beside their words: the twin of the pages guide, model, home and research of dashboard/pages.
// Nothing of it hangs on what a visitor does; coprod_sim/dashboard/static/tables writes it down.

import { tables } from '../tables.js';

const PAGES = {
  guide: () => tables.guide,
  home: () => ({ version: tables.guide.version }),
  model: () => tables.model,
  research: () => ({ version: tables.guide.version }),
};

/** @param {keyof typeof PAGES} page */
export const fixedOf = (page) => PAGES[page]();
