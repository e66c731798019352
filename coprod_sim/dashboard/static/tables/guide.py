"""The trainer guide as its page shows it: all of it is made from words and declarations, so it is written down once."""

from coprod_sim.dashboard.pages.guide.content import guide
from coprod_sim.dashboard.static.tables import StaticTables


def tables() -> StaticTables:
    """Give what the page /guide is sent beside its words."""
    return guide()
