"""Files with faults as nobody thought of them: bytes, words and lines of right and wrong files, changed by a seeded chance."""

import random
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

from coprod_sim.errors import ScenarioError

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
    *(
        "NA",
        "1_000",
        "0,5",
        "3,000",
        "low",
        "family",
        "Families",
        "commissioner",
        "England",
        "Total",
        "Source: x",
        "sep=;",
    ),
    *("directed", "undirected", "mutual", "Ann", "weight", "kind", "&amp;", "<", ">", "<!-- -->", ";", "\r", "|"),
    *("9" * 400, "a" * 200_000),
)
"""What may stand where something else should."""
MOST: Final = 4_000
"""Characters of a mutant: larger files are tried in tests of their own."""
LONGEST: Final = 10
"""Seconds: a guard against hanging, a hundred times what one file takes."""
LONGEST_FAULT: Final = 2_000


def mutant(text: bytes, luck: random.Random, most: int = MOST) -> bytes:
    """A file with one to five changes, of bytes, words or lines, and now and then in another encoding."""
    for _ in range(luck.randint(1, 5)):
        text = luck.choice((in_bytes, in_words, in_words, in_words, in_lines))(text, luck)
    text = text[:most]
    if luck.random() < 0.1:
        text = text.decode("utf-8", "replace").encode(luck.choice(("utf-8-sig", "utf-16", "latin-1")), "replace")
    return text


def is_read(read: Callable[[], object]) -> bool:
    """See that something is read, or refused before long with faults of one line that say something; whether it was read."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {LONGEST} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        read()
    except ScenarioError as error:
        faults = error.faults or ("",)
        assert all(10 < len(one) <= LONGEST_FAULT and "\n" not in one for one in faults), faults
        return False
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return True


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
    """A word changed for another one, here or everywhere, left out, doubled, exchanged with one elsewhere, or written otherwise."""
    words = TOKEN.findall(text.decode("utf-8", "surrogateescape")) or [""]
    here, there = luck.randrange(len(words)), luck.randrange(len(words))
    kind = luck.randrange(7)
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
    elif kind == 5:
        old, new = words[here], luck.choice(WORDS)
        words = [new if word == old else word for word in words]
    else:
        words.insert(here, luck.choice(WORDS))
    return "".join(words).encode("utf-8", "surrogateescape")


def in_lines(text: bytes, luck: random.Random) -> bytes:
    """A line written twice, or put somewhere else."""
    lines = text.splitlines(keepends=True) or [b""]
    here, there = luck.randrange(len(lines)), luck.randrange(len(lines) + 1)
    line = lines[here] if luck.random() < 0.5 else lines.pop(here)
    lines.insert(there, line)
    return b"".join(lines)
