"""The dashboard as a benchmark meets it: served by its command, opened in a browser, and timed inside the page."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page

from coprod_sim.cli.commands.dashboard import HOST, TOKEN, free_port

ROOT = Path(__file__).parent.parent
MEGABYTE = 1024 * 1024
PATIENCE = 90
SIZE: Any = {"width": 1280, "height": 720}

PAINTED = """() => { const look = () => {
    const canvases = [...document.querySelectorAll('[data-testid=net-canvas-a], [data-testid=net-canvas-b]')];
    const lines = document.querySelectorAll('.panel-charts svg .chart-line');
    if (canvases.length === 2 && canvases.every(one => one.width > 300) && lines.length === 8) {
        requestAnimationFrame(() => { window.painted = performance.now(); });
    } else requestAnimationFrame(look);
}; requestAnimationFrame(look); }"""

# What the views share: the module that they all read, or, in the single file, where modules are joined, what a view holds.
STORE = """async () => {
    if (location.protocol.startsWith('http')) return (await import('/static/public/shared/store.js')).store;
    const holder = view => view.store ? view : view.$children.map(holder).find(Boolean);
    return holder(document.getElementById('app').__vue__).store;
}"""

# Notes when a hand did something, and when a mark of the page, or the text of a part of it, changed and was drawn.
WATCH = """async ([where, mark]) => {
    const store = await (STORE)();
    window.took = null; window.bandTook = null;
    let begin = null;
    const began = event => { begin = event.timeStamp; };
    for (const kind of ['click', 'change']) document.addEventListener(kind, began, { capture: true, once: true });
    const drawn = then => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now() - begin)));
    const watcher = new MutationObserver(() => {
        watcher.disconnect();
        drawn(took => { window.took = took; });
        const look = () => {
            if (store.band && store.band.done === store.band.of) drawn(took => { window.bandTook = took; });
            else requestAnimationFrame(look);
        };
        look();
    });
    const seen = mark ? { attributes: true, attributeFilter: ['data-' + mark] } : { childList: true, characterData: true, subtree: true };
    watcher.observe(document.querySelector(where), seen);
}""".replace("STORE", STORE)

BAND = """async patience => {
    const store = await (STORE)();
    for (const end = Date.now() + patience; !store.band || store.band.done < store.band.of;) {
        if (Date.now() > end) throw new Error('the band did not come');
        await new Promise(done => setTimeout(done, 20));
    }
}""".replace("STORE", STORE)


class Server:
    """The dashboard as its command serves it, on a free port."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://{HOST}:{self.port}"
        self.token = secrets.token_urlsafe()
        command = [str(Path(sys.executable).with_name("coprod-sim")), "dashboard", "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT), TOKEN: self.token},
            start_new_session=True,
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with urlopen(f"{self.address}/readyz", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.2)
        raise TimeoutError("the server did not answer")

    def memory(self) -> float:
        """Give the resident memory of the server and all that it started [MB]."""
        pages = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if os.getpgid(int(folder.name)) == self.process.pid:
                    pages += int((folder / "statm").read_text(encoding="ascii").split()[1])
            except OSError:
                continue  # it has ended
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE

    def let_in(self, context: BrowserContext) -> None:
        """Give a browser the cookie of this server."""
        context.request.get(f"{self.address}/?token={self.token}", max_redirects=0)

    def stop(self) -> None:
        """Stop it, with all that it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving() -> Iterator[Server]:
    """Serve for a while."""
    server = Server()
    try:
        yield server
    finally:
        server.stop()


def opened(context: BrowserContext, server: Server) -> tuple[Page, float]:
    """Open the trainer's page, and give the milliseconds until both networks and four charts were drawn."""
    server.let_in(context)
    page = context.new_page()
    page.add_init_script(f"({PAINTED})()")
    page.goto(f"{server.address}/present")
    page.wait_for_function("window.painted > 0", timeout=60_000)
    return page, float(page.evaluate("window.painted"))


def at(name: str) -> str:
    """Select the control with this data-testid."""
    return f'[data-testid="{name}"]'


def whole_band(page: Page) -> None:
    """Wait until all runs of the band are there; wait_for_function would take the promise of an import for true."""
    page.evaluate(BAND, 1000 * PATIENCE)


def ready(browser: Browser, server: Server) -> Page:
    """Open a page whose guess is left out and whose band is there."""
    page, _ = opened(browser.new_context(viewport=SIZE), server)
    page.click(at("skip"))
    whole_band(page)
    return page


def measured(page: Page, mark: str, act: Any, where: str = "#app") -> float:
    """Do something, and give the milliseconds until a mark of a part had changed (no mark: its text) and was drawn."""
    page.evaluate(WATCH, [where, mark])
    act()
    page.wait_for_function("window.took !== null", timeout=30_000)
    return float(page.evaluate("window.took"))
