"""What the telling of a family's years takes from declarations: codes of the pathway, limits, and what is chosen."""

from coprod_sim.agents import pathway
from coprod_sim.dashboard.pair import stories
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.report.story import text

CODES = (
    *("ASKED", "REFUSED_REQUEST", "ACCEPTED", "ENDED_WITHOUT", "PLANNED", "ANNUAL_REVIEW"),
    *("MEDIATED", "TURNED", "LODGED", "LODGED_AFTER_MEDIATION", "CONCEDED", "WON", "LOST"),
)
LIMITS = ("NOTICED", "WORN_OUT", "HOLDING_BACK", "HALF_COMES", "NEARER")
CHOICES = ("MOST", "MOST_STEPS", "ON_THE_WAY", "LIMITS", "WHOLE_LIFE", "LATE", "WELL_KNOWN", "SPOKE", "STRAINS")


def tables() -> StaticTables:
    """Give them by their names in Python."""
    return {
        "path": {name: getattr(pathway, name) for name in CODES},
        "limits": {name: getattr(text, name) for name in LIMITS},
        "told": {name: getattr(stories, name) for name in CHOICES},
        "who": [stories.WHO[step] for step in sorted(stories.WHO)],
        "areas": NEED_AREAS,
    }
