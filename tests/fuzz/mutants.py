"""Files with faults as nobody thought of them: bytes and words of right and wrong files, changed by a seeded chance."""

import random
import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SCENARIOS: Final = (
    *sorted((ROOT / "scenarios").glob("*.toml")),
    *sorted((ROOT / "tests/scenario/broken/scenarios").glob("*.toml")),
)
PLANS: Final = (
    *sorted((ROOT / "experiments").glob("*/*.toml")),
    *sorted((ROOT / "tests/study/plan/broken").glob("*.toml")),
)
TOKEN: Final = re.compile(r"\w+|\s|[^\w\s]")
WORDS: Final = (
    *("=", "[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "#", ",", ".", "\n", "\t", "\\", "+", "-", ":", "%"),
    *("events", "levers", "training", "month", "do", "to", "until", "who", "lever", "set", "ramp", "vary", "values"),
    *("range", "steps", "points", "method", "grid", "sobol", "true", "nan", "inf", "-inf", "1e400", "-0", "0x10"),
    *("0.5", "12", "99999999999999999999", "-1", "2024-01-01", "1979-05-27T07:32:00Z", '"all"', "extends", "modifier"),
    *("\u201c", "\u00a0", "\u2013", "\u202e", "\x00", "\x1b", "\ufeff", "\u2028", "é", "🙂"),
)
MOST: Final = 4_000
"""Characters of a mutant: larger files are tried in tests of their own."""


def mutant(text: bytes, luck: random.Random) -> bytes:
    """A file with one to six changes, of bytes or of words."""
    for _ in range(luck.randint(1, 6)):
        text = in_bytes(text, luck) if luck.random() < 0.3 else in_words(text, luck)
    return text[:MOST]


def in_bytes(text: bytes, luck: random.Random) -> bytes:
    """A byte changed, left out, put in, or a part cut off or doubled."""
    at, end = sorted((luck.randrange(len(text) + 1), luck.randrange(len(text) + 1)))
    kind = luck.randrange(5)
    if kind == 0:
        return text[:at] + bytes([luck.randrange(256)]) + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + bytes([luck.randrange(256)]) + text[at:]
    return text[:at] if kind == 3 else text[:end] + text[at:end] + text[end:]


def in_words(text: bytes, luck: random.Random) -> bytes:
    """A word changed for another one, left out, doubled, exchanged with one elsewhere, or written otherwise."""
    words = TOKEN.findall(text.decode("utf-8", "surrogateescape")) or [""]
    here, there = luck.randrange(len(words)), luck.randrange(len(words))
    kind = luck.randrange(6)
    if kind == 0:
        words[here] = luck.choice(WORDS)
    elif kind == 1:
        words[here] = ""
    elif kind == 2:
        words[here] *= 2
    elif kind == 3:
        words[here], words[there] = words[there], words[here]
    elif kind == 4:
        words[here] = words[here].swapcase()
    else:
        words.insert(here, luck.choice(WORDS))
    return "".join(words).encode("utf-8", "surrogateescape")
