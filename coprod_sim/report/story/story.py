"""One family's years in plain sentences: what was planned, who decided, and what it did to trust.

A story is made by running again with the same seed and keeping the family's rows month by month (trace.py);
so it changes nothing, and costs nothing when nobody asks for it.  What can happen is told in story/text.py.
Families have the names of trees: they are made up, like everything that happens to them.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.simulation import Simulation, checked_seed
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import NOTHING_OWN, Origin, origin_of
from coprod_sim.place.own_mechanism import admit
from coprod_sim.place.simulate import begun
from coprod_sim.report.story.text import StoryEvent, life_events
from coprod_sim.report.story.trace import Life, trace_columns, watch
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_SEED
from coprod_sim.study.provenance import provenance
from coprod_sim.study.run import check_place, checked_months, gaps_of, sized

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

TREES = (
    "Rowan Alder Hazel Willow Birch Maple Elder Holly Laurel Linden Aspen Cedar Juniper Olive Acacia Hawthorn "
    "Larch Poplar Beech Cypress Spruce Sycamore Myrtle Tamarisk Chestnut Walnut Almond Cherry Medlar Quince "
    "Plum Pear Fig Mulberry Elm Oak Ash Pine Fir Yew"
)
HIGHLIGHTS = 12


@dataclass(frozen=True)
class Story:
    """One family's story in one scenario, and in another (`against`) where that was asked for."""

    name: str
    family: int
    scenario: Scenario
    seed: int
    months: int
    events: tuple[StoryEvent, ...]
    life: Life
    against: "Story | None" = None
    origin: Origin = NOTHING_OWN
    scale: float = 1.0
    gaps: tuple[str, ...] = ()

    @cached_property
    def trace(self) -> "pd.DataFrame":
        """The family's months as a table: needs, errors of the plan, powers, voice, trust, daily life."""
        import pandas as pd

        return pd.DataFrame(trace_columns(self.life))

    def highlights(self, count: int = HIGHLIGHTS) -> tuple[StoryEvent, ...]:
        """The events that tell most: all but reviews, the first review, and those that moved trust and power most."""
        reviews = [event for event in self.events if event.kind == "review"]
        rest = len(self.events) - len(reviews)
        later = sorted(reviews[1:], key=lambda event: -trust_moved(event))
        kept = {event.month for event in reviews[:1] + later[: max(0, count - rest - 1)]}
        return tuple(event for event in self.events if event.kind != "review" or event.month in kept)

    def to_dict(self) -> dict[str, Any]:
        """Give the story as plain data: what `story --json` prints."""
        result = {
            "family": self.family,
            "name": self.name,
            "scenario": self.scenario.name,
            "seed": self.seed,
            "months": self.months,
            "version": VERSION,
            **self.origin.to_dict(),
            "provenance": provenance((self.scenario,), self.origin, scale=self.scale, gaps=self.gaps),
            "events": [event._asdict() for event in self.events],
        }
        return result | ({"against": self.against.to_dict()} if self.against else {})


def trust_moved(event: StoryEvent) -> float:
    """How far trust and power moved at a review."""
    numbers = event.numbers
    return abs(numbers["trust"] - numbers["trust_before"]) + abs(numbers["power"] - numbers["power_before"])


def family_name(family: int) -> str:
    """Name a family, made up from its number.

    >>> family_name(0), family_name(41)
    ('Family Rowan', 'Family Alder 2')
    """
    trees = TREES.split()
    rounds, tree = divmod(family, len(trees))
    return f"Family {trees[tree]}{f' {rounds + 1}' if rounds else ''}"


# Asking for a story.


def most_changed(a: Simulation, b: Simulation, months: int) -> int:
    """Run two simulations and give the family whose progress differs most at the end."""
    a.advance(months)
    b.advance(months)
    return int(np.abs(b.place.families["progress"] - a.place.families["progress"]).argmax())


def checked_family(family: object, families: int) -> int:
    """Give a family's number, or say what is wrong with it."""
    if isinstance(family, bool) or not isinstance(family, int | np.integer) or not 0 <= family < families:
        raise ScenarioError(
            f"family = {family!r}: must be a whole number between 0 and {families - 1}. Choose another."
        )
    return int(family)


def story(
    preset: str | Path | Scenario,
    family: int | None,
    *,
    seed: int = USUAL_SEED,
    months: int = USUAL_MONTHS,
    against: str | Path | Scenario | None = None,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    mechanism: str | Path | None = None,
    areas: str | Path | None = None,
    scale: float = 1.0,
    **settings: float,
) -> Story:
    """Tell the story of one family, by its number from 0, in a scenario and, if asked, in another one.

    family: None with `against` picks the family whose progress differs most between the two.
    Raises ScenarioError where something given is not allowed.
    """
    admit(mechanism)
    months, seed, walks = checked_months(months), checked_seed(seed), load_rules(rules, mechanism)
    check_place(network, areas, scale)
    asked = [load_scenario(one, settings) for one in (preset, against) if one is not None]
    scenarios, tables = zip(*(sized(one, areas, scale) for one in asked), strict=True)
    places = [load_network(network, one) for one in scenarios]
    origin = origin_of(network, places[0], rules, areas, mechanism)

    def new_simulations() -> list[Simulation]:
        each = zip(scenarios, places, tables, strict=True)
        return [begun(one, seed, place, walks, areas=table) for one, place, table in each]

    sizes = [len(simulation.place.families) for simulation in new_simulations()]
    if len(set(sizes)) > 1:
        fault = f"the two have {sizes[0]} and {sizes[1]} families: must be the same people. Give both the same sizes."
        raise ScenarioError(f"{scenarios[0].name} and {scenarios[1].name}: {fault}")
    if family is None:
        if len(scenarios) < 2:
            raise ScenarioError("family: must be a number, or another scenario must be given to pick one who changed.")
        family = most_changed(new_simulations()[0], new_simulations()[1], months)
    family = checked_family(family, sizes[0])
    made: Story | None = None
    gaps = gaps_of(tables)
    for scenario, simulation in reversed(list(zip(scenarios, new_simulations(), strict=True))):
        life = watch(simulation, family, months)
        events = tuple(life_events(life, scenario))
        made = Story(family_name(family), family, scenario, seed, months, events, life, made, origin, scale, gaps)
    assert made is not None
    return made
