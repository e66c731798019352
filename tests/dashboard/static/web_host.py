"""A plain web host that notes what it is asked for, and a tab that opens pages without a server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Frame, Page

READY: Final = "document.getElementById('app')?.dataset.results"
"""What is there when a pair of runs is shown: the hash of its numbers."""


class Host:
    """A folder, served at a free port of this computer; `asked` holds the paths that were asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        host = self

        class Handler(SimpleHTTPRequestHandler):
            def log_request(self, *_: Any) -> None:
                host.asked.append(self.path)

            def end_headers(self) -> None:
                # A file that is seconds old may otherwise be taken from what the browser itself has kept.
                self.send_header("Cache-Control", "no-cache")
                super().end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder for a while."""
    host = Host(folder)
    try:
        yield host
    finally:
        host.stop()


def results(page: Page | Frame, timeout: int = 60_000) -> str:
    """Wait for a pair of runs, and give the hash of its numbers."""
    page.wait_for_function(READY, timeout=timeout)
    return str(page.evaluate(READY))
