"""A scenario: what people choose, how we think the world works, where things start, and what happens when.

It is data: a TOML file, or a built-in name such as "power_sharing".
"power_sharing+broken_trust" puts a modifier, a file that only changes some settings, on top.
Everything wrong with a scenario is said at once, as a ScenarioError; a Scenario that exists is right.
The settings themselves are declared in parameters/, the events in events/.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from textwrap import shorten
from types import MappingProxyType
from typing import Final, cast

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.document_checks import LONGEST_TEXTS, readable, who_fault
from coprod_sim.scenario.events import Event, EventKind
from coprod_sim.scenario.events_without_effect import undone
from coprod_sim.scenario.extends import (
    Ancestor,
    BuiltinState,
    Chain,
    builtin_files,
    builtin_state,
    chain_of_document,
    chain_of_name,
    joined_parts,
    merged,
)
from coprod_sim.scenario.own_settings import admit_settings, is_own, own_kinds
from coprod_sim.scenario.parameters import BY_NAME, DEFAULTS, GROUPS, Parameter, known_names
from coprod_sim.scenario.setting_checks import checked_settings, quoted, relation_faults, setting_fault, unknown_name
from coprod_sim.scenario.toml_reader import Document
from coprod_sim.scenario.toml_writer import toml_text
from coprod_sim.scenario.usual import BASELINE

__all__ = ["Event", "Scenario", "list_scenarios", "load_scenario", "parse_setting"]

BUILT_IN: Final = "built in"
HASH_LENGTH: Final = 16
UNTITLED, NO_SUMMARY = "Untitled", "Nothing is said about it."


@dataclass(frozen=True)
class Scenario:
    """One checked scenario; it cannot be changed, but `changed` gives another.

    settings: only what was set somewhere in its chain; value(name) knows the defaults of the rest.
    events: in the order of their months.   replaced: those that left nothing, each with the one of its month that did so.
    source: the path of its file, or "built in".   modifier: it is a modifier (on top of consultation_only).
    modifiers: the names of those on top of it.
    named: the scenario of this name as it was before anything was changed on top; None where nothing was.
    """

    name: str
    title: str
    summary: str
    settings: Mapping[str, float] = field(default_factory=dict[str, float])
    events: tuple[Event, ...] = ()
    source: str = field(default=BUILT_IN, compare=False)
    modifier: bool = False
    modifiers: tuple[str, ...] = ()
    replaced: tuple[tuple[Event, Event], ...] = field(default=(), compare=False)
    named: "Scenario | None" = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is wrong, and keep settings and events in one order that nobody can change."""
        where = f"scenario {self.name}"
        right, faults = checked_settings(self.settings, where)
        words = {"name": self.name, "title": self.title, "summary": self.summary}
        faults += [f"{where}: {key} is empty: must say something." for key, text in words.items() if not text]
        values = DEFAULTS | right
        faults += relation_faults(values, right, lambda _: f"{where}:", set(self.settings) - set(right))
        for event in self.events:
            fault = who_fault(event, values["commissioners"], f"{where}: month {event.month}")
            faults += [fault] if fault else []
        if faults:
            raise ScenarioError(*faults)
        ordered = {name: right[name] for name in BY_NAME if name in right}
        object.__setattr__(self, "settings", MappingProxyType(ordered))
        in_order = sorted(self.events, key=lambda event: event.month)
        pairs = undone(in_order)
        left = tuple(event for event in in_order if not any(event is earlier for earlier, _ in pairs))
        object.__setattr__(self, "events", left)
        object.__setattr__(self, "replaced", (*self.replaced, *pairs))

    def __hash__(self) -> int:
        """Equal scenarios have equal hashes."""
        return int(self.hash, 16)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to other processes: a read-only view cannot be pickled, its content can."""
        first: tuple[object, ...] = self.name, self.title, self.summary, dict(self.settings), self.events, self.source
        content = (*first, self.modifier, self.modifiers, self.replaced, self.named)
        own = [BY_NAME[name] for name in self.settings if is_own(name)]
        kinds = own_kinds(event.do for event in self.events)
        return (with_own, (own, kinds, content)) if own or kinds else (Scenario, content)

    def value(self, name: str) -> float:
        """The value of one setting, the default where this scenario sets none."""
        if name not in BY_NAME:
            raise ScenarioError(f"scenario {self.name} {unknown_name(name)}")
        return self.settings.get(name, BY_NAME[name].default)

    def values(self) -> dict[str, float]:
        """All settings, with the defaults filled in, in their order of declaration."""
        return DEFAULTS | dict(self.settings)

    def changed(
        self,
        settings: Mapping[str, object] | None = None,
        events: Iterable[Event] | None = None,
        name: str | None = None,
    ) -> "Scenario":
        """This scenario with some settings replaced, checked; and with other events or another name, where given."""
        right, faults = checked_settings(settings or {}, "setting")
        if faults:
            raise ScenarioError(*faults)
        return Scenario(
            name or self.name,
            self.title,
            self.summary,
            {**self.settings, **right},
            self.events if events is None else tuple(events),
            self.source,
            self.modifier,
            self.modifiers,
            self.replaced if events is None else (),
            None if name else self.named or self,
        )

    @property
    def changes(self) -> dict[str, float]:
        """What was set on top of the scenario of this name: each setting that is not as there."""
        before = self.named.values() if self.named else self.values()
        return {
            name: tidy(name, value)
            for name, value in self.values().items()
            if value != before.get(name, BY_NAME[name].default)
        }

    @cached_property
    def hash(self) -> str:
        """Sixteen hex digits that stand for what is simulated: values that are not defaults, and events.

        Name, title, summary, file layout, and settings written out at their default do not count.
        """
        unusual = {name: value for name, value in sorted(self.settings.items()) if value != BY_NAME[name].default}
        content = {"events": [event.to_dict() for event in self.events], "settings": unusual}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]

    def to_dict(self) -> dict[str, object]:
        """The scenario as plain tables, shaped like its TOML file, with nothing left to look up."""
        result: dict[str, object] = {"name": self.name, "title": self.title, "summary": self.summary}
        if self.modifier:
            result["modifier"] = True
        if self.modifiers:
            result["modifiers"] = list(self.modifiers)
        for group in GROUPS:
            table = {name: tidy(name, self.settings[name]) for name in known_names(group.role) if name in self.settings}
            if table:
                result[group.table] = table
        if self.events:
            result["events"] = [event.to_dict() for event in self.events]
        return result

    @staticmethod
    def from_dict(tables: Mapping[str, object]) -> "Scenario":
        """The scenario of such tables: those of to_dict, or of a TOML file that extends a built-in scenario or none."""
        rest = dict(tables)
        name, modifiers = rest.pop("name", "unnamed"), rest.pop("modifiers", ())
        if not isinstance(name, str) or not name.strip() or not readable(name):
            raise ScenarioError(f"scenario name = {quoted(name)}: must be text on one line.")
        labels = cast(list[object], modifiers) if isinstance(modifiers, list | tuple) else [modifiers]
        words = tuple(word for word in labels if isinstance(word, str))
        if len(words) < len(labels):
            raise ScenarioError(f"scenario {name} modifiers = {quoted(modifiers)}: must be a list of names, as text.")
        chain = chain_of_document(name, Document(f"scenario {name}", rest))
        return scenario_of(chain, chain[-1:], name, "given", words)

    def to_toml(self) -> str:
        """The scenario as the text of a TOML file that stands on its own."""
        return toml_text(self.to_dict())


def with_own(own: Iterable[Parameter], kinds: Iterable[EventKind], content: tuple[object, ...]) -> Scenario:
    """Give a scenario after a journey to another process, which may not know what a mechanism declares yet."""
    admit_settings(own, kinds)
    return Scenario(*content)  # type: ignore[arg-type]  # the fields of a scenario, as it gave them itself


def tidy(name: str, value: float) -> float:
    """Whole numbers without a decimal point where the setting is a whole number."""
    return int(value) if BY_NAME[name].whole else value


def scenario_of(
    chain: Chain, heads: Sequence[Ancestor], name: str, source: str, modifiers: tuple[str, ...] = ()
) -> Scenario:
    """One scenario of a chain of documents, the lowest first, called after its heads; raises all faults together."""
    settings, events = merged(chain)
    titles = (head.checked.title or head.name.replace("_", " ").strip() or UNTITLED for head in heads)
    title = shorten(" + ".join(titles), LONGEST_TEXTS["title"], placeholder=" …")
    summaries = [head.checked.summary for head in heads if head.checked.summary]
    summary = shorten(" ".join(summaries) or NO_SUMMARY, LONGEST_TEXTS["summary"], placeholder=" …")
    return Scenario(name, title, summary, settings, events, source, heads[0].checked.modifier, modifiers)


def load_scenario(what: str | Path | Scenario, settings: Mapping[str, object] | None = None) -> Scenario:
    """The scenario of a built-in name or a path to a .toml file, alone or with modifiers joined to it by "+".

    `settings` are changed on top, by their flat names: {"training": 0.05, "families": 3000}.
    Raises ScenarioError, with every fault that was found.
    """
    scenario = what if isinstance(what, Scenario) else named_scenario(what)
    return scenario.changed(settings) if settings else scenario


def named_scenario(what: object) -> Scenario:
    """The scenario of a name or path, alone or joined with "+" and modifiers."""
    if not isinstance(what, str | Path):
        raise ScenarioError(f"scenario {quoted(what)}: must be a name, a path to a .toml file, or a Scenario.")
    state = builtin_state()
    if isinstance(what, str) and {part.strip() for part in what.split("+")} <= {name for name, _, _ in state}:
        return builtin_scenario(what, state)
    return read_scenario(what)


@lru_cache(maxsize=512)
def builtin_scenario(what: str, state: BuiltinState) -> Scenario:
    """A built-in scenario, read once for as long as no built-in file changes (`state`)."""
    del state
    return read_scenario(what)


def read_scenario(what: str | Path) -> Scenario:
    """Read the scenario of a name or path, with all that it extends."""
    parts: list[str | Path] = [*joined_parts(what)] if isinstance(what, str) else [what]
    joined = len(parts) > 1
    parts = parts if joined else [what]
    chains = [chain_of_name(part) for part in parts]
    if chains[0][-1].checked.modifier:
        chains.insert(0, chain_of_name(BASELINE))
        parts.insert(0, BASELINE)
    whole = [part for part, chain in zip(parts[1:], chains[1:], strict=True) if not chain[-1].checked.modifier]
    if whole:
        fault = f"{whole[0]} is a whole scenario: only modifiers go on top. Name one whole scenario, first."
        raise ScenarioError(f"scenario {quoted(str(what))}: {fault}")
    ends = [chain[-1] for chain in chains]
    heads = ends if joined else ends[-1:]
    files = [end.source for end in ends if not end.builtin]
    name = "+".join(head.name for head in heads)
    links = [link for chain in chains for link in chain]
    return scenario_of(links, heads, name, " + ".join(files) or BUILT_IN, tuple(end.name for end in ends[1:]))


def list_scenarios() -> list[Scenario]:
    """The built-in scenarios: the baseline first, then the others by name, then the modifiers (`modifier` is true)."""
    found = [load_scenario(name) for name in builtin_files()]
    return sorted(found, key=lambda scenario: (scenario.modifier, scenario.name != BASELINE, scenario.name))


def parse_setting(text: str) -> tuple[str, float]:
    """The name and value of "lever=value", as it is typed on a command line; raises ScenarioError."""
    name, equals, raw = (part.strip() for part in text.partition("="))
    if not (name and equals and raw):
        raise ScenarioError(f"setting {quoted(text)}: must be name=value, for example training=0.05.")
    if name not in BY_NAME:
        raise ScenarioError(f"setting {unknown_name(name)}")
    try:
        value = float(raw)
    except ValueError:
        advice = "Write 0.5 for 50 %." if "%" in raw else "Write digits, with a point for decimals."
        raise ScenarioError(f"setting {name} = {quoted(raw)}: must be a number. {advice}") from None
    fault = setting_fault(name, value)
    if fault is not None:
        raise ScenarioError(f"setting {fault}")
    return name, value
