"""Is an agent model needed? How the town is held against its mean-field twin, and which sentences the document chooses."""

import doctest
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coprod_sim.evidence.mean_field import (
    ALIKE,
    ASKED,
    MEAN_FIELD_MONTHS,
    SEEN,
    SPREADS,
    WAYS,
    WORSE_OFF,
    Gain,
    Interval,
    MeanField,
    Spread,
    Verdict,
    mean_field,
    resource_gap,
    tail_gap,
)
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import compare
from scripts import make_mean_field

SMALL: dict[str, Any] = {"families": 30, "professionals": 6}
NONE = Interval(0.001, -0.01, 0.012)


@pytest.fixture(scope="module")
def found() -> MeanField:
    """Town and twin in a small place, by few pairs."""
    return mean_field(3, **SMALL)


def sure(mean: float) -> Interval:
    """Make an interval that leaves little doubt."""
    return Interval(mean, mean - 1e-4, mean + 1e-4)


def gain(
    town: Interval, alike: Interval, way: str = "power_sharing", indicator: str = "progress", month: int = 24
) -> Gain:
    """Make a row of the table."""
    return Gain(way, indicator, month, town, alike, sure(alike.mean - town.mean))


def test_gains_are_those_of_compare(found: MeanField) -> None:
    """A row's two changes are what compare finds for the scenarios, and for the scenarios with the modifier."""
    row = next(one for one in found.gains if (one.way, one.indicator, one.month) == ("handed_over", "felt_trust", 24))
    for suffix, interval in (("", row.town), (f"+{ALIKE}", row.alike)):
        both = compare(f"consultation_only{suffix}", f"handed_over{suffix}", pairs=3, months=24, **SMALL)
        assert interval == pytest.approx(both.difference("felt_trust")[3:6])
    assert row.off.mean == pytest.approx(row.alike.mean - row.town.mean)
    assert len(found.gains) == len(WAYS) * len(ASKED) * len(MEAN_FIELD_MONTHS)
    assert len(found.spreads) == len(WAYS) * len(SPREADS)


def test_the_twin_has_no_ties_and_hardly_any_spread() -> None:
    """In the twin nobody hears from anybody, all start with the same need but for its area, and what a Beta draws hardly differs."""
    town, alike = (begun(load_scenario(name), 1).place for name in ("consultation_only", ALIKE))
    assert len(alike.peers) == 0 < len(town.peers)
    families = alike.families
    assert np.ptp(families["ability"]) == np.ptp(families["parent_bias"]) == 0
    assert (families["hearing"] == 1).all()
    assert town.families["hearing"].min() < 0.2
    assert np.ptp(np.sort(families["need"], axis=1), axis=0) == pytest.approx(0)
    assert 0 < families["resources"].std() < 0.04 < town.families["resources"].std()
    assert alike.professionals["bravery"].std() < 0.04 < town.professionals["bravery"].std()


def test_every_spread_of_the_start_is_as_small_as_it_can_be() -> None:
    """A new spread of starting values must be taken away in the twin, too."""
    twin = load_scenario(ALIKE)
    for name, number in BY_NAME.items():
        if number.role == "start" and name.endswith("_spread"):
            assert twin.value(name) == 0, name
        if number.role == "start" and name.endswith("_evenness"):
            assert twin.value(name) == number.high, name
    assert twin.value("appetite_spread") == twin.value("peers") == twin.value("practice_spread") == 0


@pytest.mark.parametrize(
    ("town", "alike", "verdict"),
    [
        (sure(0.04), sure(0.048), "right"),
        (sure(0.04), sure(0.06), "right way, wrong size"),
        (sure(-0.04), sure(-0.01), "right way, wrong size"),
        (sure(0.002), sure(0.006), "right"),  # twice off, but by less than anybody sees
        (sure(0.04), sure(-0.04), "wrong way"),
        (sure(0.04), NONE, "misses it"),
        (NONE, sure(-0.02), "sees what is not there"),
        (NONE, NONE, "neither sees any"),
    ],
)
def test_verdicts(town: Interval, alike: Interval, verdict: Verdict) -> None:
    """The twin is right within a quarter of the town's change or half of one in a hundred; else the way it is wrong is named."""
    assert gain(town, alike).verdict == verdict
    assert SEEN == 0.005


def test_a_wrong_size_is_more_than_luck() -> None:
    """A twin that may be off by luck alone is not called wrong."""
    unsure = gain(sure(0.04), sure(0.06))._replace(off=Interval(0.02, -0.01, 0.05))
    assert unsure.verdict == "right"


def test_order() -> None:
    """Three ways, of which the town tells two couples apart, and the twin turns one of them round."""
    town_and_twin = ((0.05, 0.05), (0.052, 0.01), (0.02, 0.03))
    gains = tuple(gain(sure(a), sure(b), way) for way, (a, b) in zip("xyz", town_and_twin, strict=True))
    assert MeanField(2, 1, gains, ()).order("progress", 24) == (2, 1)


def test_what_differs_between_families() -> None:
    """Percentiles and quarters as they are defined, and families who lose more than 2 of 100 beside themselves."""
    run = type("Ended", (), {})
    one, other = run(), run()
    one.progress, other.progress = np.array([0.5, 0.5, 0.5, 0.5]), np.array([0.47, 0.49, 0.5, 0.6])
    other.quarter = np.array([0, 1, 2, 3])
    assert SPREADS[WORSE_OFF](one, other) == 0.25
    assert resource_gap(other) == pytest.approx(0.13)
    assert tail_gap(np.arange(101.0)) == pytest.approx(80)


def test_everybody_is_no_difference() -> None:
    """A twin in which all families lose parts them no more than one in which none does."""
    town = sure(0.3)
    assert Spread(WORSE_OFF, "x", town, sure(1.0)).lost
    assert Spread(WORSE_OFF, "x", town, sure(0.0)).lost
    assert not Spread(WORSE_OFF, "x", town, sure(0.2)).lost
    assert Spread("disputes", "x", sure(40), sure(10)).lost


def made(*gains: Gain, spreads: tuple[Spread, ...] = ()) -> str:
    """Make a document of rows, with the sentences that they choose."""
    return make_mean_field.document(MeanField(40, 1, gains, spreads))


def test_sentences_follow_the_figures() -> None:
    """A twin that is right, off in size, or off in direction gets another sentence each, with the interval of how far it is off."""
    right, off = gain(sure(0.04), sure(0.041)), gain(sure(0.04), sure(0.06), "co_responsibility")
    turned = gain(sure(0.04), sure(-0.04), "handed_over")
    alone = made(right)
    assert "the twin is right in 1, has the wrong size in 0, and the wrong direction in 0." in alone
    assert "an average family is enough." in alone
    assert "- In these rows: nothing." in alone
    with_size = made(right, off)
    assert "goes the right way, with the wrong size, in `co_responsibility` after 2 years" in with_size
    assert "twin off by +2.0 (+2.0 to +2.0)" in with_size
    assert "For the question how much, it is not; Progress is furthest off in `co_responsibility`" in with_size
    both = made(right, turned)
    assert "goes the wrong way in `handed_over` after 2 years" in both
    assert "An average family is not enough even for the question which way" in both


def test_what_the_twin_lacks_decides_the_last_sentence() -> None:
    """Where the twin has less than half of most differences the town is needed; where it has them, the document says so."""
    lacks = Spread("spread of voice", "power_sharing", sure(0.3), sure(0.03))
    assert "the town is needed." in made(spreads=(lacks,))
    assert "the twin has 10 % of it" in made(spreads=(lacks,))
    assert "the town adds less than one would think." in made(spreads=(replace_twin(lacks, 0.29),))


def replace_twin(spread: Spread, mean: float) -> Spread:
    """Give a spread with another twin."""
    return spread._replace(alike=sure(mean))


def test_the_document_is_made_of_what_is_found(found: MeanField) -> None:
    """All rows of a run come into the document, and every setting of the twin."""
    text = make_mean_field.document(found)
    assert text.count("| `power_sharing` |") == len(ASKED) * len(MEAN_FIELD_MONTHS) + len(SPREADS)
    changed = [name for name, value in load_scenario(ALIKE).settings.items() if value != BY_NAME[name].default]
    assert len(changed) > 10
    assert all(f"| `{name}`: " in text for name in changed)
    assert text == make_mean_field.document(replace(found))


def test_examples_of_the_script() -> None:
    """The examples in its docstrings come out."""
    tested = doctest.testmod(make_mean_field)
    assert tested.attempted >= 3
    assert tested.failed == 0


def test_the_document_has_the_rows_and_settings_of_now() -> None:
    """All but the figures of the document: whoever changes the twin or the ways runs scripts/make_mean_field.py."""
    text = make_mean_field.DOCUMENT.read_text(encoding="utf-8")
    assert all(row in text for row in make_mean_field.settings_rows())
    assert all(f"| `{way}` | {month // 12} |" in text for way in WAYS for month in MEAN_FIELD_MONTHS)


@pytest.mark.study
def test_the_document_is_up_to_date() -> None:
    """The figures and sentences come out again.  Out of date: scripts/make_mean_field.py."""
    assert make_mean_field.document(mean_field()) == make_mean_field.DOCUMENT.read_text(encoding="utf-8")
