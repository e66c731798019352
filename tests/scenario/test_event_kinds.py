"""A kind of event says all of itself in its file: what it needs, what it does, and sentences that can be filled in."""

import pytest

from coprod_sim.dashboard.pages.shared.words import names_in
from coprod_sim.engine.timeline import EFFECTS, OWN_NUMBER
from coprod_sim.scenario.event_kind import EventKind, event_number
from coprod_sim.scenario.events import EVENT_KINDS
from coprod_sim.scenario.parameters import names

BARE = EventKind(
    do="open_day",
    meaning="families visit an open day",
    required=("welcomed",),
    numbers=(event_number("welcomed", 0, 1, "share of families", "how many come"),),
    happens="conference",
)


@pytest.mark.parametrize("kind", [*EVENT_KINDS, BARE], ids=lambda kind: kind.do)
def test_a_kind_does_something_that_the_engine_knows(kind: EventKind) -> None:
    """It moves levers that exist, or it has an effect: a function, or the name of one of the engine's."""
    assert kind.moves_levers or kind.happens
    assert set(kind.levers) <= set(names("lever"))
    assert callable(kind.happens) or kind.happens in EFFECTS


@pytest.mark.parametrize("kind", [*EVENT_KINDS, BARE], ids=lambda kind: kind.do)
def test_sentences_of_a_kind_can_be_filled_in(kind: EventKind) -> None:
    """Each {name} is one that the place of the sentence gives: a month, a side, a size, or what the event itself says."""
    own = {number.name for number in kind.numbers} - {"to"}

    assert names_in(kind.happened) <= {"m", "s"}
    assert names_in(kind.size) <= {"m", "v"}
    assert names_in(kind.story) == set()
    assert names_in(kind.clause) <= own | set(kind.levers)


def test_a_kind_without_sentences_goes_by_its_name_and_meaning() -> None:
    """Pages and stories can tell of it as soon as it is declared."""
    assert BARE.title == "Open day"
    assert BARE.happened == "In month {m}, in {s}: families visit an open day."
    assert (BARE.story, BARE.clause) == ("Families visit an open day.", "families visit an open day")
    assert BARE.size == "in month {m}"


def test_a_kind_that_had_its_own_decision_of_chance_keeps_it() -> None:
    """The same staff leave as ever: only kinds that came later draw by a number made from their name."""
    assert OWN_NUMBER == {"staff_leave": 10}
