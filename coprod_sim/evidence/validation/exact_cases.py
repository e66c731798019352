"""The parts of a validation that are tests: the exact cases, and the engine docked against a second reading of the specification.

The tests stand in tests/ of a checkout and are run by pytest as a program of its own; what they gave is read from its JUnit file.
An installed package has no tests, so there the verdict is "not run".
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from coprod_sim.evidence.validation.report_lines import Line, Section, Verdict, not_run
from coprod_sim.scenario.scenario import list_scenarios

LONGEST: Final = 1800
"""Seconds after which tests that hang are given up."""
WHERE: Final = ("tests/agents", "tests/place/network/test_published_networks.py", "tests/engine/docking")
CHOSEN: Final = "test_case or peers_alone or docking"
"""What pytest runs of these folders: tests of exact cases, and all of tests/engine/docking."""
NEEDS: Final = "not run here: needs a checkout with its tests, and pytest (make setup)"
DOCKING: Final = "tests/engine/docking/test_docking.py"
PLAIN: Final = "tests/engine/docking/test_plain_reading.py"


class Case(NamedTuple):
    """An exact case: its number, what must come out, and the tests that show it, as (file or folder, start of the name)."""

    number: int
    title: str
    tests: tuple[tuple[str, str], ...]


LAWS: Final = "tests/agents"
CASES: Final = (
    Case(1, "Power adds up to 1 for every family in every month of every scenario", ((LAWS, "test_case_1_"),)),
    Case(2, "The weights of all own views in a plan add up to 1", ((LAWS, "test_case_2_"),)),
    Case(3, "Pooled views err as Bates and Granger (1969) work out", ((LAWS, "test_case_3_"),)),
    Case(4, "Trust alone: its mean and spread, and how long a breach takes to mend", ((LAWS, "test_case_4_"),)),
    Case(
        5,
        "Peers alone reach the opinions of Friedkin and Johnsen (1999)",
        (("tests/place/network/test_published_networks.py", "test_peers_alone"), (LAWS, "test_case_5_")),
    ),
    Case(6, "Joint effort in its limits: weighted mean, geometric mean, minimum", ((LAWS, "test_case_6_"),)),
    Case(7, "The generator of chance gives its published numbers", ((LAWS, "test_case_7_"),)),
    Case(8, "Identical people without noise follow a map worked out apart", ((LAWS, "test_case_8_"),)),
    Case(9, "An open forum of all families sets the offer to the mean need", ((LAWS, "test_case_9_"),)),
)


class Outcome(NamedTuple):
    """What one test gave: its file, its name with what stands in brackets, and "passed", "failed" or "skipped"."""

    file: str
    name: str
    result: str


class Results(NamedTuple):
    """What all tests gave; `fault` says why there is nothing, if pytest itself failed."""

    outcomes: tuple[Outcome, ...]
    fault: str = ""


def checkout() -> Path | None:
    """Give the folder that holds tests/ beside the package, or None for an installed package or where pytest is missing."""
    root = Path(__file__).parents[3]
    there = all((root / path).exists() for path in WHERE)
    return root if there and find_spec("pytest") is not None else None


def run_tests(root: Path, where: Sequence[str] = WHERE, chosen: str = CHOSEN) -> Results:
    """Run tests of a checkout and read what they gave."""
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        command = [sys.executable, "-m", "pytest", *where, "-q", "-k", chosen, "-p", "no:cacheprovider"]
        command += ["--continue-on-collection-errors", "-o", "junit_family=xunit2", f"--junitxml={junit}"]
        # Options that somebody set for the tests as a whole, such as several processes, are no part of this.
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        try:
            done = subprocess.run(
                command, cwd=root, env=clean, capture_output=True, text=True, timeout=LONGEST, check=False
            )
        except subprocess.TimeoutExpired:
            return Results((), f"the tests took longer than {LONGEST // 60} minutes")
        if not junit.is_file():
            return Results((), f"pytest failed: {last_line(done.stderr or done.stdout)}")
        return Results(tuple(read_junit(junit)))


def last_line(text: str) -> str:
    r"""Give the last line that says something.

    >>> last_line("one\ntwo\n\n")
    'two'
    """
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it said nothing")


def read_junit(path: Path) -> list[Outcome]:
    """Read a JUnit file of pytest; a file of tests that could not be read at all is one failed test."""
    outcomes = []
    for case in ET.parse(path).getroot().iter("testcase"):
        marks = {child.tag for child in case}
        result = "failed" if marks & {"failure", "error"} else "skipped" if "skipped" in marks else "passed"
        module = case.get("classname") or case.get("name") or ""
        outcomes.append(Outcome(module.replace(".", "/") + ".py", case.get("name") or "", result))
    return outcomes


def of(tested: Results, file: str, start: str) -> list[Outcome]:
    """Give what the tests in a file or folder gave whose names start so."""
    inside = file if file.endswith(".py") else f"{file}/"
    return [one for one in tested.outcomes if one.file.startswith(inside) and one.name.startswith(start)]


def judged(name: str, outcomes: Sequence[Outcome], where: str, note: str = "") -> Line:
    """Make one line of several tests: green if all passed, red if one failed, was skipped, or there is none."""
    passed = sum(one.result == "passed" for one in outcomes)
    numbers = {"tests": float(len(outcomes)), "passed": float(passed)}
    if not outcomes:
        return Line(name, "no test was found", "a test that passes", "red", note, where, numbers)
    others = [f"{one.name}: {one.result}" for one in outcomes if one.result != "passed"]
    words = f"{passed} of {len(outcomes)} {'test passes' if len(outcomes) == 1 else 'tests pass'}"
    verdict: Verdict = "green" if not others else "red"
    return Line(name, words, "all pass", verdict, "; ".join([*filter(None, [note]), *others]), where, numbers)


def files_of(outcomes: Iterable[Outcome]) -> str:
    """Name the files in which tests stand."""
    return ", ".join(sorted({one.file for one in outcomes}))


def exact_cases(tested: Results | None) -> Section:
    """Judge the exact cases; None: no checkout, so nothing was run."""
    lines = []
    for case in CASES:
        name = f"Case {case.number}. {case.title}"
        if tested is None:
            lines.append(not_run(name, NEEDS, "all pass"))
        elif tested.fault:
            lines.append(Line(name, tested.fault, "all pass", "red"))
        else:
            found = [one for file, start in case.tests for one in of(tested, file, start)]
            lines.append(judged(name, found, files_of(found)))
    return Section(
        "exact",
        "Exact cases",
        "Does the engine give what can be worked out with pencil and paper, or has been published to the digit?",
        tuple(lines),
        "Green: every test of the case passes. Red: one fails, is skipped, or there is none. There is no amber.",
    )


def docked(tested: Results | None, root: Path | None) -> Section:
    """Judge the docking: the compiled engine beside a plain reading of the specification, and that reading alone."""
    names = ("Engine and second reading agree in all state", "The second reading alone passes its own tests")
    if tested is None or tested.fault or root is None:
        fault = tested.fault if tested else ""
        lines = [Line(name, fault, "all pass", "red") if fault else not_run(name, NEEDS, "all pass") for name in names]
        return docking_section(lines)
    both, alone = of(tested, DOCKING, "test_"), of(tested, PLAIN, "test_")
    months, tolerance = (constant(root / DOCKING, name) for name in ("MONTHS", "AGREE"))
    note = f"{months} months, to {tolerance} in every number, in places of the size that the tests state"
    lines = [judged(names[0], both, files_of(both), note), every_scenario(both)]
    lines.append(judged(names[1], alone, files_of(alone), "exact cases without the engine, and single rules"))
    return docking_section(lines)


def every_scenario(outcomes: Sequence[Outcome]) -> Line:
    """Judge whether no built-in scenario was left out of the docking."""
    start = "test_engine_follows_the_specification["
    done = {one.name.removeprefix(start).rstrip("]") for one in outcomes if one.name.startswith(start)}
    wanted = {scenario.name for scenario in list_scenarios()}
    missing = sorted(wanted - done)
    words = f"{len(wanted & done)} of {len(wanted)}"
    note = f"Left out: {', '.join(missing)}." if missing else f"Docked: {', '.join(sorted(done))}."
    numbers = {"scenarios": float(len(wanted)), "docked": float(len(wanted & done))}
    return Line("Built-in scenarios that were docked", words, "all", "red" if missing else "green", note, "", numbers)


def constant(file: Path, name: str) -> str:
    """Read how a test file spells a constant of its own, or say that it does not.

    A test states its months and its tolerance itself, so that this page cannot claim others.
    """
    found = re.search(rf"^{name} = (\S+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else "as stated in the tests"


def docking_section(lines: Sequence[Line]) -> Section:
    """Put the section together."""
    return Section(
        "docking",
        "Docking: two readings of one specification",
        "Does the fast engine do what the specification says, as a second, slow reading of the same text does it?",
        tuple(lines),
        "Green: all tests pass. Red: one fails, is skipped, or is missing. There is no amber.",
        ("Agreement shows that the engine does what the text says. It says nothing about whether the text is true.",),
    )
