"""The page about the model: what it is, how it works, what to notice and to try, its limits, its numbers and sources."""

import solara

from coprod_sim.dashboard.pages.model.about import about_model
from coprod_sim.dashboard.pages.shared.page import BrowserPage
from coprod_sim.dashboard.pages.shared.words import words


@solara.component
def Model() -> None:
    """Show all that is known about the model."""
    solara.Title(words("model")["model"]["title"])
    BrowserPage(page="model", words=words("model"), fixed=about_model())
