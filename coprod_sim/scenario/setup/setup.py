"""Two ways of working side by side, A and B, in one town: what the page shows, a link carries and a file holds.

Everything wrong with it is said at once, as a ScenarioError; a TwoWays that exists is right, and gives two scenarios.
Only built-in scenarios can be named, for a link may come from anybody and must never make a server read a file.
How it is written and read stands in file_and_link.py, what the changes do in changes.py.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.document_checks import LONGEST_TEXTS, readable
from coprod_sim.scenario.events import LAST_MONTH, event_number
from coprod_sim.scenario.extends import builtin_files, unknown_scenario
from coprod_sim.scenario.parameters import BY_NAME, names
from coprod_sim.scenario.scenario import HASH_LENGTH, Scenario, list_scenarios, load_scenario
from coprod_sim.scenario.setting_checks import checked_settings, number_fault, quoted
from coprod_sim.scenario.setup.changes import Change, all_events
from coprod_sim.scenario.usual import USUAL_MONTHS

MOST_CHANGES: Final = 100
LARGEST_SEED: Final = 1_000_000_000  # a number that survives JSON in every program
MONTHS_NUMBER: Final = replace(
    event_number("months", 1, LAST_MONTH, "months", "how long both are simulated", whole=True), default=USUAL_MONTHS
)
SEED_NUMBER: Final = event_number(
    "luck", 1, LARGEST_SEED, "seed", "which luck is shown; the page offers 1 to 20", whole=True
)


class Preset(NamedTuple):
    """A way of working that can be chosen by name: its number, what a Way calls it, and what people read."""

    number: int
    key: str
    name: str


PRESETS: Final = (
    Preset(1, "consultation_only", "Ask, then decide"),
    Preset(2, "power_sharing", "Decide together"),
    Preset(3, "invited_not_deciding", "Invited, not deciding"),
    Preset(4, "train_first_share_later", "Train first, share later"),
    Preset(5, "share_first_no_training", "Share first, no training"),
    Preset(6, "consultation_only+broken_trust", "Broken trust"),
    Preset(7, "power_sharing+cuts_in_year_three", "Cuts in year 3"),
)


@cache
def all_presets() -> tuple[Preset, ...]:
    """The presets for teaching, and after them every other built-in whole scenario, with its title."""
    chosen = {preset.key for preset in PRESETS}
    others = [one for one in list_scenarios() if not one.modifier and one.name not in chosen]
    return PRESETS + tuple(Preset(number, one.name, one.title) for number, one in enumerate(others, len(PRESETS) + 1))


@dataclass(frozen=True)
class Way:
    """One way of working: a built-in scenario, with modifiers joined by + where wanted, and the settings changed in it."""

    preset: str
    settings: Mapping[str, float] = field(default_factory=dict[str, float], hash=False)

    def __post_init__(self) -> None:
        """Refuse what is not built in and what no setting can be, all of it at once."""
        faults = preset_faults(self.preset)
        right, more = checked_settings(self.settings, "setting")
        if faults or more:
            raise ScenarioError(*faults, *more)
        object.__setattr__(self, "preset", "+".join(dict.fromkeys(parts(self.preset))))
        object.__setattr__(self, "settings", MappingProxyType(right))

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to other processes: a read-only view cannot be pickled, its content can."""
        return Way, (self.preset, dict(self.settings))


@dataclass(frozen=True)
class TwoWays:
    """Two ways of working, the changes on their timeline, and the town and the luck that both share.

    seed: of the pair that is shown first.   town: settings of both, below those of each way.
    modifiers: built-in modifiers that go on top of both.   view: how the page looked; kept, and not understood here.
    extra: what a file had beside, in the shape of the file; it is kept, and changes nothing.
    """

    a: Way = field(default_factory=lambda: Way(PRESETS[0].key))
    b: Way = field(default_factory=lambda: Way(PRESETS[1].key))
    changes: tuple[Change, ...] = ()
    seed: int = 1
    months: int = USUAL_MONTHS
    title: str = ""
    town: Mapping[str, float] = field(default_factory=dict[str, float])
    modifiers: tuple[str, ...] = ()
    view: Mapping[str, object] = field(default_factory=dict[str, object])
    extra: Mapping[str, object] = field(default_factory=dict[str, object])

    def __post_init__(self) -> None:
        """Refuse what cannot be run, all of it at once."""
        town, faults = checked_settings(self.town, "town")
        faults += [
            fault for fault in (number_fault(MONTHS_NUMBER, self.months), number_fault(SEED_NUMBER, self.seed)) if fault
        ]
        faults += title_faults(self.title) + modifier_faults(self.modifiers)
        if len(self.changes) > MOST_CHANGES:
            faults.append(f"changes: there are {len(self.changes)}: must be at most {MOST_CHANGES}. Take some out.")
        faults += [late(change, self.months) for change in self.changes if not faults and change.start > self.months]
        for label, way in (("A", self.a), ("B", self.b)):
            faults += [size_fault(name, way, label) for name in names("place") if name in way.settings]
        if faults:
            raise ScenarioError(*faults)
        whole = {"months": int(self.months), "seed": int(self.seed), "changes": tuple(self.changes)}
        for name, value in {**whole, "modifiers": tuple(dict.fromkeys(self.modifiers))}.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "town", MappingProxyType(town))
        faults = differing_sizes(*self.both)
        if faults:
            raise ScenarioError(*faults)

    def __hash__(self) -> int:
        """Equal objects have equal hashes."""
        return int(self.hash, 16)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to other processes: a read-only view cannot be pickled, its content can."""
        what = (self.a, self.b, self.changes, self.seed, self.months, self.title, dict(self.town), self.modifiers)
        return TwoWays, (*what, self.view, self.extra)

    def scenarios(self) -> tuple[Scenario, Scenario]:
        """The scenarios of A and B, with the town, the modifiers and the changes in them."""
        return self.both

    @cached_property
    def both(self) -> tuple[Scenario, Scenario]:
        """The two scenarios, made once; raises the faults of both together."""
        made: list[Scenario] = []
        faults: list[str] = []
        for label, way in (("A", self.a), ("B", self.b)):
            try:
                made.append(self.scenario_of(label, way))
            except ScenarioError as error:
                faults += [f"{label}: {fault}" for fault in error.faults]
        if faults:
            raise ScenarioError(*dict.fromkeys(faults))
        return made[0], made[1]

    def scenario_of(self, label: str, way: Way) -> Scenario:
        """The scenario of one way of working."""
        name = "+".join(dict.fromkeys([*parts(way.preset), *self.modifiers]))
        plain = load_scenario(name, {**self.town, **way.settings})
        mine = all_events((change for change in self.changes if change.who in (label, "both")), plain)
        return plain.changed(events=(*plain.events, *mine))

    @cached_property
    def hash(self) -> str:
        """Sixteen hex digits that stand for what is run and shown: titles and how it is written down do not count."""
        return hash_of(*self.both, self.seed, self.months)


def hash_of(a: Scenario, b: Scenario, seed: int, months: int) -> str:
    """Sixteen hex digits that stand for two scenarios, a luck and a number of months; later events do not count."""
    both = [one.changed(events=[event for event in one.events if event.month <= months]).hash for one in (a, b)]
    return hashlib.sha256(json.dumps([*both, seed, months]).encode()).hexdigest()[:HASH_LENGTH]


def parts(preset: str) -> list[str]:
    """The names that a preset joins with +."""
    return [part.strip() for part in preset.split("+")]


def preset_faults(preset: object) -> list[str]:
    """What is wrong with the name of a way of working: only built-in names, and one whole scenario, stand in it."""
    allowed = "must be a built-in name, for a link or a file can name no other file"
    if not isinstance(preset, str):
        return [f"preset = {quoted(preset)}: {allowed}. Write it as text."]
    if len(preset) > LONGEST_TEXTS["title"]:
        return [f"preset = {quoted(preset)}: {allowed}. Shorten it."]
    wrong = [part for part in dict.fromkeys(parts(preset)) if part not in builtin_files()]
    if wrong:
        return [f"preset = {quoted(part)}: {allowed}. {unknown_scenario(part)}" for part in wrong]
    try:
        load_scenario("+".join(dict.fromkeys(parts(preset))))
    except ScenarioError as error:
        return list(error.faults)
    return []


def modifier_faults(modifiers: Sequence[object]) -> list[str]:
    """What is wrong with the modifiers of both ways."""
    if not modifiers:
        return []
    allowed = ", ".join(one.name for one in list_scenarios() if one.modifier)
    known = allowed.split(", ")
    wrong = [name for name in modifiers if name not in known]
    return [f"modifiers = {quoted(name)}: must be a built-in modifier. Choose from: {allowed}." for name in wrong]


def title_faults(title: object) -> list[str]:
    """What is wrong with a title; it may be empty."""
    if not isinstance(title, str):
        return [f"title = {quoted(title)}: must be text. Put it in quotation marks."]
    if len(title) > LONGEST_TEXTS["title"]:
        return [f"title: {len(title)} characters: must have at most {LONGEST_TEXTS['title']}. Shorten it."]
    return [] if readable(title) else ["title: holds a character that cannot be seen. Write it anew."]


def late(change: Change, months: float) -> str:
    """The fault of a change that would begin after the end."""
    where = f"change {change.do} start = {change.start}"
    return f"{where}: must be between 1 and {months:g}, the last month. Begin earlier, or raise months."


def size_fault(name: str, way: Way, label: str) -> str:
    """The fault of a size that was given for one way only."""
    given = f"{label} {name} = {way.settings[name]:.10g}"
    return f"{given}: must be the same in A and B, for they are one town. Write it in town."


def differing_sizes(a: Scenario, b: Scenario) -> list[str]:
    """The faults of sizes in which the two scenarios differ, as when one of them is a whole country."""
    differ = [name for name in names("place") if a.value(name) != b.value(name)]
    return [
        f"{name} = {a.value(name):.10g} in A and {b.value(name):.10g} in B: must be the same. Set {name} in town."
        for name in differ
    ]


def label_of(name: str) -> str:
    """A setting's name as people read it.

    >>> label_of("forum_seats")
    'Forum seats'
    """
    return name.replace("_", " ").capitalize()


def tidy_settings(settings: Mapping[str, float]) -> dict[str, float]:
    """Settings for writing down: whole numbers without a decimal point, in the order of their names."""
    return {name: int(value) if BY_NAME[name].whole else value for name, value in sorted(settings.items())}
