"""The pages in a browser: `dashboard` serves them for this computer only, behind a key that is new at each start;
`static` writes them as one file, and as a folder for a web host, which need no server.
"""

import os
import re
import socket
import threading
import time
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import typer

from coprod_sim.cli.console import compiled_rules, note
from coprod_sim.errors import ScenarioError

HOST: Final = "127.0.0.1"
NEEDED: Final = ("solara", "altair")
PATIENCE: Final = 60.0
TOKEN: Final = "COPROD_SIM_TOKEN"
"""The variable of the environment that may hold the token."""
FIT: Final = re.compile(r"[A-Za-z0-9_-]{16,200}")


def serve_dashboard(port: int, browser: bool) -> None:
    """Serve the page until Ctrl-C."""
    if any(find_spec(name) is None for name in NEEDED):
        raise ScenarioError('the dashboard is not installed. Install it: pip install "coprod_sim[dashboard]"')
    from coprod_sim.dashboard.door.server import new_token, serve

    token = given_token() or new_token()
    with open_port(port) as door:
        address = f"http://{HOST}:{door.getsockname()[1]}"
        compile_first()
        note(f"The page is {address}/?token={token} - to stop it, press Ctrl-C here.")
        note(
            "The token is the key to the page: who has this address can open it on this computer. It is new each time."
        )
        if browser:
            threading.Thread(target=open_when_ready, args=(address, token), daemon=True).start()
        try:
            serve(door, token)
        except KeyboardInterrupt:
            note("The page is closed.")


def given_token() -> str | None:
    """Read the token that the surroundings give, for programs that open the page themselves; None where there is none."""
    given = os.environ.get(TOKEN)
    if given is not None and not FIT.fullmatch(given):
        raise ScenarioError(
            f"{TOKEN}: {len(given)} characters: must be 16 to 200 letters, digits, - or _. Write another, or leave it out."
        )
    return given


def open_port(port: int) -> socket.socket:
    """Open a port of this computer; 0 takes a free one."""
    if port and is_open(port):
        raise ScenarioError(in_use(port))
    try:
        # Where two programs may share a port, as on Windows, this takes it for itself.
        return socket.create_server((HOST, port))
    except OSError as error:
        raise ScenarioError(in_use(port)) from error


def in_use(port: int) -> str:
    """Say that a port cannot be had."""
    return f"port {port}: is in use already. Choose another: coprod-sim dashboard --port {port % 65535 + 1}"


def compile_first() -> None:
    """Compile the rules before anybody looks at the page, and say so, if that has not been done yet."""
    from coprod_sim.place.simulate import simulate
    from coprod_sim.scenario.scenario import load_scenario
    from coprod_sim.scenario.usual import BASELINE

    with compiled_rules(None):
        simulate(load_scenario(BASELINE), seed=1, months=1)


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


def open_when_ready(address: str, token: str) -> None:
    """Open a browser as soon as the page answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}/readyz", timeout=PATIENCE):
                webbrowser.open(f"{address}/?token={token}")
                return
        except OSError:
            time.sleep(0.2)


def write_static(folder: Path, address: str, *, force: bool, as_json: bool) -> None:
    """Write the pages into a folder, and say what is there."""
    if find_spec("solara") is None:
        raise ScenarioError('the dashboard is not installed. Install it: pip install "coprod_sim[dashboard]"')
    from coprod_sim.dashboard.static.folder import HOSTED, SINGLE, write_folder

    note("Writing the pages (some seconds) ...")
    sizes = write_folder(folder, address, force=force)
    if as_json:
        import json

        typer.echo(json.dumps({"folder": str(folder), "files": sizes}))
        return
    typer.echo(
        f"{folder / SINGLE}: one file of {sizes[SINGLE] / 1e6:.1f} MB. It opens by a double click, without a network."
    )
    typer.echo(
        f"{folder / HOSTED}: for a web host; put the whole folder there. embed.html says how other pages show it."
    )
