"""How a number of the model is declared: everything that anybody may ask about it, once.

Name, default, range, unit, meaning, source and status are for those who read the model;
title, sentence and section are for everybody, in plain words, and a words file of the dashboard may say them otherwise.
Where nobody has written plain words yet, the name and the meaning stand there.
`bounds` is what the equations can bear at all, `explore` the plausible range, for sensitivity analyses.
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, NotRequired, TypedDict, Unpack

Role = Literal["lever", "parameter", "start", "place"]
NumberStatus = Literal["measured", "estimated", "assumed"]

SHARE: Final = "share"
PER_MONTH: Final = "share per month"
PER_REVIEW: Final = "share per review"
NEED: Final = "standard need units"


class Section(NamedTuple):
    """A part of all settings, as people read them: its key and its title."""

    key: str
    title: str


SECTIONS: Final = (
    Section("say", "Having a say"),
    Section("leaders", "Daring to share"),
    Section("skill", "Skill and time"),
    Section("thanks", "Families and young people"),
    Section("money", "Money, and making it last"),
    Section("rights", "Rights and assessments, in a place with the pathway"),
    Section("forum", "The forum, and coming in early"),
    Section("sizes", "How many people"),
    Section("trust_start", "Trust at the start"),
    Section("power_start", "Who decides at the start"),
    Section("families_start", "Families at the start"),
    Section("needs_start", "Needs and plans at the start"),
    Section("staff_start", "Staff at the start"),
    Section("schools", "Schools and boards, for a large place"),
    Section("areas", "How areas differ, for a large place"),
    Section("knowing", "What each person knows"),
    Section("deciding", "Listening and deciding"),
    Section("feeling", "How a meeting feels"),
    Section("progress", "How young people do"),
    Section("family", "How families are"),
    Section("young", "How young people come to speak"),
    Section("disputes", "Disputes"),
    Section("path", "Asking for a plan, and appealing"),
    Section("habits", "Habits of areas"),
    Section("staff", "Staff"),
    Section("costs", "Money and pressure"),
    Section("together", "Forum and days together"),
    Section("ladder", "The steps from told to leading"),
)
"""The sections in the order in which people read them; one that is not here comes last in its group, by its name."""
NO_SECTION: Final = {"lever": "more actions", "parameter": "more assumptions", "start": "more", "place": "more"}


def title_of(name: str) -> str:
    """Give a name as a title, until somebody writes a better one.

    >>> title_of("trust_gain")
    'Trust gain'
    """
    return capitalised(name.replace("_", " "))


def capitalised(words: str) -> str:
    """Begin a text with a capital letter."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model: everything that anybody may ask about it.

    `low` and `high` are the allowed range (inclusive); `explore` is the narrower range for sensitivity analyses.
    `carries` says what the source carries of it, in words of direction_or_size.py: direction, size, form.
    `rule` stands before the value of a lever where the rules of two ways of working are shown side by side.
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    meaning: str
    source: str = ""
    status: NumberStatus = "assumed"
    role: Role = "lever"
    explore: tuple[float, float] = (0.0, 0.0)
    whole: bool = False
    carries: str = ""
    title: str = ""
    sentence: str = ""
    section: str = ""
    rule: str = ""

    def __post_init__(self) -> None:
        """Let name and meaning stand where words are missing."""
        title = self.title or title_of(self.name)
        sentence = self.sentence or f"{capitalised(self.meaning)}."
        section = self.section or NO_SECTION[self.role]
        words = {"title": title, "sentence": sentence, "section": section, "rule": self.rule or title}
        for field, text in words.items():
            object.__setattr__(self, field, text)

    def fault(self, value: object) -> str | None:
        """Say what is wrong with a value, or None: its kind, whether it is finite, whole and within the range.

        >>> from coprod_sim.scenario.parameters import BY_NAME
        >>> BY_NAME["families"].fault(0)
        'must be a whole number between 1 and 5000000 (families)'
        """
        kind = "a whole number" if self.whole else "a number"
        allowed = f"{kind} between {self.low:.10g} and {self.high:.10g} ({self.unit})"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"must be {allowed}"
        if not self.low <= value <= self.high or (self.whole and value != int(value)):
            return f"must be {allowed}"
        return None


class About(TypedDict):
    """What is said of every number, whatever its role."""

    unit: str
    meaning: str
    source: NotRequired[str]
    carries: NotRequired[str]
    status: NotRequired[NumberStatus]
    title: NotRequired[str]
    sentence: NotRequired[str]
    section: NotRequired[str]
    rule: NotRequired[str]


def lever(name: str, *, default: float, bounds: tuple[float, float], **about: Unpack[About]) -> Parameter:
    """Declare something that a commissioner can change; the default is consultation as usual."""
    return Parameter(name, default, *bounds, role="lever", explore=bounds, **about)


def parameter(
    name: str,
    *,
    default: float,
    explore: tuple[float, float],
    bounds: tuple[float, float] | None = None,
    **about: Unpack[About],
) -> Parameter:
    """Declare an assumption."""
    low, high = bounds or (0.0, max(1.0, 2 * explore[1]))
    return Parameter(name, default, low, high, role="parameter", explore=explore, **about)


def start(name: str, *, default: float, bounds: tuple[float, float], **about: Unpack[About]) -> Parameter:
    """Declare something about month 0."""
    return Parameter(name, default, *bounds, role="start", explore=bounds, **about)


def size(
    name: str, *, default: float, bounds: tuple[float, float], whole: bool = True, **about: Unpack[About]
) -> Parameter:
    """Declare something about the size or shape of the place."""
    return Parameter(name, default, *bounds, role="place", explore=bounds, whole=whole, **about)


def area_spread(name: str, *, default: float, bounds: tuple[float, float], **about: Unpack[About]) -> Parameter:
    """Declare in what the areas of a country differ; it counts only in a place with schools, and most of it is measured."""
    measured: About = {"source": "dfela2025", "carries": "size", "status": "measured", **about}
    return size(name, default=default, bounds=bounds, whole=False, **(about if "status" in about else measured))
