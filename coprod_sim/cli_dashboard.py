"""The page in a browser: `dashboard` starts a server for this computer only."""

import os
import secrets
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from importlib.util import find_spec
from typing import Final

from coprod_sim.cli_console import compiled_rules, note
from coprod_sim.errors import ModelError, ScenarioError

HOST: Final = "127.0.0.1"
NEEDED: Final = ("solara", "altair")
PAGES: Final = "coprod_sim.dashboard.pages"
OFFLINE: Final = {
    # The page asks nobody outside for anything, and tells nobody that it is used.
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    # What the server's libraries say to programmers would only puzzle whoever opens the page.
    "SOLARA_SESSION_SAME_SITE": "lax",
    "PYTHONWARNINGS": "ignore",
    # A tab that lost its connection may come back for so long; everything that matters is in its address anyway.
    "SOLARA_KERNEL_CULL_TIMEOUT": "2h",
}
PATIENCE: Final = 60.0


def dashboard(port: int, browser: bool) -> None:
    """Serve the page until Ctrl-C."""
    if any(find_spec(name) is None for name in NEEDED):
        raise ScenarioError('the dashboard is not installed. Install it: pip install "coprod_sim[dashboard]"')
    if port and is_open(port):
        raise ScenarioError(f"port {port}: is in use already. Choose another: coprod-sim dashboard --port {port + 1}")
    compile_first()
    port = port or free_port()
    command = [sys.executable, "-m", "solara", "run", PAGES, "--production", "--no-open", "--no-check-version"]
    note(f"The page is http://{HOST}:{port} - to stop it, press Ctrl-C here.")
    if browser:
        threading.Thread(target=open_when_ready, args=(port,), daemon=True).start()
    try:
        code = subprocess.run(
            [*command, "--host", HOST, "--port", str(port)], env=environment(), check=False
        ).returncode
    except KeyboardInterrupt:
        note("The page is closed.")
        return
    if code:
        raise ModelError(f"the page ended with code {code}: what it said stands above. Please report it.")


def compile_first() -> None:
    """Compile the rules before anybody looks at the page, and say so, if that has not been done yet."""
    from coprod_sim.scenario import load_scenario
    from coprod_sim.scenario_chain import BASELINE
    from coprod_sim.simulation import simulate

    with compiled_rules(None):
        simulate(load_scenario(BASELINE), seed=1, months=1)


def environment() -> dict[str, str]:
    """Give what the server is told by its surroundings; sessions are signed with a secret of this start."""
    return os.environ | OFFLINE | {"SOLARA_SESSION_SECRET_KEY": secrets.token_hex()}


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


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
