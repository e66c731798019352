"""The compiled engine beside the plain reading of the specification, month by month, on small places.

Both begin with one starting state and one seed, and all their state is compared after every month.
"""

from typing import Final, NamedTuple, cast

import numpy as np

from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import Place
from coprod_sim.evidence.docking.plain_forum import conference
from coprod_sim.evidence.docking.plain_reading import Commissioner, World
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import Scenario, list_scenarios, load_scenario

LARGE: Final = 10_000
FEWER: Final = {"families": 240, "professionals": 26, "commissioners": 4, "boards": 2, "school_families": 20}
SMALL: Final = {"families": 24, "professionals": 6, "commissioners": 2, "peers": 4}
DOCKING_MONTHS: Final = 24
AGREE: Final = 1e-9
FAMILY_STATE: Final = (
    "need", "usual_need", "plan", "parent_bias", "progress", "confidence", "energy", "resources", "ability", "language", "poor",
    "standing", "hearing", "led", "key_worker", "appetite", "power", "commissioner_power", "voice", "heard", "expected_say", "council_trust", "reputation", "felt_trust", "delivery",
    "lived_fit", "engaged", "gossip", "months_since_review", "order_months", "commissioner", "asked", "late", "in_dispute",
    "decided_error", "unspoken_error", "moved", "family_view_error", "staff_view_error", "staff_field_error", "payer_view_error", "own_effort", "lived_plan_fit", "ledger",
)  # fmt: skip
PATHWAY_OFFICES: Final = (
    "usual_cost", "request_bar", "plan_bar", "eased", "request_rate", "usual_request", "assessors", "usual_due", "due", "finishing", "appealed",
    "usual_know_how", "lead", "practice", "pace",
)  # fmt: skip
STATE: Final = {
    "families": FAMILY_STATE,
    "young_people": ("wish", "age", "life", "trust", "seen", "included", "share", "ear", "say", "view_error"),
    "pathways": ("stage", "waited", "ground", "right_months", "hearing_in", "appealed", "means", "know_how"),
    "professionals": (
        "commissioner",
        "discipline",
        "facilitation",
        "bravery",
        "energy",
        "load",
        "capacity",
        "caution",
        "families_word",
    ),
    "edges": ("family", "professional", "family_trust", "professional_trust", "power", "knowledge", "listening"),
    "commissioners": (
        "pressure",
        "rationing",
        "forum_word",
        "spending",
        "standard_offer",
        "staff_added",
        "members_trust",
        "language_share",
        "poor_share",
        *PATHWAY_OFFICES,
    ),
}
"""What is compared: groups and names as the plain reading has them."""
LEFT_OUT: Final = (
    *("disputes", "spending", "language_share", "poor_share"),
    *("habits", "usual_bar"),
)
"""What the plain reading works out for itself of a commissioner, or knows from the settings."""
HARSH: Final = {
    "asks": 0.6, "early_involvement": 0.3, "monitoring": 0.25, "budget": 0.6, "appeal_chance": 0.4, "turnover": 0.08,
    "personal_budgets": 0.4, "young_person_voice": 0.3, "complementarity": 0.0, "feedback": 0.3, "embedding": 0.5,
    "start_capacity": 1.0, "dispute_loss": 0.4, "order_binds": 4, "forum_share": 0.3, "operational_share": 0.5,
    "start_language": 0.35, "start_poor": 0.4, "start_standing": 0.4, "interpreters": 0.6, "compensating": 0.3,
}  # fmt: skip
"""Rare things made common: disputes, turnover, overload, not being asked."""
STRESSED: Final = ("power_sharing", "handed_over", "invited_not_deciding")


class StateDifference(NamedTuple):
    """The largest difference between both readings, and where it was."""

    size: float
    where: str = "nowhere"


def small_scenarios() -> list[Scenario]:
    """Give every built-in scenario, with fewer families and schools where its place is large; all else stays."""
    return [found.changed(FEWER) if found.value("families") > LARGE else found for found in list_scenarios()]


def docked_scenario(scenario: Scenario) -> Scenario:
    """Give a small scenario at the size of the docking: a few families, or its schools where it has some."""
    return scenario if scenario.value("school_families") > 0 else scenario.changed(SMALL)


def stressed(preset: str) -> Scenario:
    """Give a scenario in which rare things are common."""
    return load_scenario(preset, {**SMALL, **HARSH})


def groups_of(place: Place) -> dict[str, np.ndarray]:
    """Name the records of the engine as the plain reading does."""
    return {
        "families": place.families,
        "young_people": place.young_people,
        "pathways": place.pathways,
        "professionals": place.professionals,
        "edges": place.casework,
        "commissioners": place.commissioners,
    }


def plain_start(simulation: Simulation) -> dict[str, object]:
    """Hand the starting state of a simulation over as plain lists."""
    place, groups = simulation.place, groups_of(simulation.place)
    levers = cast("tuple[str, ...]", place.commissioners.dtype.names)
    names = {
        **STATE,
        "commissioners": [name for name in levers if name not in LEFT_OUT],
    }
    return {
        "seed": simulation.seed,
        **{group: {name: groups[group][name].tolist() for name in inside} for group, inside in names.items()},
        "peers": [peers_of(place, row) for row in range(len(place.families))],
        "practice": [
            place.colleagues[place.practice_start[row] : place.practice_start[row + 1]].tolist()
            for row in range(len(place.professionals))
        ],
    }


def peers_of(place: Place, row: int) -> list[tuple[int, float]]:
    """Give the peers of a family with their weights."""
    ties = slice(place.peer_start[row], place.peer_start[row + 1])
    return list(zip(place.peers[ties].tolist(), place.peer_weight[ties].tolist(), strict=True))


def happen_plainly(world: World, event: Event) -> None:
    """Do an event for everybody to the plain reading.  Raises ValueError for those that it does not know."""
    if event.do == "conference" and event.attendance is not None and event.parent_led is not None:
        conference(world, event.attendance, event.parent_led, event.month)
    elif event.do == "promise" and event.to is not None:
        world.new_promise(event.to)
    elif event.do == "caseload_rise" and event.amount is not None:
        for worker in world.professionals:
            worker.capacity /= 1 + event.amount
    elif event.do == "hire" and event.amount is not None:
        world.hire(event.amount)
    else:
        for commissioner in world.commissioners:
            for lever, value in plain_levers(commissioner, event).items():
                setattr(commissioner, lever, value)


def plain_levers(commissioner: Commissioner, event: Event) -> dict[str, float]:
    """Give the levers that an event moves, and where to.  Raises ValueError for an event that the plain reading does not know."""
    if event.do == "budget_cut" and event.amount is not None:
        return {"budget": commissioner.budget * (1 - event.amount)}
    if event.do == "recentralise" and event.to is not None:
        return {"power_ceiling": event.to, "personal_budgets": 0.0}
    if event.do == "set" and event.lever and event.to is not None:
        return {event.lever: event.to}
    raise ValueError(f"{event.do}: the plain reading does not know this event.")


def state_differences(simulation: Simulation, world: World, month: int) -> list[StateDifference]:
    """Compare all state of both readings; what is no number in one of them only differs without end."""
    groups, state = groups_of(simulation.place), world.state()
    found = []
    for group, names in STATE.items():
        for name in names if len(groups[group]) else ():
            engine = np.asarray(groups[group][name], float)
            apart = np.abs(engine - np.asarray(state[group][name], float))
            apart[np.isnan(engine) & np.isnan(np.asarray(state[group][name], float))] = 0
            largest = float(np.nan_to_num(apart, nan=np.inf).max(initial=0))
            found.append(StateDifference(largest, f"month {month}: {name} of {group}"))
    return found


def docked_start(scenario: Scenario, seed: int) -> StateDifference:
    """Let the plain reading set what follows from the rest at month 0, and give the largest difference from the engine's.

    Of young people, of who is heard and of the pathway it is told nothing.
    """
    simulation = begun(scenario, seed)
    world = World.from_start(plain_start(simulation), scenario.values())
    for family in world.families:
        family.language = family.poor = family.standing = False
        family.hearing = 1.0
    for young in world.young_people:
        young.wish, young.age, young.trust, young.seen = [0.0] * len(young.wish), 0, 0.0, 0.0
    forget_pathway(world)
    world.month_zero()
    return max(state_differences(simulation, world, 0), key=lambda one: one.size)


def forget_pathway(world: World) -> None:
    """Take from the plain reading all that it was told of the pathway at month 0."""
    for path in world.pathways:
        path.stage = path.waited = path.ground = path.right_months = path.hearing_in = 0
        path.appealed, path.means, path.know_how = False, 0.0, 0.0
    for commissioner in world.commissioners if world.pathways else ():
        for name in PATHWAY_OFFICES:
            setattr(commissioner, name, 0.0)
    for worker in world.professionals if world.pathways else ():
        worker.caution = 0.0


def docked(scenario: Scenario, seed: int, months: int = DOCKING_MONTHS) -> StateDifference:
    """Run both readings, compare all state after every month, and give the largest difference of all."""
    simulation = begun(scenario, seed)
    world = World.from_start(plain_start(simulation), scenario.values())
    worst = StateDifference(0.0)
    for month in range(1, months + 1):
        for event in scenario.events:
            if event.month == month:
                happen_plainly(world, event)
        simulation.advance(1)
        world.month(month)
        worst = max(worst, *state_differences(simulation, world, month), key=lambda one: one.size)
    return worst
