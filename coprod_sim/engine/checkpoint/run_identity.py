"""What a run is about: everything that decides its numbers, so that nobody goes on with the state of another run."""

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

# Only its hash is used here: no rule stands in this file, so its text need not be among those that name the compiled rules.
from coprod_sim.engine.kernel import compiled
from coprod_sim.engine.simulation import checked_seed
from coprod_sim.files import VERSION
from coprod_sim.scenario.scenario import Scenario

Question = Mapping[str, Any]

FORMAT: Final = 2
"""Of checkpoints; raised when older ones can no longer be read, or when a version gives other numbers."""
NOTHING_OWN: Final[Mapping[str, str | None]] = {"network": None, "rules": None, "areas": None, "mechanism": None}
MOST_NAMED_PARTS: Final = 3
"""How many differences of two questions are named."""
LONGEST: Final = 60
"""A longer part of a question, such as a list of events, is cut when it is named."""


def question_of(scenario: Scenario, seed: int, own: Mapping[str, str | None] = NOTHING_OWN) -> dict[str, Any]:
    """Give everything that decides the numbers of a run: two runs with one question have the same bits.

    own: the SHA-256 of each thing of one's own that it uses, None where it uses none.
    How many months there are, on how many threads, and what things are called makes no difference.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "code of the rules": compiled.source_hash(),
        "byte order": sys.byteorder,
        "seed": checked_seed(seed),
        **{f"{part} of one's own": sha256 for part, sha256 in own.items()},
        "events": [event.to_dict() for event in scenario.events],
        **scenario.values(),
    }


def question_differences(there: Question, here: Question) -> str:
    """Name in what two questions differ; nothing where they are the same.

    >>> question_differences({"seed": 1, "training": 0.0, "events": []}, {"seed": 2, "training": 0.02, "events": []})
    'seed is 1 there and 2 here, training is 0.0 there and 0.02 here'
    >>> question_differences({"seed": 1}, {"seed": 1})
    ''
    """
    names = dict.fromkeys((*there, *here))
    found = [
        f"{name} is {quoted_part(there.get(name))} there and {quoted_part(here.get(name))} here"
        for name in names
        if there.get(name) != here.get(name)
    ]
    if len(found) > MOST_NAMED_PARTS:
        found[MOST_NAMED_PARTS:] = [f"and {len(found) - MOST_NAMED_PARTS} more differences"]
    return ", ".join(found)


def quoted_part(part: object) -> str:
    """Write a part of a question for a message.

    >>> quoted_part(None), quoted_part("0a1b"), quoted_part([{"month": 3}])
    ('none', '0a1b', '[{"month": 3}]')
    """
    if part in (None, []):
        return "none"
    text = part if isinstance(part, str) else json.dumps(part)
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."
