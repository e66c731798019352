"""What axe finds wrong with a page: the rules of WCAG 2.2, levels A and AA, and best practice."""

from collections.abc import Sequence
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_WHOLE_PAGES: Final = ("page-has-heading-one", "landmark-one-main", "region")
"""Rules that one part of a page, shown alone, cannot keep."""


def axe(page: Page, *, without: Sequence[str] = ()) -> list[str]:
    """Give what axe finds wrong with what is shown, by all rules but those that are named."""
    options = {
        "resultTypes": ["violations"],  # what is in order is not described, which takes most of the time
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": False} for rule in without},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {[part['html'][:120] for part in rule['nodes']]}" for rule in found]
