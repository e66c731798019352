"""Who is worse off: the same families in both, by group, and what cannot be set beside itself."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coprod_sim.place.simulate import begun
from coprod_sim.report.comparison.text import comparison_parts
from coprod_sim.report.comparison.worse_off import HALF_A_POINT, WORSE_OFF, rows, sentences
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.analysis.worse_off import ENDS, OLD_ENOUGH, TOLERANCE, WHO, PairedEnds, WorseOff, counted
from coprod_sim.study.compare import Comparison, compare

PLACE: dict[str, Any] = {"families": 120, "professionals": 12, "commissioners": 2}
PAIRS, MONTHS = 3, 60


@pytest.fixture(scope="module")
def shared() -> Comparison:
    """Consultation beside supported sharing in a small place, where language stands in the way of many."""
    return compare(
        "consultation_only", "power_sharing", pairs=PAIRS, months=MONTHS, **PLACE, start_language=0.3, prejudice=1.5
    )


def made(gaps: list[float], **groups: list[int]) -> WorseOff:
    """Families of one pair whose progress differs by these amounts, with those in each group; all are in the first."""
    a, b = np.zeros((2, len(gaps)), ENDS)
    a["progress"] = 0.5
    b["progress"] = a["progress"] + gaps
    for name, members in {"all": [1] * len(gaps), **groups}.items():
        a["groups"][:, list(WHO).index(name)] = members
    counts, left_out = counted(a, b)
    families, worse, better, lower = counts[:, None, :]
    return WorseOff(families, worse, better, lower, np.array([left_out], float))


def test_the_counts_are_those_of_the_families_themselves(shared: Comparison) -> None:
    """Each pair's counts are found again from two runs of its seed, family by family."""
    found = shared.worse_off
    assert found is not None
    for pair in range(PAIRS):
        a, b = (begun(scenario, shared.seed + pair) for scenario in (shared.scenario_a, shared.scenario_b))
        for run in (a, b):
            run.advance(MONTHS)
        gap, families = b.place.families["progress"] - a.place.families["progress"], a.place.families
        unheard = np.any([families[name] > 0 for name in ("language", "poor", "standing")], axis=0)
        anybody, older = np.ones(len(gap), bool), a.place.young_people["age"] >= OLD_ENOUGH
        groups = {"all": anybody, "interpreter": families["language"] > 0, "poor": families["poor"] > 0}
        groups |= {"prejudice": families["standing"] > 0, "less_heard": unheard, "others": ~unheard}
        groups |= {"quarter_1": families["quarter"] == 0, "quarter_4": families["quarter"] == 3}
        groups |= {"below_11": ~older, "from_11": older}
        assert list(groups) == list(WHO)
        for at, members in enumerate(groups.values()):
            counts = (found.families, found.worse, found.better, found.lower)
            expected = [(members & ends).sum() for ends in (anybody, gap < -TOLERANCE, gap > TOLERANCE, gap < 0)]
            assert [count[pair, at] for count in counts] == expected
    assert found.left_out.sum() == 0
    assert found.of("interpreter").worse > found.of("others").worse
    assert found.of("all").worse == pytest.approx(found.worse[:, 0].sum() / found.families[:, 0].sum())


def test_a_loss_no_larger_than_the_bound_is_no_loss() -> None:
    """Only progress that ends lower by more than half a point of 100 counts as worse off; any loss is counted beside it."""
    found = made([-0.006, -0.004, 0.004, 0.006, 0.0], poor=[1, 0, 0, 0, 0])

    assert found.of("all")[:4] == (5.0, 0.2, 0.2, 0.4)
    assert found.of("poor")[:4] == (1.0, 1.0, 0.0, 1.0)
    assert (TOLERANCE, HALF_A_POINT) == (0.5 / 100, "half a point")


def test_the_order_in_which_runs_end_does_not_matter(shared: Comparison) -> None:
    """B may end before A, and another pair between them: the counts are the same, and no place is kept."""
    places = {}
    for side, scenario in enumerate((shared.scenario_a, shared.scenario_b)):
        for pair in (0, 1):
            run = begun(scenario, shared.seed + pair)
            run.advance(12)
            places[pair, side] = run.place
    found = []
    for order in ([(0, 0), (0, 1), (1, 0), (1, 1)], [(1, 1), (0, 1), (0, 0), (1, 0)]):
        ends = PairedEnds(2)
        for pair, side in order:
            ends.add(pair, side, places[pair, side])
        assert not ends.waiting
        found.append(ends.found())

    assert (found[0].better != found[0].worse).any()
    for one, other in zip(*found, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_family_that_is_another_in_b_is_left_out() -> None:
    """Where young people leave earlier in B, the rows of those who left hold others there: they are counted as left out."""
    a, b = (load_scenario("consultation_only", {**PLACE, "leave_age": age}) for age in (25, 18))
    found = compare(a, b, pairs=2, months=12).worse_off

    assert found is not None
    assert found.left_out.min() > 0
    np.testing.assert_array_equal(found.families[:, 0] + found.left_out, PLACE["families"])
    text = " ".join(sentences(found))
    assert f"Left out are families who are not the same in both: {found.left_out.mean():.1f} in each pair." in text


@pytest.mark.parametrize("name", ["life", "age", "ability"])
def test_whoever_is_not_the_same_is_left_out(name: str) -> None:
    """Another family of the row, one that came in another month, and another young person are each set beside nobody."""
    a, b = np.zeros((2, 3), ENDS)
    a["groups"][:, 0] = True
    a["progress"] = 0.5
    b[name][1] = 1
    counts, left_out = counted(a, b)

    assert (counts[0, 0], counts[1, 0], left_out) == (2, 2, 1)


def test_a_family_that_came_on_the_way_in_both_counts() -> None:
    """Where as many leave in both, those who take their rows are the same families, and nobody is left out."""
    found = compare("consultation_only", "power_sharing", pairs=2, months=24, **PLACE, leave_age=18).worse_off

    assert found is not None
    assert found.left_out.sum() == 0
    assert (found.families[:, 0] == PLACE["families"]).all()


def test_places_that_hold_other_families_are_said_to() -> None:
    """Where the two places are not of one size, nobody is set beside anybody, and it is said so in data, words and table."""
    a, b = (load_scenario("consultation_only", {**PLACE, "families": families}) for families in (120, 100))
    both = compare(a, b, pairs=2, months=1)

    assert both.worse_off is not None
    assert both.to_dict()["worse_off"]["groups"]["all"]["worse"] is None
    assert sentences(both.worse_off)[0].startswith("Nobody can say: the two places do not hold the same families")
    assert rows(both) == []


def test_it_is_said_first_and_also_where_it_is_nobody(shared: Comparison) -> None:
    """The first part of a comparison says who is worse off; where no family is, it says that."""
    nobody = replace(shared, worse_off=made([0.1, 0.0]))
    none_better = replace(shared, worse_off=made([0.0, 0.0]))

    assert comparison_parts(shared)[0].heading == WORSE_OFF
    assert comparison_parts(nobody)[0].sentences[:2] == [
        "No family ends up worse off in B.",
        "Nobody ends lower at all.",
    ]
    assert comparison_parts(none_better)[0].sentences == ["No family ends up worse off in B, and none better off."]
    assert [part.heading for part in comparison_parts(replace(shared, worse_off=None))].count(WORSE_OFF) == 0


def test_sentences_name_who_it_is() -> None:
    """The share of all families is told first, then that of each group which has somebody in it."""
    gaps = [-0.1] * 9 + [0.1] * 91
    found = made(gaps, interpreter=[1] * 7 + [0] * 43 + [1] * 43 + [0] * 7, others=[0] * 100)

    assert sentences(found)[:2] == ["Of 100 families, 9 end up worse off in B.", "Of 100 who need an interpreter, 14."]
    assert "Of 100 families, 91 end up better off." in sentences(found)
    assert sentences(made([-0.1] + [0.1] * 399))[0] == "Of 1,000 families, 2 end up worse off in B."


def test_data_give_it_before_the_indicators(shared: Comparison) -> None:
    """What `--json` prints has it right after what was asked, with the bound, and every number is one of JSON."""
    data = shared.to_dict()

    assert list(data)[-2:] == ["worse_off", "indicators"]
    assert data["worse_off"]["tolerance"] == TOLERANCE
    assert list(data["worse_off"]["groups"]) == list(WHO)
    assert data["worse_off"]["groups"]["all"]["families"] == PLACE["families"]


@pytest.mark.parametrize("workers", [1, 2])
def test_threads_do_not_change_who_is_worse_off(shared: Comparison, workers: int) -> None:
    """On one thread and on two the same families are worse off."""
    found = compare(shared.scenario_a, shared.scenario_b, pairs=PAIRS, months=MONTHS, workers=workers).worse_off

    assert found is not None
    assert shared.worse_off is not None
    for one, other in zip(found, shared.worse_off, strict=True):
        np.testing.assert_array_equal(one, other)
