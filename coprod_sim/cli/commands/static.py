"""The pages without a server: `static` writes them as one file, and as a folder for a web host."""

from importlib.util import find_spec
from pathlib import Path

import typer

from coprod_sim.cli.console import note
from coprod_sim.errors import ScenarioError


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
