"""Where the state of a mechanism lies: arrays beside the records of a place, and sums beside ours.

A place with a mechanism is a Place with four more arrays; without one nothing is added, and nothing costs more.
What one sees of it in a hook: place.own_families[row], place.own_professionals[row], place.own_commissioners[row] (the
levers are here, too) and place.own_parameters[0].
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

import numpy as np

from coprod_sim.engine.kernel.state_field import Field, record_type
from coprod_sim.engine.mechanism import STATE_KINDS, Mechanism
from coprod_sim.engine.state import OWN_FIELDS, OWN_ROWS, Place, Records
from coprod_sim.engine.totals import TALLY, Blocks
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.own_settings import OUR_EVENTS, is_own
from coprod_sim.scenario.scenario import Scenario

ROWS: Final = dict(zip(STATE_KINDS, OWN_ROWS, strict=True))
FIRST: Final = TALLY.itemsize // 8
"""The first number in a tally that is a mechanism's."""

ALL_ROWS: Final = (*Place._fields, *OWN_ROWS, "own_parameters")


def named_tuple(name: str, fields: Iterable[str]) -> Any:
    """Make a kind of named tuple of these fields."""
    return NamedTuple(name, [(field, Any) for field in fields])


PlaceWithMechanism = named_tuple("PlaceWithMechanism", ALL_ROWS)
BlocksWithMechanism = named_tuple("BlocksWithMechanism", (*Blocks._fields, *OWN_ROWS))


def parameter_type(mechanism: Mechanism) -> np.dtype[np.record]:
    """Make the dtype of its parameters, which are the same everywhere; levers are state of commissioners."""
    names = [one.name for one in mechanism.parameters if one.role != "lever"] or ["no_parameters"]
    return record_type([Field(name, "", "") for name in names])


def tally_type(mechanism: Mechanism | None) -> np.dtype[np.record]:
    """Make the dtype of the sums of a month: ours, then those of its state, then the name that says whose they are."""
    if mechanism is None:
        return TALLY
    ours = [(name, TALLY.fields[name][0]) for name in TALLY.names or ()]  # type: ignore[index]
    own = [(field.name, "f8") for kind in STATE_KINDS for field in mechanism.fields(kind)]
    joined: np.dtype[np.record] = np.dtype((np.record, np.dtype([*ours, *own, (mechanism.tag, "f8")], align=True)))  # type: ignore[assignment]
    return joined


def own_types(mechanism: Mechanism) -> dict[str, np.dtype[np.record]]:
    """Give the type of each array that a place has for a mechanism, and note the fields for the checks of their range."""
    types = {ROWS[kind]: record_type(mechanism.fields(kind)) for kind in STATE_KINDS}
    OWN_FIELDS.update({types[ROWS[kind]]: mechanism.fields(kind) for kind in STATE_KINDS})
    return types | {"own_parameters": parameter_type(mechanism)}


def with_state(place: Place, mechanism: Mechanism, scenario: Scenario) -> Place:
    """Give a place with the state of a mechanism as it stands at month 0."""
    lengths = len(place.families), len(place.professionals), len(place.commissioners), 1
    types = own_types(mechanism).items()
    own: dict[str, Records] = {
        name: np.zeros(length, record) for (name, record), length in zip(types, lengths, strict=True)
    }
    for one in mechanism.state:
        own[ROWS[one.kind]][one.field.name] = one.start
    for declared in mechanism.parameters:
        rows = own["own_commissioners" if declared.role == "lever" else "own_parameters"]
        rows[declared.name] = scenario.value(declared.name)
    return cast(Place, PlaceWithMechanism(*place, **own))


def blocks_with_state(place: Place, blocks: Blocks) -> Blocks:
    """Give blocks that also show the state of a mechanism as plain numbers; the memory is shared."""
    own = [getattr(place, rows) for rows in OWN_ROWS]
    return cast(Blocks, BlocksWithMechanism(*blocks, *(rows.view(np.float64).reshape(len(rows), -1) for rows in own)))


def check_own(scenario: Scenario, mechanism: Mechanism | None) -> None:
    """Refuse settings and events that no mechanism of this run declares."""
    known = {one.name for one in mechanism.parameters} if mechanism else set()
    kinds = {one.do for one in mechanism.events} if mechanism else set()
    strange = [name for name in scenario.settings if is_own(name) and name not in known]
    strange += [event.do for event in scenario.events if event.do not in OUR_EVENTS and event.do not in kinds]
    if strange:
        raise ScenarioError(
            f"scenario {scenario.name}: {', '.join(dict.fromkeys(strange))}: of a mechanism that this run has not. "
            "Give its file: --mechanism FILE.py"
        )
