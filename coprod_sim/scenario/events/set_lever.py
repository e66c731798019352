"""A lever has a new value from one month on."""

from coprod_sim.scenario.event_kind import EventKind

KIND = EventKind(
    do="set",
    meaning="a lever has a new value from this month on",
    required=("lever", "to"),
    happened="In month {m}, the way of working changed in {s}.",
    story="The way of working changed.",
    sentence_key="other",
    rank=90,
)
