"""The budget loses a part of what it then is."""

from typing import Any

from coprod_sim.scenario.event_kind import EventKind, amount_field


def after(event: Any, lever: str, value: float) -> float:
    """Take the part away from what stands."""
    del lever
    return value * (1 - float(event.amount))


KIND = EventKind(
    do="budget_cut",
    meaning="the budget is multiplied by 1 - amount",
    required=("amount",),
    numbers=amount_field(1, "share of the budget", "the part that is cut"),
    levers=("budget",),
    after=after,
    relative=True,
    happened="In month {m}, there was less money in {s}.",
    story="From now on, there was less money.",
    clause="the budget is cut by {amount} %",
    rank=50,
)
