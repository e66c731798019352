"""An independent advocate comes to reviews: what if somebody stood beside the family?

Advocates are a lever of commissioners, so scenarios and events can move it, and each commissioner may have its own.
Whether an advocate comes to a review is drawn by a key, so the same seed gives the same advocates in every scenario.

    coprod-sim run consultation_only --mechanism examples/advocate.py --set advocates=0.5
"""

from coprod_sim.engine.mechanism import event, indicator, lever, own_chance, parameter, state

PARAMETERS = (
    lever(
        "advocates",
        default=0.0,
        bounds=(0.0, 1.0),
        unit="share of reviews",
        meaning="how many reviews an independent advocate comes to",
    ),
    parameter(
        "advocate_lift",
        default=0.15,
        explore=(0.0, 0.3),
        unit="share per review",
        meaning="confidence that a family gains beside an advocate",
    ),
)
STATE = (
    state("family", "with_advocate", "flag", "whether an advocate came to the last review"),
    state("family", "reviews_with_advocate", "reviews", "how many reviews an advocate came to", 0, 10_000),
)
EVENTS = (event("advocates_leave", "advocates leave", 1, "share of advocates", "how many leave"),)
INDICATORS = (
    indicator(
        "advocated",
        "With an advocate",
        "share",
        "Share of families to whose last review an advocate came.",
        of="with_advocate",
        better="higher",
    ),
)

COMES = 0  # what is drawn; each draw of a mechanism has a number of its own


def before_review(place, row, month):
    """An advocate comes or not, and the family is more confident beside one.

    confidence' = confidence + advocate_lift * (1 - confidence)
    """
    me, mine, own = place.families[row], place.own_families[row], place.own_parameters[0]
    policy = place.own_commissioners[me.commissioner]
    mine.with_advocate = 0.0
    if own_chance(place.key, row, 0, month, COMES) < policy.advocates:
        mine.with_advocate = 1.0
        mine.reviews_with_advocate += 1.0
        me.confidence += own.advocate_lift * (1 - me.confidence)


def advocates_leave(place, row, amount, month):  # noqa: ARG001  the same arguments for every event
    """Fewer reviews have an advocate from now on."""
    place.own_commissioners[row].advocates *= 1 - amount
