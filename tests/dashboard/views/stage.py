"""A stage for single views: a page with Vue, the modules of the dashboard and a real run, without Solara's server.

It serves the files of public/, and Vue as Solara ships it, on a free port of this computer.
"""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from coprod_sim import dashboard
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import payload, runs
from coprod_sim.scenario.scenario import load_scenario
from tests.tabs import Tab

ROOT: Final = Path(dashboard.__file__).parent
VUE: Final = Path(sys.prefix) / "share/solara/cdn/@widgetti/solara-vuetify-app@10.1.1/dist/solara-vuetify-app8.min.js"
TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
HTML: Final = """<!doctype html><html lang="en-GB"><head><link rel="icon" href="data:,"><title>Stage</title>
<link rel="stylesheet" href="/assets/custom.css">{styles}</head>
<body><div id="app"><div id="view"></div></div><script src="/vue.js"></script>
<script type="module">
import { store } from '/public/shared/store.js';
import { decodeRun, decodeBand } from '/public/shared/decode.js';
window.store = store;
window.give = ({ run, band, words }) => {
  store.words = words;
  store.run = decodeRun(run);
  store.band = decodeBand(band, run.months);
};
window.mount = async (file, name, props) => {
  const module = await import('/public/' + file);
  window.view = new Vue({ el: '#view', render: (h) => h(module[name], { props }) });
};
window.ready = true;
</script></body></html>"""


def in_order(css: Path) -> tuple[bool, bool, Path]:
    """Put the look of pages after what they share, and what overrules it for small screens last, as custom.js does."""
    return css.name == "small.css", "shared" not in css.parts, css


class Handler(BaseHTTPRequestHandler):
    """Serves the stage."""

    def do_GET(self) -> None:
        """Answer with the page, with Vue, or with a file of public/ or assets/."""
        path = self.path.partition("?")[0]
        file = VUE if path == "/vue.js" else ROOT / path.lstrip("/")
        links = [
            f'<link rel="stylesheet" href="/{css.relative_to(ROOT).as_posix()}">'
            for css in sorted((ROOT / "public").rglob("*.css"), key=in_order)
        ]
        body = (
            HTML.replace("{styles}", "".join(links)).encode()
            if path == "/"
            else (file.read_bytes() if file.is_file() else None)
        )
        self.send_response(404 if body is None else 200)
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Type", TYPES.get(".html" if path == "/" else file.suffix, "text/plain"))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def a_run(a: str = "consultation_only", b: str = "power_sharing", seed: int = 7, months: int = 60) -> dict[str, Any]:
    """Give what the server would send for two scenarios: run, band and words."""
    both = load_scenario(a), load_scenario(b)
    worlds = [runs.world(scenario, seed, months) for scenario in both]
    *_, whole = runs.seed_band(*both, months)
    run = payload.run_payload(worlds) | {
        "rev": 1,
        "hash": "0" * 16,
        "luck": seed,
        "changes": [],
        "ways": [
            {"name": scenario.title, "neutral": f"Way of working {side}"} for side, scenario in enumerate(both, 1)
        ],
    }
    return {"run": run, "band": payload.band_payload(whole, runs.BAND), "words": words("present")}


@cache
def address() -> str:
    """Serve the stage until the tests end, and give where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


@contextmanager
def without_complaint(page: Page, *, but: tuple[str, ...] = ()) -> Iterator[None]:
    """Assert at the end that a page has said nothing in its console; what holds one of some words does not count."""
    heard: list[str] = []

    def logged(message: ConsoleMessage) -> None:
        if not any(word in f"{message.text} {message.location}" for word in but):
            heard.append(message.text)

    def failed(error: Error) -> None:
        heard.append(str(error))

    page.on("console", logged)
    page.on("pageerror", failed)
    yield
    page.remove_listener("console", logged)
    page.remove_listener("pageerror", failed)
    assert not heard, heard


@contextmanager
def staged(
    browser: Browser, given: dict[str, Any], width: int = 1280, height: int = 720, *, fresh: bool = False
) -> Iterator[Page]:
    """Open a stage with a run in the store, in a tab (tests/tabs.py): `page.evaluate` can then call mount(file, name, props)."""
    tab = Tab(browser, width, height, fresh=fresh)
    page = tab.page
    try:
        page.goto(address())
        page.wait_for_function("window.ready")
        page.evaluate("given => window.give(JSON.parse(given))", json.dumps(given))
        yield page
    finally:
        tab.leave()
