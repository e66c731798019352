"""Which conclusions survive other assumptions: counts, verdicts, luck, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import HEADLINES
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.assumptions.ensemble import Ensemble
from coprod_sim.study.assumptions.robust import across, noise_of, survival
from coprod_sim.study.certainty_text import headline
from coprod_sim.study.compare import Comparison, compare
from tests.evidence.robustness.conftest import LISTENS, PAIRS, SETS, SHARES, quick, sharing_time_both_ways


def of_defaults(*names: str, sets: int = 1) -> Ensemble:
    """Make sets that say what the defaults say."""
    return Ensemble(names, np.array([[DEFAULTS[name] for name in names]] * sets), {})


def test_the_defaults_alone_give_the_comparison_itself() -> None:
    """With as many pairs, each headline over the one set is the comparison's own difference, exactly."""
    both = compare(LISTENS, SHARES, pairs=3, months=30, assumptions=of_defaults("thrift"), assumption_pairs=3)
    for name in HEADLINES:
        found = across(both, name)
        assert found.low == found.median == found.high == found.default == headline(both, name).difference, name


def test_a_set_gives_what_a_comparison_with_its_settings_gives(varied: Comparison) -> None:
    """The last set, by hand: its numbers as settings, its pairs with the same seeds."""
    settings = sharing_time_both_ways().settings(SETS - 1)
    alone = compare(*(load_scenario(one, settings) for one in (LISTENS, SHARES)), pairs=2)
    assert varied.assumptions is not None
    for name in HEADLINES:
        mean = varied.assumptions.differences[name][-1].mean()
        assert mean == pytest.approx(headline(alone, name).difference, abs=1e-12), name


def test_other_assumptions_leave_the_comparison_as_it_is(varied: Comparison) -> None:
    """Without them every indicator is the same, and the JSON lacks nothing but their part."""
    plain = compare(LISTENS, SHARES, pairs=PAIRS)
    tables = varied.to_dict()

    assert plain.assumptions is None
    assert tables.pop("assumptions")["sets"] == SETS
    assert tables == plain.to_dict()


def test_a_sign_that_half_of_the_sets_turn_depends_on_assumptions(varied: Comparison) -> None:
    """Staff load falls with quick sharing and rises with slow sharing; that families have more power stays."""
    load, power = across(varied, "staff_load"), across(varied, "family_power")

    assert (load.higher, load.lower, load.agree) == (SETS // 2, SETS // 2, SETS // 2)
    assert load.default > 0
    assert load.verdict == "depends on assumptions"
    assert load.low < 0 < load.high
    assert (power.higher, power.agree, power.verdict) == (SETS, SETS, "survives")


def test_shares_of_sets_decide_what_survives(varied: Comparison) -> None:
    """19 of 20 survive, 16 of 20 mostly, 15 depend; where luck hides most sets, that is said; unclear has nothing to lose."""
    found = across(varied, "staff_load")._replace(within_noise=0)

    assert [survival(found._replace(agree=sets), "lower") for sets in (20, 19, 18, 16, 15, 0)] == [
        "survives",
        "survives",
        "mostly",
        "mostly",
        "depends on assumptions",
        "depends on assumptions",
    ]
    assert survival(found._replace(agree=15, within_noise=11), "lower") == "too small to tell"
    assert survival(found._replace(agree=20), "unclear") == "no conclusion"
    assert survival(found._replace(higher=0, lower=0), "same") == "same"


def test_what_luck_does_is_told_apart_from_what_assumptions_do() -> None:
    """Of a large made-up table: sets spread by 0.5, seeds (shared by all sets) by 2, luck of its own by 1, four pairs."""
    draws = np.random.default_rng(1)
    sets, pairs = 4_000, 4
    own = draws.normal(0, 1, (sets, pairs))
    table = draws.normal(0, 0.5, (sets, 1)) + np.array([-3.0, -1.0, 1.0, 3.0]) + own
    found = noise_of(table)
    shared = np.var([-3.0, -1.0, 1.0, 3.0], ddof=1)

    assert found.own == pytest.approx(1 / 2, rel=0.02)
    assert found.standard_error == pytest.approx(np.sqrt((shared + 1) / pairs), rel=0.02)
    assert found.half_width == pytest.approx(1.96 * found.standard_error, rel=0.001)
    assert np.sqrt(table.mean(axis=1).var(ddof=1) - found.own**2) == pytest.approx(0.5, rel=0.05)


def test_sets_that_are_all_alike_have_no_spread_of_their_own() -> None:
    """Twenty copies of the defaults share their seeds, so nothing differs, and luck is that of the pairs."""
    both = compare(LISTENS, SHARES, pairs=6, months=14, assumptions=of_defaults("unmet_toll", sets=20))
    assert both.assumptions is not None
    for name in ("progress", "voice", "spending"):
        found, pairs = across(both, name), both.assumptions.differences[name][0]
        assert found.spread == pytest.approx(0, abs=1e-12)
        assert found.spread_without_noise == pytest.approx(0, abs=1e-12)
        assert found.standard_error == pytest.approx(pairs.std(ddof=1) / 2)


def test_what_a_scenario_says_is_not_varied() -> None:
    """Broken trust stays broken in B, and a setting of the user stays in both; the rest varies."""
    wild = Ensemble(("start_family_trust", "thrift"), np.array([[0.9, 0.1], [0.8, 0.9]]), {})
    broken = quick("consultation_only+broken_trust")
    both = compare(LISTENS, broken, pairs=2, months=2, assumptions=wild, assumption_pairs=2, thrift=0.5)
    by_hand = [
        compare(load_scenario(LISTENS, {"start_family_trust": trust}), broken, pairs=2, months=2, thrift=0.5)
        for trust in (0.9, 0.8)
    ]
    assert both.assumptions is not None
    found = both.assumptions.differences["felt_trust"].mean(axis=1)

    assert both.assumptions.held == ("start_family_trust", "thrift")
    assert found == pytest.approx([headline(one, "felt_trust").difference for one in by_hand], abs=1e-12)


def test_what_cannot_work_is_refused_before_anything_is_run() -> None:
    """Scenarios that do not differ, sets that have nothing left to vary, too few pairs, and sums that do not fit."""
    thrift = of_defaults("thrift")
    power = Ensemble(("start_commissioner_power",), np.array([[0.5], [0.9]]), {})
    with pytest.raises(ScenarioError, match="A and B are the same"):
        compare(LISTENS, LISTENS, assumptions=thrift)
    with pytest.raises(ScenarioError, match="some must be left free"):
        compare(LISTENS, SHARES, assumptions=thrift, thrift=0.4)
    with pytest.raises(ScenarioError, match="pairs = 1: must be a whole number between 2"):
        compare(LISTENS, SHARES, assumptions=thrift, assumption_pairs=1)
    with pytest.raises(ScenarioError, match=r"row 3: scenario consultation_only: start_family_power = 0\.3"):
        compare(LISTENS, SHARES, assumptions=power, start_family_power=0.3)
    with pytest.raises(ScenarioError, match="values of shape"):
        compare(LISTENS, SHARES, assumptions=thrift._replace(values=np.zeros(1)))


def test_progress_counts_every_run() -> None:
    """Two runs for each pair, and two for each pair of each set, one after the other."""
    steps: list[tuple[int, int]] = []
    sets = of_defaults("thrift", sets=3)
    compare(
        LISTENS,
        SHARES,
        pairs=2,
        months=1,
        assumptions=sets,
        assumption_pairs=2,
        progress=lambda done, of: steps.append((done, of)),
    )

    assert steps == [(done, 16) for done in range(1, 17)]


def test_the_data_are_plain_and_say_where_they_come_from(varied: Comparison, sets_file: Path) -> None:
    """The JSON has the file, its hash, what is varied, and for each headline counts, quantiles and verdict."""
    tables = json.loads(json.dumps(varied.to_dict()["assumptions"], allow_nan=False))
    load = tables["indicators"]["staff_load"]

    assert (tables["name"], tables["sets"], tables["pairs"]) == (str(sets_file), SETS, 2)
    assert tables["varied"] == ["sharing_time", "thrift"]
    assert set(tables["indicators"]) == set(HEADLINES)
    assert load["verdict"] == "depends on assumptions"
    assert load["low"] < load["median"] < load["high"]
    assert load["higher"] + load["lower"] == load["sets"] == SETS
