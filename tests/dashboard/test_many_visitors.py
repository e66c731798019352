"""A room full of visitors on one server: everybody gets their own run, nobody an error, and nobody costs much memory."""

import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from coprod_sim.cli.commands.dashboard import HOST, free_port
from coprod_sim.dashboard.pair.show import address, run_of
from coprod_sim.scenario.setup.setup import PRESETS, TwoWays, Way
from tests.dashboard.serving import Visit, started, stopped

pytestmark = pytest.mark.browser

LOG: Final = logging.getLogger(__name__)
"""Shown with --log-cli-level=INFO."""
VISITORS: Final = int(os.environ.get("COPROD_VISITORS", "8"))
"""As many as two processors open within a minute beside other tests; for a whole room: COPROD_VISITORS=30."""
GENEROUS: Final = 60.0
"""Seconds; how fast it really is, benchmarks/dashboard.py measures."""
MEGABYTES_EACH: Final = 10.0
CHEAP: Final = {"fresh": True, "reduced_motion": "reduce", "width": 800, "height": 600}
"""So that so many browsers leave something of two processors to the server: with less motion, Play is one picture."""
MEGABYTE: Final = 1024 * 1024


def memory_of_group(group: int) -> float:
    """Give the resident memory of a process and all that it started [MB]."""
    pages = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                pages += int((folder / "statm").read_text(encoding="ascii").split()[1])
        except (OSError, ProcessLookupError):
            continue  # it has ended
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


@pytest.fixture
def served() -> Iterator[tuple[str, int]]:
    """A server of its own: its address, and its process group."""
    port = free_port()
    process = started(port)
    yield f"http://{HOST}:{port}", process.pid
    stopped(process)


def wanted(number: int) -> TwoWays:
    """Give what a visitor sets up: no two the same."""
    return TwoWays(Way(PRESETS[number % len(PRESETS)].key), Way(PRESETS[number * 3 % 5].key), seed=number % 20 + 1)


def starts_with(number: int) -> TwoWays:
    """Give what the visitor's link opens: another B, and the luck before."""
    two = wanted(number)
    other = next(preset.key for preset in PRESETS if preset.key != two.b.preset)
    return TwoWays(two.a, Way(other), seed=two.seed)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory from /proc")
def test_everybody_gets_their_own_run(browser: Browser, served: tuple[str, int]) -> None:
    """Many change their way of working and press Play at the same time: each sees what the model gives for their own choice."""
    where, group = served
    warm = Visit(browser, where, fresh=True)
    warm.skip()
    warm.whole_band()
    before = memory_of_group(group)
    room = [Visit(browser, where, address(starts_with(number)), hurried=True, **CHEAP) for number in range(VISITORS)]
    for visitor in room:
        visitor.at("way-b").wait_for(timeout=int(1000 * GENEROUS))
    begin = time.monotonic()
    for number, visitor in enumerate(room):
        visitor.at("way-b").select_option(wanted(number).b.preset)
    for number, visitor in enumerate(room):
        visitor.until("hash", wanted(number).hash, timeout=int(1000 * GENEROUS))
        visitor.skip()
        visitor.at("speed-fast").click()
        visitor.press("Space")
    for visitor in room:
        visitor.whole_band()
        visitor.until_month(1, timeout=int(1000 * GENEROUS))
    taken = time.monotonic() - begin
    each = (memory_of_group(group) - before) / VISITORS
    LOG.info("%d visitors: %.1f s from the first change to the last band, %.2f MB each", VISITORS, taken, each)

    for number, visitor in enumerate(room):
        run = run_of(wanted(number))
        assert [visitor.state(name) for name in ("hash", "results", "luck")] == [
            run["hash"],
            run["results"],
            str(run["luck"]),
        ]
        assert visitor.complaints == []
        assert visitor.page.locator("[role=alert]").count() == 0
    assert len({visitor.state("hash") for visitor in room}) == VISITORS
    assert taken <= GENEROUS
    assert each <= MEGABYTES_EACH
    for visitor in [warm, *room]:
        visitor.close()
