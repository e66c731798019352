"""The text of files and links that may come from anybody: JSON without traps, and JSON that is packed into a link.

What the tables mean is no business of this file: see reader.py.
"""

import base64
import json
import math
import re
import zlib
from collections.abc import Mapping
from typing import Final, NoReturn, cast

MOST_FILE: Final = 1_000_000  # bytes
MOST_LINK: Final = 8_000  # characters
MOST_UNPACKED: Final = 200_000  # bytes
DEEPEST: Final = 12
LONGEST_NUMBER: Final = 300  # digits: beyond that, a whole number is no number with a point any more
RAW: Final = -zlib.MAX_WBITS  # deflate without a header: a link needs none
Table = dict[str, object]


class UnreadableError(ValueError):
    """A text that cannot be read at all: what was given, what is allowed and what to do."""


def parsed(text: str) -> Table:
    """The table of a JSON text; raises UnreadableError for all that is no table, or that is meant to do harm."""
    if len(text) > MOST_FILE or len(text.encode(errors="surrogatepass")) > MOST_FILE:
        raise UnreadableError("larger than 1 MB: must have at most 1 MB. Is this the right file?")
    try:
        found = json.loads(text, object_pairs_hook=once, parse_float=finite, parse_int=short, parse_constant=not_finite)
    except RecursionError:
        raise UnreadableError("too many brackets inside brackets: must be a few. Is this the right file?") from None
    except json.JSONDecodeError as error:
        fault = f"line {error.lineno}: not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise UnreadableError(f"{fault}: must be JSON. Mend it, or save it again from the page.") from None
    if not isinstance(found, dict):
        raise UnreadableError("not a table: must begin with { and end with }. Is this the right file?")
    check_content(found)
    return cast(Table, found)


def once(pairs: list[tuple[str, object]]) -> Table:
    """The table of some pairs, in which every name stands once."""
    table = dict(pairs)
    if len(table) < len(pairs):
        raise UnreadableError("a name is given twice in one table: must be given once. Delete one of the two.")
    return table


def finite(digits: str) -> float:
    """A number with a point or an exponent; those that are too large for a computer are refused."""
    value = float(digits)
    return value if math.isfinite(value) else not_finite(digits)


def short(digits: str) -> int:
    """A whole number that can be calculated with."""
    if len(digits) > LONGEST_NUMBER:
        raise UnreadableError("holds a number that is too long: must have a few digits. Shorten it.")
    return int(digits)


def not_finite(word: str) -> NoReturn:
    """Refuse what stands for no finite number."""
    raise UnreadableError(f"{word[:20]}: must be a finite number. Write digits.")


def check_content(found: object) -> None:
    """Refuse tables inside tables inside tables, and text with halves of characters, which nothing could write down."""
    level: list[object] = [found]
    for _ in range(DEEPEST):
        below: list[object] = []
        for value in level:
            if isinstance(value, Mapping):
                below += [*value.keys(), *value.values()]
            elif isinstance(value, list):
                below += value
            elif isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
                raise UnreadableError("holds half of a character: must be whole text. Write it anew.")
        level = below
    if level:
        raise UnreadableError("too many brackets inside brackets: must be a few. Is this the right file?")


def packed(table: Mapping[str, object]) -> str:
    """A table as the short text of a link: letters, digits, - and _ only."""
    text = json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    squeezer = zlib.compressobj(9, zlib.DEFLATED, RAW, zlib.DEF_MEM_LEVEL)
    small = squeezer.compress(text.encode()) + squeezer.flush()
    return base64.urlsafe_b64encode(small).decode().rstrip("=")


def unpacked(link: str) -> Table:
    """The table of a link; raises UnreadableError."""
    if len(link) > MOST_LINK:
        raise UnreadableError(f"{len(link)} characters: a link must have at most {MOST_LINK}. Use a file.")
    whole = "must be a whole link from the page. Copy it again"
    if not re.fullmatch(r"[A-Za-z0-9_-]*", link):
        raise UnreadableError(f"holds characters that no link has: {whole}.")
    opener = zlib.decompressobj(RAW)
    try:
        small = base64.urlsafe_b64decode(link + "=" * (-len(link) % 4))
        text = opener.decompress(small, MOST_UNPACKED + 1).decode()
    except (ValueError, zlib.error):
        raise UnreadableError(f"cannot be unpacked: {whole}.") from None
    if len(text) > MOST_UNPACKED or opener.unconsumed_tail:
        raise UnreadableError("holds more than 200 kB: a link must hold less. Use a file.")
    if not opener.eof or opener.unused_data:
        raise UnreadableError(f"is cut off, or has too much at its end: {whole}.")
    return parsed(text)
