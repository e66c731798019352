"""The lessons as the browser shows them, and what can be counted in their tables."""

from coprod_sim.dashboard.pages.lessons.page import ROWS, TOOLS, lesson_table
from coprod_sim.dashboard.static.tables import Json


def tables() -> Json:
    """Give the tables of lessons."""
    return {"each": {key: lesson_table(key) for key in TOOLS}, "shares": list(ROWS["e6"])}
