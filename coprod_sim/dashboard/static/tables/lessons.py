"""The lessons as the browser shows them, and what can be counted in their tables."""

from coprod_sim.dashboard.pages.lessons import page as lessons
from coprod_sim.dashboard.static.tables import StaticTables


def tables() -> StaticTables:
    """Give the tables of lessons."""
    return {"each": {key: lessons.lesson_table(key) for key in lessons.TOOLS}, "shares": list(lessons.ROWS["e6"])}
