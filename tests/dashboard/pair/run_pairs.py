"""Pairs of runs and what is told of them, as the tests of telling share them."""

from functools import cache
from itertools import product

from coprod_sim.dashboard.pair import runs
from coprod_sim.dashboard.pair.month_sentences import Sentence, pair_sentences
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.setup import TwoWays, Way
from coprod_sim.study.compare import Comparison

MONTHS = 60
PAIRS = (
    ("consultation_only", "power_sharing"),
    ("power_sharing", "power_sharing"),
    ("power_sharing", "handed_over"),
    ("consultation_only", "weighing_the_pig"),
    ("consultation_only", "invited_not_deciding"),
    ("power_sharing", "broken_promise"),
    ("train_first_share_later", "working_together"),
    ("share_first_no_training+broken_trust", "training_only"),
)
SEEDS = (1, 7, 13)
CASES = tuple(product(PAIRS, SEEDS))
CHANGES = (
    Change("B", "train_staff", 12, 21, 0.03),
    Change("both", "budget_cut", 36, None, 0.25),
    Change("A", "staff_leave", 36, None, 0.3),
)
MonthSentences = list[list[Sentence]]


@cache
def both(names: tuple[str, str]) -> tuple[Scenario, Scenario]:
    """Load two scenarios."""
    return load_scenario(names[0]), load_scenario(names[1])


@cache
def compared(names: tuple[str, str]) -> tuple[Comparison, ...]:
    """Compare two scenarios: what there is after 5, 10, 15 and 20 pairs."""
    return tuple(runs.seed_band(*both(names), MONTHS))


@cache
def month_sentences(names: tuple[str, str], seed: int, pairs: int = 20) -> MonthSentences:
    """Tell a pair of runs."""
    worlds = [runs.world(scenario, seed, MONTHS) for scenario in both(names)]
    comparison = compared(names)[pairs // 5 - 1] if pairs else None
    return pair_sentences(worlds, both(names), (), comparison).months


@cache
def with_changes() -> tuple[MonthSentences, TwoWays]:
    """Tell a pair of runs with changes on the rail."""
    ways = TwoWays(Way("consultation_only"), Way("train_first_share_later"), CHANGES, seed=3)
    scenarios = ways.scenarios()
    *_, comparison = runs.seed_band(*scenarios, MONTHS)
    worlds = [runs.world(scenario, 3, MONTHS) for scenario in scenarios]
    return pair_sentences(worlds, scenarios, ways.changes, comparison).months, ways


def everything() -> list[tuple[str, int, list[Sentence]]]:
    """Give every month of every pair of runs, of complete and of incomplete bands."""
    found = [
        (f"{names} luck {seed} pairs {pairs}", month, sentences)
        for (names, seed), pairs in product(CASES, (0, 5, 20))
        for month, sentences in enumerate(month_sentences(names, seed, pairs))
    ]
    return found + [("changes", month, sentences) for month, sentences in enumerate(with_changes()[0])]


def text_of(sentences: list[Sentence]) -> str:
    """Put the sentences of a month into one text."""
    return " ".join(sentence["text"] for sentence in sentences)
