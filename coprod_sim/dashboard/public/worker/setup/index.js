// What turns an address, a link, a file or an edited set-up into two scenarios, and back.

export { checkedTwo, checkedWay, hashOfTwo, scenariosOf } from './setup.js';
export { checkedChange, valueThen } from './changes.js';
export { fromFile, fromLink, toFile, toLink, toTables } from './file_and_link.js';
export { changed, loadScenario } from './scenario/scenario.js';
export { address, changeTable, startTwo, way, waysOfAddress, worldOf } from './show.js';
