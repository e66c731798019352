"""The differences between two ways of working, with their uncertainty: luck or effect?"""

from dataclasses import replace
from time import perf_counter
from typing import Any, Final

import solara

from coprod_sim.dashboard.pages.compare import differences, made_difference
from coprod_sim.dashboard.pages.compare.differences import PairDifferences
from coprod_sim.dashboard.pages.compare.twins import Twins, twins
from coprod_sim.dashboard.pages.compare.work import Board, Work
from coprod_sim.dashboard.pages.shared.live import LivePage, SendAnswer
from coprod_sim.dashboard.pages.shared.page import Json
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.runs import AT_A_TIME, BAND
from coprod_sim.indicators import INDICATORS, ON_PATH
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.file_and_link import to_link
from coprod_sim.scenario.setup.setup import TwoWays
from coprod_sim.study.compare import checked_pairs
from coprod_sim.study.comparison_csv import tidy_csv
from coprod_sim.study.explain import Explanation
from coprod_sim.study.many import Job, Progress, many, on_threads

CHOICES: Final = (20, 50, 100, 200)
"""So many pairs can be chosen."""
FEWEST: Final = 2
LONGEST_MARK: Final = 32
TRIED: Final = 6
"""Runs that are made to see how long one takes."""
QUICK: Final = Board[PairDifferences](at_once=2, kept=4)
"""The first pairs of everybody: they need not wait for the long work of others."""
LONG: Final = Board[PairDifferences](at_once=1, kept=4)
SHARES: Final = Board[Explanation](at_once=1, kept=16)


def seconds_of(scenario: Scenario, months: int) -> float:
    """Say how long one run takes here and now, with as many at one time as usual [seconds]."""
    start = perf_counter()
    many((Job(scenario, seed, months) for seed in range(TRIED)), Job.sums)
    return (perf_counter() - start) / TRIED


def run_pairs(two: TwoWays, pairs: int, step: Progress | None = None) -> PairDifferences:
    """Run pairs, a few at a time, and tell how many there are."""
    a, b = two.scenarios()
    made: list[Twins] = []
    for first in range(1, pairs + 1, AT_A_TIME):
        if step:
            step(len(made), pairs)
        seeds = range(first, min(first + AT_A_TIME, pairs + 1))
        made += on_threads(lambda seed: twins(a, b, seed, two.months), seeds)
    if step:
        step(pairs, pairs)
    return PairDifferences(a, b, two.months, tuple(made), seconds_of(b, two.months))


def key_of(two: TwoWays, pairs: int) -> tuple[object, ...]:
    """Say by what pairs are known: neither the watched luck nor a title counts."""
    return (*two.scenarios(), two.months, pairs)


def board_of(pairs: int) -> Board[PairDifferences]:
    """Say where so many pairs are asked for."""
    return QUICK if pairs <= BAND else LONG


def asked_pairs(two: TwoWays, pairs: int, who: str) -> Work[PairDifferences]:
    """Ask for so many pairs; raises what went wrong with them."""
    return board_of(pairs).ask(key_of(two, pairs), who, lambda work: run_pairs(two, pairs, work.step))


def asked_shares(two: TwoWays, month: int, who: str) -> Work[Explanation]:
    """Ask what made the difference in a month; raises what went wrong with it."""
    a, b = two.scenarios()
    return SHARES.ask((a, b, month), who, lambda work: made_difference.divided(a, b, month, work.step))


def checked_month(month: object, two: TwoWays, lowest: int = 0) -> int:
    """Give a month of the run; what is none is the last."""
    return month if isinstance(month, int) and lowest <= month <= two.months else two.months


def state_of(work: Work[Any]) -> Json:
    """Say how far a piece of work is."""
    return {"done": work.done, "of": work.of, "begun": work.begun}


def send_pairs(question: Json, two: TwoWays, send: SendAnswer) -> None:
    """Tell the numbers of so many pairs, or how far they are."""
    pairs, who = min(checked_pairs(question["pairs"]), max(CHOICES)), who_asks(question)
    work = asked_pairs(two, pairs, who)
    reply: Json = {"key": two.hash, "asked": pairs, **state_of(work)}
    if work.result is not None:
        month = checked_month(question.get("month"), two)
        reply |= differences.payload(work.result, month, question.get("other"))
        reply["links"] = [to_link(replace(two, seed=seed)) for seed in range(1, pairs + 1)]
        reply["plan"] = made_difference.plan(work.result.a, work.result.b, work.result.seconds)
    send(pairs=reply)


def stop_pairs(question: Json, two: TwoWays, send: SendAnswer) -> None:
    """Wait no more for so many pairs, and tell those that there are."""
    pairs, who = min(checked_pairs(question["pairs"]), max(CHOICES)), who_asks(question)
    done = asked_pairs(two, pairs, who).done
    board_of(pairs).leave(key_of(two, pairs), who)
    send(stopped={"done": done if done >= FEWEST else 0})


def send_shares(question: Json, two: TwoWays, send: SendAnswer) -> None:
    """Tell what made the difference, or how far that is."""
    month = checked_month(question.get("month"), two, 1)
    work = asked_shares(two, month, who_asks(question))
    found = {} if work.result is None else made_difference.payload(work.result)
    send(shares={"key": two.hash, "asked": month, **state_of(work), **found})


def whole(question: Json, two: TwoWays) -> PairDifferences:
    """Give pairs that the page shows; those that are not kept any more are made again."""
    pairs = min(checked_pairs(question["pairs"]), max(CHOICES))
    return asked_pairs(two, pairs, who_asks(question)).result or run_pairs(two, pairs)


def who_asks(question: Json) -> str:
    """Give the mark by which a visitor is known while they wait."""
    return str(question.get("who", ""))[:LONGEST_MARK]


def more(question: Json, two: TwoWays, send: SendAnswer) -> None:
    """Answer the questions of this page."""
    match question["kind"]:
        case "pairs":
            send_pairs(question, two, send)
        case "shares":
            send_shares(question, two, send)
        case "stop pairs":
            stop_pairs(question, two, send)
        case "stop shares":
            SHARES.leave((*two.scenarios(), checked_month(question.get("month"), two, 1)), who_asks(question))
        case "pairs csv":
            send(csv="".join(tidy_csv(whole(question, two).comparison)))
        case "table csv":
            month = checked_month(question.get("month"), two)
            send(table="".join(differences.table_csv(whole(question, two).comparison, month)))
        case _:
            raise ValueError(f"the page asked for {question['kind']!r}, which no page answers")


@solara.component
def Compare() -> None:
    """Show the differences between two ways of working."""
    others = [{"name": name, "title": one.title} for name, one in INDICATORS.items()]
    # The pages show the town, which has no statutory pathway.
    others = [one for one in others if one["name"] not in PAGE_MEASURES and not one["name"].startswith(ON_PATH)]
    fixed = {"measures": list(PAGE_MEASURES), "others": others, "pairs": list(CHOICES)}
    LivePage("compare", words("compare")["compare"]["title"], fixed=fixed, more=more, banded=False)
