"""A waiting list for one service, therapy: who waits longest comes first, and places are few.

A commissioner has places for its families, and fills those that are free at the start of each month.
A family that needs much in the first area of need, communication, waits until it has its turn; therapy makes the need smaller.

    coprod-sim run consultation_only --mechanism examples/waiting_list.py --set therapy_places=10
"""

from coprod_sim.engine.mechanism import indicator, lever, parameter, state

PARAMETERS = (
    lever(
        "therapy_places",
        default=5.0,
        bounds=(0.0, 100.0),
        unit="places for 100 families",
        meaning="how many families can be in therapy at once",
    ),
    parameter(
        "therapy_need",
        default=1.0,
        explore=(0.5, 2.0),
        unit="standard need units",
        meaning="from this need on a family waits for therapy",
    ),
    parameter(
        "therapy_months",
        default=6.0,
        explore=(3.0, 12.0),
        bounds=(1.0, 120.0),
        unit="months",
        meaning="how long therapy goes on",
    ),
    parameter(
        "therapy_effect",
        default=0.05,
        explore=(0.0, 0.1),
        unit="share per month",
        meaning="part of the need that therapy takes away",
    ),
)
STATE = (
    state("family", "waiting", "flag", "whether the family waits for therapy"),
    state("family", "months_waiting", "months", "how long it has waited", 0, 12_000),
    state("family", "therapy_left", "months", "how much longer its therapy goes on", 0, 120),
    state("commissioner", "places_free", "places", "places that nobody takes", 0, 5_000_000),
)
INDICATORS = (
    indicator(
        "on_waiting_list",
        "On the waiting list",
        "share",
        "Share of families that wait for therapy.",
        of="waiting",
        better="lower",
    ),
    indicator(
        "months_on_list",
        "Months on the list",
        "months",
        "Mean time that families on the list have waited.",
        of="months_waiting",
        per="waiting",
        better="lower",
    ),
)

COMMUNICATION = 0


def longest_waiting(place, first, last):
    """Give the family that has waited longest, or -1 where nobody waits; of equals, the first."""
    found = -1
    for row in range(first, last):
        longer = found < 0 or place.own_families[row].months_waiting > place.own_families[found].months_waiting
        if place.own_families[row].waiting > 0 and longer:
            found = row
    return found


def before_month(place, row, month):  # noqa: ARG001  the same arguments for every hook
    """Free places go to those who have waited longest."""
    mine, own = place.own_commissioners[row], place.own_parameters[0]
    first, last = place.area_start[row], place.area_start[row + 1]
    mine.places_free = float(int(mine.therapy_places * (last - first) / 100))
    for family in range(first, last):
        if place.own_families[family].therapy_left > 0 and mine.places_free > 0:
            mine.places_free -= 1
    while mine.places_free > 0:
        family = longest_waiting(place, first, last)
        if family < 0:
            break
        place.own_families[family].waiting = 0.0
        place.own_families[family].months_waiting = 0.0
        place.own_families[family].therapy_left = own.therapy_months
        mine.places_free -= 1


def after_month(place, row, month):  # noqa: ARG001  as above
    """Therapy makes the need smaller; who needs it and has none waits.

    need' = (1 - therapy_effect) * need
    """
    me, mine, own = place.families[row], place.own_families[row], place.own_parameters[0]
    if mine.therapy_left > 0:
        mine.therapy_left = max(0.0, mine.therapy_left - 1)
        me.need[COMMUNICATION] *= 1 - own.therapy_effect
    elif mine.waiting > 0:
        mine.months_waiting += 1
    elif me.need[COMMUNICATION] >= own.therapy_need:
        mine.waiting = 1.0
