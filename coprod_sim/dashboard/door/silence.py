"""What Solara would show to visitors when something fails: the whole traceback, with the folders of this computer.

Our pages catch their own faults (pages/shared/page.py).  This is for what nobody foresaw: the log gets all, the visitor a sentence.
Solara's version is pinned, and a test holds that these are still the places.
"""

import sys
import traceback
from typing import Any

from coprod_sim.dashboard.pages.shared.faults import visitor_fault
from coprod_sim.dashboard.pages.shared.words import words


class PlainTraceback:
    """Stands in for the module `traceback` where a fault is written for a visitor."""

    format_stack = staticmethod(traceback.format_stack)

    @staticmethod
    def format_exception(_kind: object, error: BaseException, _trace: object = None) -> list[str]:
        """Give the sentence that a visitor reads."""
        visitor_fault(error, "a page failed")
        texts = words()["door"]["failed"]
        return [f"{texts['head']}. ", *texts["text"]]


def only_logged(_shell: Any) -> None:
    """Note a fault that arose while a message of a browser was read."""
    error = sys.exc_info()[1]
    if error:
        visitor_fault(error, "a message of a browser failed")


def begin() -> None:
    """Let Solara and its renderer tell visitors nothing of a fault but a sentence."""
    import reacton.core
    from solara.server import app, patch

    vars(reacton.core)["traceback"] = PlainTraceback
    vars(app)["traceback"] = PlainTraceback
    patch.FakeIPython.showtraceback = only_logged
