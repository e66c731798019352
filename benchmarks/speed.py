"""The measurements: one run, family-months in places of several sizes, whole processes, threads, the floor."""

import math
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec

from benchmarks.england import part_of_england
from benchmarks.floor import NANOSECONDS, Counts, counts_of, floor_in_batches, floor_in_order
from benchmarks.pieces import pieces
from benchmarks.table import Row
from benchmarks.timing import Timing, timed, timed_process
from coprod_sim.engine.month_loop import Engine
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.compare import compare
from coprod_sim.study.run import run

PLAIN_SIZE = 3_000
SIZES = (300, PLAIN_SIZE, 30_000, 300_000)
THREADED_SIZE = 100_000
WARM_UP = 12
FAMILY_MONTHS = 600_000
"""Family-months in one measurement, so that small places are not measured in a blink; at least six months."""

COMPARE_CODE = "from coprod_sim.study.compare import compare; compare('consultation_only', 'power_sharing').table()"
RUN_CODE = "from coprod_sim.study.run import run; run()"
CLI_CODE = "import sys; from coprod_sim.cli.app import main; sys.exit(main())"


def place_of(families: int) -> Scenario:
    """Give the baseline in a place of some size: ten families for each professional, up to 1,000 for a commissioner."""
    sizes = {"families": families, "professionals": families // 10, "commissioners": max(3, families // 1_000)}
    return load_scenario("consultation_only", sizes)


def in_unit(
    what: str, timing: Timing, unit: str, factor: float, must: float | None = None, aim: float | None = None
) -> Row:
    """Make a row of a timing, in a unit of which a second has `factor`."""
    return Row(what, unit, timing.median * factor, timing.best * factor, timing.processor * factor, must, aim)


def single_run() -> Iterator[Row]:
    """Time one run as users call it, and the building of its place."""
    seeds = iter(range(1_000))
    timing = timed(lambda: run("consultation_only", seed=next(seeds)), 50)
    yield in_unit("One run: 300 families, 60 months", timing, "ms", 1e3, 10, 4)
    small, large = place_of(300), place_of(THREADED_SIZE)
    reading = timed(lambda: load_scenario("consultation_only"), 50)
    yield in_unit("of it: reading the scenario", reading, "ms", 1e3)
    yield in_unit("of it: building a place of 300", timed(lambda: begun(small, 1), 50), "ms", 1e3)
    yield in_unit("Building a place of 100,000", timed(lambda: begun(large, 1), 3), "s", 1)


def family_months(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Time a family-month at several sizes on one thread, and how flat the cost is from 3,000 on."""
    steady = []
    for families in sizes:
        simulation = begun(place_of(families), 1)
        simulation.advance(WARM_UP)
        months = max(6, min(60, FAMILY_MONTHS // families))
        row = in_unit(
            f"A family-month among {families:,} families",
            timed(lambda go=simulation.advance, count=months: go(count), 9),  # type: ignore[misc]
            "ns",
            NANOSECONDS / (families * months),
        )
        yield row
        if families >= PLAIN_SIZE:
            steady.append(row)
    medians, bests = [row.median for row in steady], [row.best or math.nan for row in steady]
    spread, best = (100 * (max(costs) / min(costs) - 1) for costs in (medians, bests))
    yield Row(f"Spread of that cost, 3,000 to {max(sizes):,} (peers anywhere; England's: below)", "%", spread, best)


def floor(counts: Counts) -> Iterator[Row]:
    """Time the floor, and set a family-month among 3,000 families against it."""
    simulation = begun(place_of(PLAIN_SIZE), 1)
    simulation.advance(WARM_UP)
    timing = timed(lambda: simulation.advance(24), 15)
    cost = timing.best * NANOSECONDS / (24 * PLAIN_SIZE)
    batches, ordered = floor_in_batches(counts), floor_in_order(counts)
    for kind, part in batches.items():
        yield Row(f"Floor, in batches: {kind}", "ns", part)
    yield Row("Floor, in batches: all", "ns", sum(batches.values()))
    yield Row("The same numbers, family by family", "ns", ordered)
    yield Row("A family-month over the floor in batches", "times", cost / sum(batches.values()), must=2.5, aim=1.5)
    yield Row("A family-month over the same family by family", "times", cost / ordered, must=2.5, aim=1.5)


def threads() -> Iterator[Row]:
    """Time two threads against one, in turns, so that a noisy neighbour meets both."""
    simulation = begun(part_of_england(THREADED_SIZE), 1)
    simulation.advance(WARM_UP)
    one, two = (Engine(simulation.place, threads=count) for count in (1, 2))
    singles, doubles = [], []
    for _ in range(7):
        singles.append(timed(lambda: one.run(WARM_UP + 1, WARM_UP), 1))
        doubles.append(timed(lambda: two.run(WARM_UP + 1, WARM_UP), 1))
    ratios = sorted(single.best / double.best for single, double in zip(singles, doubles, strict=True))
    best = min(single.best for single in singles) / min(double.best for double in doubles)
    median = ratios[len(ratios) // 2]
    yield Row(
        "Two threads against one, 100,000 families", "times", median, best, must=1.7, aim=1.9, more_is_better=True
    )


def processes() -> Iterator[Row]:
    """Time comparisons, imports, help and the first compilation, as whole processes."""
    warm = timed(lambda: compare("consultation_only", "power_sharing"), 7)
    yield in_unit("compare, 20 pairs, warm, in process", warm, "s", 1)
    has_cli = find_spec("coprod_sim.cli.app") is not None
    typed = ["compare", "consultation_only", "power_sharing"]
    whole = ["-c", CLI_CODE, *typed] if has_cli else ["-c", COMPARE_CODE]
    name = "coprod-sim compare" if has_cli else "compare in Python"
    yield in_unit(f"{name}, 20 pairs, warm, whole process", timed_process(whole, 5), "s", 1, 3, 1)
    if has_cli:
        yield in_unit("coprod-sim --help", timed_process(["-c", CLI_CODE, "--help"], 9), "s", 1, 0.4, 0.2)
    yield in_unit("Python alone", timed_process(["-c", "pass"], 9), "s", 1)
    yield in_unit("import coprod_sim", timed_process(["-c", "import coprod_sim"], 9), "s", 1)
    yield in_unit("import what a run needs", timed_process(["-c", "import coprod_sim.study.run"], 5), "s", 1)
    with tempfile.TemporaryDirectory() as folder:
        first = timed_process(["-c", RUN_CODE], 1, {"COPROD_SIM_CACHE": folder})
    yield in_unit("First run ever, which compiles", first, "s", 1, 40, 15)


def usual_counts() -> Counts:
    """Count what a family-month of the baseline needs."""
    return counts_of(begun(place_of(PLAIN_SIZE), 1), 24)


def profile(counts: Counts) -> dict[str, float]:
    """Measure the pieces of a month, a year into the baseline."""
    simulation = begun(place_of(PLAIN_SIZE), 1)
    simulation.advance(WARM_UP)
    return pieces(simulation, counts.reviews)
