"""What can be chosen on the pages: ways of working, kinds of change, sizes of the town, and other starts for both.

Everything is made from the declarations of the model, so that a page cannot offer what the model refuses.
"""

from typing import Any, Final

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.files import VERSION
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import list_scenarios
from coprod_sim.scenario.setup.change_kinds import CHANGES
from coprod_sim.scenario.setup.reader import MOST_FAMILIES, MOST_MONTHS
from coprod_sim.scenario.setup.setup import MONTHS_NUMBER, all_presets

FEWEST_FAMILIES: Final = 20
FEWEST_STAFF: Final = 3
FEWEST_MONTHS: Final = 12
NOT_ON_THE_PAGE: Final = ("england", "authority", "cuts_in_year_three")
"""Modifiers that a room does not start from: places too large for the page, and one that is a way of working of its own."""


def choices() -> dict[str, Any]:
    """Give everything that can be chosen: what the server sends once."""
    return {
        "version": VERSION,
        "presets": [preset._asdict() for preset in all_presets()],
        "kinds": [kind_table(kind) for kind in CHANGES],
        "sizes": sizes(),
        "modifiers": [
            {"key": one.name, "title": one.title}
            for one in list_scenarios()
            if one.modifier and one.name not in NOT_ON_THE_PAGE
        ],
    }


def kind_table(kind: Any) -> dict[str, Any]:
    """Give one kind of change: its words, and the range of its amount."""
    amount = kind.amount
    return {
        "key": kind.key,
        "title": kind.title,
        "meaning": kind.meaning,
        "argument_for": kind.argument_for,
        "argument_against": kind.argument_against,
        "cornerstone": kind.cornerstone,
        "has_length": kind.has_length,
        "default_length": kind.default_length,
        "amount": {
            "label": amount.meaning,
            "low": amount.low,
            "high": amount.high,
            "default": amount.default,
            "unit": amount.unit,
        },
    }


def sizes() -> list[dict[str, Any]]:
    """Give the sizes of a town that can be set here, with what this page can draw."""
    staff = BY_NAME["professionals"]
    limits = {
        "families": (FEWEST_FAMILIES, MOST_FAMILIES),
        "professionals": (FEWEST_STAFF, min(staff.high, MOST_FAMILIES // 4)),
        "months": (FEWEST_MONTHS, min(MONTHS_NUMBER.high, MOST_MONTHS)),
    }
    labels = words()["setup"]
    return [{"name": name, "label": labels[name], "low": low, "high": high} for name, (low, high) in limits.items()]
