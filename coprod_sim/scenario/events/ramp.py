"""A lever moves in a straight line from where it stands to a new value."""

from coprod_sim.scenario.event_kind import EventKind

KIND = EventKind(
    do="ramp",
    meaning="a lever moves in a straight line, until it has its new value in month `until`",
    required=("lever", "to", "until"),
    gradual=True,
    happened="In month {m}, the way of working changed in {s}.",
    story="The way of working changed.",
    sentence_key="other",
    rank=90,
)
