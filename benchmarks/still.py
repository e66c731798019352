"""The single file that opens without a server, against its budget, in a headless Chromium: `python -m benchmarks.still [--write]`.

It needs Chromium (COPROD_CHROMIUM names one) and the dashboard extra, and takes a minute on a quiet machine.
The file is opened from the disk, with the network off.  Beside it, compiled Python makes the same pairs in the same minute.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.dashboard import BUSY, CLICKS, STARTS, Measured, table
from benchmarks.dashboard_visit import PAINTED, ROOT, SIZE, at, measured, whole_band
from benchmarks.marks import write
from benchmarks.table import machine

PAIRS = 20
TURNS = 5
FIRST_WORDS = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# Between two turns of this loop the page hears no hand: the longest is what a hand may have to wait.
TURNS_OF_THE_PAGE = """() => {
    window.longest = 0;
    let last = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        channel.port2.postMessage(null);
    };
    channel.port2.postMessage(null);
}"""


def fresh(browser: Browser, address: str) -> tuple[Page, float, float]:
    """Open the trainer's page from the disk in a fresh window: gives the seconds until its first words, and until its pair is drawn."""
    page = browser.new_context(viewport=SIZE, offline=True).new_page()
    page.add_init_script(f"({PAINTED})()")
    page.goto(f"{address}#/present")
    page.wait_for_function("window.painted > 0", timeout=60_000)
    return page, page.evaluate(FIRST_WORDS) / 1e3, page.evaluate("window.painted") / 1e3


def starts(browser: Browser, address: str) -> Iterator[Measured]:
    """Measure fresh windows: the first words, and the first pair as a picture."""
    words, pictures = [], []
    for _ in range(STARTS + TURNS):
        page, first, drawn = fresh(browser, address)
        words.append(first)
        pictures.append(drawn)
        page.context.close()
    yield Measured("Opened from the disk: first words", "s", 1.5, words)
    yield Measured("Opened from the disk: first pair drawn", "s", 1.5, pictures)


def lucks(page: Page) -> Iterator[Measured]:
    """Measure a pair: another luck, from the hand to the picture."""
    times = []
    for _ in range(CLICKS):
        times.append(measured(page, "rev", lambda: page.click(at("luck"))))
        whole_band(page)
    yield Measured("A pair: new luck to its run drawn", "ms", 150, times)


def bands(page: Page) -> Iterator[Measured]:
    """Measure 20 pairs of ways of working that nobody has run yet, and how long the page is deaf meanwhile."""
    pairs, deaf = [], []
    keys = page.eval_on_selector_all(f"{at('way-b')} option", "all => all.map(one => one.value)")
    page.evaluate(TURNS_OF_THE_PAGE)
    for turn in range(len(keys) - 1):
        new = keys[(keys.index(page.input_value(at("way-b"))) + 1) % len(keys)]
        page.evaluate("window.longest = 0")
        measured(page, "rev", partial(page.select_option, at("way-b"), new))
        page.wait_for_function("window.bandTook !== null", timeout=60_000)
        pairs.append(page.evaluate("window.bandTook") / 1e3)
        deaf.append(page.evaluate("window.longest"))
        if turn == TURNS:
            break
    yield Measured(f"{PAIRS} pairs of another way of working, from the hand to the band drawn", "s", 3, pairs)
    yield Measured(f"Longest time in which the page hears no hand while {PAIRS} pairs run", "ms", 100, deaf, "worst")


def compared(page: Page, address: str) -> Iterator[Measured]:
    """Measure the same on /compare, where each pair counts every family, too."""
    page.goto(f"{address}#/compare")
    page.wait_for_selector(f"{at('shown')}[data-pairs='{PAIRS}']", timeout=60_000)
    page.evaluate(TURNS_OF_THE_PAGE)
    times, deaf = [], []
    keys = page.eval_on_selector_all(f"{at('way-b')} option", "all => all.map(one => one.value)")
    for key in [key for key in keys if key != page.input_value(at("way-b"))][:TURNS]:
        page.evaluate("window.longest = 0")
        before = page.get_attribute("#app", "data-hash")
        began = time.perf_counter()
        page.select_option(at("way-b"), key)
        page.wait_for_function(
            """([before, pairs]) => {
                const [app, shown] = [document.getElementById('app'), document.querySelector('[data-testid=shown]')];
                return app.dataset.hash !== before && shown?.dataset.pairs === pairs && !document.querySelector('[data-testid=progress]');
            }""",
            arg=[before, str(PAIRS)],
            timeout=60_000,
        )
        times.append(time.perf_counter() - began)
        deaf.append(page.evaluate("window.longest"))
    yield Measured(f"{PAIRS} pairs on /compare, from the hand to the dots drawn", "s", 3, times)
    yield Measured(f"Longest time in which /compare hears no hand while {PAIRS} pairs run", "ms", 100, deaf, "worst")


def beside() -> float:
    """Give the seconds that compiled Python takes for the same pairs, the median of several times."""
    from coprod_sim.study.compare import compare

    times = []
    for _ in range(TURNS + 1):
        began = time.perf_counter()
        compare("consultation_only", "power_sharing", pairs=PAIRS, months=60)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


def measurements(browser: Browser, address: str) -> Iterator[Measured]:
    """Give every measurement, in the order of the budget."""
    yield from starts(browser, address)
    page, *_ = fresh(browser, address)
    page.click(at("skip"))
    whole_band(page)
    yield from lucks(page)
    yield from bands(page)
    yield from compared(page, address)
    page.context.close()


def main() -> None:
    """Measure, print, and write if asked to."""
    from coprod_sim.dashboard.static.one_file import one_file

    parser = argparse.ArgumentParser(prog="python -m benchmarks.still", description="The single file's budget.")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    chosen = parser.parse_args()
    about = machine()
    if os.getloadavg()[0] > BUSY:
        about.append("The machine was busy with other work, so that times are longer than they need be.")
    chromium = (
        os.environ.get("COPROD_CHROMIUM")
        or subprocess.check_output(["sh", str(ROOT / "scripts" / "find_chromium.sh")], text=True).strip()
    )
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "coprod_sim.html"
        file.write_text(one_file(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        about.append(f"Chromium {browser.version}, headless, drawing in software.")
        native = [beside()]
        for row in measurements(browser, file.as_uri()):
            rows.append(row)
            print(" | ".join(row.cells()), file=sys.stderr)
        native.append(beside())
        browser.close()
    about.append(
        f"Compiled Python made the indicators of the same {PAIRS} pairs in {native[0]:.3f} s just before, and in {native[1]:.3f} s just after."
    )
    text = table(rows, about)
    print(text)
    if chosen.write:
        write("still", text)


if __name__ == "__main__":
    main()
