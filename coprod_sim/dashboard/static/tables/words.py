"""Every text that people read, of all pages."""

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.static.tables import StaticTables


def tables() -> StaticTables:
    """Give the tables of words."""
    return words()
