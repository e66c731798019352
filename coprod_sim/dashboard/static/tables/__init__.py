"""What the worker of the pages (public/worker) knows beside its code, one file for each part that reads it.

Each file has a function `tables` that gives what JSON can hold; `all_tables` joins them by the names of the files.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

StaticTables = dict[str, Any]


def all_tables() -> StaticTables:
    """Give the tables of every part by its name."""
    return {file.name: import_module(f"{__name__}.{file.name}").tables() for file in iter_modules(__path__)}
