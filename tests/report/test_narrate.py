"""The story in words: plain, true to the data, and neutral."""

import re
from dataclasses import replace

import numpy as np
import pytest

from coprod_sim.indicators import HEADLINES
from coprod_sim.report.comparison.text import CAUTIONS, answer, comparison_parts, comparison_summary
from coprod_sim.study.certainty_text import PLAIN_NAMES, averaged
from coprod_sim.study.compare import Comparison, compare
from tests.report.conftest import PAIRS, Made

BANNED = ("agent", "node", "parameter", "stochastic", "significan", "p-value", "nan", "proves", "success", "dramatic")
LONGEST_SENTENCE = 20
HIGHEST_GRADE = 7.0
SCENARIOS = ("power_sharing", "handed_over", "invited_not_deciding", "weighing_the_pig", "broken_promise")


@pytest.fixture(scope="module", params=SCENARIOS)
def other(request: pytest.FixtureRequest) -> Comparison:
    """The baseline beside one of several scenarios."""
    return compare("consultation_only", request.param, pairs=8, months=40)


def words_of(sentences: list[str]) -> str:
    """All sentences in one text."""
    return " ".join(sentences)


def grade(text: str) -> float:
    """Flesch-Kincaid grade, with syllables counted as groups of vowels (a final silent e does not count)."""
    sentences = re.split(r"[.:]\s", text)
    words = re.findall(r"[a-z']+", text.lower())
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word)))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_no_word_of_the_trade_is_used(other: Comparison) -> None:
    """The story has no jargon and no praise."""
    text = words_of(comparison_summary(other) + answer(other)).lower()

    assert [word for word in BANNED if re.search(rf"\b{word}", text)] == []


def test_sentences_are_short_and_whole(other: Comparison) -> None:
    """Each sentence has at most twenty words, a capital letter first and a full stop last."""
    for sentence in comparison_summary(other) + answer(other):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
        assert re.fullmatch(r"[A-Z].*\.", sentence), sentence


def test_a_child_of_twelve_can_read_it(other: Comparison) -> None:
    """The reading grade stays at primary school level."""
    assert grade(words_of(comparison_summary(other))) <= HIGHEST_GRADE


def test_sentences_tell_the_numbers_of_the_data(shared_power: Comparison) -> None:
    """Progress, trust, work and disputes are told with the comparison's own numbers."""
    text = words_of(comparison_summary(shared_power))
    progress, early = shared_power.difference("progress"), shared_power.difference("felt_trust", 12)
    share = progress.difference / shared_power.difference("progress_sd").a
    work = averaged(shared_power, "staff_load", 1, 12)
    disputes = averaged(shared_power, "disputes", 49, 60)

    assert f"progress is higher in B: {100 * progress.b:.0f} of 100, against {100 * progress.a:.0f} in A." in text
    assert f"{share:.2f} of the usual spread between families." in text
    told = "higher" if early.b > early.a else "lower"
    found = re.search(rf"At month 12, families' trust is {told} in B: (\d+(\.\d)?) of 100, against ([\d.]+) in A", text)
    assert found
    digits = 1 if found[2] else 0
    assert (found[1], found[3]) == (f"{100 * early.b:.{digits}f}", f"{100 * early.a:.{digits}f}")
    assert (
        f"staff workload is higher in B: {100 * work.b:.1f} hours for every 100, against {100 * work.a:.1f} in A"
        in text
    )
    assert f"disputes is lower in B: {disputes.b:.0f} a year for every 1,000 families, against {disputes.a:.0f}" in text
    assert f"in B in {progress.pairs_b_higher} of {PAIRS} pairs of runs." in text


def test_costs_stand_beside_gains(made: Made) -> None:
    """Where B does better on the outcome, the story and the answer still say on what it ends worse."""
    costly = made({"progress": np.full(PAIRS, 0.1), "family_energy": np.full(PAIRS, -0.1)})
    assert "B does better than A on this" in words_of(comparison_summary(costly))
    assert "families' energy is lower in B" in words_of(comparison_summary(costly))
    assert "B ends worse on" in words_of(answer(costly))


def test_a_worse_outcome_is_called_worse(made: Made) -> None:
    """Where B does worse for young people, it is said so."""
    text = words_of(comparison_summary(made({"progress": np.full(PAIRS, -0.1)})))

    assert "young people's progress is lower in B" in text
    assert "So B does worse than A on this." in text
    assert "does better" not in text


@pytest.mark.parametrize(("size", "word"), [(0.01, "very small"), (0.1, "small"), (0.3, "modest"), (0.7, "large")])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_size_of_a_difference_has_a_name(made: Made, size: float, word: str, sign: int) -> None:
    """Sizes are named in spreads between the families of A, in both directions alike."""
    spread = made({}).difference("progress_sd").a

    assert f"That is a {word} difference: {size:.2f}" in words_of(
        comparison_summary(made({"progress": np.full(PAIRS, sign * size * spread)}))
    )


def test_fourteen_of_twenty_is_not_clear(made: Made) -> None:
    """If B is higher in 14 runs and lower in 6, there is no clear difference, and both counts are told."""
    text = words_of(comparison_summary(made({"progress": np.repeat([0.1, -0.001], [14, 6])})))

    assert "After 60 months, there is no clear difference in young people's progress" in text
    assert "ended higher in B in 14 of 20 pairs of runs, and lower in 6." in text
    assert "too few pairs of runs agree on it" in text
    assert "That is a" not in text


def test_a_range_around_zero_is_not_clear(made: Made) -> None:
    """If the interval holds zero, there is no clear difference, though most runs agree."""
    text = words_of(comparison_summary(made({"progress": np.repeat([0.01, -0.1], [19, 1])})))

    assert "there is no clear difference in young people's progress" in text
    assert re.search(
        r"Allowing for luck, the difference in progress is anywhere from minus [\d.]+ to [\d.]+ points", text
    )


def test_quarters_that_part_ways_are_told_apart(made: Made) -> None:
    """Gains of some groups and losses of others are both told, by group."""
    up, down = np.full(PAIRS, 0.02), np.full(PAIRS, -0.02)
    text = words_of(comparison_summary(made({"progress_q1": down, "progress_q2": down, "progress_q4": up})))

    assert "Progress is lower in B in groups 1 and 2." in text
    assert "Progress is the same in both in group 3." in text
    assert "Progress is higher in B in group 4." in text


def test_a_smaller_gap_is_not_called_a_gain_where_all_lose(made: Made) -> None:
    """If every group loses and the best-off lose most, the story says why the lead is smaller."""
    losses = {f"progress_q{quarter}": np.full(PAIRS, -0.01 * quarter) for quarter in (1, 2, 3, 4)}
    reason = "The lead is smaller because group 4 loses more, not because group 1 gains."

    assert reason in comparison_summary(made({**losses, "progress_gap": np.full(PAIRS, -0.03)}))
    assert reason not in comparison_summary(made({"progress_gap": np.full(PAIRS, -0.03)}))


def test_two_that_are_the_same_are_called_the_same(alike: Comparison) -> None:
    """A scenario beside itself has a short story."""
    assert "The two are the same: no setting and no event differs." in comparison_summary(alike)
    assert len(comparison_summary(alike)) < 10


def test_two_that_differ_only_on_paper_are_called_so(alike: Comparison) -> None:
    """Settings may differ without any effect; that is not called the same scenario."""
    other = alike.scenario_b.changed({"budget": 1.2})

    assert "The two differ on paper, but everything came out the same in both." in comparison_summary(
        replace(alike, scenario_b=other)
    )


def test_the_least_comparison_has_a_story(tiny: Comparison) -> None:
    """Two pairs of one month: nothing is clear, it says why, and an empty quarter is not measured."""
    text = words_of(comparison_summary(tiny))

    assert "There are only 2 pairs of runs: too few to tell luck from effect." in text
    assert "Progress could not be measured in group 4." in text
    assert " is higher in B" not in text
    assert " is lower in B" not in text
    assert "they do not start from the same point" in text


@pytest.mark.parametrize("name", ["progress", "progress_sd", "felt_trust", "staff_load", "disputes", "progress_gap"])
def test_what_was_not_measured_is_said_so(made: Made, name: str) -> None:
    """Values that do not exist never show as numbers."""
    text = words_of(comparison_summary(made({name: np.full(PAIRS, np.nan)})))

    assert not re.search(r"\bnan\b", text, re.IGNORECASE)
    assert ("could not be measured" in text) == (name != "progress_sd")


def test_cautions_are_never_left_out(shared_power: Comparison, alike: Comparison, tiny: Comparison) -> None:
    """Every story and every answer ends with what it does not say."""
    for comparison in (shared_power, alike, tiny):
        assert tuple(comparison_summary(comparison)[-2:]) == CAUTIONS
        assert tuple(answer(comparison)[-2:]) == CAUTIONS


def test_every_headline_has_a_plain_name() -> None:
    """An indicator that becomes a headline needs words for the story."""
    assert set(PLAIN_NAMES) == set(HEADLINES)


def test_parts_have_different_headings(shared_power: Comparison) -> None:
    """Each part of the story has its own heading and says something."""
    parts = comparison_parts(shared_power)

    assert len({part.heading for part in parts}) == len(parts)
    assert all(part.sentences for part in parts)
