"""One family's years in plain sentences: what was planned, who decided, and what it did to trust.

A story is made by running again with the same seed and keeping the family's rows month by month;
so it changes nothing, and costs nothing when nobody asks for it.
Families have the names of trees: they are made up, like everything that happens to them.
Every number in a sentence stands in the event's `numbers` too, as the model holds it: 0.45 there is 45 of 100 here.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coprod_sim.agents.review import CAUSES, PEERS_WORD
from coprod_sim.custom_rules import load_rules
from coprod_sim.errors import ScenarioError
from coprod_sim.fields import AREAS
from coprod_sim.network import load_network
from coprod_sim.run import checked_months
from coprod_sim.scenario import Event, Scenario, load_scenario
from coprod_sim.simulation import Simulation, checked_seed
from coprod_sim.state import CASEWORK_TYPE, COMMISSIONER_TYPE, FAMILY_TYPE, Reals, Records
from coprod_sim.version import VERSION

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

TREES = (
    "Rowan Alder Hazel Willow Birch Maple Elder Holly Laurel Linden Aspen Cedar Juniper Olive Acacia Hawthorn "
    "Larch Poplar Beech Cypress Spruce Sycamore Myrtle Tamarisk Chestnut Walnut Almond Cherry Medlar Quince "
    "Plum Pear Fig Mulberry Elm Oak Ash Pine Fir Yew"
)

CAUSE_WORDS = {
    "being_asked": ("it was asked", "it was not asked"),
    "having_a_say": ("it had a say", "it had little say"),
    "promise_broken": ("a promise was kept", "it had been promised more say than it had"),
    "results": ("the plan worked in daily life", "the plan did not work well in daily life"),
    "peers_word": ("other families spoke well of the service", "other families did not speak well of the service"),
    "new_worker": ("a new worker made a fresh start", "a new worker had to start again"),
    "dispute": ("a dispute was over", "the dispute had cost trust"),
}
"""Why trust rose, and why it fell, for each cause in the ledger of trust."""
DECENT = "the meeting was decent"
WORN_OUT, HOLDING_BACK = 0.5, 0.3
"""Below this energy a family is called worn out, and below this engagement it is said to hold back."""
NOTICED = 0.03
"""A change of trust as large as this is told even if nothing else happened in the month."""
HIGHLIGHTS = 12


class StoryEvent(NamedTuple):
    """Something that happened: the month, its kind, a plain sentence or more, and the numbers in it."""

    month: int
    kind: str
    text: str
    numbers: Mapping[str, float]


class Life(NamedTuple):
    """A family's rows by month, from month 0 on; t: months + 1, k: the size of its team."""

    family: Records  # (t,)
    casework: Records  # (t, k)
    new_workers: Reals  # (t,), how many of its team came in this month
    commissioner: Records  # (t,)


@dataclass(frozen=True)
class Story:
    """One family's story in one scenario, and in another (`against`) where that was asked for."""

    name: str
    family: int
    scenario: Scenario
    seed: int
    months: int
    events: tuple[StoryEvent, ...]
    life: Life
    against: "Story | None" = None

    @cached_property
    def trace(self) -> "pd.DataFrame":
        """The family's months as a table: needs, errors of the plan, powers, voice, trust, daily life."""
        import pandas as pd

        return pd.DataFrame(trace_columns(self.life))

    def highlights(self, count: int = HIGHLIGHTS) -> tuple[StoryEvent, ...]:
        """The events that tell most: all but reviews, the first review, and those that moved trust and power most."""
        reviews = [event for event in self.events if event.kind == "review"]
        rest = len(self.events) - len(reviews)
        later = sorted(reviews[1:], key=lambda event: -moved(event))
        kept = {event.month for event in reviews[:1] + later[: max(0, count - rest - 1)]}
        return tuple(event for event in self.events if event.kind != "review" or event.month in kept)

    def to_dict(self) -> dict[str, Any]:
        """Give the story as plain data: what `story --json` prints."""
        result = {
            "family": self.family,
            "name": self.name,
            "scenario": self.scenario.name,
            "seed": self.seed,
            "months": self.months,
            "version": VERSION,
            "events": [event._asdict() for event in self.events],
        }
        return result | ({"against": self.against.to_dict()} if self.against else {})


def moved(event: StoryEvent) -> float:
    """How far trust and power moved at a review."""
    numbers = event.numbers
    return abs(numbers["trust"] - numbers["trust_before"]) + abs(numbers["power"] - numbers["power_before"])


def family_name(family: int) -> str:
    """Name a family, made up from its number.

    >>> family_name(0), family_name(41)
    ('Family Rowan', 'Family Alder 2')
    """
    trees = TREES.split()
    rounds, tree = divmod(family, len(trees))
    return f"Family {trees[tree]}{f' {rounds + 1}' if rounds else ''}"


# Watching: the same run again, with one family's rows kept.


def watch(simulation: Simulation, family: int, months: int) -> Life:
    """Run a simulation month by month and keep the rows of one family, of its casework and of its commissioner."""
    place = simulation.place
    team = slice(place.team_start[family], place.team_start[family + 1])
    staff = place.casework["professional"][team]
    payer = place.families["commissioner"][family]
    life = Life(
        np.zeros(months + 1, FAMILY_TYPE),
        np.zeros((months + 1, len(staff)), CASEWORK_TYPE),
        np.zeros(months + 1),
        np.zeros(months + 1, COMMISSIONER_TYPE),
    )
    for month in range(months + 1):
        if month:
            simulation.advance(1)
        life.family[month] = place.families[family]
        life.casework[month] = place.casework[team]
        life.new_workers[month] = place.professionals["newcomer"][staff].sum() if month else 0
        life.commissioner[month] = place.commissioners[payer]
    return life


def trace_columns(life: Life) -> dict[str, Any]:
    """Name the columns of a trace, each of shape (t,)."""
    family, casework = life.family, life.casework
    errors = family["plan"] - family["need"]
    columns: dict[str, Any] = {"month": np.arange(len(family))}
    columns |= {f"need_{area + 1}": family["need"][:, area] for area in range(AREAS)}
    columns |= {f"plan_error_{area + 1}": errors[:, area] for area in range(AREAS)}
    columns["fit"] = np.exp(-0.5 * (errors * errors).mean(axis=1))
    columns |= {"power": family["power"], "commissioner_power": family["commissioner_power"]}
    columns["team_power"] = casework["power"].sum(axis=1)
    columns |= {name: family[name] for name in ("voice", "heard", "expected_voice", "felt_trust")}
    columns["family_trust"] = casework["family_trust"].mean(axis=1)
    columns["professional_trust"] = casework["professional_trust"].mean(axis=1)
    columns |= {name: family[name] for name in ("lived_fit", "progress", "confidence", "energy", "engaged")}
    columns |= {"asked": family["asked"], "late": family["late"], "in_dispute": family["in_dispute"]}
    columns["review"] = (family["months_since_review"] == 0) & (columns["month"] > 0)
    columns["new_workers"] = life.new_workers
    return columns | {f"trust_from_{cause}": family["ledger"][:, place] for place, cause in enumerate(CAUSES)}


# Telling: one function for each kind of thing that can happen.


def out_of_100(value: float) -> str:
    """A share as people say it.

    >>> out_of_100(0.054)
    '5'
    """
    return f"{100 * value:.0f}"


def change(what: str, before: float, after: float, rose: str = "rose", fell: str = "fell") -> str:
    """Say how a share moved: "trust rose from 45 to 52 of 100"."""
    old, new = out_of_100(before), out_of_100(after)
    if old == new:
        return f"{what} stayed at {new} of 100"
    return f"{what} {rose if after > before else fell} from {old} to {new} of 100"


def main_cause(now: np.record, trust_change: float, first: bool) -> str:
    """The cause in the month's ledger that moved trust most in the direction in which it went, in words.

    In the first month the ledger's peers' word holds the difference to everybody's start too, so that it tells nothing.
    """
    signed = np.array(now["ledger"]) * (1 if trust_change > 0 else -1)
    signed[PEERS_WORD] *= not first
    cause = CAUSES[int(signed.argmax())]
    rose, fell = CAUSE_WORDS[cause]
    if cause == "being_asked" and not now["asked"]:
        rose = DECENT
    words = rose if trust_change > 0 else fell
    return f", mostly because {words}" if signed.max() > 0 else ""


def trust_moved(life: Life, month: int) -> str:
    """Say how felt trust moved in a month, and why."""
    before, now = life.family[month - 1]["felt_trust"], life.family[month]["felt_trust"]
    text = change("Trust", before, now)
    return text if "stayed" in text else text + main_cause(life.family[month], now - before, first=month == 1)


def trust_numbers(before: np.record, now: np.record) -> dict[str, float]:
    """The numbers in what trust_moved says."""
    return {"trust_before": float(before["felt_trust"]), "trust": float(now["felt_trust"])}


def beginning(life: Life) -> StoryEvent:
    """How things stand at month 0."""
    me, team = life.family[0], life.casework.shape[1]
    numbers = {"team": float(team)} | {name: float(me[name]) for name in ("felt_trust", "power", "energy", "progress")}
    people = f"{team} professional{'s' if team > 1 else ''}"
    states = f"Trust is {out_of_100(me['felt_trust'])}, energy {out_of_100(me['energy'])}"
    outcome = f"and progress {out_of_100(me['progress'])} of 100"
    text = f"The family works with {people}. {states} {outcome}; its power is {out_of_100(me['power'])} of 100."
    return StoryEvent(0, "beginning", text, numbers)


def ending(life: Life) -> StoryEvent:
    """How things stand at the end, beside the beginning."""
    first, last = life.family[0], life.family[-1]
    words = {"felt_trust": "trust", "power": "power", "energy": "energy", "progress": "progress"}
    parts = [
        f"{word} is {out_of_100(last[name])} of 100 (it was {out_of_100(first[name])})" for name, word in words.items()
    ]
    numbers = {name: float(last[name]) for name in words} | {f"{name}_before": float(first[name]) for name in words}
    text = f"At the end, {', '.join(parts[:-1])} and {parts[-1]}."
    return StoryEvent(len(life.family) - 1, "ending", text, numbers)


def review(life: Life, month: int, planned: float) -> StoryEvent:
    """A review: whether it was late, whether the family was asked, its voice, and how power and trust moved."""
    before, now = life.family[month - 1], life.family[month]
    late = math.ceil(before["months_since_review"] + 1 - planned)
    when = f", {late} month{'s' if late > 1 else ''} late" if late > 0 else ""
    asked = "The family was asked" if now["asked"] else "The family was not asked"
    power = change("its power", before["power"], now["power"])
    text = f"Review{when}. {asked}; its view weighed {out_of_100(now['voice'])} of 100; {power}."
    numbers = {
        "months_late": float(max(0, late)),
        "asked": float(now["asked"]),
        "voice": float(now["voice"]),
        "power_before": float(before["power"]),
        "power": float(now["power"]),
        **trust_numbers(before, now),
    }
    return StoryEvent(month, "review", f"{text} {trust_moved(life, month)}.", numbers)


def new_worker(life: Life, month: int) -> StoryEvent:
    """Somebody of the team left, and a newcomer took the post."""
    count, team = int(life.new_workers[month]), life.casework.shape[1]
    before, now = life.family[month - 1], life.family[month]
    who = "The family's only professional" if team == 1 else f"{count} of the family's {team} professionals"
    trust = change("Trust", before["felt_trust"], now["felt_trust"])
    text = f"New worker. {who} left, and whoever comes has to earn trust anew. {trust}."
    return StoryEvent(month, "new worker", text, {"left": count, "team": team, **trust_numbers(before, now)})


def trust_alone(life: Life, month: int) -> Iterator[StoryEvent]:
    """Trust moved far in a month in which nothing else happened."""
    before, now = life.family[month - 1], life.family[month]
    if abs(now["felt_trust"] - before["felt_trust"]) >= NOTICED:
        when = " as the family came to know its team" if month == 1 else ""
        yield StoryEvent(month, "trust", f"{trust_moved(life, month)}{when}.", trust_numbers(before, now))


def dispute(life: Life, month: int) -> StoryEvent:
    """The family went to a tribunal."""
    before, now = life.casework[month - 1]["family_trust"].mean(), life.casework[month]["family_trust"].mean()
    error = life.family[month]["plan"] - life.family[month]["need"]
    fit = math.exp(-0.5 * float((error * error).mean()))
    energy_before, energy = float(life.family[month - 1]["energy"]), float(life.family[month]["energy"])
    moves = f"{change('Its trust in its team', before, now)}; {change('energy', energy_before, energy)}"
    text = f"Dispute. A tribunal sets the plan anew, and it now fits the need to {out_of_100(fit)} of 100. {moves}."
    numbers = {"fit": fit, "team_trust_before": float(before), "team_trust": float(now)}
    return StoryEvent(month, "dispute", text, numbers | {"energy_before": energy_before, "energy": energy})


def event_words(event: Event, before: np.record, now: np.record) -> tuple[str, dict[str, float]]:
    """Say one scheduled event in words, with its numbers."""
    match event.do:
        case "set" | "ramp" if event.lever is not None and event.to is not None:
            old = float(before[event.lever])
            until = f" by month {event.until}" if event.until else ""
            text = f"{event.lever.replace('_', ' ')} goes from {old:.3g} to {event.to:.3g}{until}"
            return text, {
                f"{event.lever}_before": old,
                event.lever: event.to,
                "until": float(event.until or event.month),
            }
        case "promise":
            say = float(now["promise"])
            return f"families are promised a say of {out_of_100(say)} of 100", {"promise": say}
        case "recentralise":
            most = float(now["power_ceiling"])
            return f"power is taken back: families may hold {out_of_100(most)} of 100", {"power_ceiling": most}
    amount = float(event.amount or 0)
    words = {
        "budget_cut": "the budget is cut by",
        "staff_leave": "staff leave, in all",
        "caseload_rise": "cases rise by",
    }
    return f"{words[event.do]} {100 * amount:.3g} %", {event.do: amount}


def scheduled(life: Life, month: int, events: tuple[Event, ...]) -> Iterator[StoryEvent]:
    """What the scenario does in a month to the family's commissioner, in one event."""
    number = int(life.family[0]["commissioner"]) + 1
    mine = [event for event in events if event.month == month and event.who in ("all", number)]
    said = [event_words(event, life.commissioner[month - 1], life.commissioner[month]) for event in mine]
    if said:
        numbers = {name: value for _, values in said for name, value in values.items()}
        yield StoryEvent(
            month, "change", f"The way of working changes: {'; '.join(text for text, _ in said)}.", numbers
        )


def strains(life: Life, month: int) -> Iterator[StoryEvent]:
    """Say it when a family becomes worn out, or begins to hold back."""
    before, now = life.family[month - 1], life.family[month]
    for name, limit, text in (
        ("energy", WORN_OUT, "The family is worn out: its energy is down to"),
        ("engaged", HOLDING_BACK, "The family holds back: how far it takes part is down to"),
    ):
        if before[name] >= limit > now[name]:
            yield StoryEvent(month, "strain", f"{text} {out_of_100(now[name])} of 100.", {name: float(now[name])})


def tell(life: Life, scenario: Scenario) -> Iterator[StoryEvent]:
    """Tell a family's life in order."""
    yield beginning(life)
    for month in range(1, len(life.family)):
        yield from scheduled(life, month, scenario.events)
        if life.new_workers[month]:
            yield new_worker(life, month)
        reviewed = life.family[month]["months_since_review"] == 0
        if reviewed:
            yield review(life, month, scenario.value("review_months"))
        if not reviewed and not life.new_workers[month]:
            yield from trust_alone(life, month)
        if life.family[month]["in_dispute"]:
            yield dispute(life, month)
        yield from strains(life, month)
    yield ending(life)


# Asking for a story.


def most_changed(a: Simulation, b: Simulation, months: int) -> int:
    """Run two simulations and give the family whose progress differs most at the end."""
    a.advance(months)
    b.advance(months)
    return int(np.abs(b.place.families["progress"] - a.place.families["progress"]).argmax())


def checked_family(family: object, families: int) -> int:
    """Give a family's number, or say what is wrong with it."""
    if isinstance(family, bool) or not isinstance(family, int | np.integer) or not 0 <= family < families:
        raise ScenarioError(
            f"family = {family!r}: must be a whole number between 0 and {families - 1}. Choose another."
        )
    return int(family)


def story(
    preset: str | Path | Scenario,
    family: int | None,
    *,
    seed: int = 1,
    months: int = 60,
    against: str | Path | Scenario | None = None,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    **settings: float,
) -> Story:
    """Tell the story of one family, by its number from 0, in a scenario and, if asked, in another one.

    family: None with `against` picks the family whose progress differs most between the two.
    Raises ScenarioError where something given is not allowed.
    """
    months, seed, walks = checked_months(months), checked_seed(seed), load_rules(rules)
    scenarios = [load_scenario(one, settings) for one in (preset, against) if one is not None]

    def fresh() -> list[Simulation]:
        return [Simulation(one, seed, load_network(network, one), walks) for one in scenarios]

    sizes = [len(simulation.place.families) for simulation in fresh()]
    if len(set(sizes)) > 1:
        fault = f"the two have {sizes[0]} and {sizes[1]} families: must be the same people. Give both the same sizes."
        raise ScenarioError(f"{scenarios[0].name} and {scenarios[1].name}: {fault}")
    if family is None:
        if len(scenarios) < 2:
            raise ScenarioError("family: must be a number, or another scenario must be given to pick one who changed.")
        family = most_changed(fresh()[0], fresh()[1], months)
    family = checked_family(family, sizes[0])
    told: Story | None = None
    for scenario, simulation in reversed(list(zip(scenarios, fresh(), strict=True))):
        life = watch(simulation, family, months)
        events = tuple(tell(life, scenario))
        told = Story(family_name(family), family, scenario, seed, months, events, life, told)
    assert told is not None
    return told
