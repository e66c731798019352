"""Starting values that the next month undoes, since something else decides where they go, and the settings that last.

A test sets each starting value to both of its ends and looks whether its measure is back after a month: it holds this list
against the model, so that no other one is missing, and none stands here that lasts.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from coprod_sim.parameters import BY_NAME

if TYPE_CHECKING:
    from coprod_sim.scenario import Scenario

NEAR: Final = 0.05
"""A start so near to the lasting one is not undone, as people see it."""


class Fleeting(NamedTuple):
    """A starting value that does not last, what brings it back, and the setting that decides where to."""

    name: str
    lasting: str
    reason: str

    def sentence(self) -> str:
        """Say so."""
        return f"it holds in month 0 only, for {self.reason}. To change what lasts, set {self.lasting}."


FLEETING: Final = tuple(
    one
    for one in (
        Fleeting(
            "start_felt_trust",
            "start_family_trust",
            "from month 1 on felt trust follows the trust that families have in their own team",
        ),
    )
    if one.name in BY_NAME
)
BY_START: Final = {one.name: one for one in FLEETING}


def start_notes(
    scenario: "Scenario", given: Mapping[str, float] = MappingProxyType({}), varied: Collection[str] = ()
) -> list[str]:
    """Say which starting values of a scenario, with some settings on top, or of what varies, the next month undoes."""
    values, found = scenario.values() | dict(given), list[str]()
    for one in FLEETING:
        apart = abs(values[one.name] - values[one.lasting]) > NEAR
        if one.name in varied or (apart and (one.name in scenario.settings or one.name in given)):
            value = "varies" if one.name in varied else f"= {values[one.name]:.10g}"
            found.append(f"{scenario.name}: {one.name} {value}: {one.sentence()}")
    return found
