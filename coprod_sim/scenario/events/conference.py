"""A Working Together day: what those who come bring home is said by the rules in engine/conference.py."""

from coprod_sim.scenario.event_kind import EventKind, event_number

KIND = EventKind(
    do="conference",
    meaning="families and staff meet for a Working Together day; no power moves",
    required=("attendance", "parent_led"),
    numbers=(
        event_number("attendance", 0, 1, "share of families and of professionals", "how many come"),
        event_number("parent_led", 0, 1, "share of sessions", "how many of its sessions are led by parents"),
    ),
    happens="conference",
    title="Families and staff meet for a day",
    happened="In month {m}, families and staff in {s} met for a day.",
    story="Families and staff met for a day.",
    clause="families and staff meet at a conference; {attendance} of 100 come",
    rank=70,
)
