"""A new promise: families hear it at once, and expect as much say as they believe (engine/timeline.py, set_lever)."""

from coprod_sim.scenario.event_kind import EventKind, value_field

KIND = EventKind(
    do="promise",
    meaning="families are told in public what say they have: a new promise",
    required=("to",),
    numbers=(value_field("promise"),),
    levers=("promise",),
    happened="In month {m}, families in {s} were promised a say.",
    story="Families were promised a say.",
    clause="families are promised a say of {promise} of 100",
    rank=30,
)
