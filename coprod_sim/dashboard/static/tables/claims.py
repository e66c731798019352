"""What lessons and workshops say, as steps that a browser can follow to judge it over pairs of runs: read off the checks themselves.

Each check is called once with a stand-in for the runs, which notes what is done with it, and with stand-ins for the criteria.
A check that looks at people one by one, or draws pairs anew, cannot be judged there, and is counted.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from scipy.special import ndtri

from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.evidence.claims import CLAIMS, TAUGHT_SETTINGS, Claim, criteria, sentences
from coprod_sim.scenario.setup.file_and_link import to_tables
from coprod_sim.study.interval import CERTAINTY

Note = list[Any]
NOT_IN_FEW: Final = ("e3.many_more",)
"""Claims that do not hold in 20 pairs with the model's own rules, as they do in 200; a test holds this list to its runs."""
JUDGED: Final = ("above", "below", "within", "equal", "draw", "unpaired", "mostly")
"""Criteria that the browser has; the others draw pairs anew."""
OTHERS: Final = ("apart", "overlap")


class Unjudged(Exception):  # noqa: N818  it is no error: the claim is left to Python
    """A check does what the browser cannot do."""


class Noted:
    """Stands for numbers by pair, or by pair and month, that are not there yet."""

    def __init__(self, *note: Any) -> None:
        self.note: Note = list(note)

    def __array_ufunc__(self, function: Any, method: str, *given: Any, **more: Any) -> "Noted":
        """Note a division that gives nothing where there is nothing to divide by; no other of NumPy's functions is needed."""
        if function is not np.divide or "where" not in more:
            raise Unjudged(function.__name__)
        return Noted("part", *map(plain, given))

    def __array_function__(self, function: Any, kinds: Any, given: Any, more: Any) -> Any:
        """Give a stand-in for an array of the same shape, whose numbers are not looked at."""
        if function is not np.zeros_like:
            raise Unjudged(function.__name__)
        return np.zeros(1, object)

    def __getitem__(self, place: Any) -> "Noted":
        """Note which months are taken: one, or several."""
        _, months = place
        if isinstance(months, slice):
            return Noted("months", self.note, months.start or 0, months.stop)
        return Noted("month", self.note, int(months))

    def min(self, axis: int) -> "Noted":
        """Note the lowest month of each pair."""
        del axis
        return Noted("min", self.note)

    def max(self, axis: int) -> "Noted":
        """Note the highest month of each pair."""
        del axis
        return Noted("max", self.note)

    def __add__(self, other: Any) -> "Noted":
        """Note a sum."""
        return Noted("+", self.note, plain(other))

    def __sub__(self, other: Any) -> "Noted":
        """Note a difference."""
        return Noted("-", self.note, plain(other))

    def __mul__(self, other: Any) -> "Noted":
        """Note a product."""
        return Noted("*", self.note, plain(other))

    def __rmul__(self, other: Any) -> "Noted":
        """Note a product with a number."""
        return Noted("*", plain(other), self.note)

    def __truediv__(self, other: Any) -> "Noted":
        """Note a quotient."""
        return Noted("/", self.note, plain(other))

    def __gt__(self, other: Any) -> "Noted":
        """Note a question about each pair."""
        return Noted(">", self.note, plain(other))


def plain(given: Any) -> Any:
    """Give the note of a stand-in, also where NumPy has wrapped it, or a number as it is."""
    if isinstance(given, np.ndarray):
        given = given.item()
    return given.note if isinstance(given, Noted) else given


class NotedRuns:
    """Stands for runs (evidence/claims/runs.py)."""

    def of(self, indicator: str, setting: str, side: str) -> Noted:
        """Note an indicator by pair and month."""
        return Noted("of", indicator, setting, side)

    def so_far(self, count: str, setting: str, side: str) -> Noted:
        """Note a count by pair and month."""
        return Noted("so_far", count, setting, side)

    def gaps(self, indicator: str, setting: str) -> Noted:
        """Note B minus A by pair and month."""
        return self.of(indicator, setting, "B") - self.of(indicator, setting, "A")

    def gap(self, indicator: str, setting: str, month: int = 60) -> Noted:
        """Note B minus A in one month by pair."""
        return self.gaps(indicator, setting)[:, month]

    def people(self, *_: Any) -> Noted:
        """Say that nobody looks at people one by one here."""
        raise Unjudged("people")


def criterion(name: str) -> Callable[..., Note]:
    """Give the stand-in of a criterion: it notes what it is asked of, and its thresholds."""
    signature = inspect.signature(getattr(criteria, name))

    def noted(*given: Any, **named: Any) -> Note:
        if name in OTHERS:
            raise Unjudged(name)
        bound = signature.bind(*given, **named)
        bound.apply_defaults()
        _, *asked = bound.arguments.values()
        return [name, *(None if isinstance(one, float) and not np.isfinite(one) else plain(one) for one in asked)]

    return noted


@contextmanager
def standing_in() -> Iterator[None]:
    """Let all checks call the stand-ins of criteria for a while."""
    modules = [module for module in vars(sentences).values() if inspect.ismodule(module)]
    usual = {name: getattr(criteria, name) for name in (*JUDGED, *OTHERS)}
    places = [(module, name) for module in modules for name, one in usual.items() if getattr(module, name, None) is one]
    try:
        for module, name in places:
            setattr(module, name, criterion(name))
        yield
    finally:
        for module, name in places:
            setattr(module, name, usual[name])


def findings(claim: Claim) -> list[Note] | None:
    """Give what a claim rests on as notes; None where the browser cannot judge it."""
    runs: Any = NotedRuns()
    try:
        found: Any = list(claim.check(runs))
    except (Unjudged, TypeError):  # of the latter: a list of stand-ins is made into one array
        return None
    return list(found)


def tables() -> StaticTables:
    """Give every claim that can be judged, the settings that they are about, and how many claims there are in all."""
    with standing_in():
        found = {claim: findings(claim) for claim in CLAIMS}
    judged = [
        {"key": claim.key, "text": claim.text, "findings": notes, "held": claim.key not in NOT_IN_FEW}
        for claim, notes in found.items()
        if notes is not None
    ]
    settings = {key for claim, notes in found.items() if notes is not None for key in claim.settings}
    return {
        "each": judged,
        "of": len(CLAIMS),
        "settings": {key: to_tables(TAUGHT_SETTINGS[key]) for key in TAUGHT_SETTINGS if key in settings},
        "agree": criteria.AGREE,
        "same": criteria.SAME,
        "split": list(criteria.SPLIT),
        "z": float(ndtri(0.5 + CERTAINTY / 2)),
    }
