"""However the command ends, its server ends with it, and the port is free again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import pytest

from coprod_sim.cli.commands.dashboard import HOST, TOKEN, free_port, is_open, open_port
from tests.dashboard.serving import KEY, started, stopped

PATIENCE: Final = 60
ENDS: Final = {signal.SIGINT: 0, signal.SIGTERM: 143, signal.SIGKILL: -9} if sys.platform != "win32" else {}
LIGHT: Final = """
import sys, threading, time
from coprod_sim.cli.commands import dashboard
from coprod_sim.dashboard.door import server

async def yes(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"yes"})

dashboard.compile_first = lambda: None
server.solara_app = lambda *_: yes
threading.Thread(target=time.sleep, args=(600,)).start()  # a long run that is at work
dashboard.serve_dashboard(int(sys.argv[1]), False)
"""
"""The command with all that ends it, and with little to serve."""


def light(port: int) -> subprocess.Popen[bytes]:
    """Start the command without the model and Solara's pages, which take ten times as long."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), TOKEN: KEY}
    process = subprocess.Popen(
        [sys.executable, "-c", LIGHT, str(port)], stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(f"http://{HOST}:{port}/readyz", timeout=PATIENCE):
                return process
        except OSError:
            assert process.poll() is None, "the server has ended"
            time.sleep(0.1)
    raise TimeoutError("the server did not answer")


def assert_ends(process: subprocess.Popen[bytes], port: int, sent: signal.Signals, code: int) -> None:
    """Assert that a server ends by a signal, and that nothing stays at its port."""
    try:
        process.send_signal(sent)
        assert process.wait(PATIENCE) == code
        assert not is_open(port)
        open_port(port).close()
    finally:
        if process.poll() is None:
            stopped(process)


@pytest.mark.parametrize(("sent", "code"), ENDS.items())
def test_nothing_stays_at_the_port(sent: signal.Signals, code: int) -> None:
    """Ctrl-C ends it well, TERM with its usual code, and after KILL nothing stays, also while a long run is at work."""
    port = free_port()
    assert_ends(light(port), port, sent, code)


@pytest.mark.study
@pytest.mark.parametrize(("sent", "code"), ENDS.items())
def test_nothing_stays_of_the_whole_server(sent: signal.Signals, code: int) -> None:
    """The same, with all pages."""
    port = free_port()
    assert_ends(started(port), port, sent, code)
