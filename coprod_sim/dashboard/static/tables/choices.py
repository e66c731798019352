"""What can be chosen on every page: ways of working, changes, sizes and starts."""

from coprod_sim.dashboard.pair.tables import choices
from coprod_sim.dashboard.static.tables import Json


def tables() -> Json:
    """Give what pages are sent once."""
    return choices()
