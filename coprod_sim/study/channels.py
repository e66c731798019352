"""By which way a difference in progress comes: better plans, more effort at home, or better delivery.

Progress in a month follows from three things alone beside the young person: how well the plan fits, what the family puts in, and
what is delivered of the plan (agents/rules/daily_life.py).  So a run's progress can be worked out again from the three series of
each family; and with some of them taken from A and the others from B, what each adds is its Shapley value (shapley.py).
The three shares add up to the whole difference, to rounding.
Where that is not so (rules of one's own for progress, a mechanism that moves it, other people in A than in B), nothing is divided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coprod_sim.agents.rules.arrival import first_progress
from coprod_sim.agents.rules.daily_life import joint_effort, progress_after
from coprod_sim.engine.areas import Areas
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.kernel.compiled import loop
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.state import Reals, Records
from coprod_sim.errors import ModelError, ScenarioError
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import origin_of
from coprod_sim.place.own_mechanism import admit
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_PAIRS, USUAL_SEED
from coprod_sim.study.compare import Paired, checked_question, json_number, settings_that_differ, sized_pair
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import THREADS, Progress, Steps, on_threads
from coprod_sim.study.run import gaps_of
from coprod_sim.study.shapley import exact_shares

if TYPE_CHECKING:
    import networkx as nx

    from coprod_sim.place.network.build import Network

CHANNELS: Final = ("lived_plan_fit", "own_effort", "delivery")
"""The state of a family that progress follows from, in this order."""
RETRACED: Final = ("first_progress", "joint_effort", "progress_after")
"""The rules by which progress is worked out again."""
SAME: Final = (
    *("home_share", "complementarity", "service_share", "progress_rate"),
    *("start_ability", "start_ability_spread", "start_progress", "leave_age", "families"),
)
"""Settings that must be the same in A and B: what turns the three ways into progress, and who is there."""
ROUNDING: Final = 1e-9
"""Progress that is worked out again may be off by this much [share]."""


class Watched(NamedTuple):
    """One run, watched: the channels of each family by month, and progress.  n: families, t: months."""

    start: Reals  # (n,), progress at month 0
    end: Reals  # (n,), progress at the end
    ability: Reals  # (t, n)
    fresh: NDArray[np.bool_]  # (t, n), whether another family comes in that month
    series: Reals  # (channels, t, n)
    parameters: Records  # (1,)


class ChannelShare(NamedTuple):
    """What one channel adds to the difference in progress, with its 95 % interval over pairs."""

    channel: str
    share: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True)
class ByChannel(Paired):
    """A difference in mean progress, taken apart by channel.   a, b: mean progress in the last month."""

    a: float
    b: float
    difference: float
    ci_low: float
    ci_high: float
    shares: tuple[ChannelShare, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data: what `explain --by-channel --json` prints."""
        shares = [
            {"channel": share.channel, **{name: json_number(getattr(share, name)) for name in ChannelShare._fields[1:]}}
            for share in self.shares
        ]
        whole = {name: json_number(getattr(self, name)) for name in ("a", "b", "difference", "ci_low", "ci_high")}
        return {**self.asked(), **whole, "shares": shares}


@loop
def retrace(
    parameters: Records,
    start: Reals,
    ability: Reals,
    fresh: NDArray[np.bool_],
    fits: Reals,
    efforts: Reals,
    deliveries: Reals,
    progress: Reals,
) -> None:
    """Work progress out again from its three channels, each of shape (t, n), into progress, shape (n,)."""
    par = parameters[0]
    for row in range(len(start)):
        progress[row] = start[row]
        for month in range(len(fits)):
            if fresh[month, row]:
                progress[row] = first_progress(ability[month, row], par)
            effort = joint_effort(efforts[month, row], deliveries[month, row], par)
            progress[row] = progress_after(progress[row], fits[month, row], effort, ability[month, row], par)


def watched(
    scenario: Scenario,
    seed: int,
    months: int,
    network: "Network | None" = None,
    walks: Walks = STANDARD,
    areas: Areas | None = None,
) -> Watched:
    """Make a run month by month, and keep the channels of every family."""
    simulation = begun(scenario, seed, network, walks, areas=areas)
    families = simulation.place.families
    start, series = families["progress"].copy(), np.empty((len(CHANNELS), months, len(families)))
    ability, fresh = np.empty((months, len(families))), np.empty((months, len(families)), np.bool_)
    for month in range(months):
        life = simulation.place.young_people["life"].copy()
        simulation.advance(1)
        families = simulation.place.families
        for channel, name in enumerate(CHANNELS):
            series[channel, month] = families[name]
        ability[month] = families["ability"]
        fresh[month] = simulation.place.young_people["life"] != life
    return Watched(start, families["progress"].copy(), ability, fresh, series, simulation.place.parameters)


def shares_of_pair(one: Watched, other: Watched) -> tuple[Reals, float]:
    """Give what each channel adds to the difference of mean progress, shape (channels,), and how far off a retraced run is at most.

    The two runs have the same people, and the same parameters of progress (`SAME`).
    """
    worth, progress, off = np.empty(2 ** len(CHANNELS)), np.empty(len(one.start)), 0.0
    for coalition in range(len(worth)):
        taken = [(other if coalition >> channel & 1 else one).series[channel] for channel in range(len(CHANNELS))]
        retrace(one.parameters, one.start, one.ability, one.fresh, taken[0], taken[1], taken[2], progress)
        worth[coalition] = progress.mean()
        run = {0: one, len(worth) - 1: other}.get(coalition)
        off = max(off, float(np.abs(progress - run.end).max())) if run else off
    return exact_shares(worth), off


def question_faults(both: tuple[Scenario, Scenario], walks: Walks) -> Iterator[str]:
    """Say what stands against dividing the difference between two scenarios by channel."""
    names = f"{both[0].name} and {both[1].name}"
    if both[0].hash == both[1].hash:
        yield f"{names}: they do not differ in any setting or event: there is nothing to explain. Name two that differ."
    for name, a, b in settings_that_differ(*both):
        if name in SAME:
            yield (
                f"{names}: {name} is {a:g} in A and {b:g} in B: must be the same in both, by channel: "
                "it is part of how the channels become progress. Give one value to both with --set."
            )
    own = [name for name in RETRACED if walks.own and name in walks.own.lines]
    if walks.own and own:
        yield (
            f"{walks.own.file}: it replaces {' and '.join(own)}: must leave progress as it is, by channel: "
            "only our own rule of progress can be worked out again. Leave out --by-channel."
        )


def check_retraced(off: float, walks: Walks) -> None:
    """Refuse runs whose progress does not follow from the channels alone: something of one's own moves it."""
    if off <= ROUNDING:
        return
    if walks.own is None:
        raise ModelError(f"progress that is worked out again is off by {off:.3g}. Please report it.")
    files = " and ".join(str(path) for path, _ in filter(None, walks.own.files))
    raise ScenarioError(
        f"{files}: progress does not follow from plans, effort and delivery alone (it is off by {off:.3g}): "
        "must leave progress as it is, by channel. Leave out --by-channel."
    )


def explain_by_channel(
    a: str | Path | Scenario,
    b: str | Path | Scenario,
    *,
    pairs: int = USUAL_PAIRS,
    months: int = USUAL_MONTHS,
    seed: int = USUAL_SEED,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    mechanism: str | Path | None = None,
    areas: str | Path | None = None,
    scale: float = 1.0,
    workers: int = THREADS,
    progress: Progress | None = None,
    **settings: float,
) -> ByChannel:
    """Divide the difference in progress among better plans, the family's own effort and better delivery.

    `progress` is called with pairs done and pairs in all.
    What of one's own moves progress by itself is refused, and so are two that differ in how the channels become progress.
    Raises ScenarioError where something given is not allowed.
    """
    admit(mechanism)
    both, tables = sized_pair(a, b, settings, network, areas, scale)
    pairs, months, seed = checked_question(pairs, months, seed)
    walks = load_rules(rules, mechanism)
    faults = list(question_faults(both, walks))
    if faults:
        raise ScenarioError(*faults)
    place = load_network(network, both[0])
    run = partial(watched, months=months, network=place, walks=walks)

    def one_pair(pair: int) -> tuple[Reals, float, float]:
        one, other = (run(one, seed + pair, areas=its) for one, its in zip(both, tables, strict=True))
        shares, off = shares_of_pair(one, other)
        check_retraced(off, walks)
        return shares, float(one.end.mean()), float(other.end.mean())

    found = on_threads(one_pair, range(pairs), threads=workers, on_done=Steps(pairs, progress))
    shares = np.array([pair_shares for pair_shares, _, _ in found])
    means_a, means_b = (np.array([means[side] for _, *means in found]) for side in (0, 1))
    means, lows, highs = paired_interval(shares)
    rows = tuple(
        ChannelShare(name, float(mean), float(low), float(high))
        for name, mean, low, high in zip(CHANNELS, means, lows, highs, strict=True)
    )
    whole, low, high = (float(part) for part in paired_interval(means_b - means_a))
    ends = float(means_a.mean()), float(means_b.mean())
    origin = origin_of(network, place, rules, areas, mechanism)
    asked = (*both, pairs, months, seed)
    return ByChannel(*asked, *ends, whole, low, high, rows, origin=origin, scale=scale, gaps=gaps_of(tables))
