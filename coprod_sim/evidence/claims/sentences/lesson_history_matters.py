"""E4, history matters: low and high trust at the start, an empty promise made smaller, and replies while it stays empty.

Start trust is that of families in staff and in the institution, and of staff in families; all three are moved together.
"""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, change, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, Finding, above, below, within
from coprod_sim.evidence.claims.runs import END, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays

LOW: Final = 0.2
HIGH: Final = 0.6
MIDDLE: Final = 24
SMALLER: Final = 0.2
"""The promise of preset 1, and a third of the empty promise of preset 3."""


def trust(start: float) -> dict[str, float]:
    """Settings that move trust at the start."""
    return dict.fromkeys(("start_family_trust", "start_council_trust", "start_professional_trust"), start)


LESS_HARM = change("B", "promise_more_say", MIDDLE, SMALLER)
REPLIES = change("B", "you_said_we_did", MIDDLE, 0.5)
DECLARED_SETTINGS["e4"] = TwoWays(way(1, **trust(LOW)), way(1, **trust(HIGH)), title="Low and high trust at the start")
DECLARED_SETTINGS["e4.lower"] = TwoWays(way(3), way(3), (LESS_HARM,), title="Promise less from month 24")
DECLARED_SETTINGS["e4.replies"] = TwoWays(way(3), way(3), (REPLIES,), title="Keep the promise as it is, and reply")
DECLARED_SETTINGS["e4.never"] = TwoWays(way(1), way(3), (LESS_HARM,), title="A town that never made the empty promise")
STEPS: Final = tuple((preset, tenths) for preset in (1, 2, 3) for tenths in range(1, 6))
for PRESET, TENTHS in STEPS:
    DECLARED_SETTINGS[f"e4.start_{PRESET}_{TENTHS}"] = TwoWays(
        way(PRESET, **trust(TENTHS / 10)),
        way(PRESET, **trust((TENTHS + 1) / 10)),
        title=f"Way {PRESET}, start trust {TENTHS}0 and {TENTHS + 1}0 of 100",
    )


@claim("e4.after_a_year", "After one year, the town that began with low trust is still far behind.")
def after_a_year(runs: Runs) -> Iterator[Finding]:
    """B, which began with high trust, minus A."""
    yield above("trust in month 12, high minus low start", runs.gap("felt_trust", "e4", YEAR), FAR)


@claim("e4.after_five_years", "After five years most of the gap is gone. Some is still there.")
def after_five_years(runs: Runs) -> Iterator[Finding]:
    """B minus A at the end: a quarter of the 40 of 100 at the start, at most."""
    gap = runs.gap("felt_trust", "e4")
    yield above("trust at the end, high minus low start", gap)
    yield within("the same, which is at most 10 of 100", gap, 0, FAR)


@claim(
    "e4.no_cliff",
    "There is no tipping point. A little more trust at the start gives a little more later.",
    *(f"e4.start_{preset}_{tenths}" for preset, tenths in STEPS),
)
def no_cliff(runs: Runs) -> Iterator[Finding]:
    """Ten more of 100 at the start never become ten more at the end, in three ways of working."""
    for preset, tenths in STEPS:
        gap = runs.gap("felt_trust", f"e4.start_{preset}_{tenths}")
        yield within(f"end trust, way {preset}, start {tenths}0 to {tenths + 1}0 of 100", gap, 0, LARGE)


@claim("e4.empty", "With an empty promise, trust falls far below a town that never made one.", "e4.never")
def empty(runs: Runs) -> Iterator[Finding]:
    """Two years of the empty promise, against asking as usual."""
    yield below("trust in month 23", runs.gap("felt_trust", "e4.never", MIDDLE - 1), FAR)


@claim("e4.less_harm", "When the promise is made smaller, trust comes back year by year.", "e4.lower")
def less_harm(runs: Runs) -> Iterator[Finding]:
    """Trust after a year and at the end, against the promise left as it was."""
    after, end = (runs.gap("felt_trust", "e4.lower", month) for month in (MIDDLE + YEAR, END))
    yield above("trust in month 36", after, LARGE)
    yield above("trust at the end, against month 36", end - after)


@claim("e4.scar", "Even so, trust ends below a town that never made the empty promise.", "e4.never")
def scar(runs: Runs) -> Iterator[Finding]:
    """Trust with the smaller promise, against asking as usual all along: a year later, and at the end."""
    yield below("trust in month 36", runs.gap("felt_trust", "e4.never", MIDDLE + YEAR), PLAIN_DIFFERENCE)
    yield below("trust at the end", runs.gap("felt_trust", "e4.never"))


@claim("e4.replies", "Replies hardly help as long as the promise stays empty.", "e4.replies")
def replies(runs: Runs) -> Iterator[Finding]:
    """Trust a year after the replies begin, and at the end."""
    for month in (MIDDLE + YEAR, END):
        yield within(f"trust in month {month}", runs.gap("felt_trust", "e4.replies", month))
