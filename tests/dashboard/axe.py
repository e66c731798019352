"""What axe finds wrong with a page: the rules of WCAG 2.2, levels A and AA, and best practice."""

from collections.abc import Sequence
from typing import Final

from axe_playwright_python.sync_playwright import Axe

from tests.dashboard.serving import Visit

RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(visitor: Visit, *, without: Sequence[str] = ()) -> list[str]:
    """Give what axe finds wrong with what is shown, by all rules but those that are named."""
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": False} for rule in without},
    }
    found = Axe().run(visitor.page, options=options).response["violations"]
    return [f"{rule['id']}: {[part['html'][:120] for part in rule['nodes']]}" for rule in found]
