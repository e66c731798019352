"""The one bridge between server and browser: what goes over are plain tables, and questions come back."""

from collections.abc import Callable
from typing import Any, Final

import solara
from solara.server import kernel_context
from solara.server.kernel_context import PageStatus

from coprod_sim.dashboard.words import words

Table = dict[str, Any]

MOST_VISITORS: Final = 60
"""Tabs that may be open at one time; thirty people with two each."""
INSIDE: Final[set[str]] = set()
"""Who has been let in, by their kernels."""


@solara.component_vue("page.vue", vuetify=False)
def BrowserPage(
    page: str,
    *,
    words: Table,
    fixed: Table,
    run: Table | None = None,
    band: Table | None = None,
    reply: Table | None = None,
    fault: Table | None = None,
    answers: int = 0,
    event_ask: Callable[[Table], None] | None = None,
) -> None:
    """Draw a page of public/main.js by its name.

    words: every text.   fixed: what can be chosen.   run, band: a pair of runs and many (payload.py).
    reply: the answer to the last question that no run answers.   fault: what is said where a run failed.
    answers: the number of the question that all this answers.   event_ask: takes a question of the browser.
    """


@solara.component
def Bare(children: list[solara.Element]) -> None:
    """Lay out a page without Solara's bars, which would take a third of a projector."""
    solara.Div(children=children)


@solara.component
def WithSidebar(children: list[solara.Element]) -> None:
    """Lay out a page of Mesa's, which puts its controls into a sidebar."""
    solara.AppLayout(navigation=False, children=children)


def is_full() -> bool:
    """Tell whether too many others are here, and let the visitor in if not.

    Who waits does not count, and neither does a tab that has gone without a word, as when a computer is closed.
    """
    mine = kernel_context.get_current_context().id
    kernels = dict(kernel_context.contexts)
    INSIDE.intersection_update(kernels)
    here = {one for one in INSIDE if PageStatus.CONNECTED in tuple(kernels[one].page_status.values())}
    if len(here - {mine}) >= MOST_VISITORS:
        return True
    INSIDE.add(mine)
    return False


def roomy(component: Callable[[], solara.Element]) -> Any:
    """Make a page that asks people to wait while too many others are here, in place of failing for everybody."""

    @solara.component
    def Page() -> None:
        full = solara.use_memo(is_full, [])
        if full:
            BrowserPage(page="full", words=words("full"), fixed={})
        else:
            component()

    return Page
