"""Commissioners take power back, by rule and by money."""

from typing import Any

from coprod_sim.scenario.event_kind import EventKind, value_field


def after(event: Any, lever: str, value: float) -> float:
    """Lower the ceiling to what the event says, and end personal budgets."""
    del value
    return 0.0 if lever == "personal_budgets" else float(event.to)


KIND = EventKind(
    do="recentralise",
    meaning="commissioners take power back: a low power_ceiling (`to`), and personal_budgets at 0",
    optional=("to",),
    numbers=(value_field("power_ceiling"),),
    defaults={"to": 0.05},
    levers=("power_ceiling", "personal_budgets"),
    after=after,
    happened="In month {m}, the people who pay took power back in {s}.",
    story="The people who pay took power back.",
    clause="power is taken back: families may hold {power_ceiling} of 100",
    rank=10,
)
