"""The one bridge between server and browser: what goes over are plain tables, and questions come back."""

from collections.abc import Callable
from typing import Any, Final

import reacton
import solara
from solara.server import kernel_context
from solara.server.kernel_context import PageStatus

from coprod_sim.dashboard.pages.shared.faults import visitor_fault
from coprod_sim.dashboard.pages.shared.words import words

Json = dict[str, Any]

MOST_VISITORS: Final = 60
"""Tabs that may be open at one time; thirty people with two each."""
MOST_TABS: Final = 12
"""Tabs of one visitor, so that nobody fills the room alone."""
ADMITTED: Final[set[str]] = set()
"""Who has been let in, by their kernels."""


@solara.component_vue("page.vue", vuetify=False)
def BrowserPage(
    page: str,
    *,
    words: Json,
    fixed: Json,
    run: Json | None = None,
    band: Json | None = None,
    reply: Json | None = None,
    fault: Json | None = None,
    answers: int = 0,
    event_ask: Callable[[Json], None] | None = None,
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


def refusal() -> str | None:
    """Say why a visitor cannot be let in, as FullPage of public/shared/frame/plain_pages.js knows it; None where they are.

    Who waits does not count, and neither does a tab that has gone without a word, as when a computer is closed.
    """
    me = kernel_context.get_current_context()
    kernels = dict(kernel_context.contexts)
    ADMITTED.intersection_update(kernels)
    here = [one for one in ADMITTED - {me.id} if PageStatus.CONNECTED in tuple(kernels[one].page_status.values())]
    if len(here) >= MOST_VISITORS:
        return "busy"
    if sum(kernels[one].session_id == me.session_id for one in here) >= MOST_TABS:
        return "tabs"
    ADMITTED.add(me.id)
    return None


def admission_limited(component: Callable[[], solara.Element]) -> Any:
    """Make a page that asks people to wait while too many others are here, and that says so plainly where it fails."""

    @solara.component
    def Page() -> None:
        exception, _ = reacton.use_exception()
        why = solara.use_memo(refusal, [])
        fault = solara.use_memo(lambda: visitor_fault(exception, "a page failed") if exception else None, [exception])
        if fault:
            BrowserPage(page="failed", words=words("full"), fixed={"trace": fault.trace})
        elif why:
            BrowserPage(page="full", words=words("full"), fixed={"why": why})
        else:
            component()

    return Page
