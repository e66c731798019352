"""Planted runs: rough curves drawn by hand in which every claim holds, and ways to spoil them.

A curve is written "month:value month:value ...", of 100, with straight lines between and a + between curves that add up.
All runs of a pair share some luck, which moves a whole curve up or down; some settings have luck of their own beside it.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.claims import TAUGHT_SETTINGS, Runs
from coprod_sim.evidence.claims.runs import END, STAFF_TRUST, WhichWay
from coprod_sim.indicators import YEAR
from tests.evidence.claims.planted_lessons import LESSONS
from tests.evidence.claims.planted_workshops import WORKSHOPS

PAIRS: Final = 100
SHARED_NOISE: Final = 0.4
OWN_NOISE: Final = {"e3": 0.4, "e3.close": 0.05}
Curves = dict[str, str]

ASK = {
    "felt_trust": "0:45 6:44.6 12:46.2 24:49 60:53",
    "voice": "0:0 4:7.1 60:7.7",
    "progress": "0:45 60:46",
    "staff_load": "0:100 60:98",
    "family_energy": "0:90 60:83",
}
LIVED = {"felt_trust": "0:62 6:60.6 12:60.2 60:62", "voice": "0:0 6:5.4 60:7.4"}
SHARE = {
    "felt_trust": "0:45 4:41.5 6:41.8 14:46.9 18:50 24:55 60:79",
    "voice": "0:0 4:7.8 12:19 24:26 60:42",
    "progress": "0:45 60:54",
    "staff_load": "0:100 9:101 24:99 60:95",
}
UNTRAINED = {
    "felt_trust": "0:45 9:30.6 12:31.9 24:39.5 60:65",
    "voice": "0:0 4:7.6 12:14.7 36:25 60:34",
    "progress": "0:45 60:48.4",
    "reviews_on_time": "0:100 6:43",
    "facilitation": "0:33 60:32",
    "staff_load": "0:100 60:98",
    "family_energy": "0:90 60:66",
}
EMPTY = {
    "felt_trust": "0:45 1:42.4 12:20.7 24:18.9 60:24.4",
    "voice": "0:0 4:7 60:4",
    "engaged": "0:70 12:50 36:36 60:37",
    "decisions_not_asked": "0:0",
    "decisions_together": "0:0",
    "decisions_led": "0:0",
}


def plus(curves: Curves, **extra: str) -> Curves:
    """Give curves with others on top."""
    return curves | {name: f"{curves[name]} + {curve}" for name, curve in extra.items()}


def trained(start: int, trust: float, progress: float) -> Curves:
    """Give the curves of sharing with two years of training from a month on, and what trust and progress gain by the end."""
    return plus(UNTRAINED, felt_trust=f"{start}:0 60:{trust}", progress=f"{start}:0 60:{progress}")


def begun(tenths: int, end: float) -> tuple[Curves, Curves]:
    """Give two starts of trust, ten of 100 apart, that end nearly together."""
    lower, higher = (f"0:{10 * tenths + more} 60:{end + more / 10}" for more in (0, 10))
    return {"felt_trust": lower}, {"felt_trust": higher}


PLANTED: Final[dict[str, tuple[Curves, Curves]]] = {
    "e1": (LIVED, LIVED),
    "e2.0": (UNTRAINED, trained(0, 2.1, 2.3)),
    "e2.12": (UNTRAINED, trained(12, 1.4, 2.2)),
    "e2.24": (UNTRAINED, trained(24, 0.1, 1.7)),
    "e2.36": (UNTRAINED, trained(36, -1.9, 0.4)),
    "e3": (ASK, SHARE),
    "e3.close": (UNTRAINED, UNTRAINED),
    "e4": ({"felt_trust": "0:20 12:35 60:51"}, {"felt_trust": "0:60 12:52 60:54"}),
    "e4.lower": (EMPTY, plus(EMPTY, felt_trust="24:0 36:11.8 60:19")),
    "e4.replies": (EMPTY, plus(EMPTY, felt_trust="24:0 60:0.2")),
    "e4.never": (ASK, plus(ASK, felt_trust="0:0 23:-18.4 36:-8.1 60:-2.5")),
    **{f"e4.start_{way}_{tenths}": begun(tenths, 50) for way in (1, 2, 3) for tenths in range(1, 6)},
    "e5": (ASK, plus(UNTRAINED, progress="24:0 36:-2.4 60:-2.4")),
    "e5.all": (ASK, plus(ASK, felt_trust="0:0 60:13", progress="0:0 60:-3")),
    "e5.half": (ASK, plus(ASK, felt_trust="0:0 60:-9")),
    "e5.busy": (ASK, plus(ASK, felt_trust="0:0 60:9")),
    "e5.busy_trained": (ASK, plus(ASK, progress="0:0 60:3")),
    "e5.turnover": (ASK, plus(ASK, felt_trust="0:0 60:10")),
    **LESSONS,
    **WORKSHOPS,
}


def drawn(curve: str) -> Reals:
    """Give a curve by month, shape (months + 1,).

    >>> drawn("0:1 60:61 + 59:0 60:5")[[0, 30, 60]].tolist()
    [1.0, 31.0, 66.0]
    """
    total = np.zeros(END + 1)
    for part in curve.split(" + "):
        points = [[float(number) for number in point.split(":")] for point in part.split()]
        total += np.interp(np.arange(END + 1), *np.transpose(points))
    return total


def people(field: str, side: WhichWay, month: int) -> Reals:
    """Give one town's people: all trust B more, two in five are more tired in B, and by the end staff have changed."""
    rows = np.linspace(0, 1, 100)
    better = {12: 8.0, 60: 25.0}[month]
    match field, side:
        case "staff_trust", _:
            return np.linspace(74, 80, 30)[:: 1 if month == YEAR else -1]
        case "voice", _:
            return np.where(rows < 0.15, 1.0, 5.5 + 2.5 * rows)
        case "felt_trust", _:
            return np.asarray(47 + 9 * rows + (better if side == "B" else 0))
        case _:
            return np.where(rows < 0.4, 83.0, 81.0) if side == "A" else np.full(100, 82.0)


class Planted(Runs):
    """Runs that were never made."""

    def __init__(self) -> None:
        super().__init__(TAUGHT_SETTINGS, PAIRS)

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Give a curve with luck, shape (pairs, months + 1); where a curve is zero, luck moves nothing."""
        curve = drawn(PLANTED[setting][side == "B"][indicator])
        draws = np.random.default_rng(1)
        shared, own = draws.standard_normal((1, PAIRS)), draws.standard_normal((2, PAIRS))
        noise = SHARED_NOISE * shared[0] + OWN_NOISE.get(setting, 0) * own[int(side == "B")]
        return np.asarray(curve + noise[:, None] * (curve != 0))

    def so_far(self, count: str, setting: str, side: WhichWay) -> Reals:
        """Give a count as any other curve."""
        return self.of(count, setting, side)

    def people(self, field: str, setting: str, side: WhichWay, month: int) -> Reals:  # noqa: ARG002
        """Give the same people in every pair."""
        return np.tile(people(field, side, month), (PAIRS, 1))


class Flat(Planted):
    """Nothing ever moves, and everybody is alike."""

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Give 50 of 100 in every month."""
        return np.full_like(super().of(indicator, setting, side), 50)

    def people(self, field: str, setting: str, side: WhichWay, month: int) -> Reals:
        """Give people who differ in nothing but a speck."""
        alike = np.full_like(super().people(field, setting, side, month), 50)
        speck = np.linspace(0, 1e-9, alike.shape[1])
        return np.asarray(alike + (speck[::-1] if field == "voice" else speck))


class Swapped(Planted):
    """A is B, and B is A."""

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Give the other side."""
        return super().of(indicator, setting, "B" if side == "A" else "A")

    def people(self, field: str, setting: str, side: WhichWay, month: int) -> Reals:
        """Give the other side's people."""
        return super().people(field, setting, "B" if side == "A" else "A", month)


class Torn(Planted):
    """From month 1 on A lies far lower and B far higher, each setting by another amount; people differ far more."""

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Move a curve, but not its start."""
        far = 30.0 + 7 * list(PLANTED).index(setting)
        moved = super().of(indicator, setting, side)
        moved[:, 1:] += far if side == "B" else -far
        return moved

    def people(self, field: str, setting: str, side: WhichWay, month: int) -> Reals:
        """Tear people apart, those in B the other way round."""
        torn = 5 * super().people(field, setting, side, month)
        return torn if side == "A" else torn[:, ::-1]


class Early(Planted):
    """All that is to come is there from month 1 on."""

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Give the last month's values after the start."""
        early = super().of(indicator, setting, side)
        early[:, 1:] = early[:, -1:]
        return early


class Late(Planted):
    """Nothing happens until the last month."""

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Give the start's values before the end."""
        late = super().of(indicator, setting, side)
        late[:, 1:-1] = late[:, :1]
        return late


class Strangers(Planted):
    """A and B share no luck."""

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Give a curve with luck of its own."""
        own = np.random.default_rng(2 if side == "A" else 3).standard_normal((PAIRS, 1))
        return np.asarray(super().of(indicator, setting, side) + 10 * own)


SPOILED: Final[tuple[Callable[[], Planted], ...]] = (Flat, Swapped, Torn, Early, Late, Strangers)
assert STAFF_TRUST == "staff_trust"
