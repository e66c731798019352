"""What several tests share: how hard Hypothesis tries, how workers divide the tests, and a browser."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: the first call of a rule compiles it. No new luck: the same commit gets the same verdict every time.
settings.register_profile("coprod_sim", deadline=None, derandomize=True)
settings.load_profile("coprod_sim")

LONG = (
    # Rules of one's own are compiled by the first who wants them, and kept: what wants the same begins later.
    "tests/project/test_wheel.py",
    "tests/engine/checkpoint/test_same_bits.py",
    "tests/project/test_documents.py::test_commands_of_a_document_work[examples/",
    "tests/project/test_documents.py::test_commands_of_a_document_work[",
    "tests/project/test_documents.py::test_a_tutorial_can_be_followed[",
    "tests/dashboard/test_when_it_fails.py",
    "tests/dashboard/test_batch.py",
    "tests/dashboard/test_explore.py",
    "tests/engine/parity/test_parity.py",
    "tests/engine/test_mechanism.py",
    "tests/dashboard/test_lessons.py",
    "tests/agents/test_exact_cases.py",
    "tests/dashboard/test_compare.py",
    "tests/dashboard/test_model_page.py",
)
"""Beginnings of the names of tests that take long: they come first, so that no worker is left alone with them at the end."""


def place_in_line(name: str) -> int:
    """Say when a test has its turn: the long ones in their order, then all others."""
    return next((place for place, long in enumerate(LONG) if name.startswith(long)), len(LONG))


def unit(name: str) -> str:
    """Say what is done by one worker: the tests of a file, which share its fixtures, or a long test that shares nothing."""
    alone = "::" in LONG[place_in_line(name)] if place_in_line(name) < len(LONG) else False
    return name if alone else name.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Divide the tests among workers by `unit`, in the order of `place_in_line`, where `--dist loadfile` is asked for."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class LongestFirst(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

    config.option.loadscopereorder = False
    return LongestFirst(config, log) if config.option.dist == "loadfile" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the workers take long tests first; without workers the order is that of the files."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place_in_line(item.nodeid))


PATIENCE = 15_000
"""How long to wait for what is expected of a page [ms], where a test says nothing else; a busy machine needs more than 5 s."""
NOTED_CHROMIUM = Path(sys.prefix) / ".chromium"
NEEDLESS = (
    # What Playwright leaves out itself; a second list takes the place of its own.
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # A toolbar that is a web page of its own, for each visitor: a sixth of the time of a visit.
    "InitialWebUI",
    "PreloadTopChromeWebUI",
    "WebUIOmniboxPopup",
    "WebUIReloadButton",
    "WebUIToolbarWebView",
)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # nothing leaves this computer
    f"--disable-features={','.join(NEEDLESS)}",
]


# Commands in tests compile as they do where nothing was compiled ahead of time; tests/cli/test_first_answer.py tries the other way.
os.environ.setdefault("COPROD_SIM_FAST_START", "0")


def chromium_path() -> str:
    """Find the browser: named by COPROD_CHROMIUM, noted by scripts/find_chromium.sh, on the PATH, or Playwright's own."""
    noted = NOTED_CHROMIUM.read_text(encoding="utf-8").strip() if NOTED_CHROMIUM.exists() else ""
    for candidate in (os.environ.get("COPROD_CHROMIUM"), noted, "chromium", "google-chrome", "chrome"):
        found = shutil.which(candidate) if candidate else None
        if found:
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    pytest.fail(
        "no Chromium found for the browser tests. Run: python -m playwright install chromium, or set COPROD_CHROMIUM"
    )


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One headless Chromium for all browser tests; a test opens its own page in it.  Only these tests need Playwright."""
    from playwright.sync_api import expect, sync_playwright

    path = chromium_path()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
