"""The lessons: a list of them, and a page for each.  What is compared, and what should be seen, comes from the claims, which are tested."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import solara

from coprod_sim.dashboard.pages.shared.live import LivePage
from coprod_sim.dashboard.pages.shared.page import BrowserPage
from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair.marks import mark_of
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES, PERCENT, measure_in, of_100
from coprod_sim.dashboard.pair.runs import WorldHistory
from coprod_sim.dashboard.pair.show import worlds_of
from coprod_sim.evidence.claims import TAUGHT_SETTINGS, claims_of
from coprod_sim.evidence.claims.sentences.lesson_one_thing_at_a_time import TRAINING_STARTS
from coprod_sim.indicators.so_far import COUNTS, counts_so_far
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.setup.file_and_link import to_tables
from coprod_sim.scenario.setup.setup import TwoWays


class Slider(NamedTuple):
    """A setting that a student may move, within what can happen to an area: not all that the model takes.

    where: the table of the setup that holds it: "B" or "town".   scale: what a value is multiplied with to be read.
    """

    name: str
    where: str
    low: float
    high: float
    step: float
    scale: float = PERCENT


SLIDERS: Final = (
    Slider("power_ceiling", "B", 0.1, 1, 0.05),
    Slider("training", "B", 0, 0.06, 0.01),
    Slider("turnover", "town", 0, 0.1, 0.005),
    Slider("start_capacity", "town", 0.5, 1.5, 0.05, PERCENT / BY_NAME["start_capacity"].default),
)
TOOLS: Final = {
    "e1": ("town", "staff", "say"),
    "e2": ("starts", "tries"),
    "e3": ("variants", "luck", "dots"),
    "e4": ("variants", "tries"),
    "e5": ("sliders", "verdict", "tries"),
    "e6": ("variants", "rows", "tries"),
    "e7": ("variants", "rows", "tries"),
}
"""What stands in the lab of a lesson, beside charts and player."""
CHARTS: Final = {
    "e1": ("felt_trust", "voice"),
    "e2": ("felt_trust", "progress"),
    "e3": ("felt_trust", "progress"),
    "e4": ("felt_trust", "voice"),
    "e5": ("progress", "family_energy"),
    "e6": ("voice_less_heard", "voice_others"),
    "e7": ("path_plans", "council_trust"),
}
"""What its two charts show at first; what no other page draws can be chosen in this lesson beside the rest."""
ROWS: Final = {
    "e6": (
        "voice_interpreter",
        "voice_poor",
        "voice_prejudice",
        "voice_less_heard",
        "voice_others",
        "voice",
        "young_say",
        "progress_less_heard",
        "progress_others",
    ),
    "e7": tuple(COUNTS),
}
"""The numbers of its table, month by month: measures of 100, or counts of what happened so far."""
TRIED: Final = {
    "e6": ("voice_less_heard", "voice_others", "young_say"),
    "e7": ("in_time", "refused", "new_plans", "appeals"),
}
"""Which of them are noted at the end of each try; in other lessons it is trust."""
VARIANTS: Final = {
    "e1": ("e1",),
    "e2": ("e2",),
    "e3": ("e3", "e3.close"),
    "e4": ("e4", "e4.lower", "e4.replies", "e4.never"),
    "e5": ("e5",),
    "e6": ("e6", "e6.help", "e6.asked", "e6.interpreters", "e6.young"),
    "e7": ("e7", "e7.told", "e7.support", "e7.together"),
}
"""What can be compared in a lesson, by the names of the claims; it starts with the first."""


def start_of(key: str) -> TwoWays:
    """Give the two ways that a lesson starts with."""
    return TAUGHT_SETTINGS[VARIANTS[key][0]]


def lesson_table(key: str) -> dict[str, Any]:
    """Give what the browser needs for one lesson."""
    return {
        "key": key,
        "tools": list(TOOLS[key]),
        "charts": list(CHARTS[key]),
        "starts": list(TRAINING_STARTS),
        "rows": list(ROWS.get(key, ())),
        "tried": list(TRIED.get(key, ())),
        "claims": [{"text": claim.text, "mark": mark_of(claim.key)} for claim in claims_of(key)],
        "variants": [{"key": name, "setup": to_tables(TAUGHT_SETTINGS[name])} for name in VARIANTS[key]],
        "sliders": [slider_table(one, start_of(key)) for one in SLIDERS] if "sliders" in TOOLS[key] else [],
    }


def slider_table(one: Slider, start: TwoWays) -> dict[str, Any]:
    """Give one slider, with the value that it has at the start, and how well the usual one is known."""
    _, b = start.scenarios()
    return one._asdict() | {"usual": b.value(one.name), "status": BY_NAME[one.name].status}


def measures_of(key: str) -> tuple[str, ...]:
    """Give what the charts of a lesson can show."""
    return tuple(dict.fromkeys((*PAGE_MEASURES, *CHARTS[key])))


def rows_beside(key: str, two: TwoWays) -> dict[str, Any]:
    """Give the table of a lesson, by name for A and B by month: what it needs beside a run."""
    found = [numbers_of(world) for world in worlds_of(two)] if key in ROWS else []
    return {"rows": {name: [one[name] for one in found] for name in ROWS.get(key, ())}}


def numbers_of(world: WorldHistory) -> Mapping[str, list[float | None]]:
    """Give every number that can stand in such a table, by month; None where there is none."""
    shares = {name: of_100(measure_in(world.measures, name)) for name in ROWS["e6"]}
    counts = {name: of_100(values / PERCENT) for name, values in counts_so_far(world.sums).items()}
    return shares | counts


@solara.component
def Lessons() -> None:
    """Show the lesson that the address names, or the list of all; an unknown name is told so beside the list."""
    router = solara.use_router()
    key = "/".join(router.parts[1:])
    if key in TOOLS:
        Lesson(key)
        return
    solara.Title(words()["lessons"]["title"])
    BrowserPage(page="lessons", words=words("lessons"), fixed={"lesson": None, "unknown": bool(key)})


@solara.component
def Lesson(key: str) -> None:
    """Show one lesson."""
    texts = words()["lessons"]
    number = list(TOOLS).index(key)
    title = fill(texts["page_title"], n=number + 1, title=texts["each"][number]["title"])
    lesson = solara.use_memo(lambda: lesson_table(key), [key])
    LivePage(
        "lessons",
        title,
        fixed={"lesson": lesson},
        beside=partial(rows_beside, key),
        start=start_of(key),
        measures=measures_of(key),
    )
