"""Settings and kinds of events that a mechanism of one's own declares, put beside ours so that every reader knows them.

They hold for this process; a run that has no such mechanism refuses them (engine/mechanism/arrays.py).
"""

from collections.abc import Iterable

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events import KIND_BY_NAME, EventKind
from coprod_sim.scenario.parameters import BY_NAME, DEFAULTS, Parameter

OUR_EVENTS = frozenset(KIND_BY_NAME)


def admit_settings(declared: Iterable[Parameter], kinds: Iterable[EventKind] = ()) -> None:
    """Let scenarios set these, too; raises ScenarioError where a name is one of ours."""
    for one in declared:
        if one.name in DEFAULTS:
            raise ScenarioError(f"{one.name}: is a setting of the model: a mechanism needs other names. Rename it.")
        BY_NAME[one.name] = one
    for kind in kinds:
        if kind.do in OUR_EVENTS:
            raise ScenarioError(f"{kind.do}: is an event of the model: a mechanism needs other names. Rename it.")
        KIND_BY_NAME[kind.do] = kind


def forget_settings(names: Iterable[str]) -> None:
    """Take settings and kinds of events away again that were put beside ours."""
    for name in names:
        if name not in DEFAULTS:
            BY_NAME.pop(name, None)
        if name not in OUR_EVENTS:
            KIND_BY_NAME.pop(name, None)


def own_kinds(names: Iterable[str]) -> tuple[EventKind, ...]:
    """Give the kinds of events that are a mechanism's, of these."""
    return tuple(KIND_BY_NAME[name] for name in dict.fromkeys(names) if name not in OUR_EVENTS)


def is_own(name: str) -> bool:
    """Tell whether a setting is a mechanism's."""
    return name not in DEFAULTS
