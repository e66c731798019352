"""Small places for the plain reading: one of each agent, or some that differ."""

import random
from typing import Any

from coprod_sim.evidence.docking.flat_map import MAPPED
from coprod_sim.evidence.docking.plain_reading import AREAS, CONSULTATION, SPECIFIED, World

Row = dict[str, Any]
Numbers = dict[str, float]
NOTHING: Row = {}

WITHOUT_CHANCE = (
    "family_noise",
    "young_noise",
    "other_area_noise",
    "own_area_noise",
    "commissioner_noise",
    "tribunal_noise",
    "need_drift",
    "appeal_chance",
    "turnover",
)
TYPED = SPECIFIED | MAPPED
"""Parameters with values of their own, for worked examples: those that the map has as well; defaults may change beside them."""
QUIET = TYPED | dict.fromkeys(WITHOUT_CHANCE, 0.0)


def columns(rows: list[Row]) -> dict[str, list[Any]]:
    """Turn a list of rows into a dictionary of columns."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def a_family(**changes: Any) -> Row:
    """A typical family of the default place, with some things changed."""
    return {
        "commissioner": 0,
        "need": [1.2, 0.3, -0.4, 0.1],
        "usual_need": [1.2, 0.3, -0.4, 0.1],
        "plan": [0.36, 0.09, -0.12, 0.03],
        "parent_bias": [1.0, 1.0, 1.0, 1.0],
        "progress": 0.45,
        "confidence": 0.35,
        "energy": 0.9,
        "resources": 0.5,
        "ability": 0.5,
        "language": True,
        "poor": True,
        "standing": True,
        "hearing": 0.9,
        "appetite": 0.3,
        "power": 0.05,
        "commissioner_power": 0.45,
        "expected_say": 0.3,
        "council_trust": 0.45,
        "reputation": 0.45,
        "felt_trust": 0.6,
        "delivery": 0.6,
        "lived_fit": 0.6,
        "engaged": 0.7,
        "months_since_review": 0,
    } | changes


def a_young_person(**changes: Any) -> Row:
    """A typical young person, with some things changed."""
    return {"wish": [1.2] * 4, "age": 140, "trust": 0.55, "seen": 0.4} | changes


def a_professional(**changes: Any) -> Row:
    """A typical professional of the default place, with some things changed."""
    return {
        "commissioner": 0,
        "discipline": 0,
        "facilitation": 1 / 3,
        "bravery": 0.45,
        "energy": 0.85,
        "load": 1.0,
        "capacity": 2.5,
    } | changes


def an_edge(family: int, professional: int, **changes: Any) -> Row:
    """A typical casework edge of the default place, with some things changed."""
    return {
        "family": family,
        "professional": professional,
        "family_trust": 0.85,
        "professional_trust": 0.4,
        "power": 0.5,
        "knowledge": 0.3,
    } | changes


def one_of_each(
    levers: Row,
    par: Numbers,
    family: Row = NOTHING,
    professional: Row = NOTHING,
    edge: Row = NOTHING,
    young_person: Row = NOTHING,
) -> World:
    """One family with its young person, one professional, one commissioner; what is given differs from the typical and from consultation."""
    return World.from_start(
        {
            "seed": 7,
            "commissioners": columns([CONSULTATION | levers]),
            "professionals": columns([a_professional(**professional)]),
            "families": columns([a_family(**family)]),
            "young_people": columns([a_young_person(**young_person)]),
            "edges": columns([an_edge(0, 0, **edge)]),
        },
        par,
    )


def a_place(levers: list[Numbers]) -> Row:
    """The start of a small varied place; commissioners have families and staff in turn, and teams may cross."""
    seed, families, professionals = 2**40 + 5, 40, 8
    dice = random.Random(seed)
    several = len(levers)
    staff = [
        a_professional(
            commissioner=j % several,
            discipline=j % 4,
            facilitation=dice.betavariate(3, 6),
            bravery=dice.betavariate(2, 6),
            capacity=dice.uniform(6, 14),
        )
        for j in range(professionals)
    ]
    people, edges = [], []
    young = [
        a_young_person(wish=[dice.gauss(0, 1) for _ in AREAS], age=dice.randrange(300), trust=dice.random())
        for _ in range(families)
    ]
    for i in range(families):
        need = [dice.gauss(0, 0.7) for _ in AREAS]
        people.append(
            a_family(
                commissioner=i % several,
                need=need,
                usual_need=need,
                parent_bias=[dice.gauss(0, 1) for _ in AREAS],
                resources=dice.betavariate(3, 3),
                confidence=dice.uniform(0.1, 0.6),
                ability=dice.random(),
                language=dice.random() < 0.2,
                poor=dice.random() < 0.3,
                standing=dice.random() < 0.3,
                appetite=dice.random(),
                council_trust=dice.betavariate(4.5, 5.5),
                months_since_review=dice.randrange(3),
            )
        )
        team = dice.sample(range(professionals), dice.randint(1, 3))
        edges += [
            an_edge(
                i,
                j,
                family_trust=dice.betavariate(8.5, 1.5),
                professional_trust=dice.betavariate(4, 6),
                power=0.5 / len(team),
                knowledge=dice.random(),
            )
            for j in team
        ]
    peers = [[(i - 1) % families, ((i + 1) % families, 2.5)] for i in range(families)]
    peers[0] = []
    practice = [
        [k for k in range(professionals) if k != j and k % several == j % several] for j in range(professionals)
    ]
    return {
        "seed": seed,
        "commissioners": columns(levers),
        "professionals": columns(staff),
        "families": columns(people),
        "young_people": columns(young),
        "edges": columns(edges),
        "peers": peers,
        "practice": practice,
    }
