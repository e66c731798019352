"""The server of the dashboard: Solara's pages behind our door (door.py), in the process that asks for them.

There is no second process, so that however the command ends, nothing stays at the port.
Solara reads its settings from the environment when it is imported, and so it is imported here only, and late.
"""

import logging
import os
import secrets
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterable
from types import FrameType
from typing import Any, Final

from coprod_sim.dashboard.door.door import Door
from coprod_sim.errors import printable

PAGES: Final = "coprod_sim.dashboard.pages.routes"
SETTINGS: Final = {
    # The page asks nobody outside for anything, and tells nobody that it is used.
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    # Where the pages are is said here: Solara would believe the first request that claims to come through a proxy.
    "SOLARA_ROOT_PATH": "",
    "SOLARA_SESSION_SAME_SITE": "lax",
    # By this cookie visitors are told apart, and no script of a page reads it.
    "SOLARA_SESSION_HTTP_ONLY": "true",
    # A tab that lost its connection may come back for so long; everything that matters is in its address anyway.
    "SOLARA_KERNEL_CULL_TIMEOUT": "2h",
    "SOLARA_APP": PAGES,
}
MOST_BYTES: Final = 4_000_000
"""The longest message of a browser: a file of 1 MB, however it is written."""
GRACE: Final = 3.0
"""Seconds after which the program ends with what was still at work."""
ENDED: Final = 128
"""A program that was ended by a signal gives this, and the number of the signal."""


class PlainLines(logging.Formatter):
    """What is told at the terminal: text from a visitor must not move its cursor."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record with its control characters shown."""
        return "\n".join(printable(line) for line in super().format(record).split("\n"))


def new_token() -> str:
    """Make the key of this start."""
    return secrets.token_urlsafe(24)


def set_up() -> None:
    """Settle what Solara reads when it is imported, and must not read before."""
    os.environ.update(SETTINGS)
    os.environ["SOLARA_SESSION_SECRET_KEY"] = secrets.token_hex()
    # What the server's libraries say to programmers would only puzzle whoever opens the page.
    warnings.simplefilter("ignore")


def solara_app(host: str, port: int) -> Any:
    """Give Solara's part of the server: our pages, with nothing told that is not for visitors."""
    os.environ["SOLARA_BASE_URL"] = f"http://{host}:{port}/"
    from solara.server.starlette import app

    from coprod_sim.dashboard.door import silence

    silence.begin()
    return app


def prepare_log() -> None:
    """Tell faults at the terminal, and nothing less."""
    handler = logging.StreamHandler()
    handler.setFormatter(PlainLines("%(levelname)s: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler])


def serve(door: socket.socket, token: str, names: Iterable[str] = ()) -> None:
    """Serve the pages at an open socket until Ctrl-C, or until the program is ended (exit code 143).

    token: the key of this start.   names: what else than this computer the server may be called.
    """
    import uvicorn

    host, port = door.getsockname()[:2]
    set_up()
    prepare_log()

    class Server(uvicorn.Server):
        """Ends in time, also while a long run is at work."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            code = 0 if sig == signal.SIGINT else ENDED + sig
            last = threading.Timer(GRACE, os._exit, (code,))
            last.daemon = True
            last.start()
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        Door(solara_app(host, port), token, port, names),
        loop="asyncio",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws_max_size=MOST_BYTES,
        timeout_graceful_shutdown=1,
    )
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(ENDED + number))
    try:
        Server(config).run(sockets=[door])
    finally:
        signal.signal(signal.SIGTERM, before)
