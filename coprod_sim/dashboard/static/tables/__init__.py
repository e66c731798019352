"""What the worker of the pages (public/worker) knows beside its code, one file for each part that reads it.

Each file has a function `tables` that gives what JSON can hold; `all_tables` joins them by the names of the files.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

StaticTables = dict[str, Any]


def part_names() -> list[str]:
    """Name the parts."""
    return [file.name for file in iter_modules(__path__)]


def part_tables(name: str) -> StaticTables:
    """Give the tables of one part."""
    found: StaticTables = import_module(f"{__name__}.{name}").tables()
    return found


def all_tables() -> StaticTables:
    """Give the tables of every part by its name."""
    return {name: part_tables(name) for name in part_names()}
