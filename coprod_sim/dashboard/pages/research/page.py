"""The researchers' door: where the commands, files and documents are."""

import solara

from coprod_sim.dashboard.pages.shared.page import BrowserPage
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.files import VERSION


@solara.component
def Research() -> None:
    """Say how many runs are made, and where to read more."""
    solara.Title(words()["research"]["title"])
    BrowserPage(page="research", words=words("research"), fixed={"version": VERSION})
