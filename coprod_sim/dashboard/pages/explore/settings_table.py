"""Every setting of the model as a row that people can read and set: made from the declarations in scenario/parameters/.

Each lever, parameter, start and size stands in one section, and each section in one of three groups.
People read and set shares as so many of 100; the model holds shares.
"""

from functools import cache
from typing import Any, Final

from coprod_sim.dashboard.pages.explore.evidence import grade, how_known, source
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import lever_table
from coprod_sim.dashboard.pair.tables import FEWEST_FAMILIES, FEWEST_STAFF
from coprod_sim.evidence.references import formatted, reference
from coprod_sim.scenario.parameters import DECLARED, DEFAULTS, LEVERS, SECTIONS, Parameter
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.setup.reader import CAPPED, MOST_FAMILIES
from coprod_sim.scenario.setup.setup import TwoWays, Way, parts

FULL: Final = 100
GROUP_OF: Final = {"lever": "actions", "start": "place", "place": "place", "parameter": "world"}
"""The group of a setting, by its role; groups are read in this order."""
LIMITS: Final = {"families": (FEWEST_FAMILIES, MOST_FAMILIES), "professionals": (FEWEST_STAFF, MOST_FAMILIES // 4)}
"""What this page can draw and run soon, where the model allows more."""
LIKELY: Final = {
    "commissioners": (1, 20),
    "forum_seats": (0, 40),
    "peers": (0, 30),
    "school_families": (0, 200),
    "practice_team": (1, 60),
    "boards": (0, 10),
    "area_families_high": (1, 5),
    "start_trust_evenness": (2, 40),
    "start_resources_evenness": (2, 40),
    "start_facilitation_evenness": (2, 40),
    "start_bravery_evenness": (2, 40),
}
"""Where the slider goes, of sizes whose allowed range is far wider than anybody will want."""
OF_100: Final = (
    "share",
    "chance",
    "voice",
    "family power",
    "baseline plans per family per month",
    "of colleagues",
    "of full responsibility",
)
"""Units that begin so are shares: people read them as so many of 100."""

COUNTED: Final = ("months", "families")
"""Units of which a slider takes no parts."""


def times(declared: Parameter) -> int:
    """Give how many of what people read make one of what the model holds.

    >>> from coprod_sim.scenario.parameters import BY_NAME
    >>> times(BY_NAME["promise"]), times(BY_NAME["families"]), times(BY_NAME["poverty_low"])
    (100, 1, 1)
    """
    return FULL if declared.unit.startswith(OF_100) else 1


def limits(declared: Parameter) -> tuple[float, float]:
    """Give what the box of a setting takes, in the numbers of the model."""
    high = min(declared.high, MOST_FAMILIES) if declared.name in CAPPED else declared.high
    return LIMITS.get(declared.name, (declared.low, high))


def step(declared: Parameter, low: float, high: float) -> float:
    """Give the step of a slider: 1, 2 or 5 of some power of ten, so that it has at most a hundred of them.

    >>> from coprod_sim.scenario.parameters import BY_NAME
    >>> promise, training, noise, months = (BY_NAME[n] for n in ("promise", "training", "family_noise", "review_months"))
    >>> step(promise, 0, 100), step(training, 0, 20), step(noise, 0.4, 1.2), step(months, 1, 12)
    (1.0, 0.2, 0.01, 1.0)
    """
    wanted = (high - low) / FULL
    if declared.whole or declared.unit in COUNTED:
        wanted = max(1.0, wanted)
    sizes = (some * 10.0**power for power in range(-9, 13) for some in (1, 2, 5))
    return round(next(size for size in sizes if size >= wanted * 0.999), 9)


def row(declared: Parameter) -> dict[str, Any]:
    """Give one setting as a row; `low` to `step` are in the numbers that people read, `usual` is the model's."""
    texts = words("explore")["explore"]
    title, meaning = texts["names"][declared.name]
    many = times(declared)
    low, high = (clean_number(many * end) for end in limits(declared))
    start, end = (
        clean_number(many * end) for end in LIKELY.get(declared.name, LIMITS.get(declared.name, declared.explore))
    )
    return {
        "name": declared.name,
        "group": GROUP_OF[declared.role],
        "section": declared.section,
        "both": declared.role != "lever",
        "title": title,
        "meaning": meaning,
        "low": low,
        "high": high,
        "from": start,
        "to": end,
        "step": step(declared, start, end),
        "times": many,
        "unit": texts["units"][declared.unit],
        "whole": declared.whole,
        "usual": declared.default,
        "source": source(declared),
        "reference": formatted(reference(declared.source)) if declared.source else "",
        "grade": grade(declared),
        "known": how_known(declared),
    }


def clean_number(number: float) -> float:
    """Give a number as people read it: without the noise of its last digits, and whole where it is whole."""
    short = float(f"{number:.6g}")
    return int(short) if short == int(short) else short


@cache
def all_settings() -> dict[str, Any]:
    """Give all rows, and the groups with their sections in the order in which people read them."""
    rows = [row(declared) for declared in DECLARED]
    order = dict.fromkeys([*(section.key for section in SECTIONS), *(row["section"] for row in rows)])
    used = {(row["group"], row["section"]) for row in rows}
    groups = dict.fromkeys(GROUP_OF.values())
    return {
        "rows": rows,
        "groups": [{"key": group, "sections": [key for key in order if (group, key) in used]} for group in groups],
    }


# What is usual for two ways of working, and what their timelines do.


def usual(two: TwoWays, way: Way) -> dict[str, float]:
    """Give the settings that a way of working has before anybody changes one, where they are not the model's own."""
    scenario = load_scenario("+".join(dict.fromkeys([*parts(way.preset), *two.modifiers])))
    return {name: value for name, value in scenario.values().items() if value != DEFAULTS[name]}


def on_timeline(two: TwoWays, side: int) -> dict[str, str]:
    """Tell each lever of one way of working that changes later: its worth at the start and from which month on."""
    scenario = two.scenarios()[side]
    moved = [lever.name for lever in LEVERS if next(lever_table.turns(lever.name, scenario), None)]
    return {name: lever_table.lever_sentence(name, scenario) for name in moved}


def settings_of_both(two: TwoWays) -> dict[str, Any]:
    """Give what the page of settings needs of two ways of working, beside their run: a table for A and one for B."""
    return {
        "settings": {
            "usual": [usual(two, way) for way in (two.a, two.b)],
            "later": [on_timeline(two, side) for side in (0, 1)],
        }
    }
