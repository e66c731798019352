"""Counting who is heard: sums over families who need an interpreter, have least or meet prejudice, and over all others.

A family that is in two of these groups counts in both.  Those who are less heard are all but the others, so they need no sums.
Voice is also counted in cells, so that its spread between families can be told from sums alone; each is a family more in one cell.
The sums stand in the tally with all others (totals.py), and become indicators in indicators.py.
"""

import numpy as np

from coprod_sim.agents.family_led import held_now
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import Field

HEARD_GROUPS = ("interpreter", "poor", "prejudice", "others")
"""Who needs an interpreter, has least, meets prejudice, and who none of these."""
INTERPRETER, POOR, PREJUDICE, OTHERS = range(len(HEARD_GROUPS))
GROUP_OUTCOMES = ("progress", "felt_trust", "voice", "energy")
"""What is added up for each group."""
VOICE_CELLS = 50
"""Voice from 0 to 1 is counted in so many cells of equal width."""

GROUP_FIELDS = (
    Field("hearing", "", ""),
    Field("formal_power", "", ""),
    Field("voice_cells", "", "", length=VOICE_CELLS),
    Field("group_families", "", "", length=len(HEARD_GROUPS)),
    *(Field(f"group_{name}", "", "", length=len(HEARD_GROUPS)) for name in GROUP_OUTCOMES),
)


@act
def count_in_group(place, row, tally, group):
    """Add one family to a group."""
    me = place.families[row]
    tally.group_families[group] += 1
    tally.group_progress[group] += me.progress
    tally.group_felt_trust[group] += me.felt_trust
    tally.group_voice[group] += me.voice
    tally.group_energy[group] += me.energy


@act
def count_hearing(place, row, tally):
    """Add how one family is heard, and the family to its groups."""
    me = place.families[row]
    tally.hearing += me.hearing
    if me.reviewed:
        tally.formal_power += held_now(place, row)
    # A rule of somebody else's may give a voice that is no share, and nothing here looks at where it would be written.
    cell = 0
    if me.voice >= 1:
        cell = VOICE_CELLS - 1
    elif me.voice > 0:
        cell = int(VOICE_CELLS * me.voice)
    tally.voice_cells[cell] += 1
    if me.language:
        count_in_group(place, row, tally, INTERPRETER)
    if me.poor:
        count_in_group(place, row, tally, POOR)
    if me.standing:
        count_in_group(place, row, tally, PREJUDICE)
    if not (me.language or me.poor or me.standing):
        count_in_group(place, row, tally, OTHERS)


def quantile_of_cells(cells: np.ndarray, share: float) -> np.ndarray:
    """Give the value below which a share of what was counted in equal cells from 0 to 1 lies; nan where nothing was.

    cells: along the last axis.   It lies in the right cell, so it is off by less than the width of one, and as a rule
    by far less: within its cell values are taken to be spread evenly.
    >>> quantile_of_cells(np.array([0, 2, 2, 0]), 0.5).item(), quantile_of_cells(np.array([1, 0, 0, 3]), 0.25).item()
    (0.5, 0.25)
    """
    up_to = cells.cumsum(axis=-1)
    wanted = share * up_to[..., -1:]
    at = np.minimum((up_to < wanted).sum(axis=-1, keepdims=True), cells.shape[-1] - 1)
    inside = np.take_along_axis(cells, at, -1)
    before = np.take_along_axis(up_to, at, -1) - inside
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(inside > 0, (wanted - before) / inside, np.nan)
    return np.asarray(((at + part) / cells.shape[-1])[..., 0])
