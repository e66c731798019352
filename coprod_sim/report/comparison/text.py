"""A comparison told in plain words: what happened, what it cost, who gained and lost, and how sure we can be.

Every number in a sentence is in the comparison's data; shares are told as so many of 100.
What is called clear is clear twice: the interval leaves zero out, and the pairs of runs agree on the direction.
The words describe B beside A and take no side.  The report (report/html.py) shows the same with charts and tables.
"""

from __future__ import annotations

from math import isfinite
from textwrap import shorten
from typing import TYPE_CHECKING, Final, NamedTuple

from coprod_sim.evidence.robustness.robust_text import ALLOWED_FOR, HEADING, assumptions_part, survival_sentence
from coprod_sim.indicators import YEAR
from coprod_sim.report.comparison import worse_off
from coprod_sim.report.comparison.levels import THREE_LEVELS, levels_part
from coprod_sim.study.assumptions.robust import across
from coprod_sim.study.certainty_text import (
    FEWEST_PAIRS,
    PLAIN_NAMES,
    Certainty,
    agreement,
    amount,
    averaged,
    capital,
    certainty,
    difference_sentence,
    headline,
    in_lists,
    listed,
    share_of_spread,
    verdict,
)

if TYPE_CHECKING:
    from coprod_sim.study.compare import Comparison, Difference

__all__ = ["Certainty", "Part", "answer", "certainty", "comparison_parts", "comparison_summary", "headline", "verdict"]

QUARTERS: Final = (1, 2, 3, 4)
SIZES: Final = ((0.05, "very small"), (0.2, "small"), (0.5, "modest"))
"""Below each bound, in spreads between families, a difference in progress has this size; above the last it is large."""
CAUTIONS: Final = (
    "This allows for luck, but not for wrong assumptions.",
    "This is a made-up place, not a forecast.",
)
FEW: Final = 2
GROUP_WORDS: Final = {
    "progress": "progress",
    "felt_trust": "trust",
    "voice": "families' say",
    "family_energy": "families' energy",
}


class Part(NamedTuple):
    """Some sentences under one heading."""

    heading: str
    sentences: list[str]


def identical(comparison: Comparison) -> str:
    """Say in what way both came out the same, in every run and month; nothing, if they did not."""
    if comparison.scenario_a.hash == comparison.scenario_b.hash:
        return "The two are the same: no setting and no event differs."
    a, b = comparison.series_a, comparison.series_b
    same = all(((a[name] == b[name]) | ((a[name] != a[name]) & (b[name] != b[name]))).all() for name in a)
    return "The two differ on paper, but everything came out the same in both." if same else ""


# The parts of the story.


def introduction(comparison: Comparison) -> list[str]:
    """Name the two ways of working, and say what they share."""
    from coprod_sim.scenario.parameters import BY_NAME
    from coprod_sim.study.compare import settings_that_differ

    a, b = (shorten(s.title, 60, placeholder=" …") for s in (comparison.scenario_a, comparison.scenario_b))
    roles = {BY_NAME[name].role for name, _, _ in settings_that_differ(comparison.scenario_a, comparison.scenario_b)}
    names = [f"A is “{a}”.", f"B is “{b}”."]
    if "place" in roles:
        return [*names, "The two places differ in size or shape, so they share only part of their luck."]
    if "start" in roles:
        return [*names, "Both have the same luck, but they do not start from the same point."]
    if "parameter" in roles:
        return [*names, "Both have the same people and luck, but not the same assumptions about how the world works."]
    return [*names, "Both have the same families, the same staff and the same luck."]


def progress_part(comparison: Comparison) -> list[str]:
    """Tell the outcome at the end, its size, and when it showed."""
    end = comparison.months
    last = comparison.difference("progress")
    sentences = [difference_sentence(comparison, last, "after 1 month" if end == 1 else f"after {end} months")]
    says = verdict(last, comparison.pairs)
    share = share_of_spread(comparison, end)
    if says in {"better", "worse"}:
        if isfinite(share):
            sentences.append(f"{size(share)}: {amount(abs(share), 2)} of the usual spread between families.")
        sentences.append(f"So B does {says} than A on this.")
    early = [early_progress(comparison, month) for month in (YEAR, 2 * YEAR) if month < end]
    return sentences + early


def size(share: float) -> str:
    """Name the size of a difference in progress, given in spreads between families."""
    word = next((word for bound, word in SIZES if abs(share) < bound), "large")
    return f"That is a {word} difference"


def early_progress(comparison: Comparison, month: int) -> str:
    """Tell the difference in progress in a month before the end."""
    sure = certainty(comparison.difference("progress", month), comparison.pairs)
    share = share_of_spread(comparison, month)
    if sure == "same":
        return f"At month {month} progress was the same in both."
    if sure == "unclear":
        return f"At month {month} there was no clear difference in progress."
    by = f", by {amount(abs(share), 2)} of that spread" if isfinite(share) else ""
    return f"At month {month} progress was {sure} in B{by}."


def trust_part(comparison: Comparison) -> list[str]:
    """Tell trust early and late, who decides, and whether promises match."""
    early = [
        difference_sentence(comparison, comparison.difference("felt_trust", month), f"at month {month}")
        for month in (YEAR,)
        if month < comparison.months
    ]
    trust = difference_sentence(comparison, comparison.difference("felt_trust"), "at the end")
    rest = [
        difference_sentence(comparison, comparison.difference(name))
        for name in ("voice", "family_power", "authenticity_gap")
    ]
    return [*early, trust, *rest]


def cost_part(comparison: Comparison) -> list[str]:
    """Tell what it takes: work, money, energy and quarrels, early and late."""
    energy, power = comparison.difference("family_energy"), comparison.difference("family_power")
    sentences = [
        *early_and_late(comparison, "staff_load"),
        "Workload is the time that the work needs, for every 100 hours that staff have.",
        *early_and_late(comparison, "spending"),
        "Here a basic plan costs 100 a month.",
        difference_sentence(comparison, energy, "at the end"),
    ]
    moves = certainty(energy, comparison.pairs), certainty(power, comparison.pairs)
    if moves in {("lower", "higher"), ("higher", "lower")}:
        how = "more" if moves[1] == "higher" else "less"
        sentences.append(f"In this model deciding takes energy, and families in B decide {how}.")
    sentences.append(difference_sentence(comparison, headline(comparison, "disputes")))
    return [*sentences, difference_sentence(comparison, comparison.difference("reviews_on_time"))]


def early_and_late(comparison: Comparison, name: str) -> list[str]:
    """Tell one indicator as the mean of the first and of the last year, where there are two."""
    sentences = []
    if comparison.months >= 2 * YEAR:
        sentences.append(
            difference_sentence(comparison, averaged(comparison, name, 1, YEAR), f"in the first {YEAR} months")
        )
    when = f"in the last {YEAR} months" if comparison.months >= YEAR else "over the whole run"
    return [
        *sentences,
        difference_sentence(
            comparison, averaged(comparison, name, max(1, comparison.months - YEAR + 1), comparison.months), when
        ),
    ]


def who_part(comparison: Comparison) -> list[str]:
    """Tell who gains and who loses, by quarters of families."""
    sentences = ["Families stand in four equal groups, by what they have to draw on: group 1 has least."]
    for outcome in ("progress", "felt_trust", "voice", "family_energy"):
        sentences += groups(comparison, outcome)
    gap = comparison.difference("progress_gap")
    sentences.append(difference_sentence(comparison, gap, subject="group 4's lead over group 1 in progress"))
    ends = {certainty(comparison.difference(f"progress_q{quarter}"), comparison.pairs) for quarter in QUARTERS}
    if certainty(gap, comparison.pairs) == "lower" and ends == {"lower"}:
        sentences.append("The lead is smaller because group 4 loses more, not because group 1 gains.")
    return sentences


def groups(comparison: Comparison, outcome: str) -> list[str]:
    """Tell in which quarters of families one outcome is higher or lower in B."""
    found: dict[str, list[Difference]] = {}
    for quarter in QUARTERS:
        difference = comparison.difference(f"{outcome}_q{quarter}")
        known = isfinite(difference.difference)
        found.setdefault(certainty(difference, comparison.pairs) if known else "unknown", []).append(difference)
    name = GROUP_WORDS[outcome]
    (first, some), *others = found.items()
    if not others and first in {"higher", "lower"}:
        least, most = (amount(abs(100 * one.difference), 1) for one in (some[0], some[-1]))
        return [capital(f"{name} is {first} in B in all four groups: by {least} points in group 1, {most} in group 4.")]
    starts = {
        "higher": f"{name} is higher in B",
        "lower": f"{name} is lower in B",
        "unclear": f"There is no clear difference in {name}",
        "same": f"{name} is the same in both",
        "unknown": f"{name} could not be measured",
    }
    if not others and first == "unclear":
        return [f"{starts[first]} in any of the four groups."]
    return [capital(f"{starts[word]} {group_names(some)}.") for word, some in found.items()]


def group_names(differences: list[Difference]) -> str:
    """Name the quarters that some differences are about."""
    numbers = [difference.indicator[-1] for difference in differences]
    if len(numbers) == len(QUARTERS):
        return "in all four groups"
    return f"in {'groups' if len(numbers) > 1 else 'group'} {listed(numbers)}"


def balance(comparison: Comparison) -> dict[str, list[str]]:
    """Name the headlines on which B ends better and worse, and those without a clear difference."""
    from coprod_sim.indicators import HEADLINES

    found: dict[str, list[str]] = {"worse": [], "better": [], "unclear": []}
    for name in HEADLINES:
        found.setdefault(verdict(headline(comparison, name), comparison.pairs), []).append(name)
    return found


def balance_part(comparison: Comparison) -> list[str]:
    """List where B ends better and where it ends worse."""
    found = balance(comparison)
    sentences = []
    for word in ("worse", "better"):
        names = [PLAIN_NAMES[name] for name in found[word]]
        none = [f"On none of the measures with a better and a worse end is B clearly {word}."]
        sentences += list(in_lists(f"B ends {word} on", names)) or none
    return sentences + list(
        in_lists("There is no clear difference in", (PLAIN_NAMES[name] for name in found["unclear"]))
    )


def sure_part(comparison: Comparison) -> list[str]:
    """Tell in how many pairs of runs it came out so, how far luck could move it, and what that leaves out."""
    pairs = comparison.pairs
    sentences = [agreement(comparison, name) for name in ("progress", "felt_trust")]
    progress = comparison.difference("progress")
    low, high = sorted((progress.ci_low * 100, progress.ci_high * 100), key=abs)
    sure = certainty(progress, pairs)
    if sure in {"higher", "lower"}:
        decimals = 1 if amount(abs(low), 1) != amount(abs(high), 1) else 2
        span = f"{amount(abs(low), decimals)} to {amount(abs(high), decimals)}"
        sentences.append(f"Allowing for luck, progress in B is {sure} by {span} points of 100.")
    elif progress.clear:
        mean = amount(100 * progress.difference, 1)
        sentences.append(f"The mean difference in progress is {mean} points, but too few pairs of runs agree on it.")
    elif sure == "unclear" and isfinite(low):
        ends = f"{amount(100 * progress.ci_low, 1)} to {amount(100 * progress.ci_high, 1)}"
        sentences.append(f"Allowing for luck, the difference in progress is anywhere from {ends} points.")
    return [*sentences, *few_pairs(pairs), *cautions(comparison)]


def other_assumptions(comparison: Comparison) -> list[Part]:
    """Tell what other assumptions make of it, where they were asked."""
    sentences = assumptions_part(comparison)
    return [Part(HEADING, sentences)] if sentences else []


def cautions(comparison: Comparison) -> tuple[str, ...]:
    """Say what the answer does not allow for."""
    return (ALLOWED_FOR, *CAUTIONS[1:]) if comparison.assumptions else CAUTIONS


def losers(comparison: Comparison) -> list[Part]:
    """Tell who is worse off, where a comparison kept its families."""
    found = worse_off.who_is_worse_off(comparison)
    return [Part(worse_off.WORSE_OFF, found)] if found else []


def comparison_parts(comparison: Comparison) -> list[Part]:
    """Tell a comparison in parts, each with a heading: who is worse off comes first, and then all the rest."""
    return [*losers(comparison), *other_parts(comparison)]


def other_parts(comparison: Comparison) -> list[Part]:
    """Tell all but who is worse off in parts, each with a heading."""
    both_ways = Part("The two ways of working", introduction(comparison))
    alike = identical(comparison)
    if alike:
        sure = Part("How sure we can be", list(cautions(comparison)))
        return [both_ways, Part("What happened", [alike]), *other_assumptions(comparison), sure]
    return [
        both_ways,
        Part("Young people's progress", progress_part(comparison)),
        Part("Trust and say", trust_part(comparison)),
        Part(THREE_LEVELS, levels_part(comparison)),
        Part("What it takes", cost_part(comparison)),
        Part("Who gains and who loses", who_part(comparison)),
        Part("Better and worse", balance_part(comparison)),
        *other_assumptions(comparison),
        Part("How sure we can be", sure_part(comparison)),
    ]


def comparison_summary(comparison: Comparison) -> list[str]:
    """Tell a comparison in plain sentences."""
    return [sentence for part in comparison_parts(comparison) for sentence in part.sentences]


def answer(comparison: Comparison) -> list[str]:
    """Tell the most important in one paragraph, with what got worse beside what got better."""
    alike = identical(comparison)
    if alike:
        return [alike, *cautions(comparison)]
    found = balance(comparison)
    more = {
        word: [name for name in found[word] if name not in {"progress", "felt_trust"}] for word in ("better", "worse")
    }
    trust = difference_sentence(comparison, comparison.difference("felt_trust"))
    lists = [some_of(f"Elsewhere B ends {word} on", names) for word, names in more.items() if names]
    few = few_pairs(comparison.pairs)
    outcome = [sentence for sentence in progress_part(comparison)[:2] if not sentence.startswith("At month")]
    sure = [agreement(comparison, "progress")]
    if comparison.assumptions:
        sure.append(survival_sentence(across(comparison, "progress")))
    return [*outcome, trust, *lists, *sure, *few, *cautions(comparison)]


def some_of(start: str, names: list[str]) -> str:
    """Name the first few of a list, and say how many more there are."""
    first = [PLAIN_NAMES[name] for name in names[:FEW]]
    left = len(names) - len(first)
    return f"{start} {listed([*first, f'{left} more'] if left else first)}."


def few_pairs(pairs: int) -> list[str]:
    """Warn where there are too few pairs of runs to say anything."""
    return [f"There are only {pairs} pairs of runs: too few to tell luck from effect."] if pairs < FEWEST_PAIRS else []
