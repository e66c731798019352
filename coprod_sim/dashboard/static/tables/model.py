"""What the page about the model shows beside its words: settings, sources, documents and the tables of whose view is nearer.

Nothing of it hangs on what a visitor does.  The tables of views come from runs, which are made when the tables are written.
"""

from coprod_sim.dashboard.pages.model.about import about_model
from coprod_sim.dashboard.static.tables import StaticTables


def tables() -> StaticTables:
    """Give what the page /model is sent beside its words."""
    return about_model()
