"""What a plan may hold: its keys, its whole numbers with their limits, and the methods of sampling.

The reader (plan/checks.py) and the schema (plan/schema.py) are both made from these tables.
"""

from typing import Final, Literal, NamedTuple, get_args

from coprod_sim.scenario.events import LAST_MONTH
from coprod_sim.scenario.parameters import PARAMETERS, Parameter
from coprod_sim.scenario.usual import USUAL_MONTHS

Method = Literal["none", "list", "grid", "latin_hypercube", "sobol", "morris"]
Seeds = Literal["paired", "common"]

MOST_RUNS: Final = 10_000_000
MOST_CELLS: Final = 50_000_000
"""Of a design, points times settings: more would not fit into the memory of a small computer."""
SEED_BITS: Final = (49, 64)
"""How large the seeds of the runs may be.  Below 2**49 they have at most 15 digits, so that spreadsheets, R and JavaScript,
for which every number is a double, give them back as they are; 64 is how studies were made before, and is understood."""
LONGEST_PLAN_TEXTS: Final = {"title": 200, "question": 5000}


class Varied(NamedTuple):
    """One setting that varies, in its own unit: between `low` and `high`, or over `values` (of a list or a grid)."""

    name: str
    low: float
    high: float
    values: tuple[float, ...] = ()


class Sampler(NamedTuple):
    """A method of choosing points: what it does, and the numbers of [sampling] that it needs and may have."""

    method: Method
    meaning: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    ranges: bool = False


def whole(name: str, default: float, low: float, high: float, unit: str, meaning: str) -> Parameter:
    """Declare one whole number of a plan."""
    return Parameter(name, default, low, high, unit, meaning, "", "assumed", "place", (low, high), whole=True)


MONTHS_FIELD: Final = whole("months", USUAL_MONTHS, 1, LAST_MONTH, "months", "how long each run is")
REPLICATES: Final = whole("replicates", 1, 1, MOST_RUNS, "replicates", "how often each point is run, with other luck")
CHUNK: Final = whole("chunk", 50, 1, 10_000, "runs", "how many runs are made and written together")
POINTS: Final = whole("points", 1, 1, MOST_RUNS, "points", "samples; for sobol the base N, for morris trajectories")
LEVELS: Final = whole("levels", 4, 2, 100, "levels", "for morris: values on the axis of each setting, an even number")
STEPS: Final = whole("steps", 5, 2, 10_000, "values", "for grid: values at equal distances from low to high")

TOP_NUMBERS: Final = {number.name: number for number in (MONTHS_FIELD, REPLICATES, CHUNK)}
SAMPLING_NUMBERS: Final = {number.name: number for number in (POINTS, LEVELS, STEPS)}
SAMPLING_KEYS: Final = ("method", *SAMPLING_NUMBERS)

METHODS: Final[tuple[Method, ...]] = get_args(Method)
SEEDS: Final[tuple[Seeds, ...]] = get_args(Seeds)
SAMPLERS: Final[dict[Method, Sampler]] = {
    sampler.method: sampler
    for sampler in (
        Sampler("none", "nothing varies"),
        Sampler("list", "the values of all settings side by side, row by row"),
        Sampler("grid", "every value of each setting with every value of the others", optional=("steps",)),
        Sampler("latin_hypercube", "points that fill the ranges evenly", ("points",), ranges=True),
        Sampler("sobol", "Saltelli's points, for Sobol indices", ("points",), ranges=True),
        Sampler("morris", "trajectories, for elementary effects", ("points",), ("levels",), ranges=True),
    )
}

TOP_KEYS: Final = (
    "title",
    "question",
    "scenarios",
    "months",
    "replicates",
    "seed",
    "seeds",
    "seed_bits",
    "indicators",
    "at",
    "chunk",
    "place",
    "settings",
    "sampling",
    "vary",
)
TABLES: Final = ("place", "settings", "sampling", "vary")

SHORTHANDS: Final = ("guesses", "parameters")
"""What `vary` may be instead of a table: every number of [parameters] that is only assumed, or every one at all."""


def meant_by(shorthand: str) -> tuple[str, ...]:
    """The settings that a shorthand of `vary` stands for, in their order of declaration: those that count in every place.

    >>> len(meant_by("guesses")) < len(meant_by("parameters"))
    True
    """
    if shorthand == "parameters":
        return tuple(one.name for one in PARAMETERS)
    return tuple(one.name for one in PARAMETERS if one.status == "assumed")


def design_size(method: Method, points: int, varied: tuple[Varied, ...]) -> int:
    """How many points a design has, without making it.

    >>> two = (Varied("training", 0, 0.1, (0, 0.1)), Varied("promise", 0.2, 0.8, (0.2, 0.5, 0.8)))
    >>> design_size("grid", 0, two), design_size("sobol", 64, two), design_size("morris", 10, two)
    (6, 256, 30)
    """
    if method == "list":
        return min((len(one.values) for one in varied), default=1)
    if method == "grid":
        product = 1
        for one in varied:
            product *= len(one.values)
        return product
    rows = {"none": 1, "latin_hypercube": points, "sobol": points * (len(varied) + 2)}
    return rows.get(method, points * (len(varied) + 1))
