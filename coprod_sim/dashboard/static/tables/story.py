"""What the telling of a family's years takes from declarations: codes of the pathway, kinds of events, and what is chosen."""

from coprod_sim.agents import pathway
from coprod_sim.dashboard.pair import event_list, stories
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.report.story import text
from coprod_sim.scenario.events import EVENT_KINDS

CODES = (
    *("ASKED", "REFUSED_REQUEST", "ACCEPTED", "ENDED_WITHOUT", "PLANNED", "ANNUAL_REVIEW"),
    *("MEDIATED", "TURNED", "LODGED", "LODGED_AFTER_MEDIATION", "CONCEDED", "WON", "LOST"),
)
LIMITS = ("NOTICED", "WORN_OUT", "HOLDING_BACK", "HALF_COMES", "NEARER")
CHOICES = ("MOST", "MOST_STEPS", "ON_THE_WAY", "LIMITS", "WHOLE_LIFE", "LATE", "WELL_KNOWN", "SPOKE", "STRAINS")
CEILING = "power_ceiling"


def tables() -> StaticTables:
    """Give them by their names in Python; `kinds`: the sentence of each kind of event, and whether it moves the ceiling by itself."""
    return {
        "path": {name: getattr(pathway, name) for name in CODES},
        "limits": {name: getattr(text, name) for name in LIMITS},
        "told": {name: getattr(stories, name) for name in CHOICES},
        "who": [stories.WHO[step] for step in sorted(stories.WHO)],
        "kinds": {kind.do: {"key": kind.sentence_key, "ceiling": CEILING in kind.levers} for kind in EVENT_KINDS},
        "rank": event_list.RANK,
        "areas": NEED_AREAS,
    }
