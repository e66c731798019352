"""What can be taken out of the model, how, and where it could matter: levers, ties, numbers, and terms of rules.

A lever goes to the value at which it does nothing, a tie is cut, a number goes to either end of its plausible range,
and a term of a rule is left out: its number goes to 0, where 0 lies outside that range.
A new lever or number needs no line here; what is special about some of them stands in the tables below.
Terms without a number of their own cannot be left out by a setting: `make mutate` leaves those out of the rules' text.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from coprod_sim.scenario.parameters import BY_NAME, ONLY_ON_PATHWAY, PARAMETERS, Parameter, names
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.usual import BASELINE

Kind = Literal["lever", "tie", "parameter", "term"]

ALWAYS: Final = (BASELINE, "power_sharing")
"""Where everything is tried out: the two ways of working that all others lie between."""
LESS_MONEY: Final = f"{BASELINE}+challenging_landscape"
OTHER_WAYS: Final = ("co_responsibility", "handed_over", "weighing_the_pig", "sincere_consultation", LESS_MONEY)
"""Where a lever may be on that is off in both."""
MOST_WAYS: Final = 3
TURNED_UP: Final = ("personal_budgets",)
"""Levers that are on only where another one already does what they do (leaders' bravery in handed_over): they are turned up instead."""

BY_SECTION: Final[Mapping[str, str]] = {
    "knowing": "handed_over",
    "deciding": "broken_promise",
    "feeling": "invited_not_deciding",
    "progress": "handed_over",
    "family": "handed_over",
    "young": "young_people_too",
    "disputes": "handed_over",
    "staff": "weighing_the_pig",
    "costs": LESS_MONEY,
    "together": "co_responsibility",
    "ladder": "handed_over",
}
"""The third place for a number, by its section."""
BY_NUMBER: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("forum_information", "group_information", "reward_relief", "reward_cost", "fade"), "co_responsibility"
    ),
    **dict.fromkeys(("conference_facilitation", "conference_confidence", "conference_trust"), "working_together"),
    **dict.fromkeys(("undelivered", "thrift"), LESS_MONEY),
    **dict.fromkeys(("interpreter_cost", "compensating_cost"), "heard_alike"),
    **dict.fromkeys(("young_base", "crowding"), "parents_in_charge"),
    "monitoring_information": "weighing_the_pig",
    "helplessness": "invited_not_deciding",
    "late_listening": "sincere_consultation",
}
"""The third place where the section's would not do: a number of the forum needs a forum, one of a conference a conference, the cost of an interpreter interpreters."""


class Removal(NamedTuple):
    """One thing that is taken out: its name and kind, the settings of each way to do so, and the scenarios where it could matter."""

    name: str
    kind: Kind
    ways: tuple[Mapping[str, float], ...]
    scenarios: tuple[str, ...]


TIES: Final = (
    Removal("peers", "tie", ({"peers": 0},), (*ALWAYS, "handed_over")),
    Removal("peers far away", "tie", ({"peers_rewired": 0},), (*ALWAYS, "handed_over")),
    Removal("colleagues", "tie", ({"practice_spread": 0},), (*ALWAYS, "sincere_consultation")),
    Removal("teams of several", "tie", ({"largest_team": 1},), (*ALWAYS, "handed_over")),
    Removal("casework: listening", "tie", ({"dialogue": 0},), (*ALWAYS, "sincere_consultation")),
    Removal(
        "casework: knowing the child",
        "tie",
        ({"start_knowledge": 0, "child_learning": 0},),
        (*ALWAYS, "sincere_consultation"),
    ),
    Removal("casework: trust in people", "tie", ({"person_weight": 0},), (*ALWAYS, "handed_over")),
    Removal("casework: power", "tie", ({"release": 0},), (*ALWAYS, "handed_over")),
    Removal("forum seats", "tie", ({"forum_seats": 0},), ("co_responsibility",)),
    Removal("meeting at a conference", "tie", ({"conference_trust": 0},), ("working_together",)),
)
"""Who is tied to whom, and what a tie carries."""


def without(lever: Parameter, scenario: Scenario) -> float:
    """Give the value at which a lever does nothing: 0, all the money that can be had, or no more power than at the start."""
    if lever.name == "budget":
        return lever.high
    return scenario.value("start_family_power") if lever.name == "power_ceiling" else lever.low


def lever_removal(lever: Parameter) -> Removal:
    """Give what takes out a lever; one that is on nowhere is turned up instead."""
    baseline = load_scenario(BASELINE)
    off = without(lever, baseline)
    on = [way for way in (*ALWAYS, *OTHER_WAYS) if load_scenario(way).value(lever.name) != off]
    if lever.name == "budget":
        on = [BASELINE, "power_sharing", LESS_MONEY]
    if not on or lever.name in TURNED_UP:
        return Removal(lever.name, "lever", ({lever.name: lever.high},), ALWAYS)
    return Removal(lever.name, "lever", ({lever.name: off},), tuple(on[:MOST_WAYS]))


def places_of(number: Parameter) -> tuple[str, ...]:
    """Name the scenarios in which a number could matter."""
    third = BY_NUMBER.get(number.name, BY_SECTION.get(number.section))
    return (*ALWAYS, third) if third else ALWAYS


def is_a_term(number: Parameter) -> bool:
    """Whether a number at 0 leaves something out of a rule that no value in its plausible range leaves out; a rung is only counted."""
    low, high = number.explore
    return number.low <= 0 <= number.high and not low <= 0 <= high and number.section != "ladder"


def all_removals() -> Iterator[Removal]:
    """Give everything that can be taken out: levers, ties, then each number with the term that it stands for."""
    yield from (lever_removal(BY_NAME[name]) for name in names("lever") if name not in ONLY_ON_PATHWAY)
    yield from TIES
    for number in PARAMETERS:
        ends = tuple({number.name: end} for end in number.explore if end != number.default)
        yield Removal(number.name, "parameter", ends, places_of(number))
        if is_a_term(number):
            yield Removal(number.name, "term", ({number.name: 0.0},), places_of(number))
