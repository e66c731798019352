"""The trainer's page: predict, play, reveal."""

import solara

from coprod_sim.dashboard.pages.shared.live import LivePage
from coprod_sim.dashboard.pages.shared.words import words


@solara.component
def Present() -> None:
    """Show two ways of working side by side."""
    LivePage("present", words()["topbar"]["title"])
