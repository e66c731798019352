"""What several tests share: how hard Hypothesis tries, and a browser."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: the first call of a rule compiles it. No new luck: the same commit gets the same verdict every time.
settings.register_profile("coprod_sim", deadline=None, derandomize=True)
settings.load_profile("coprod_sim")

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
