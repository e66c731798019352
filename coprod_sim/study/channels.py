"""By which way a difference in progress comes: better plans, more effort at home, or better delivery.

Progress in a month follows from three things alone beside the young person: how well the plan fits, what the family puts in, and
what is delivered of the plan (agents/rules/daily_life.py).  So a run's progress can be worked out again from the three series of
each family; and with some of them taken from A and the others from B, what each adds is its Shapley value (shapley.py).
The three shares add up to the whole difference, to rounding.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from coprod_sim.agents.rules.daily_life import joint_effort, progress_after
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.kernel.compiled import loop
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.state import Reals, Records
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import origin_of
from coprod_sim.place.own_mechanism import admit
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_PAIRS, USUAL_SEED
from coprod_sim.study.compare import Paired, checked_question, json_number, sized_pair
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import THREADS, Progress, Steps, on_threads
from coprod_sim.study.run import areas_from, gaps_of
from coprod_sim.study.shapley import exact_shares

if TYPE_CHECKING:
    import networkx as nx

CHANNELS: Final = ("lived_plan_fit", "own_effort", "delivery")
"""The state of a family that progress follows from, in this order."""
CHANNEL_NAMES: Final = {
    "lived_plan_fit": "better plans",
    "own_effort": "more effort at home",
    "delivery": "better delivery",
}


class Watched(NamedTuple):
    """One run, watched: the channels of each family by month, and progress.  n: families, t: months."""

    start: Reals  # (n,), progress at month 0
    end: Reals  # (n,), progress at the end
    ability: Reals  # (n,)
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
    """A difference in progress, taken apart by channel."""

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
        whole = {name: json_number(getattr(self, name)) for name in ("difference", "ci_low", "ci_high")}
        return {**self.asked(), **whole, "shares": shares}


@loop
def retrace(parameters, start, ability, fits, efforts, deliveries, progress):
    """Work progress out again from its three channels, each of shape (t, n), into progress, shape (n,)."""
    par = parameters[0]
    for row in range(len(start)):
        progress[row] = start[row]
        for month in range(len(fits)):
            effort = joint_effort(efforts[month, row], deliveries[month, row], par)
            progress[row] = progress_after(progress[row], fits[month, row], effort, ability[row], par)


def watched(
    scenario: Scenario, seed: int, months: int, network: Any = None, walks: Walks = STANDARD, areas: Any = None
) -> Watched:
    """Make a run month by month, and keep the channels of every family."""
    simulation = begun(scenario, seed, network, walks, areas=areas)
    families = simulation.place.families
    start, series = families["progress"].copy(), np.empty((len(CHANNELS), months, len(families)))
    for month in range(months):
        simulation.advance(1)
        for channel, name in enumerate(CHANNELS):
            series[channel, month] = simulation.place.families[name]
    families = simulation.place.families
    ends = families["progress"].copy(), families["ability"].copy()
    return Watched(start, *ends, series, simulation.place.parameters)


def shares_of_pair(one: Watched, other: Watched) -> Reals:
    """Give what each channel adds to the difference of mean progress, shape (channels,).

    The two runs have the same people.  Parameters are those of the first: where they differ, the shares add up to less.
    """
    worth, progress = np.empty(2 ** len(CHANNELS)), np.empty(len(one.start))
    for coalition in range(len(worth)):
        taken = [(other if coalition >> channel & 1 else one).series[channel] for channel in range(len(CHANNELS))]
        retrace(one.parameters, one.start, one.ability, *taken, progress)
        worth[coalition] = progress.mean()
    return exact_shares(worth)


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
    """Divide the difference in progress among better plans, more effort at home and better delivery.

    `progress` is called with pairs done and pairs in all.   Raises ScenarioError where something given is not allowed.
    """
    admit(mechanism)
    both, tables = sized_pair(a, b, settings, network, areas, scale)
    pairs, months, seed = checked_question(pairs, months, seed)
    place, walks = load_network(network, both[0]), load_rules(rules, mechanism)
    run = partial(watched, months=months, network=place, walks=walks, areas=areas_from(areas, scale))

    def one_pair(pair: int) -> tuple[Reals, float]:
        one, other = (run(scenario, seed + pair) for scenario in both)
        return shares_of_pair(one, other), float(other.end.mean() - one.end.mean())

    found = on_threads(one_pair, range(pairs), threads=workers, on_done=Steps(pairs, progress))
    shares, wholes = np.array([share for share, _ in found]), np.array([whole for _, whole in found])
    means, lows, highs = paired_interval(shares)
    asked = (*both, pairs, months, seed, *(float(part) for part in paired_interval(wholes)))
    rows = tuple(
        ChannelShare(name, float(mean), float(low), float(high))
        for name, mean, low, high in zip(CHANNELS, means, lows, highs, strict=True)
    )
    origin = origin_of(network, place, rules, areas, mechanism)
    return ByChannel(*asked, rows, origin=origin, scale=scale, gaps=gaps_of(tables))
