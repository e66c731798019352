"""The home page: three doors."""

import solara

from coprod_sim.dashboard.pages.shared.page import BrowserPage
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.files import VERSION


@solara.component
def Home() -> None:
    """Offer the three doors."""
    title = words()["home"]["title"]
    solara.Title(title)
    BrowserPage(page="home", words=words("home"), fixed={"version": VERSION})
