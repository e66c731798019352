"""The same professionals have more cases, so that each case gets less of their time."""

from typing import Any

from coprod_sim.scenario.event_kind import EventKind, amount_field


def rise(context: Any, event: Any) -> None:
    """Divide the time that professionals have for each case."""
    context.place.professionals["capacity"][context.staff] /= 1 + event.amount


KIND = EventKind(
    do="caseload_rise",
    meaning="each case gets less time: the capacity of professionals is divided by 1 + amount",
    required=("amount",),
    numbers=amount_field(5, "share of cases", "the rise"),
    happens=rise,
    title="More cases for the same staff",
    size="{v} more for each 100 from month {m}",
    happened="In month {m}, staff in {s} had to help more families.",
    story="Staff had to help more families.",
    clause="cases rise by {amount} %",
    rank=60,
)
