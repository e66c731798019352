"""A share of the professionals leaves: those whose draws are lowest, so that a larger share takes the same people and more."""

from typing import Any

from coprod_sim.scenario.event_kind import EventKind, amount_field


def leave(context: Any, event: Any) -> None:
    """Tell the first of the line to leave; newcomers take their posts in this month."""
    staff = context.staff
    line = staff[context.draws(staff).argsort(kind="stable")]
    context.place.professionals["must_leave"][line[: round(event.amount * len(staff))]] = 1


KIND = EventKind(
    do="staff_leave",
    meaning="a share of professionals leaves in this month, and newcomers take their posts",
    required=("amount",),
    numbers=amount_field(1, "share of professionals", "how many leave"),
    happens=leave,
    counts="professionals",
    title="Staff leave, and new staff come",
    size="{v} of 100 in month {m}",
    happened="In month {m}, many staff left in {s}, and new staff came.",
    story="Many staff left, and new staff came.",
    clause="staff leave, in all {amount} %",
    rank=40,
)
