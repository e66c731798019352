"""Every setting as a row that people can read and set, written short: column by column, and a text that returns once.

What stands in other tables is not here: titles and meanings in the words (explore.names), names and usual values in setup.py.
public/worker/beside/explore.js joins them; both tables have the settings in the same order.
"""

from collections.abc import Sequence
from typing import Final

from coprod_sim.dashboard.pages.explore.settings_table import all_settings
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.study.view_errors import VIEW_INDICATORS

ELSEWHERE: Final = ("name", "title", "meaning", "whole", "usual")
"""Columns that other tables have."""
REPEATED: Final = ("group", "section", "unit", "source", "reference", "grade", "known")
"""Columns of texts that many settings share."""


def tables() -> StaticTables:
    """Give the tables of the page with all settings."""
    settings = all_settings()
    rows = settings["rows"]
    columns = {name: [row[name] for row in rows] for name in rows[0] if name not in ELSEWHERE}
    return {
        "order": list(rows[0]),
        "columns": {name: once(column) if name in REPEATED else column for name, column in columns.items()},
        "groups": settings["groups"],
        "views": dict(VIEW_INDICATORS),
    }


def once(column: Sequence[str]) -> StaticTables:
    """Write each text of a column once, and where it stands.

    >>> once(["a", "b", "a"])
    {'texts': ['a', 'b'], 'at': [0, 1, 0]}
    """
    texts = list(dict.fromkeys(column))
    return {"texts": texts, "at": [texts.index(text) for text in column]}
