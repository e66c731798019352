"""What is told of a fault: everything to the log of the server, and to visitors neither a traceback nor a folder.

A number stands in both, so that whoever looks after the server finds what a visitor reports.
"""

import logging
import re
import secrets
from typing import Any, Final, NamedTuple

from coprod_sim.errors import printable

LOG: Final = logging.getLogger(__name__)
FOLDERS: Final = re.compile(
    r"""(?:\b[A-Za-z]:(?=[\\/]))?(?:(?<![\w.~/\\:])~?[\\/]|(?<=:)[\\/])(?:[^\\/\n"'<>|:*?]+[\\/])*"""
)
"""A place in a file system, up to the name of the file, as Windows and others write it."""
LONGEST: Final = 500


class VisitorFault(NamedTuple):
    """What a visitor may know of a fault: the number that stands in the log, and what went wrong."""

    trace: str
    what: str


def visitor_fault(error: BaseException, where: str) -> VisitorFault:
    """Note a fault in the log, and give what a visitor may know of it.  where: what could not be done."""
    trace = secrets.token_hex(4)
    LOG.error("%s (%s)", where, trace, exc_info=error)
    return VisitorFault(trace, f"{type(error).__name__}: {without_folders(str(error))}")


def without_folders(text: Any) -> str:
    r"""Leave folders out of a message, and keep names of files.

    >>> without_folders("no room in /home/ann lee/runs/part-1.parquet: 3/4, and C:\\Users\\ann\\x.toml")
    'no room in part-1.parquet: 3/4, and x.toml'
    """
    return FOLDERS.sub("", printable(str(text)))[:LONGEST]
