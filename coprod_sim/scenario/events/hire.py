"""Staff time is added or taken: the same people have more of it, or less, and what it costs is spent from then on."""

from typing import Any

from coprod_sim.scenario.event_kind import EventKind, event_number


def hire(context: Any, event: Any) -> None:
    """Multiply the time that professionals have, and note for those who pay how much there is beyond that of month 0."""
    context.place.professionals["capacity"][context.staff] *= 1 + event.amount
    added = context.place.commissioners["staff_added"]
    added[context.rows] = (1 + added[context.rows]) * (1 + event.amount) - 1


KIND = EventKind(
    do="hire",
    meaning="staff time is added, or taken where amount is below 0: professionals have 1 + amount times as much, and it is paid for",
    required=("amount",),
    numbers=(event_number("amount", -0.9, 5, "share of staff time", "what is added; below 0: taken away"),),
    happens=hire,
    title="More staff time, or less",
    size="{v} more for each 100 from month {m}",
    happened="In month {m}, the time that staff have changed in {s}.",
    story="The time that staff have for families changed.",
    clause="staff time changes by {amount} %",
    rank=55,
)
