"""The words of the dashboard: every text that people read, from words.toml, and a way to fill in its {names}."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parent / "words.toml"
NAME: Final = re.compile(r"\{(\w+)\}")


@cache
def words() -> dict[str, Any]:
    """Read words.toml, once."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


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
