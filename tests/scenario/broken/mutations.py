"""Text with faults that nobody thought of: cells, lines and words of a right file, changed by chance from a seed."""

import random
from collections.abc import Callable
from typing import Final

from coprod_sim.errors import ScenarioError

ODD: Final = (
    "", " ", "NA", "NaN", "-1", "0", "1e400", "1_000", "0,5", "3,000", "x", "low", ":", '"', "'", "\0", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "family", "Families", "commissioner", "England", "Total", "true", "inf", "&amp;", "<", ">", "<!-- -->", ";", "\t", "\r", "9" * 400, "a" * 200_000,
    "Source: x", "sep=;", "directed", "undirected", "mutual", "Ann", "weight", "kind", "2024", "\u202e", "\ufeff", "é",
)  # fmt: skip
"""What may stand where something else should."""

LONGEST_FAULT: Final = 2000


def mutated(text: str, seed: int, separators: str) -> bytes:
    """Give a text with one to six faults, as bytes of some encoding; the same for the same seed."""
    luck = random.Random(seed)
    for _ in range(luck.randint(1, 6)):
        text = luck.choice((changed_word, lost_piece, doubled_line, moved_line, changed_mark))(text, luck, separators)
    content = text.encode(luck.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")), "replace")
    if luck.random() < 0.1:
        place = luck.randrange(len(content) + 1)
        content = content[:place] + bytes(luck.randrange(256) for _ in range(3)) + content[place:]
    return content


def words_of(text: str, separators: str) -> list[tuple[int, int]]:
    """Give where words begin and end: what stands between separators."""
    ends = [place for place, letter in enumerate(text) if letter in separators]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def changed_word(text: str, luck: random.Random, separators: str) -> str:
    """Put something odd in the place of a word, or of every word like it."""
    first, last = luck.choice(words_of(text, separators))
    odd = luck.choice(ODD)
    if last > first and luck.random() < 0.3:
        return text.replace(text[first:last], odd)
    return text[:first] + odd + text[last:]


def lost_piece(text: str, luck: random.Random, separators: str) -> str:
    """Lose a piece of up to forty letters, or all the rest."""
    del separators
    first = luck.randrange(len(text) + 1)
    return text[:first] + (text[first + luck.randrange(40) :] if luck.random() < 0.9 else "")


def doubled_line(text: str, luck: random.Random, separators: str) -> str:
    """Write a line twice."""
    del separators
    lines = text.splitlines(keepends=True) or [""]
    place = luck.randrange(len(lines))
    return "".join([*lines[:place], lines[place], *lines[place:]])


def moved_line(text: str, luck: random.Random, separators: str) -> str:
    """Put a line somewhere else."""
    del separators
    lines = text.splitlines(keepends=True) or [""]
    line = lines.pop(luck.randrange(len(lines)))
    lines.insert(luck.randrange(len(lines) + 1), line)
    return "".join(lines)


def changed_mark(text: str, luck: random.Random, separators: str) -> str:
    """Put one separator in the place of another, once or everywhere."""
    old, new = luck.choice(separators), luck.choice(",;\t|<>=\"'\n ")
    return text.replace(old, new, luck.choice((1, 3, -1)))


def outcome(load: Callable[[], object]) -> str:
    """Load something and say what came of it: "read", "refused"; any exception but ScenarioError goes on."""
    try:
        load()
    except ScenarioError as error:
        if not error.faults or any("\n" in fault or len(fault) > LONGEST_FAULT for fault in error.faults):
            raise AssertionError("a fault is one line, and can be read") from error
        return "refused"
    return "read"
