"""The page with all settings: change one, and see what follows."""

from typing import Any

import numpy as np
import solara

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.dashboard.pages.explore.settings_table import all_settings, settings_of_both
from coprod_sim.dashboard.pages.shared.live import LivePage
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import show
from coprod_sim.scenario.setup.setup import TwoWays
from coprod_sim.study.view_errors import VIEW_INDICATORS


def ledgers(two: TwoWays) -> list[dict[str, float]]:
    """Give what each cause did to trust in A and in B, from the start to the end, of 100."""
    return [
        {cause: round(100 * float(np.nansum(world.measures[f"trust_from_{cause}"])), 4) for cause in CAUSES}
        for world in show.worlds_of(two)
    ]


def view_errors(two: TwoWays) -> list[dict[str, float | None]]:
    """Give how far off each party's view was at the last reviews in A and in B, in standard need units; None before any."""
    ends = [
        {party: float(world.measures[name][-1]) for party, name in VIEW_INDICATORS.items()}
        for world in show.worlds_of(two)
    ]
    return [{party: round(error, 4) if np.isfinite(error) else None for party, error in end.items()} for end in ends]


def known_beside(two: TwoWays) -> dict[str, Any]:
    """Give what this page needs beside a run."""
    return settings_of_both(two) | {"ledgers": ledgers(two), "views": view_errors(two)}


@solara.component
def Explore() -> None:
    """Show all settings, and what follows from them."""
    title = words("explore")["explore"]["title"]
    LivePage("explore", title, fixed={"settings": all_settings()}, beside=known_beside)
