"""The page in a browser: `dashboard` starts a server for this computer only."""

import os
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from coprod_sim.cli_console import note
from coprod_sim.errors import ModelError, ScenarioError

HOST: Final = "127.0.0.1"
NEEDED: Final = ("solara", "altair")
OFFLINE: Final = {
    # The page asks nobody outside for anything, and tells nobody that it is used.
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    # What the server's libraries say to programmers would only puzzle whoever opens the page.
    "SOLARA_SESSION_SAME_SITE": "lax",
    "PYTHONWARNINGS": "ignore",
}
PATIENCE: Final = 60.0


def dashboard(port: int, browser: bool) -> None:
    """Serve the page until Ctrl-C."""
    if any(find_spec(name) is None for name in NEEDED):
        raise ScenarioError('the dashboard is not installed. Install it: pip install "coprod_sim[dashboard]"')
    if is_open(port):
        raise ScenarioError(f"port {port}: is in use already. Choose another: coprod-sim dashboard --port {port + 1}")
    page = Path(__file__).with_name("mesa_page.py")
    command = [sys.executable, "-m", "solara", "run", str(page), "--production", "--no-open", "--no-check-version"]
    note(f"The page is http://{HOST}:{port} - to stop it, press Ctrl-C here.")
    if browser:
        threading.Thread(target=open_when_ready, args=(port,), daemon=True).start()
    try:
        code = subprocess.run(
            [*command, "--host", HOST, "--port", str(port)], env=os.environ | OFFLINE, check=False
        ).returncode
    except KeyboardInterrupt:
        note("The page is closed.")
        return
    if code:
        raise ModelError(f"the page ended with code {code}: what it said stands above. Please report it.")


def is_open(port: int) -> bool:
    """Tell whether something answers at a port of this computer."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def open_when_ready(port: int) -> None:
    """Open a browser as soon as the page answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if is_open(port):
            webbrowser.open(f"http://{HOST}:{port}")
            return
        time.sleep(0.2)
