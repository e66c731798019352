"""The lessons: a list of them, and a page for each.  What is compared, and what should be seen, comes from the claims, which are tested."""

from typing import Any, Final, NamedTuple

import solara

from coprod_sim.dashboard.pages.shared.live import LivePage
from coprod_sim.dashboard.pages.shared.page import BrowserPage
from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair.marks import mark_of
from coprod_sim.dashboard.pair.payload import PERCENT
from coprod_sim.evidence.claims import TAUGHT_SETTINGS, claims_of
from coprod_sim.evidence.claims.sentences.lesson_one_thing_at_a_time import TRAINING_STARTS
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
}
"""What stands in the lab of a lesson, beside charts and player."""
CHARTS: Final = {
    "e1": ("felt_trust", "voice"),
    "e2": ("felt_trust", "progress"),
    "e3": ("felt_trust", "progress"),
    "e4": ("felt_trust", "voice"),
    "e5": ("progress", "family_energy"),
}
"""What its two charts show at first."""
VARIANTS: Final = {
    "e1": ("e1",),
    "e2": ("e2",),
    "e3": ("e3", "e3.close"),
    "e4": ("e4", "e4.lower", "e4.replies", "e4.never"),
    "e5": ("e5",),
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
        "claims": [{"text": claim.text, "mark": mark_of(claim.key)} for claim in claims_of(key)],
        "variants": [{"key": name, "setup": to_tables(TAUGHT_SETTINGS[name])} for name in VARIANTS[key]],
        "sliders": [slider_table(one, start_of(key)) for one in SLIDERS] if "sliders" in TOOLS[key] else [],
    }


def slider_table(one: Slider, start: TwoWays) -> dict[str, Any]:
    """Give one slider, with the value that it has at the start, and how well the usual one is known."""
    _, b = start.scenarios()
    return one._asdict() | {"usual": b.value(one.name), "status": BY_NAME[one.name].status}


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
    LivePage("lessons", title, fixed={"lesson": lesson}, start=start_of(key))
