// What the server sends to a page, as types: nothing here runs.  `make check` reads them, and a test compares them with
// what dashboard/pair/payload.py, show.py and tables.py really send.  The words and the run of a page may hold more, which
// only that page reads.

/**
 * A measure by its name, as in 'felt_trust'; the names are MEASURES of payload.py.
 * @typedef {string} Measure
 *
 * 'A' or 'B'.
 * @typedef {'A' | 'B'} SideName
 *
 * Numbers of 100 by month, for A and for B; null where nothing was measured.
 * @typedef {[(number | null)[], (number | null)[]]} Lines
 *
 * @typedef {Object} Words Every text that people read on a page: the tables of its words.toml and of those that pages share.
 */

/**
 * Who is in the town, the same in both worlds.  Arrays come packed: base64 of little-endian bytes.
 * @template Whole   an array of whole numbers up to 65535
 * @template Bytes   an array of whole numbers up to 255
 * @typedef {Object} PeopleOf
 * @property {number} commissioners
 * @property {number} families
 * @property {number} professionals
 * @property {Whole} family_commissioner
 * @property {Whole} professional_commissioner
 * @property {Bytes} discipline
 * @property {Whole} tie_family
 * @property {Whole} tie_professional
 */

/**
 * What one world went through: rows of months, each with a byte for each person or tie (0 to 255).
 * @template Bytes
 * @typedef {Object} WorldOf
 * @property {Bytes} say
 * @property {Bytes} trust
 * @property {Bytes} council
 * @property {Bytes} skill
 * @property {Bytes} newcomer
 * @property {Bytes} link
 * @property {(number[] | null)[]} ladder   by month: the share of last decisions on each rung, of 100; null before the first
 */

/**
 * A pair of runs.  Packed as it comes, and with typed arrays once decode.js has read it.
 * @template People
 * @template World
 * @typedef {Object} RunOf
 * @property {string} results   a digest of every number: same digest, same numbers
 * @property {number} months
 * @property {People} people
 * @property {World[]} worlds   of A and of B
 * @property {Record<Measure, Lines>} series
 * @property {string} rev       the state that it shows; a band with another belongs to another run
 * @property {string} hash
 * @property {string} link      the state as it stands in an address
 * @property {number} luck
 * @property {string} version
 * @property {Setup} setup
 * @property {string} file      the setup as a scenario file
 * @property {{families: number, professionals: number, months: number}} sizes
 * @property {Way[]} ways       of A and of B
 * @property {Object[]} rules   the levers in which A and B differ, for the dialog of rules
 * @property {Change[]} changes
 * @property {OwnEvent[]} events
 * @property {string[]} names   of the families
 * @property {Record<Measure, Record<SideName, string>>} marks   what the reveal may say of the end, with its mark
 * @property {string} world     the question's pair of worlds, whatever its luck and title
 * @property {Sentence[][]} telling    by month
 * @property {Record<Measure, Voted[][]>} voted   by measure and month
 * @property {{usual: Record<string, number>[], later: Record<string, string>[]}} [settings]   of A and of B, on /explore only
 * @property {Record<string, number | null>[]} [views]   how far off each party's view was at the end in A and in B, on /explore only
 * @property {Record<string, Lines>} [rows]   the table of a lesson, by name, on /lessons only
 * @property {Record<string, number>[]} [ledgers]   what each cause did to trust in A and in B, of 100, on /explore only
 */

/**
 * @typedef {RunOf<PeopleOf<string, string>, WorldOf<string>>} PackedRun
 * @typedef {PeopleOf<Uint16Array, Uint8Array>} People
 * @typedef {WorldOf<Uint8Array>} World
 * @typedef {RunOf<People, World>} Run
 */

/**
 * The measures of many pairs of runs, of 100.
 * @template Rows
 * @typedef {Object} BandOf
 * @property {number} done      so many pairs there are
 * @property {number} of        so many there will be
 * @property {Record<Measure, [Rows, Rows]>} series   for A and for B
 * @property {string} rev
 * @property {Sentence[][]} [telling]   once all pairs are done
 * @property {Record<Measure, Voted[][]>} [voted]
 */

/**
 * @typedef {BandOf<string>} PackedBand
 * @typedef {BandOf<Float32Array[]>} Band   an array for each pair
 */

/**
 * @typedef {{name: string, neutral: string}} Way   the name of a way of working, and the one before the reveal
 * @typedef {{kind: 'chart', measure: Measure} | {kind: 'people', side: number}} Show   what a sentence points at
 * @typedef {{text: string, show: Show | null, mark: string}} Sentence
 * @typedef {{text: string, mark: string}} Voted
 * @typedef {{who: SideName, start: number, title: string}} OwnEvent   what a scenario does by itself
 *
 * @typedef {Object} Change   a change on the rail
 * @property {SideName | 'both'} who
 * @property {string} do       the key of its kind
 * @property {number} start
 * @property {number | null} length   in months; null to the end
 * @property {number} amount
 * @property {string} title
 * @property {string} label
 *
 * @typedef {Object} Setup   two ways of working as a file holds them; what nobody knows stays in it, too
 * @property {string} schema
 * @property {string} title
 * @property {number} months
 * @property {number} luck
 * @property {Record<string, number>} town
 * @property {string[]} modifiers
 * @property {{preset: string, set: Record<string, number>}} A
 * @property {{preset: string, set: Record<string, number>}} B
 * @property {Object[]} changes
 * @property {Object} view
 * @property {string} made_with
 */

/**
 * What can be chosen; it comes once.  A page may send more of its own.
 * @typedef {Object} Fixed
 * @property {string} version
 * @property {Preset[]} presets
 * @property {Kind[]} kinds
 * @property {Size[]} sizes
 * @property {Modifier[]} modifiers
 *
 * @typedef {Object} Preset   a built-in way of working
 * @property {string} key
 * @property {string} name
 * @property {number} number
 *
 * @typedef {Object} Kind   a kind of change
 * @property {string} key
 * @property {string} title
 * @property {string} meaning
 * @property {string} argument_for
 * @property {string} argument_against
 * @property {string} cornerstone
 * @property {boolean} has_length
 * @property {number | null} default_length
 * @property {{label: string, low: number, high: number, default: number, unit: string}} amount
 *
 * @typedef {{name: string, label: string, low: number, high: number}} Size
 * @typedef {{key: string, title: string}} Modifier
 */

/**
 * What is told beside a run: notes, or the answer to a question.  /compare tells more (pairs, stopped, shares, table).
 * @typedef {Object} Reply
 * @property {number} [number]
 * @property {string[]} [notes]
 * @property {Fault} [error]
 * @property {Story} [story]
 * @property {string} [csv]
 *
 * @typedef {{text: string, report: string}} Fault   what is said where a run failed, and a report to save
 * @typedef {{family: number, name: string, about: string, columns: Object[]}} Story
 */

export {};
