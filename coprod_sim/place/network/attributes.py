"""What one node, or one casework edge, may say of how things are at month 0: names, numbers, ranges, and words for numbers.

The names are those of the state that is declared beside the rules; where a field has several numbers, each has a name.
Anything else that is said is passed over, unless it looks like a misspelt name.
How files are taken apart: read.py.  What kinds and edges mean: node_kinds.py.
"""

import difflib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.agents.young_person import YOUNG_PERSON
from coprod_sim.engine.kernel.state_field import FLAG, NEED_AREA_NAMES, REAL, Field
from coprod_sim.place.network.problems import Faults
from coprod_sim.place.table_text import is_missing
from coprod_sim.scenario.setting_checks import ROUNDING, named, plain_number, quoted

NODE_KINDS: Final = ("family", "professional", "commissioner", "young_person")
KIND_WORDS: Final = {kind: kind for kind in NODE_KINDS} | {
    "families": "family",
    "professionals": "professional",
    "commissioners": "commissioner",
    "young person": "young_person",
    "young people": "young_person",
    "young_people": "young_person",
}
KIND_FIELDS: Final = {
    "family": FAMILY,
    "professional": PROFESSIONAL,
    "commissioner": COMMISSIONER,
    "young_person": YOUNG_PERSON,
    "casework": CASEWORK,
}
FIXED: Final = ("family", "professional", "commissioner", "young_person", "quarter", "fifth")
"""State that follows from the ties and from resources, so it is written into graphs and passed over in them."""
NEED_AREA_WORDS: Final = tuple(name.split()[0].strip(",") for name in NEED_AREA_NAMES)
"""The areas of need in one word each: communication, cognition, social, sensory."""
LARGEST: Final = 1e6  # for state without bounds of its own: larger needs or counts would leave the range of numbers
ALIKE: Final = 0.85  # "confidance" is meant as confidence, "label" is not meant as late
LONGEST_NAME: Final = 60  # no state has a name that long, and to compare long names takes long
MOST_NAMES: Final = 500  # so many unknown names are asked whether they are misspelt: with very many that takes minutes
NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


class Slot(NamedTuple):
    """Where an attribute stands in a row: its field, and which of its numbers where it has several."""

    field: Field
    part: int | None


@cache
def slots(kind: str) -> dict[str, Slot]:
    """Give the attributes of a kind of node, or of casework edges, by the names that they have in graphs.

    >>> [name for name in slots("family") if name.startswith("need")]
    ['need_communication', 'need_cognition', 'need_social', 'need_sensory']
    """
    found = {}
    for field in KIND_FIELDS[kind]:
        if field.length == 1:
            found[field.name] = Slot(field, None)
        else:
            words = CAUSES if field.name == "ledger" else NEED_AREA_WORDS
            found |= {f"{field.name}_{word}": Slot(field, part) for part, word in enumerate(words)}
    return found


def state_of(kind: str, where: str, given: Mapping[str, object], faults: Faults) -> dict[str, float]:
    """Give the numbers of those attributes that are state; note what is wrong with them, and misspelt names."""
    values: dict[str, float] = {}
    for name, raw in given.items():
        if name in FIXED:
            continue
        if not is_given(raw):
            if says_missing(raw) and name in slots(kind):
                faults.missing[name] += 1
            continue
        slot = slots(kind).get(name)
        if slot is None:
            fault = misnamed(kind, name) if faults.may_ask(name, MOST_NAMES) else None
            if fault:
                faults.add_once(where, fault)
            continue
        value = checked_value(name, slot.field, raw)
        if isinstance(value, str):
            faults.add(f"{where} {value}")
        else:
            values[name] = value
    return values


def is_given(raw: object) -> bool:
    """Tell whether an attribute says anything: None, empty cells, NaN and NA do not, for tables have them.

    >>> [is_given(raw) for raw in (0.5, "a", None, " ", float("nan"), "NA")]
    [True, True, False, False, False, False]
    """
    if isinstance(raw, str):
        return not is_missing(raw)
    return raw is not None and not (isinstance(raw, float | np.floating) and bool(np.isnan(raw)))


def says_missing(raw: object) -> bool:
    """Tell whether something that is not given was written as missing, and not just left empty."""
    return raw is not None and not (isinstance(raw, str) and not raw.strip())


def word(raw: object) -> str:
    """Give an attribute as a word; nothing where it is not given."""
    return str(raw).strip() if is_given(raw) else ""


def kind_of_word(text: str) -> str | None:
    """Give the kind of node that a word means, whatever its capitals and also in the plural.

    >>> kind_of_word(" Families "), kind_of_word("COMMISSIONER"), kind_of_word("parent")
    ('family', 'commissioner', None)
    """
    return KIND_WORDS.get(text.strip().lower())


def read_number(raw: object) -> float | None:
    """Read a number, or text that looks like one; None for anything else.

    >>> read_number(0.5), read_number("1e-3"), read_number("0,5"), read_number("nan"), read_number(True)
    (0.5, 0.001, None, None, None)
    """
    if type(raw) is float:
        return raw  # nearly all are, and to ask further takes as long as all the rest
    plain = plain_number(raw)
    if isinstance(plain, bool):
        return None
    if isinstance(plain, str) and NUMBER.fullmatch(plain.strip()):
        return float(plain)
    try:
        return float(plain) if isinstance(plain, int | float) else None
    except OverflowError:
        return None


def code(field: Field, raw: object) -> object:
    """Give the number behind the words that some state may be given in: areas by name, flags as true and false.

    >>> code(slots("professional")["discipline"].field, "cognition and learning")
    1
    """
    if isinstance(raw, bool | np.bool_) and field.type == FLAG:
        return int(raw)
    if isinstance(raw, str):
        lower = raw.strip().lower()
        if field.type == FLAG and lower in ("true", "false"):
            return int(lower == "true")
        if field.name == "discipline" and lower in (*NEED_AREA_NAMES, *NEED_AREA_WORDS):
            return (*NEED_AREA_NAMES, *NEED_AREA_WORDS).index(lower) % len(NEED_AREA_NAMES)
    return raw


def checked_value(name: str, field: Field, raw: object) -> float | str:
    """Give the number that an attribute stands for, or what is wrong with it."""
    value = read_number(code(field, raw))
    low, high = max(field.low, -LARGEST), min(field.high, LARGEST)
    whole = field.type != REAL
    # State that a run wrote may leave its range by rounding.
    if value is not None and low - ROUNDING <= value <= high + ROUNDING and not (whole and value != int(value)):
        return value
    allowed = f"must be a {'whole ' if whole else ''}number between {low:g} and {high:g} ({field.unit})"
    if field.name == "discipline":
        allowed += f" or one of {', '.join(NEED_AREA_WORDS)}"
    comma = isinstance(raw, str) and "," in raw
    advice = "Write a point for decimals." if comma else "Change it or leave it out."
    return f"{name} = {quoted(raw)}: {allowed}. {advice}"


@lru_cache(maxsize=4096)
def misnamed(kind: str, name: str) -> str | None:
    """Say what is wrong with the name of an attribute that is meant as state; None for all others.

    >>> misnamed("family", "confidance")
    'confidance: is not the name of any state. Did you mean confidence?'
    >>> misnamed("family", "club"), misnamed("family", "confidence")
    (None, None)
    """
    if name in slots(kind) or name in FIXED:
        return None
    several = [known for known, slot in slots(kind).items() if slot.field.name == name]
    if several:
        return f"{name}: has several numbers: each is given by its own name. Write {', '.join(several)}."
    if len(name) > LONGEST_NAME:
        return None
    # What young people have, age and trust, is a common word on nodes of other programs.
    owner = next((other for other in KIND_FIELDS if other != "young_person" and name in slots(other)), None)
    if owner:
        there = "casework edges" if owner == "casework" else f"the nodes of kind {owner}"
        return f"{name}: is state of {there} only. Take it out here, or give it another name."
    near = difflib.get_close_matches(re.sub(r"\W", "_", name.strip().lower()), slots(kind), n=1, cutoff=ALIKE)
    return f"{named(name)}: is not the name of any state. Did you mean {near[0]}?" if near else None
