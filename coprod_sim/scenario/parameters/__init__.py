"""Where every number is born: its name, default, range, unit, meaning, source, status and plain words.

Nothing else in the project introduces a number of the model.
The TOML reader, the JSON Schema, the reference tables, the sliders and the bounds of sensitivity analyses are made from here.
Status says how well a number is known: *measured* in a study, *estimated* from published figures, *assumed* or fitted here.
Sources are keys of references.bib; an empty source means that nobody has measured it: challenge it.
Beside each source stands what it carries (direction_or_size.py): few carry a size, and where one does not, the size is ours.
The declarations stand in the files beside this one, by what they are about; how one is written is said in declare.py.
"""

import difflib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from coprod_sim.scenario.parameters.daily_life import DAILY_LIFE
from coprod_sim.scenario.parameters.declare import SECTIONS, NumberStatus, Parameter, Role
from coprod_sim.scenario.parameters.habits import HABITS
from coprod_sim.scenario.parameters.levers import LEVERS
from coprod_sim.scenario.parameters.meetings import MEETINGS
from coprod_sim.scenario.parameters.pathway import STATUTORY
from coprod_sim.scenario.parameters.places import PLACE
from coprod_sim.scenario.parameters.reviews import REVIEWS
from coprod_sim.scenario.parameters.seats import SEATS
from coprod_sim.scenario.parameters.services import OF_EVENTS, SERVICES
from coprod_sim.scenario.parameters.starts import STARTS
from coprod_sim.scenario.parameters.young_people import YOUNG_PEOPLE

__all__ = [
    "BY_NAME",
    "DECLARED",
    "DEFAULTS",
    "GROUPS",
    "LEVERS",
    "ONLY_ON_PATHWAY",
    "PARAMETERS",
    "PATHWAY_PARAMETERS",
    "PLACE",
    "REMOVED",
    "SECTIONS",
    "STARTS",
    "Group",
    "NumberStatus",
    "Parameter",
    "Role",
    "close_name",
    "known_names",
    "names",
    "nearest",
]  # fmt: skip


class Group(NamedTuple):
    """A TOML table of settings: what it holds, in plain words."""

    role: Role
    table: str
    meaning: str


GROUPS = (
    Group("lever", "levers", "What commissioners can do: actions that people can choose."),
    Group("parameter", "parameters", "How we think the world works: assumptions."),
    Group("start", "start", "How things stand at month 0."),
    Group("place", "place", "The size and shape of the place."),
)

PARAMETERS = REVIEWS + DAILY_LIFE + YOUNG_PEOPLE + SERVICES
"""The assumptions that count in every place; what draws all guesses at once draws these."""
PATHWAY_PARAMETERS = STATUTORY + HABITS
"""The assumptions that count only in a place with the statutory pathway."""
DECLARED: tuple[Parameter, ...] = (
    LEVERS + PARAMETERS + PATHWAY_PARAMETERS + OF_EVENTS + MEETINGS + SEATS + STARTS + PLACE
)
BY_NAME: dict[str, Parameter] = {declared.name: declared for declared in DECLARED}
DEFAULTS: dict[str, float] = {declared.name: declared.default for declared in DECLARED}

ONLY_ON_PATHWAY: frozenset[str] = frozenset(
    (
        *(declared.name for declared in PATHWAY_PARAMETERS),
        *(lever.name for lever in LEVERS if lever.section == "rights"),
        "operational_calm",
        *("start_in_time", "start_appealed", "mirror", "habits", "usual_no"),
    )
)
"""The settings that count only in a place with the statutory pathway (pathway = 1)."""

REMOVED: dict[str, str] = {
    "unsupported_noise": "a family knows its own child with help or without; support counts in what gets across. Set support_gain.",
    "effort_voice": "taking part, not say, adds to a family's effort. Set effort_engaged.",
    "duty": "unmet need and waiting take energy without any power. Set unmet_toll or waiting_toll.",
    "newcomer_facilitation": "newcomers are measured against their colleagues. Set newcomer_skill.",
    "start_barrier": "what keeps families unheard is language, poverty and prejudice. Set start_language, start_poor or start_standing.",
    "start_felt_trust": "felt trust starts where start_family_trust and peers' word hold it. Set start_family_trust.",
}
"""What once was a setting, with what came in its place and what to do; a name stays here for one release."""


def close_name(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that looks most like a misspelt one, if any does; capital letters and hyphens are no difference.

    >>> close_name("trust_gian", BY_NAME), close_name("TRUST-GAIN", BY_NAME)
    ('trust_gain', 'trust_gain')
    """
    plain = "_".join(name.lower().replace("-", " ").split())
    return next(iter(difflib.get_close_matches(plain, list(known), n=1, cutoff=0.6)), None)


def nearest(name: str) -> str | None:
    """Find the setting whose name looks most like a misspelt one, if any does."""
    return close_name(name, BY_NAME)


@cache
def names(role: Role) -> tuple[str, ...]:
    """The names of all numbers with one role, in their order of declaration."""
    return tuple(declared.name for declared in DECLARED if declared.role == role)


def known_names(role: Role) -> tuple[str, ...]:
    """The same with those of a mechanism of one's own, last (own_settings.py)."""
    return tuple(name for name, declared in BY_NAME.items() if declared.role == role)
