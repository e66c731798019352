"""Open all that tells of the model, once, and print what was said as JSON: a program for test_cost_of_change.py.

It runs on whatever copy of the package stands first on the path, without the compiler, so it takes a small place.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

import coprod_sim
from coprod_sim.dashboard.pages.batch.choices import batch_choices
from coprod_sim.dashboard.pages.compare import differences, made_difference
from coprod_sim.dashboard.pages.compare.twins import twins
from coprod_sim.dashboard.pages.explore.settings_table import all_settings, settings_of_both
from coprod_sim.dashboard.pages.guide.content import guide
from coprod_sim.dashboard.pages.lessons.page import TOOLS, lesson_table
from coprod_sim.dashboard.pages.model import views
from coprod_sim.dashboard.pages.model.about import about_model
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.show import run_of
from coprod_sim.dashboard.pair.stories import story_of
from coprod_sim.evidence.references import uses
from coprod_sim.indicators import INDICATORS
from coprod_sim.report.comparison.page import report_text
from coprod_sim.report.odd_protocol import description
from coprod_sim.report.story.story import story
from coprod_sim.scenario.events import KIND_BY_NAME
from coprod_sim.scenario.events_without_effect import event_name, notes
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.schema import schema_text
from coprod_sim.scenario.setup.setup import TwoWays, Way
from coprod_sim.scenario.toml_writer import new_scenario_text
from coprod_sim.study.certainty_text import headline, unit_of, verdict
from coprod_sim.study.compare import Comparison, compare
from coprod_sim.study.explain import Explanation, explain

SMALL = {"families": 20, "professionals": 3, "commissioners": 1}
A, B = "consultation_only", "key_workers"
MONTHS = 12


def pages(two: TwoWays) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give what the server sends for every page."""
    a, b = two.scenarios()
    yield "present", lambda: [run_of(two), words("present")]
    yield "family story", lambda: story_of(a, b, 0, 1, MONTHS)
    yield "explore", lambda: [all_settings(), settings_of_both(two), words("explore")]
    yield "compare", lambda: differences.payload(found(a, b), MONTHS, "steadiness")
    yield "what made the difference", lambda: made_difference.payload(explained(a, b))
    yield "guide", guide
    yield "lessons", lambda: [lesson_table(key) for key in TOOLS]
    yield "model", about_model
    yield "batch", batch_choices


def texts(a: Scenario, b: Scenario) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give what is told on the command line and in files."""
    yield "story", lambda: story(b, 0, months=MONTHS, against=a).to_dict()["events"]
    yield "report", lambda: report_text(compared(a, b), date(2020, 1, 1))
    yield "verdict", lambda: verdict(headline(compared(a, b), "steadiness"), 2)
    yield "unit", lambda: unit_of("steadiness").full
    yield "explain", lambda: explained(a, b).to_dict()
    yield "description", description
    yield "schema", schema_text
    yield "new scenario", lambda: new_scenario_text("mine")
    yield "notes", lambda: [notes(b, 6), [event_name(event) for event in b.events]]
    yield "sources", lambda: sorted({key for key, _ in uses(b)})


def found(a: Scenario, b: Scenario) -> differences.PairDifferences:
    """Run two pairs for the page of differences."""
    return differences.PairDifferences(a, b, MONTHS, tuple(twins(a, b, seed, MONTHS) for seed in (1, 2)), 1.0)


@cache
def compared(a: Scenario, b: Scenario) -> Comparison:
    """Run two pairs for the report."""
    return compare(a, b, pairs=2, months=MONTHS)


@cache
def explained(a: Scenario, b: Scenario) -> Explanation:
    """Divide the difference between the two, with two pairs."""
    return explain(a, b, pairs=2, months=6, indicators=("steadiness",), runs=24, workers=1)


def opened(what: Callable[[], Any]) -> str:
    """Open one thing and give what it says, or its fault."""
    try:
        return json.dumps(what(), default=str, ensure_ascii=False)
    except Exception as fault:  # noqa: BLE001  a fault is what this program is asked for
        return f"{type(fault).__name__}: {fault}"


def main() -> None:
    """Open everything and print it."""
    # Ten runs of a whole town for a table of the model's page: without the compiler they take minutes.
    vars(views).update(SEEDS=1, MONTHS=(1, 2))
    two = TwoWays(Way(A), Way(B), months=MONTHS, town=SMALL)
    a, b = (load_scenario(name, SMALL) for name in (A, B))
    opened_texts = {name: opened(what) for name, what in chain(pages(two), texts(a, b))}
    declared = [BY_NAME["key_worker_cost"], BY_NAME["key_worker"], KIND_BY_NAME["open_day"], INDICATORS["steadiness"]]
    json.dump(
        {"from": coprod_sim.__file__, "told": opened_texts, "declared": [str(one) for one in declared]}, sys.stdout
    )


if __name__ == "__main__":
    main()
