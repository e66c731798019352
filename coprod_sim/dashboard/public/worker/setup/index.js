// What turns an address, a link, a file or an edited set-up into two scenarios, and back.

export { allPresets, checkedTwo, checkedWay, hashOf, hashOfTwo, scenariosOf } from './setup.js';
export { checkedChange, leversHeld, newChange, startedChange, valueThen } from './changes.js';
export { fromFile, fromLink, fromSetup, toFile, toLink, toTables } from './file_and_link.js';
export { changed, loadScenario } from './scenario/scenario.js';
export { address, changeTable, startTwo, way, waysOfAddress, worldOf } from './show.js';
