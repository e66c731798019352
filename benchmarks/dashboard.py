"""The dashboard against its budget, in a headless Chromium: `make bench-dashboard`, or `python -m benchmarks.dashboard [--write]`.

It needs Chromium (COPROD_CHROMIUM names one) and the dashboard extra, and takes some three minutes on a quiet machine.
Times are taken inside the page: from the event that a hand makes to the second frame after the page has changed.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.dashboard_visit import (
    MEGABYTE,
    PAINTED,
    ROOT,
    SIZE,
    Server,
    at,
    measured,
    opened,
    ready,
    serving,
    whole_band,
)
from benchmarks.marks import write
from benchmarks.table import machine, number_text

HEAD = ("What", "Budget", "Judged by", "Median", "95 of 100", "Worst", "Verdict")
STARTS, LOADS, CLICKS, PLAYS = 3, 5, 20, 3
VISITORS = 30
BUSY = 3.0
"""A load before the start from which on the table says that the machine was not quiet."""

FRAMES = """() => new Promise(done => {
    const gaps = []; let last = performance.now(); const end = last + 8000;
    const tick = now => { gaps.push(now - last); last = now; if (now < end) requestAnimationFrame(tick); else done(gaps); };
    requestAnimationFrame(tick);
})"""


class Measured(NamedTuple):
    """One measurement, taken several times; the verdict goes by one figure of it: median, 95 of 100, or worst."""

    what: str
    unit: str
    budget: float
    values: Sequence[float]
    by: str = "median"
    more_is_better: bool = False

    @property
    def figures(self) -> dict[str, float]:
        """The median, what 95 of 100 keep to, and the worst."""
        ordered = sorted(self.values, reverse=self.more_is_better)
        late = ordered[math.ceil(0.95 * len(ordered)) - 1]
        return {"median": statistics.median(ordered), "95 of 100": late, "worst": ordered[-1]}

    @property
    def verdict(self) -> str:
        """Whether the budget is kept."""
        figure = self.figures[self.by]
        return "met" if (figure >= self.budget if self.more_is_better else figure <= self.budget) else "MISSED"

    def cells(self) -> tuple[str, ...]:
        """Write the row for a table."""
        figures = [number_text(figure, self.unit) for figure in self.figures.values()] if len(self.values) > 1 else []
        single = [number_text(self.values[0], self.unit), "", ""]
        return self.what, number_text(self.budget, self.unit), self.by, *(figures or single), self.verdict


def first_paint(browser: Browser) -> Iterator[Measured]:
    """Measure fresh servers with fresh browsers, then the second visit of a browser, and what goes over the wire."""
    cold, warm, bytes_sent = [], [], []
    outside: set[str] = set()
    for turn in range(STARTS):
        with serving() as server:
            context = browser.new_context(viewport=SIZE)
            server.let_in(context)
            page = context.new_page()
            page.on(
                "request",
                lambda asked, own=server.address: outside.add(asked.url) if is_outside(asked.url, own) else None,
            )
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            sizes: list[float] = []
            session.on("Network.loadingFinished", lambda done, kept=sizes: kept.append(done["encodedDataLength"]))
            page.add_init_script(f"({PAINTED})()")
            page.goto(f"{server.address}/present")
            page.wait_for_function("window.painted > 0", timeout=60_000)
            cold.append(page.evaluate("window.painted") / 1e3)
            whole_band(page)
            bytes_sent.append(sum(sizes) / MEGABYTE)
            page.close()
            if turn == STARTS - 1:
                for _ in range(LOADS):
                    again, painted = opened(context, server)
                    warm.append(painted / 1e3)
                    again.close()
            context.close()
    yield Measured("First useful paint, fresh server and browser", "s", 3, cold)
    yield Measured("First useful paint, second visit", "s", 1.5, warm)
    yield Measured("Transfer of a first visit, as sent", "MB", 3, bytes_sent)
    yield Measured("What a first visit asks of anybody else", "requests", 0, [len(outside)])


def is_outside(url: str, own: str) -> bool:
    """Tell whether a request leaves our own server."""
    return not url.startswith((own, own.replace("http", "ws"), "data:", "blob:"))


def buttons(page: Page) -> Iterator[Measured]:
    """Measure a button that needs no server, and one that does."""
    steps = [measured(page, "month", lambda: page.click(at("forward"))) for _ in range(CLICKS)]
    yield Measured("Step to visible change, no server", "ms", 100, steps, "95 of 100")
    lucks = []
    for _ in range(CLICKS):
        lucks.append(measured(page, "rev", lambda: page.click(at("luck"))))
        whole_band(page)
    yield Measured("New luck to its run drawn: median", "ms", 150, lucks)
    yield Measured("New luck to its run drawn: 95 of 100", "ms", 300, lucks, "95 of 100")


def changes(page: Page) -> Iterator[Measured]:
    """Measure other ways of working that nobody has run yet: the new pair, its 20 pairs, and how large the pair is, as sent.

    The 20 pairs (122 KB) come in a message of their own, but for a few that are ready when the pair is sent.
    """
    messages: list[float] = []
    runs, bands = [], []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda frame: messages.extend(pairs_in(frame)))
    keys = page.eval_on_selector_all(f"{at('way-b')} option", "all => all.map(one => one.value)")
    for turn in range(CLICKS):
        box = "ba"[turn % 2]
        now = page.input_value(at(f"way-{box}"))
        new = keys[(keys.index(now) + 1 + turn // len(keys)) % len(keys)]
        runs.append(measured(page, "rev", partial(page.select_option, at(f"way-{box}"), new)))
        page.wait_for_function("window.bandTook !== null", timeout=30_000)
        bands.append(page.evaluate("window.bandTook") / 1e3)
        page.click(at("skip"))
    yield Measured("Another way of working to its run drawn", "ms", 500, runs, "95 of 100")
    yield Measured("Another way of working to all 20 pairs", "s", 4, bands, "95 of 100")
    session.detach()
    yield Measured("A pair of runs, as sent", "KB", 400, messages, "worst")


def pairs_in(frame: Any) -> list[float]:
    """Give how large the pair of runs in a message is, if it holds one [KB]."""
    message = frame["response"]["payloadData"]
    if '"results"' not in message:
        return []
    return [len(json.dumps(json.loads(message)["content"]["data"]["state"]["run"])) / 1024]


def settings(page: Page, server: Server) -> Iterator[Measured]:
    """Measure a number on the page of all settings, typed as nobody did before: the pair, and its 20 pairs."""
    page.goto(f"{server.address}/explore")
    page.wait_for_selector(at("set-power_ceiling-b"))
    whole_band(page)
    runs, bands = [], []
    for turn in range(CLICKS):
        whole_band(page)
        page.fill(at("set-power_ceiling-b"), str(41 + turn))
        runs.append(measured(page, "rev", partial(page.press, at("set-power_ceiling-b"), "Enter")))
        page.wait_for_function("window.bandTook !== null", timeout=30_000)
        bands.append(page.evaluate("window.bandTook") / 1e3)
    yield Measured("A setting on /explore to its run drawn", "ms", 500, runs, "95 of 100")
    yield Measured("A setting on /explore to all 20 pairs", "s", 4, bands, "95 of 100")


def stories(page: Page) -> Iterator[Measured]:
    """Measure the story of a family that nobody asked for before, in the open drawer."""
    page.click(at("open-story"))
    page.wait_for_selector(at("story-a"))
    families = page.eval_on_selector_all(f"{at('story-pick')} option", "all => all.map(one => one.value)")
    now = page.input_value(at("story-pick"))
    others = [family for family in families if family != now][:CLICKS]
    times = [
        measured(page, "", partial(page.select_option, at("story-pick"), family), where="#story-title")
        for family in others
    ]
    page.click(at("story-close"))
    yield Measured("Another family's story, until it can be read: median", "ms", 150, times)
    yield Measured("Another family's story: 95 of 100", "ms", 300, times, "95 of 100")


def playing(page: Page) -> Iterator[Measured]:
    """Measure frames while months run."""
    gaps: list[float] = []
    seconds: list[float] = []
    for _ in range(PLAYS):
        page.click(at("reset"))
        page.click(at("play"))
        found = page.evaluate(FRAMES)[1:]
        page.click(at("play"))
        gaps += found
        second, frames = 0.0, 0
        for gap in found:
            second, frames = second + gap, frames + 1
            if second >= 1000:
                seconds.append(1000 * frames / second)
                second, frames = 0.0, 0
    yield Measured("Play: from one frame to the next", "ms", 33, gaps, "95 of 100")
    yield Measured("Play: frames in a second", "fps", 24, seconds, "worst", more_is_better=True)


def memory(browser: Browser) -> Iterator[Measured]:
    """Measure what thirty visitors cost, over the first one."""
    with serving() as server:
        first = ready(browser, server)
        before = server.memory()
        contexts = [browser.new_context(viewport=SIZE) for _ in range(VISITORS - 1)]
        for context in contexts:
            page, _ = opened(context, server)
            whole_band(page)
        each = (server.memory() - before) / len(contexts)
        yield Measured(f"Memory of the server for each of {VISITORS} visitors", "MB", 10, [each])
        for context in (*contexts, first.context):
            context.close()


def measurements(browser: Browser) -> Iterator[Measured]:
    """Give every measurement, in the order of the budget."""
    yield from first_paint(browser)
    with serving() as server:
        page = ready(browser, server)
        for measure in (buttons, changes, stories, playing):
            yield from measure(page)
        yield from settings(page, server)
        page.context.close()
    yield from memory(browser)


def table(rows: Sequence[Measured], about: Sequence[str]) -> str:
    """Write the table for README.md."""
    lines = [*about, "", f"| {' | '.join(HEAD)} |", "|---|--:|---|--:|--:|--:|---|"]
    return "\n".join(lines + [f"| {' | '.join(row.cells())} |" for row in rows])


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dashboard", description="The dashboard's budget.")
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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        about.append(f"Chromium {browser.version}, headless, drawing in software.")
        for row in measurements(browser):
            rows.append(row)
            print(" | ".join(row.cells()), file=sys.stderr)
        browser.close()
    text = table(rows, about)
    print(text)
    if chosen.write:
        write("dashboard", text)


if __name__ == "__main__":
    main()
