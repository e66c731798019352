"""The section of a validation on docking: does the engine do what a second reading of the specification does?"""

from typing import Final

from coprod_sim.evidence.docking.dock import (
    AGREE,
    DOCKING_MONTHS,
    STRESSED,
    StateDifference,
    docked,
    docked_scenario,
    small_scenarios,
    stressed,
)
from coprod_sim.evidence.validation.report_lines import ReportLine, Section

USUAL: Final = "All built-in scenarios"
RARE: Final = "With rare things made common"


def docking() -> Section:
    """Dock every built-in scenario, and some in which rare things are common."""
    usual = {scenario.name: docked(docked_scenario(scenario), seed=11) for scenario in small_scenarios()}
    rare = {preset: docked(stressed(preset), seed=3) for preset in STRESSED}
    return Section(
        "docking",
        "Docking: two readings of one specification",
        "Does the fast engine do what the specification says, as a second, slow reading of the same text does it?",
        (judged(USUAL, usual), judged(RARE, rare)),
        f"Green: no number of the state differs by more than {AGREE:g} in {DOCKING_MONTHS} months. Red: one does. There is no amber.",
        (
            "Agreement shows that the engine does what the text says. It says nothing about whether the text is true.",
            "The tests of the project dock more: events, large and small forums, uneven networks, and the second reading alone.",
        ),
    )


def judged(name: str, found: dict[str, StateDifference]) -> ReportLine:
    """Make one line of several dockings: the largest difference counts, and those that are too large are named."""
    worst = max((one.size for one in found.values()), default=float("nan"))
    wrong = [f"{scenario}, {one.where}: {one.size:.3g}" for scenario, one in found.items() if not one.size <= AGREE]
    note = f"Too far apart: {'; '.join(wrong)}." if wrong else f"Docked: {', '.join(found)}."
    numbers = {"scenarios": float(len(found)), "largest_difference": worst}
    words = f"{len(found) - len(wrong)} of {len(found)} agree; the largest difference is {worst:.1e}"
    return ReportLine(name, words, f"at most {AGREE:g}", "red" if wrong or not found else "green", note, "", numbers)
