"""A mechanism's file made known to this process: its settings, its events and its indicators stand beside ours from then on.

Nothing of the file is run for that (engine/mechanism/).
"""

from pathlib import Path

import numpy as np

from coprod_sim.engine.mechanism import Mechanism, OwnIndicator, read_mechanism
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import INDICATORS, OWN_SUMS, Indicator, share_of
from coprod_sim.scenario.own_settings import admit_settings, forget_settings

ALL_OF = {"family": "families", "professional": "professionals", "commissioner": "families"}
"""By what a mean over a kind of people is divided; what is summed over commissioners counts their families."""


def admit(path: str | Path | None) -> Mechanism | None:
    """Read a mechanism and let all that reads names know its own; raises ScenarioError with all faults."""
    if path is None:
        return None
    mechanism = read_mechanism(path)
    taken = [one.name for one in mechanism.indicators if one.name in INDICATORS and one.name not in OWN_SUMS]
    if taken:
        raise ScenarioError(
            *(f"{path}: indicator {name}: is one of the model: must be another name. Rename it." for name in taken)
        )
    admit_settings(mechanism.parameters, mechanism.events)
    for one in mechanism.indicators:
        INDICATORS[one.name] = measured(mechanism, one)
        OWN_SUMS[one.name] = mechanism.tag
    return mechanism


def forget(mechanism: Mechanism) -> None:
    """Take away again what a mechanism has put beside ours."""
    for one in mechanism.indicators:
        INDICATORS.pop(one.name, None)
        OWN_SUMS.pop(one.name, None)
    forget_settings([*(one.name for one in mechanism.parameters), *(one.do for one in mechanism.events)])


def measured(mechanism: Mechanism, one: OwnIndicator) -> Indicator:
    """Give an indicator as ours are, of the sums of a mechanism's state."""
    kinds = {each.field.name: each.kind for each in mechanism.state}
    whole = one.per or ALL_OF[kinds.get(one.of, "commissioner")]
    return Indicator(
        one.name,
        one.title,
        one.unit,
        one.definition,
        one.better,
        lambda sums: np.asarray(one.times * share_of(sums[one.of], sums[whole])),
    )
