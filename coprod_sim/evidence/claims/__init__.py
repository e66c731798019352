"""What students and rooms should see, as claims that runs of the model must bear out: seven exercises and three workshops.

A page shows the texts and opens the settings; `make study` checks every claim over 200 pairs and fails when one stops holding.
The observe lines of the first design were hypotheses: what became of each stands in hypotheses.py.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.claims.claim import DECLARED_CLAIMS, DECLARED_SETTINGS, Claim
from coprod_sim.evidence.claims.criteria import Finding
from coprod_sim.evidence.claims.runs import Runs
from coprod_sim.evidence.claims.sentences import (  # noqa: F401  each declares its settings and its claims
    lesson_break_the_model,
    lesson_chance_or_effect,
    lesson_history_matters,
    lesson_one_thing_at_a_time,
    lesson_read_the_picture,
    lesson_way_to_a_plan,
    lesson_who_is_heard,
    workshop_asked_or_deciding,
    workshop_invited_not_deciding,
    workshop_train_or_share_first,
)
from coprod_sim.scenario.setup.setup import TwoWays

__all__ = ["CLAIMS", "LESSONS", "SETTINGS", "Claim", "Finding", "Runs", "claims_of"]

LESSONS: Final = ("e1", "e2", "e3", "e4", "e5", "e6", "e7", "w1", "w2", "w3")
TAUGHT_SETTINGS: Final[Mapping[str, TwoWays]] = MappingProxyType(
    {key: DECLARED_SETTINGS[key] for lesson in LESSONS for key in DECLARED_SETTINGS if key.startswith(lesson)}
)
"""The two ways of working of each lesson and workshop by key, "e1" to "w3", and variants such as "e4.replies"."""
CLAIMS: Final = tuple(claim for lesson in LESSONS for claim in DECLARED_CLAIMS.values() if claim.lesson == lesson)
"""Every claim, in the order in which it is shown."""


def claims_of(lesson: str) -> tuple[Claim, ...]:
    """Give the claims of one exercise or workshop, in the order in which they are shown.

    Raises ScenarioError for a lesson that does not exist.
    """
    if lesson not in LESSONS:
        raise ScenarioError(f"lesson = {lesson!r}: must be one of {', '.join(LESSONS)}. Choose one of them.")
    return tuple(claim for claim in CLAIMS if claim.lesson == lesson)
