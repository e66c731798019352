"""The dashboard as people meet it: served by the command, opened in a browser that reaches nothing else."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import parse_qs
from urllib.request import urlopen

from playwright.sync_api import Browser, Locator, Page, Request, expect

from coprod_sim.cli.commands.dashboard import HOST, TOKEN, free_port
from tests.tabs import Tab

PATIENCE: Final = 90
FIRST: Final = 60_000
SIGNS: Final = {
    "/lessons": "main h1",
    "/batch": "[data-testid=toml]",
    "/compare": "[data-testid=pairs]",
    "/present": "[data-testid=play]",
    "/mesa": "text=Month: 0",
    "/explore": "[data-testid=find]",
    "/model": "[data-testid=settings]",
}
"""What shows that a page is there; a heading, where nothing else is said."""
ELSEWHERE: Final = dict.fromkeys(("/batch", "/mesa"), "[data-testid=elsewhere]")
"""What the single file has at the addresses of pages that need a server."""
PAGE_TEXT: Final = """() => {
    const texts = [document.title];
    const all = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
        const { currentNode: node } = all;
        if (node.nodeType === Node.TEXT_NODE) {
            if (!node.parentElement.closest('script, style')) texts.push(node.textContent);
        } else {
            texts.push(...[...node.attributes].map(one => one.value));
            if ('value' in node) texts.push(String(node.value));
        }
    }
    return texts;
}"""
STORE: Final = """async () => {
    if (location.protocol.startsWith('http')) return (await import('/static/public/shared/store.js')).store;
    const holder = view => view.store ? view : view.$children.map(holder).find(Boolean);
    return holder(document.getElementById('app').__vue__).store;
}"""
"""Gives what the views share: the module that they all read, or, where modules are joined into one file, what a view holds."""
KEY: Final = "the-key-of-all-servers-of-the-tests"
COMMAND: Final = str(Path(sys.executable).with_name("coprod-sim"))


def started(port: int, *, faulty: bool = False, most_visitors: str = "") -> subprocess.Popen[bytes]:
    """Start a server at a port, and wait until it answers; a faulty one fails for some lucks (faulty.py)."""
    faulty_start = [sys.executable, str(Path(__file__).with_name("faulty.py")), str(port), most_visitors]
    usual_start = [COMMAND, "dashboard", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        faulty_start if faulty or most_visitors else usual_start,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), TOKEN: KEY},
        start_new_session=True,
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(f"http://{HOST}:{port}/readyz", timeout=5):
                return process
        except (URLError, OSError):
            assert process.poll() is None, "the server has ended"
            time.sleep(0.2)
    raise TimeoutError("the server did not answer")


def stopped(process: subprocess.Popen[bytes]) -> None:
    """Stop a server with everything that it started, as pulling the plug does."""
    os.killpg(process.pid, 9)
    process.wait()


@contextmanager
def serving(*, faulty: bool = False, most_visitors: str = "") -> Iterator[str]:
    """Serve the dashboard on a free port, and give its address."""
    port = free_port()
    process = started(port, faulty=faulty, most_visitors=most_visitors)
    try:
        yield f"http://{HOST}:{port}"
    finally:
        stopped(process)


def let_in(page: Page, address: str) -> None:
    """Get the cookie of a server, as the address that its command prints does."""
    # A connection that was kept for long may be closed by the server at the same moment: each call gets its own.
    came = page.context.request.get(f"{address}/?token={KEY}", max_redirects=0, headers={"Connection": "close"})
    assert came.status == 303, came.status


def query_of(address: str) -> dict[str, str]:
    """Read the query of an address or a link, also where it stands behind a #."""
    return {name: values[0] for name, values in parse_qs(address.partition("?")[2]).items()}


class Visit:
    """One visitor with a browser context of their own; what the page asks of others and complains about is kept.

    The address is that of a server, or of the single file with the # behind which paths stand; there, the network is off.

    Options are those of a tab (tests/tabs.py): width and height [px], fresh, and what a context takes.
    """

    def __init__(self, browser: Browser, address: str, path: str = "/present", **options: Any) -> None:
        hurried = options.pop("hurried", False)  # one of many: neither watched nor waited for
        self.served = address.startswith("http")
        options |= {} if self.served else {"offline": True}
        self.tab = Tab(browser, options.pop("width", 1280), options.pop("height", 720), **options)
        self.address = address
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = self.tab.page
        if self.served:
            let_in(self.page, address)
        if not hurried:
            self.tab.hear("request", self.note)
        self.tab.hear(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.tab.hear("pageerror", lambda error: self.complaints.append(str(error)))
        if hurried:
            self.page.goto(address + path, wait_until="commit")
        else:
            self.go(path)

    def note(self, request: Request) -> None:
        """Keep the address of a request that is not for our own server; the browser reaches no other (tests/conftest.py)."""
        own = self.address.partition("#")[0]  # a browser asks for a file without what stands behind the #
        if not request.url.startswith((own, "data:", "blob:")):
            self.outside.append(request.url)

    def go(self, path: str) -> None:
        """Open a path, and wait for what is on it; in one file another path is no other document, so the old one goes first."""
        if self.page.url.startswith("file:"):
            self.page.goto("about:blank")
        self.page.goto(self.address + path)
        signs = SIGNS if self.served else SIGNS | ELSEWHERE
        sign = next((sign for start, sign in signs.items() if path.startswith(start)), "h1")
        expect(self.page.locator(sign).first).to_be_visible(timeout=FIRST)

    def at(self, name: str) -> Locator:
        """Give the control with this data-testid."""
        return self.page.locator(f'[data-testid="{name}"]')

    def state(self, name: str) -> str:
        """Read one of the marks of the page: month, playing, luck, hash, results, rev, stage."""
        return str(self.page.locator("#app").get_attribute(f"data-{name}"))

    def until(self, name: str, value: str, timeout: int = 15_000) -> None:
        """Wait until a mark of the page has a value; between two pages there is none."""
        self.page.wait_for_function(
            "([name, value]) => document.getElementById('app')?.dataset[name] === value",
            arg=[name, value],
            timeout=timeout,
        )

    def until_not(self, name: str, value: str, timeout: int = 15_000) -> None:
        """Wait until a mark of the page has another value."""
        self.page.wait_for_function(
            "([name, value]) => document.getElementById('app') && document.getElementById('app').dataset[name] !== value",
            arg=[name, value],
            timeout=timeout,
        )

    def until_month(self, month: int, timeout: int = 15_000) -> None:
        """Wait until a month is shown, or a later one."""
        self.page.wait_for_function(
            "month => Number(document.getElementById('app')?.dataset.month) >= month", arg=month, timeout=timeout
        )

    def path(self) -> str:
        """Give the path that the address names, in both editions."""
        return self.page.url.removeprefix(self.address).partition("?")[0]

    def page_text(self) -> str:
        """Give all texts and attributes of the page, seen or not, and what stands in its boxes."""
        return "\n".join(self.page.evaluate(PAGE_TEXT))

    def store(self, what: str) -> Any:
        """Read from what the views share: an expression over `store`."""
        return self.page.evaluate(f"({STORE})().then(store => ({what}))")

    def until_store(self, what: str, timeout: int = 30_000) -> None:
        """Wait until an expression over `store` is true; wait_for_function would take the promise itself for true."""
        self.page.evaluate(
            """async ([what, timeout]) => {
                const store = await STORE();
                const holds = new Function('store', `return ${what};`);
                for (const end = Date.now() + timeout; !holds(store);) {
                    if (Date.now() > end) throw new Error(`never came true: ${what}`);
                    await new Promise(done => setTimeout(done, 20));
                }
            }""".replace("STORE", f"({STORE})"),
            [what, timeout],
        )

    def whole_band(self) -> None:
        """Wait until all runs of the band are there, and what is told of them."""
        self.until_store("store.band && store.band.done === store.band.of && store.telling")

    def skip(self) -> None:
        """Leave the guess out."""
        self.at("skip").click()
        self.until("stage", "open")

    def main(self) -> None:
        """Put the focus where the page hears single keys."""
        self.page.locator("main").focus()

    def press(self, key: str) -> None:
        """Press a key that the page hears."""
        self.main()
        self.page.keyboard.press(key)

    def add_change(self, do: str, who: str, start: int) -> None:
        """Put a change on the rail with the form, and wait for its run."""
        before = self.state("rev")
        self.at("add-change").click()
        self.at("change-do").select_option(do)
        self.at(f"change-who-{who}").check()
        self.at("change-start").fill(str(start))
        self.at("change-keep").click()
        self.until_not("rev", before)

    def downloaded(self, button: str) -> tuple[str, bytes]:
        """Press a button of the share dialog: the name of the file and its content."""
        self.at("open-share").click()
        with self.page.expect_download() as download:
            self.at(button).click()
        self.at("share-close").click()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def close(self) -> None:
        """Leave."""
        self.tab.leave()
