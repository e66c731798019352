"""What a kind of event says of itself: its fields, what it does to levers and to a place, and its sentences.

Each kind is one file of scenario/events/, with a KIND; nothing else in the project needs to know it by name.
A sentence that is missing is made of the meaning, and a words file of the dashboard may say each otherwise.
What a kind does to a place is a plain function of what the engine hands to it (engine/timeline.py, class EventContext),
or the name of something that the engine itself does (EFFECTS there).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from coprod_sim.scenario.parameters import BY_NAME, Parameter
from coprod_sim.scenario.parameters.declare import capitalised, title_of

LAST_MONTH: Final = 12_000


def event_number(name: str, low: float, high: float, unit: str, meaning: str, whole: bool = False) -> Parameter:
    """Declare one number of an event: its range, unit and meaning; it has no default."""
    return Parameter(name, low, low, high, unit, meaning, explore=(low, high), whole=whole)


def amount_field(high: float, unit: str, meaning: str) -> tuple[Parameter]:
    """Declare the amount of an event, from 0."""
    return (event_number("amount", 0, high, unit, meaning),)


MONTH: Final = event_number(
    "month", 1, LAST_MONTH, "month", "when it happens: the very start of this month", whole=True
)
UNTIL: Final = event_number("until", 2, LAST_MONTH, "month", "when it ends, after it began", whole=True)
WHO_FIELD: Final = event_number(
    "who", 1, BY_NAME["commissioners"].high, "commissioner", '"all", or the number of one commissioner', whole=True
)


def goes_to(event: Any, lever: str, value: float) -> float:
    """Give a lever the value that the event names, wherever it stood."""
    del lever, value
    return float(event.to)


@dataclass(frozen=True, kw_only=True)
class EventKind:
    """A kind of event.

    required, optional: fields beside month, do and who; a kind with `lever` takes the range of `to` from that lever.
    levers: those that it moves, whatever its fields; after: the value of each afterwards, from the event, its name and its value.
    gradual: it moves its lever in a straight line to month `until`; relative: it takes a part of what stands.
    happens: what it does to a place, beside levers; counts: the setting of whose people its amount is a rounded share.
    title and size: its line in the rules of two ways; happened: a sentence about {s} in month {m}; story: one family's;
    clause: half a sentence in a story in full, with its own fields or levers; sentence_key: the name under which others share its sentences.
    rank: where one month brings several events, the one with the lowest is told.
    """

    do: str
    meaning: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    numbers: tuple[Parameter, ...] = ()
    defaults: Mapping[str, float] = field(default_factory=dict[str, float])
    levers: tuple[str, ...] = ()
    after: Callable[[Any, str, float], float] = goes_to
    gradual: bool = False
    relative: bool = False
    happens: Callable[[Any, Any], None] | str = ""
    counts: str = ""
    title: str = ""
    size: str = ""
    happened: str = ""
    story: str = ""
    clause: str = ""
    sentence_key: str = ""
    rank: int = 80

    def __post_init__(self) -> None:
        """Let name and meaning stand where words are missing."""
        words = {
            "title": title_of(self.do),
            "size": "{v} of 100 in month {m}" if "amount" in self.required else "in month {m}",
            "happened": f"In month {{m}}, in {{s}}: {self.meaning}.",
            "story": f"{capitalised(self.meaning)}.",
            "clause": self.meaning,
            "sentence_key": self.do,
        }
        for name, text in words.items():
            object.__setattr__(self, name, getattr(self, name) or text)

    @property
    def moves_levers(self) -> bool:
        """Whether it moves any lever."""
        return bool(self.levers) or "lever" in self.required

    def allowed(self) -> tuple[str, ...]:
        """Every field that an event of this kind may have."""
        return ("month", "do", "who", *self.required, *self.optional)

    def number(self, name: str, lever: object = None) -> Parameter | None:
        """The declaration of one number of this kind; None for `to` while its lever is not known."""
        if name == "to" and "lever" in self.required:
            known = BY_NAME.get(lever) if isinstance(lever, str) else None
            return value_field(known.name) if known and known.role == "lever" else None
        return next(number for number in (MONTH, UNTIL, *self.numbers) if number.name == name)


def value_field(lever: str) -> Parameter:
    """Declare the field `to` with the range of a lever."""
    known = BY_NAME[lever]
    return Parameter("to", known.default, known.low, known.high, known.unit, known.meaning, explore=known.explore)
