"""Folders that travel with the package: in a wheel they are inside it, in the repository beside it."""

from importlib.resources import files
from pathlib import Path

from coprod_sim.errors import ModelError


def shipped_folder(name: str, what: str) -> Path:
    """Give a folder of the installed package, else the one beside it in the repository; `what` it holds, for the message."""
    inside = Path(str(files("coprod_sim").joinpath(name)))
    beside = Path(__file__).resolve().parent.parent / name
    found = next((folder for folder in (inside, beside) if folder.is_dir()), None)
    if found is None:
        raise ModelError(f"{what} are in neither {inside} nor {beside}. Install coprod-sim again.")
    return found
