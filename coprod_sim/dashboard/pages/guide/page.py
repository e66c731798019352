"""The trainer guide: three workshops to print, with links into the trainer's page."""

import solara

from coprod_sim.dashboard.pages.guide.content import guide
from coprod_sim.dashboard.pages.shared.page import BrowserPage
from coprod_sim.dashboard.pages.shared.words import words


@solara.component
def Guide() -> None:
    """Show the guide."""
    solara.Title(words()["guide"]["title"])
    BrowserPage(page="guide", words=words("guide"), fixed=solara.use_memo(guide, []))
