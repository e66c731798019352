"""What the commands say beside their results about what was asked: events that will not do what they seem to, and the like.

Notes go to standard error, so that JSON and tables on standard output stay as they are.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from coprod_sim.cli.console import note
from coprod_sim.scenario.events_without_effect import notes, overridden
from coprod_sim.scenario.parameters import BY_NAME

if TYPE_CHECKING:
    from coprod_sim.scenario.scenario import Scenario
    from coprod_sim.study.plan.plan import Plan


def print_once(texts: Iterable[str]) -> None:
    """Say each note once."""
    for text in dict.fromkeys(texts):
        note(text)


def print_event_notes(scenarios: Collection["Scenario"], options: dict[str, Any]) -> None:
    """Say what the events of scenarios will not do in a run with these options, and which settings they take away."""
    given = [name for name in options if name in BY_NAME]
    months, own_place = options.get("months"), options.get("network") is not None
    for scenario in scenarios:
        set_so = scenario.changed({name: options[name] for name in given}) if given else scenario
        print_once(notes(set_so, months, own_place))
        print_once(overridden(scenario, given, "given with --set", months))


def print_plan_notes(plan: "Plan") -> None:
    """Say what the events of a plan's scenarios will not do, and what they take away of what varies or is set."""
    from coprod_sim.study.plan.notes import plan_notes

    print_once(plan_notes(plan))
