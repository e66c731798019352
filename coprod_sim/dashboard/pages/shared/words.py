"""The words of the dashboard: every text that people read, from its TOML files, and a way to fill in its {names}.

Each page has its words beside it, in words.toml; what several pages show stands here, beside /present and at the door.
What settings and events are called comes with their declarations (declared_words.py), and a file may say it otherwise.
To translate the dashboard, translate these files, and write what is declared into them.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from coprod_sim.dashboard.pages.shared.declared_words import declared_words, joined

DASHBOARD: Final = Path(__file__).parents[2]
OF_ALL: Final = ("door/*.toml", "pages/present/*.toml", "pages/shared/*.toml")
"""Words of views that several pages show."""
NAME: Final = re.compile(r"\{(\w+)\}")


@cache
def words(page: str | None = None) -> dict[str, Any]:
    """Read the words of all views and of one page, or of every page, once.

    Two files that have a table of the same name are a fault, for one would hide the other.
    """
    found: dict[str, Any] = {}
    shared = [file for pattern in OF_ALL for file in sorted(DASHBOARD.glob(pattern))]
    for file in dict.fromkeys([*shared, *sorted(DASHBOARD.glob(f"pages/{page or '*'}/words.toml"))]):
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        twice = found.keys() & tables.keys()
        if twice:
            raise ValueError(f"{file}: the table {min(twice)} is in another file, too. Rename one of them.")
        found |= tables
    own = {table: words for table, words in declared_words().items() if table in found}
    return joined(own, found)


def names_in(template: str) -> set[str]:
    """Give the {names} that a template wants filled in.

    >>> sorted(names_in("In month {m}, families in {s} met."))
    ['m', 's']
    """
    return set(NAME.findall(template))


def fill(template: str, **values: object) -> str:
    """Fill in every {name} of a template; a name without a value is a fault.

    >>> fill("In month {m}.", m=12)
    'In month 12.'
    """
    return NAME.sub(lambda found: str(values[found[1]]), template)


def texts(tables: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    """Give every text of a table with its place in the file, as in ("telling.why.recent", "Why: ...")."""
    for key, value in tables.items():
        place = f"{at}.{key}" if at else key
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, Mapping):
            yield from texts(value, place)
        elif isinstance(value, list):
            each = {str(number): item for number, item in enumerate(value) if isinstance(item, str | Mapping)}
            yield from texts(each, place)
