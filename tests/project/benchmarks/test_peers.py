"""The ports that race against our engine live by its rules, and the check that says so can fail.

Error rate: a statistical comparison allows four standard errors, estimated from twelve pairs, and a small tolerance;
the seeds are fixed, so a port that has passed once passes until a rule, a default value or a draw changes.
Ports whose library is not installed are left out, as in the race.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from benchmarks.peers.agreement import CERTAIN, OFTEN, SCENARIOS, Finding, with_chance, without_chance
from benchmarks.peers.contenders import CONTENDERS, OURS, OURS_2, PEERS
from benchmarks.peers.ours import INDICATORS, Ours, baseline
from benchmarks.peers.race import race, rows
from benchmarks.peers.start import Start

FAMILIES, YEARS, SEEDS = 300, 1, range(1, 13)
PORTS = tuple(peer.name for peer in PEERS)
WRONG = 1.01
WRONG_RULES = (
    "trust_loss",
    "decency",
    "undelivered",
    "child_fade",
    "plan_change",
    "freed",
    "need_return",
    "burden",
    "appetite_spread",
    "waiting_toll",
    "vicarious",
    "organising",
    "staff_energy_rate",
    "practice_spread",
    "training_time",
    "retreat",
    "provision_cost",
    "reward_cost",
    "dispute_pressure",
)
"""Settings that a port gets wrong by a hundredth, and none of them a size of noise."""
WRONG_DRAWS = {
    "family_noise": (1.5, "views are far apart"),
    "other_area_noise": (1.5, "views are far apart"),
    "own_area_noise": (2.0, "views are far apart"),
    "commissioner_noise": (1.5, "views are far apart"),
    "need_drift": (1.5, "as it is"),
    "newcomer_skill": (1.5, "all professionals leave every month"),
    "tribunal_noise": (1.5, "all families dispute every month"),
    "appeal_base": (1.5, "many leave, many dispute"),
    "turnover": (3.0, "many leave, many dispute"),
}
"""Sizes of noise, and chances, that only runs with chance can tell: how many times too large, and where that shows."""


def disagreeing(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings that differ by more than they may."""
    return [finding for finding in findings if not finding.agrees]


def contender(port: str) -> Callable[[Start, int], Any]:
    """Give what builds a port, or skip the test where its library is not installed."""
    if not CONTENDERS[port].installed:
        pytest.skip(f"{port} is not installed: {CONTENDERS[port].install}")
    return CONTENDERS[port].builder()


@pytest.mark.parametrize("port", PORTS)
def test_without_chance_a_port_gives_the_engines_numbers(port: str) -> None:
    """Where nothing is left to chance, each indicator of each month is the engine's to rounding."""
    findings = list(without_chance(contender(port), FAMILIES))

    assert len(CERTAIN) * len(SCENARIOS) * len(INDICATORS) == len(findings)
    assert disagreeing(findings) == []


@pytest.mark.parametrize("port", PORTS)
def test_with_chance_a_port_agrees_on_average(port: str) -> None:
    """Over pairs of runs from the same people, the mean differences are within their errors."""
    findings = list(with_chance(contender(port), FAMILIES, YEARS, SEEDS))

    assert len(OFTEN) * len(INDICATORS) == len(findings)
    assert disagreeing(findings) == []


@pytest.mark.parametrize("name", WRONG_RULES)
def test_a_slightly_wrong_rule_is_found_without_chance(name: str) -> None:
    """A port with a rule that is off by a little does not pass the exact comparison."""
    assert disagreeing(without_chance(contender("numpy"), FAMILIES, wrong={name: WRONG})) != []


@pytest.mark.parametrize("name", WRONG_DRAWS)
def test_a_wrong_size_of_noise_is_found_on_average(name: str) -> None:
    """A port that draws too widely or too narrowly does not pass the statistical comparison."""
    factor, what = WRONG_DRAWS[name]
    build, often = contender("numpy"), {what: OFTEN[what]}

    assert disagreeing(with_chance(build, FAMILIES, YEARS, SEEDS, {name: factor}, often)) != []


def test_a_number_that_is_none_does_not_agree() -> None:
    """A port that gives nan is not taken for one that agrees."""
    assert not Finding("nothing", float("nan"), 1.0).agrees


def test_a_month_without_a_number_does_not_agree() -> None:
    """A port that gives the engine's numbers but for one nan, in its last month, is found by that."""

    def build(start: Start, seed: int) -> Any:
        port = contender("numpy")(start, seed)
        advance = port.advance

        def advance_and_lose(months: int) -> None:
            advance(months)
            port.history["fit"][-1] = float("nan")

        port.advance = advance_and_lose
        return port

    found = disagreeing(without_chance(build, FAMILIES))

    assert len(found) == len(CERTAIN) * len(SCENARIOS)
    assert all(finding.what.endswith(": fit") for finding in found)


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
