"""What the tables of a file or a link mean: two ways of working, or all that is wrong with them.

The same walk reads in two manners.  Strictly, for the command line, every fault is kept and raised together.
Leniently, for the page, the nearest allowed value is used, and a note says so in plain words.
What is not known is kept in `extra`, in the shape of the file, and comes back when the file is written again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, cast

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events_without_effect import event_name, overridden
from coprod_sim.scenario.parameters import BY_NAME, Parameter, close_name, names, nearest
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.setting_checks import ORDERS, SUMS, alike, named, number_fault, quoted, unknown_name
from coprod_sim.scenario.setup.change_kinds import CHANGE
from coprod_sim.scenario.setup.changes import LENGTH, SIDES_CHANGED, START, Change, changed_side_fault, kind_fault
from coprod_sim.scenario.setup.setup import (
    MONTHS_NUMBER,
    MOST_CHANGES,
    PRESETS,
    SEED_NUMBER,
    TwoWays,
    Way,
    label_of,
    modifier_faults,
    parts,
    preset_faults,
    title_faults,
)

SCHEMA: Final = "coprod-scenario/1"
SIDES: Final = ("A", "B")
KNOWN: Final = ("schema", "title", "months", "luck", "town", "modifiers", *SIDES, "changes", "view", "made_with")
WAY_KEYS: Final = ("preset", "set")
CHANGE_KEYS: Final = ("who", "do", "start", "length", "amount")
CAPPED: Final = ("families", "professionals", "commissioners")
MOST_NOTES: Final = 10
MOST_MODIFIERS: Final = 20
MOST_FAMILIES: Final = 2_000
MOST_MONTHS: Final = 240
ENTANGLED: Final = {
    name for rule in (*(one.names for one in SUMS), *((one.smaller, one.larger) for one in ORDERS)) for name in rule
} - set(names("place"))
"""Settings that can be right alone and wrong together; sizes are fitted to one another instead."""

UnreadTable = Mapping[str, object]


@dataclass
class Reader:
    """One reading of one file or link: in which manner, and what was found on the way."""

    strict: bool
    where: str = "file"
    most_families: int = MOST_FAMILIES
    most_months: int = MOST_MONTHS
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    extra: dict[str, object] = field(default_factory=dict)

    def wrong(self, fault: str, remark: str) -> None:
        """Keep what is wrong: as a fault for the one who can mend the file, or as a note for the one who looks at the page."""
        if self.strict:
            self.faults.append(f"{self.where} {fault.strip()}")
        else:
            self.notes.append(remark)

    def read(self, tables: UnreadTable) -> TwoWays:
        """The two ways of these tables; raises ScenarioError if it is strict and anything is wrong."""
        self.keep_unknown(tables)
        months = self.whole(self.limited(MONTHS_NUMBER, self.most_months), tables, "months")
        seed = self.whole(SEED_NUMBER, tables, "luck")
        town = self.settings(self.table(tables, "town"), "town", "town")
        modifiers = self.modifiers(tables.get("modifiers", []))
        ways = [self.way(tables, side, position) for position, side in enumerate(SIDES)]
        changes = self.changes(tables.get("changes", []), months)
        title, view = self.title(tables.get("title", "")), self.table(tables, "view")
        if not self.strict:
            town, ways = self.fitting(town, modifiers, ways)
        if self.faults:
            raise ScenarioError(*dict.fromkeys(self.faults))
        a, b = ways
        try:
            two = TwoWays(a, b, changes, seed, months, title, town, modifiers, dict(view), self.extra)
        except ScenarioError as error:
            raise ScenarioError(*(f"{self.where} {fault}" for fault in error.faults)) from None
        self.note_events(two)
        return two

    def note_events(self, two: TwoWays) -> None:
        """Say which events of a way of working come after the end, and which of its settings they take away."""
        for side, way in zip(SIDES, (two.a, two.b), strict=True):
            plain = load_scenario("+".join(dict.fromkeys([*parts(way.preset), *two.modifiers])))
            late = [event for event in plain.events if event.month > two.months]
            self.notes += [
                f"In {side}, {event_name(event)} never happens: the months end with {two.months}." for event in late
            ]
            self.notes += [f"In {side}, {text}" for text in overridden(plain, way.settings, "as it is set", two.months)]

    # What is not known.

    def keep_unknown(self, tables: UnreadTable) -> None:
        """Keep what this version does not know, beside the ways too; it changes nothing, so it is no fault."""
        self.extra |= {key: value for key, value in tables.items() if key not in KNOWN}
        for key in self.extra:
            self.notes.append(f"{named(key)} is not known here. It was kept, and not used.{self.guess(key, KNOWN)}")
        for side in SIDES:
            rest = {key: value for key, value in self.table(tables, side).items() if key not in WAY_KEYS}
            self.extra |= {side: rest} if rest else {}
            self.notes += [
                f"{named(key)} in {side} is not known here. It was kept, and not used.{self.guess(key, WAY_KEYS)}"
                for key in rest
            ]

    def guess(self, key: object, here: Collection[str]) -> str:
        """Say what may have been meant, where somebody can mend the file."""
        if not self.strict or not isinstance(key, str):
            return ""
        near, setting = close_name(key, here), nearest(key)
        if setting and (near is None or alike(key, setting) > alike(key, near)):
            return f' Did you mean {setting}? It stands in "town", or in "set" of A or B.'
        return f" Did you mean {near}?" if near else ""

    def unknown_setting(self, name: str, spot: str) -> None:
        """Say that a setting is not known; the nearest name is looked for only where somebody can mend the file."""
        if self.strict:
            self.faults.append(f"{self.where} {spot} {unknown_name(name)}")
        else:
            self.notes.append(f"{named(name)} is not known here. It was kept, and not used.")

    def keep(self, spot: str, name: str, value: object) -> None:
        """Keep a setting that is not known where it stood, so that it is there when the file is written again."""
        at: dict[str, object] = self.extra
        for key in spot.split():
            at = cast(dict[str, object], at.setdefault(key, {}))
        at[name] = value

    # Numbers.

    def limited(self, declared: Parameter, most: float) -> Parameter:
        """A number with a lower limit for the page, which has to answer soon."""
        return declared if self.strict else replace(declared, high=max(declared.low, min(declared.high, most)))

    def number(self, declared: Parameter, value: object, label: str, spot: str) -> float | None:
        """A number within its range: leniently the nearest one, with a note; None for what is no number."""
        fault = number_fault(declared, value)
        if fault is None:
            return cast(float, value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(f"{spot} {fault}", f"{label} must be a number. We used the usual one.")
            return None
        near = min(max(value, declared.low), declared.high)
        kind = "" if near != value else "a whole number "
        near = round(near) if declared.whole else near
        limits = f"{kind}between {declared.low:.10g} and {declared.high:.10g}"
        self.wrong(f"{spot} {fault}", f"{label} must be {limits}. We used {near:.10g}.")
        return near

    def whole(self, declared: Parameter, tables: UnreadTable, key: str) -> int:
        """A whole number at the top of the file, the usual one where there is none."""
        value = self.number(declared, tables.get(key, declared.default), label_of(key), "")
        return int(declared.default if value is None else value)

    # Tables and text.

    def table(self, tables: UnreadTable, key: str) -> UnreadTable:
        """A table inside a table; empty where there is none."""
        value = tables.get(key, {})
        if isinstance(value, Mapping):
            return cast(UnreadTable, value)
        self.wrong(f"{key} = {quoted(value)}: must be a table.", f"{label_of(key)} could not be read. We left it out.")
        return {}

    def title(self, title: object) -> str:
        """The title; leniently none where it cannot be read."""
        faults = title_faults(title)
        for fault in faults:
            self.wrong(fault, "The title could not be read. We left it out.")
        return "" if faults else cast(str, title)

    def settings(self, given: UnreadTable, spot: str, extra_path: str) -> dict[str, float]:
        """Settings within their ranges; those that are not known are kept and not used, strictly they are faults."""
        right: dict[str, float] = {}
        for name, value in given.items():
            if name not in BY_NAME:
                self.unknown_setting(name, spot)
                self.keep(extra_path, name, value)
            elif spot in SIDES and name in names("place"):
                fault = f"{spot} {name} = {quoted(value)}: must be the same in A and B. Write it in town."
                self.wrong(fault, f"{label_of(name)} must be the same in A and B. We left it out of {spot}.")
            else:
                declared = self.limited(BY_NAME[name], self.most_families) if name in CAPPED else BY_NAME[name]
                number = self.number(declared, value, label_of(name), spot)
                right |= {} if number is None else {name: number}
        return right

    def modifiers(self, given: object) -> tuple[str, ...]:
        """The modifiers that are built in."""
        if not isinstance(given, list):
            self.wrong(
                f"modifiers = {quoted(given)}: must be a list.", "The modifiers could not be read. We left them out."
            )
            return ()
        right: list[str] = []
        for name in given[:MOST_MODIFIERS]:
            faults = modifier_faults([name])
            for fault in faults:
                self.wrong(fault, f"There is nothing called {quoted(name)}. We left it out.")
            if not faults and not self.too_large(name):
                right.append(name)
        return tuple(right)

    def way(self, tables: UnreadTable, side: str, position: int) -> Way:
        """One way of working; leniently the usual one where its name is not built in."""
        given = self.table(tables, side)
        usual = PRESETS[position].key
        preset = given.get("preset", usual)
        faults = preset_faults(preset)
        for fault in faults:
            self.wrong(
                f"{side} {fault}", f"There is no way of working called {quoted(preset)}. We used {quoted(usual)}."
            )
        chosen = usual if faults else "+".join(part for part in parts(cast(str, preset)) if not self.too_large(part))
        return Way(chosen or usual, self.settings(self.table(given, "set"), side, f"{side} set"))

    def too_large(self, name: str) -> bool:
        """Whether a built-in scenario or modifier makes a place that is too large for the page; says so if it does."""
        if self.strict or load_scenario(name).value("families") <= self.most_families:
            return False
        self.notes.append(f"{label_of(name)} is too large for this page. We left it out.")
        return True

    # Changes.

    def changes(self, given: object, months: int) -> tuple[Change, ...]:
        """The changes that are right; leniently others are mended, or kept and not used."""
        if not isinstance(given, list):
            self.wrong(
                f"changes = {quoted(given)}: must be a list.", "The changes could not be read. We left them out."
            )
            return ()
        if len(given) > MOST_CHANGES:
            fault = f"changes: there are {len(given)}: must be at most {MOST_CHANGES}. Take some out."
            self.wrong(fault, f"There may be {MOST_CHANGES} changes at most. We used the first {MOST_CHANGES}.")
        read = [
            self.change(one, f"changes number {number}", months) for number, one in enumerate(given[:MOST_CHANGES], 1)
        ]
        return tuple(change for change in read if change is not None)

    def change(self, given: object, spot: str, months: int) -> Change | None:
        """One change; None where it is not known what it does or for whom."""
        table = cast(UnreadTable, given) if isinstance(given, Mapping) else {}
        do, who = table.get("do"), table.get("who")
        kind = CHANGE.get(do) if isinstance(do, str) else None
        if kind is None or who not in SIDES_CHANGED:
            fault = kind_fault(do) if kind is None else changed_side_fault(who)
            self.wrong(f"{spot} {fault}", f"The change {quoted(do)} could not be read. It was kept, and not used.")
            cast(list[object], self.extra.setdefault("changes", [])).append(given)
            return None
        label = f'In "{kind.title}", the'
        start = table.get("start", 1)
        start = 1 if start == 0 and start is not False else start
        begin = self.number(replace(START, high=months), start, f"{label} start", spot)
        amount = self.number(kind.amount, table.get("amount", kind.amount.default), f"{label} amount", spot)
        length = self.length(table, kind.key, label, spot)
        rest = {key: value for key, value in table.items() if key not in CHANGE_KEYS}
        self.notes += [f"{named(key)} in {spot} is not known here. It was kept, and not used." for key in rest]
        begin, amount = 1 if begin is None else begin, kind.amount.default if amount is None else amount
        return Change(who, kind.key, int(begin), length, amount, rest)

    def length(self, table: UnreadTable, do: str, label: str, spot: str) -> int | None:
        """How long a change lasts: the usual length where none is given, and to the end for null."""
        given = table.get("length", CHANGE[do].default_length)
        if given is None:
            return None
        if not CHANGE[do].has_length:
            fault = f"{spot} length = {quoted(given)}: {do} happens once: must have no length. Take it out."
            self.wrong(fault, f'"{CHANGE[do].title}" happens once. We left its length out.')
            return None
        length = self.number(LENGTH, given, f"{label} length", spot)
        return CHANGE[do].default_length if length is None else int(length)

    # What must fit together.

    def fitting(
        self, town: Mapping[str, float], modifiers: tuple[str, ...], ways: list[Way]
    ) -> tuple[dict[str, float], list[Way]]:
        """Sizes and settings that fit together: sizes are the nearest that do, other settings are left out."""
        town = self.fitting_sizes(dict(town), ways[0], modifiers)
        try:
            TwoWays(ways[0], ways[1], town=town, modifiers=modifiers)
        except ScenarioError:
            out = sorted(ENTANGLED & {*town, *ways[0].settings, *ways[1].settings})
            listed = ", ".join(label_of(name).lower() for name in out)
            self.notes.append(f"These do not fit together, so we left them out: {listed}.")
            ways = [Way(way.preset, without(way.settings, out)) for way in ways]
            town = without(town, out)
        return town, ways

    def fitting_sizes(self, town: dict[str, float], way: Way, modifiers: tuple[str, ...]) -> dict[str, float]:
        """A town whose sizes fit: a professional and a family for each commissioner, and fewer peers than families."""
        name = "+".join(dict.fromkeys([*parts(way.preset), *modifiers]))
        value = dict(load_scenario(name).values()) | town
        commissioners = min(value["commissioners"], value["professionals"], value["families"])
        peers = min(value["peers"] // 2 * 2, (value["families"] - 1) // 2 * 2)
        for size, near in (("commissioners", commissioners), ("peers", peers)):
            if near != value[size]:
                self.notes.append(f"{label_of(size)} must fit the other sizes of the town. We used {near:.10g}.")
                town[size] = near
        return town


def without(settings: Mapping[str, float], out: list[str]) -> dict[str, float]:
    """Settings but for some."""
    return {name: value for name, value in settings.items() if name not in out}


def short_input(notes: list[str]) -> list[str]:
    """Notes, each once, and never a page full of them."""
    each = list(dict.fromkeys(notes))
    more = len(each) - MOST_NOTES
    return each if more <= 0 else [*each[:MOST_NOTES], f"There were {more} more notes like these."]
