"""The single file in a browser: fifty links give Python's numbers, and a trainer, a student and a curious reader need no server."""

from itertools import islice
from typing import Final

import pytest
from playwright.sync_api import Browser

from coprod_sim.dashboard.pair.show import address, run_of
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.serving import Visit
from tests.dashboard.static.random_pairs import random_pairs

pytestmark = pytest.mark.browser

LARGE: Final = (
    TwoWays(),
    TwoWays(Way("working_together"), Way("power_sharing+statutory"), seed=7),
    TwoWays(Way("train_first_share_later"), Way("power_sharing", {"power_ceiling": 0.9}), seed=12, months=120),
)
LINKS: Final = 50


def links() -> list[TwoWays]:
    """Give set-ups: some of the usual size, and many of small towns with settings, changes and modifiers drawn anew."""
    small = islice(random_pairs(51), LINKS - len(LARGE))
    return [*LARGE, *(two for two, _, _ in small)]


def test_fifty_links_give_the_numbers_of_python(browser: Browser, single_file: str) -> None:
    """Opened one after another in one tab, each shows the hash of its settings and of its results as Python has them."""
    visitor = Visit(browser, single_file)
    wanted, found = [], []
    for two in links():
        run = run_of(two)
        wanted.append((run["hash"], run["results"], str(run["luck"])))
        visitor.page.evaluate("to => { location.hash = to; }", address(two))
        visitor.until("rev", run["rev"], timeout=60_000)
        found.append(tuple(visitor.state(name) for name in ("hash", "results", "luck")))

    assert len(wanted) == LINKS
    assert found == wanted
    assert len({results for _, results, _ in wanted}) == LINKS
    assert (visitor.outside, visitor.complaints) == ([], [])
    visitor.close()
