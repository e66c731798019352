"""The ports that race against our engine live by its rules, and the check that says so can fail.

Error rate: a statistical comparison allows four standard errors, estimated from twelve pairs, and a small tolerance;
the seeds are fixed, so a port that has passed once passes until a rule or a draw changes.
"""

from collections.abc import Mapping

import pytest

from benchmarks.peers.agreement import CERTAIN, OFTEN, SCENARIOS, Finding, with_chance, without_chance
from benchmarks.peers.contenders import CONTENDERS, OURS, OURS_2
from benchmarks.peers.ours import INDICATORS, Ours, baseline
from benchmarks.peers.race import race, rows

FAMILIES, YEARS, SEEDS = 300, 1, range(1, 13)
PORTS = ("mesa", "numpy")

WRONG_RULES = {
    "trust_loss": 0.5445,
    "burden": 0.1386,
    "staff_energy_rate": 0.202,
    "retreat": 0.61,
    "reward_cost": 0.041,
}
"""Settings of a port that are wrong by a few hundredths at most, and none of them a size of noise."""
WRONG_DRAWS = {
    "family_noise": 0.6,
    "other_area_noise": 0.7,
    "need_drift": 0.2,
    "newcomer_facilitation": 0.9,
    "tribunal_noise": 0.6,
}
"""Sizes of noise that only runs with chance can tell."""


def disagreeing(findings: list[Finding]) -> list[Finding]:
    """Give the findings that differ by more than they may."""
    return [finding for finding in findings if not finding.agrees]


def exact(port: str, changes: Mapping[str, float]) -> list[Finding]:
    """Compare a port without chance, with some settings changed in it."""
    return list(without_chance(CONTENDERS[port].builder(), FAMILIES, changes=changes))


def on_average(port: str, changes: Mapping[str, float]) -> list[Finding]:
    """Compare a port with chance, with some settings changed in it."""
    return list(with_chance(CONTENDERS[port].builder(), FAMILIES, YEARS, SEEDS, changes))


@pytest.mark.parametrize("port", PORTS)
def test_without_chance_a_port_gives_the_engines_numbers(port: str) -> None:
    """Where nothing is left to chance, each indicator of each month is the engine's to rounding."""
    findings = exact(port, {})

    assert len(CERTAIN) * len(SCENARIOS) * len(INDICATORS) == len(findings)
    assert disagreeing(findings) == []


@pytest.mark.parametrize("port", PORTS)
def test_with_chance_a_port_agrees_on_average(port: str) -> None:
    """Over pairs of runs from the same people, the mean differences are within their errors."""
    findings = on_average(port, {})

    assert len(OFTEN) * len(INDICATORS) == len(findings)
    assert disagreeing(findings) == []


@pytest.mark.parametrize("name", WRONG_RULES)
def test_a_slightly_wrong_rule_is_found_without_chance(name: str) -> None:
    """A port with a rule that is off by a little does not pass the exact comparison."""
    assert disagreeing(exact("numpy", {name: WRONG_RULES[name]})) != []


@pytest.mark.parametrize("name", WRONG_DRAWS)
def test_a_wrong_size_of_noise_is_found_on_average(name: str) -> None:
    """A port that draws too widely or too narrowly does not pass the statistical comparison."""
    assert disagreeing(on_average("numpy", {name: WRONG_DRAWS[name]})) != []


def test_a_number_that_is_none_does_not_agree() -> None:
    """A port that gives nan is not taken for one that agrees."""
    assert not Finding("nothing", float("nan"), 1.0).agrees


def test_a_race_times_its_contenders_in_turns_and_compares_them() -> None:
    """Each contender is timed once a round in a process of its own, and the table sets the peer against ours."""
    contenders = [CONTENDERS[name] for name in (OURS, OURS_2, "numpy")]

    runners = race(FAMILIES, rounds=2, turn=0.01, contenders=contenders)
    table = {row.what: row for row in rows(runners)}

    assert [len(runner.wall) for runner in runners] == [2, 2, 2]
    assert all(runner.memory > 0 and runner.building > 0 for runner in runners)
    ratio = table[f"{contenders[2].title} over {contenders[0].title}, {FAMILIES} families"]
    assert ratio.best == min(runners[2].wall) / min(runners[0].wall)


def test_ours_counts_every_month_however_it_is_cut() -> None:
    """Our contender's history has one value for each month, the same in one stretch or in two."""
    whole, cut = Ours(baseline(FAMILIES), 1), Ours(baseline(FAMILIES), 1)
    whole.advance(5)
    cut.advance(2)
    cut.advance(3)

    assert len(whole.history["progress"]) == 5
    assert whole.history == cut.history
