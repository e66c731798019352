"""Delete every term of every rule, one at a time, and see whether some test fails.

    python scripts/mutate_rules.py                  all rules, acts and steps
    python scripts/mutate_rules.py process review   only functions, or files, with these names
    python scripts/mutate_rules.py rules.pathway    one file, where several have its name

A rule is safe from slips of the pen only if a test notices when a part of it is missing.
Each mutant is the rule without one operand, factor, limit, branch or written value.
It is made in memory (rule_mutants.py), in plain Python with numba switched off, so no file changes and nothing is compiled.
The checks go from cheap to dear and stop at the first that fails:
the rule's own example, the other examples of its file, the quick laws, and docking with the plain reading of the model.
A mutant that passes them all is a survivor: a missing test, or a change that cannot be seen (EQUIVALENT in unseen_mutants.py says why).
The exit code is 0 if every survivor has a reason there.
"""

import argparse
import contextlib
import io
import os
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from types import CodeType, FunctionType
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from rich.table import Column, Table
from rule_mutants import ROOT, Mutant, mutants_of
from unseen_mutants import EQUIVALENT

CHECKS = (
    "tests/agents/test_rule_terms*.py",
    "tests/engine/test_ledger_terms.py",
    "tests/engine/test_totals_terms.py::test_tallies_are_the_sums_of_the_place",
    "tests/engine/test_totals_terms.py::test_whatever_happened_on_the_pathway_is_counted",
    "tests/engine/test_totals_terms.py::test_every_rung_of_the_ladder_is_counted",
    "tests/engine/test_totals_terms.py::test_counting_again_in_small_blocks_gives_the_same",
    "tests/engine/test_totals_terms.py::test_a_rung_that_there_is_not_is_no_number",
    "tests/engine/test_totals_terms.py::test_a_voice_that_is_no_share_is_counted_in_a_cell_at_the_end",
    "tests/engine/kernel/test_chance.py",
    "tests/agents/test_forum.py::test_an_open_seat_goes_to_whom_its_draw_says",
    "tests/agents/test_laws.py::test_events_do_what_they_say",
    "tests/agents/test_laws.py::test_a_new_promise_is_believed_as_far_as_reputation_goes",
    "tests/agents/test_pathway_steps.py",
    "tests/agents/test_listened.py::test_moved_is_the_part_of_the_way",
    "tests/agents/test_forum.py::test_agents_live_through_forums_and_conferences_as_the_engine_does",
    "tests/engine/docking/test_rule_terms.py",
    "tests/engine/docking/test_plain_pathway.py::test_a_pathway_on_an_uneven_network_follows_the_specification",
    "tests/engine/docking/test_plain_habits.py::test_habits_on_an_uneven_network_follow_the_specification",
    "tests/engine/docking/test_docking.py::test_engine_follows_the_specification_under_stress",
    "tests/engine/docking/test_docking.py::test_engine_follows_the_specification_after_a_late_event",
    "tests/engine/docking/test_docking.py::test_engine_follows_the_specification_where_some_have_key_workers[8]",
    "tests/engine/docking/test_docking.py::test_engine_follows_the_specification_where_families_lead_meetings[power_sharing]",
    "tests/engine/docking/test_docking.py::test_engine_follows_the_specification_where_young_people_count_most",
    "tests/engine/docking/test_docking.py::test_engine_follows_the_specification_where_many_leave[8-30]",
    "tests/engine/docking/test_docking.py::test_engine_follows_the_specification_of_extreme_beginnings",
)
"""Those that see much and cost little without the compiler: of docking, small places, among them one with corners."""
PATIENCE = 5.0
"""Seconds on the processor that a test may always take; it may also take some times as long as without a mutant."""
STAGES = ("own example", "examples", "laws", "docking")


@contextlib.contextmanager
def in_place(code: CodeType, function: FunctionType) -> Iterator[None]:
    """Let everybody who calls the function run this code."""
    original = function.__code__
    function.__code__ = code
    try:
        yield
    finally:
        function.__code__ = original


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop a test that takes longer on the processor: without its step, a loop never ends (not on Windows)."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


class Hunt:
    """A pytest plugin that runs the collected tests once for the rules as they are, and then for each mutant."""

    def __init__(self, functions: Sequence[FunctionType], rules: set[str], console: Console) -> None:
        self.functions = functions
        self.rules = rules
        self.console = console
        self.cost: dict[pytest.Item, float] = {}
        self.kills: Counter[pytest.Item] = Counter()
        self.namespaces: dict[pytest.Item, dict[str, Any]] = {}
        self.ends: dict[str, Counter[str]] = {}
        self.survivors: list[Mutant] = []
        self.broken: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop over the tests."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a compiled rule divides by zero in silence, and so shall the plain one
            for item in session.items:
                self.namespaces[item] = dict(item.dtest.globs) if hasattr(item, "dtest") else {}
                start = time.perf_counter()
                self.check(item)
                self.cost[item] = time.perf_counter() - start
            for function in self.functions if not self.broken else ():
                self.hunt(function)
            for item in session.items if not self.broken else ():
                self.check(item)  # the rules are themselves again, or nothing above means anything
        return True

    def check(self, item: pytest.Item) -> None:
        """Note a test that fails without any mutant."""
        if self.fails(item):
            self.broken.append(item.nodeid)

    def hunt(self, function: FunctionType) -> None:
        """Try all mutants of one function."""
        ends = self.ends[function.__name__] = Counter()
        self.kills.clear()
        for mutant in mutants_of(function, self.rules):
            with in_place(mutant.code, function):
                end = next((stage for stage, item in self.checks(function) if self.fails(item)), "survived")
            ends[end] += 1
            if end == "survived":
                self.survivors.append(mutant)
        print_line(self.console, f"{function.__name__}: {ends.total()} mutants, {ends['survived']} survived")

    def checks(self, function: FunctionType) -> Iterator[tuple[str, pytest.Item]]:
        """Give the checks for one function with their stages: cheap ones, and those that have found much in it, come first."""
        own = f"{function.__module__}.{function.__name__}"
        ranked = sorted(self.cost, key=lambda item: self.cost[item] / (1 + self.kills[item]))
        found = [(stage, item) for item in ranked if (stage := stage_of(item, own))]
        for now in (STAGES[:1], STAGES[1:2], STAGES[2:]):
            yield from ((stage, item) for stage, item in found if stage in now)

    def fails(self, item: pytest.Item) -> bool:
        """Run one test and tell whether it fails."""
        from _pytest.runner import runtestprotocol

        if hasattr(item, "dtest"):
            item.dtest.globs.update(self.namespaces[item])  # the names of an example are gone once it has run
        with at_most(PATIENCE + 5 * self.cost.get(item, 20 * PATIENCE)):
            failed = any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
        self.kills[item] += failed
        return failed


def stage_of(item: pytest.Item, own: str) -> str | None:
    """Say what kind of check a test is for the function with this full name: None for the examples of other files."""
    if not hasattr(item, "dtest"):
        return "docking" if "docking" in item.nodeid else "laws"
    if item.name == own:
        return "own example"
    return "examples" if item.name.rpartition(".")[0] == own.rpartition(".")[0] else None


def names_of(function: FunctionType) -> set[str]:
    """Give what a function may be called: by its own name, or its file's, with its folder where two files are called alike."""
    parts = function.__module__.split(".")
    return {function.__name__, parts[-1], ".".join(parts[-2:])}


def chosen(names: Sequence[str]) -> tuple[list[FunctionType], set[str]]:
    """Find the functions to mutate by their names or modules, and the names of all rules."""
    import coprod_sim.engine.simulation  # noqa: F401  every compiled function is noted when its file is imported
    from coprod_sim.engine.kernel.compiled import SOURCES

    known = {function: names_of(function) for _, function in SOURCES.values()}
    if unknown := set(names).difference(*known.values()):
        raise SystemExit(f"no rule, act, loop or file of rules is called {', '.join(sorted(unknown))}")
    rules = {name for name, (kind, _) in SOURCES.items() if kind == "rule"}
    if not names:
        return [function for kind, function in SOURCES.values() if kind != "loop"], rules
    wanted = [(kind, function) for kind, function in SOURCES.values() if known[function] & set(names)]
    return [function for kind, function in wanted if kind != "loop" or function.__name__ in names], rules


def report(hunt: Hunt, console: Console) -> int:
    """Print what became of the mutants, and give the number of survivors without a reason."""
    table = Table(Column("rule", no_wrap=True), "mutants", *STAGES, "survived")
    total: Counter[str] = Counter()
    for name, ends in hunt.ends.items():
        table.add_row(name, *(str(number or "") for number in (ends.total(), *map(ends.get, (*STAGES, "survived")))))
        total += ends
    table.add_section()
    table.add_row("all", *(str(number) for number in (total.total(), *map(total.__getitem__, (*STAGES, "survived")))))
    console.print(table)
    missing = [mutant for mutant in hunt.survivors if str(mutant) not in EQUIVALENT]
    for title, mutants in (
        ("Survivors that cannot be told from the rule:", [m for m in hunt.survivors if m not in missing]),
        ("Survivors for which a test is missing:", missing),
    ):
        console.print(f"\n{title}{'' if mutants else ' none'}")
        for mutant in mutants:
            reason = EQUIVALENT.get(str(mutant))
            print_line(console, f"  {mutant.where} {mutant}" + (f"\n      {reason}" if reason else ""))
    survived = {str(mutant) for mutant in hunt.survivors}
    for name in sorted(set(EQUIVALENT) - survived):
        if name.partition(":")[0] in hunt.ends:
            print_line(console, f"\nA test notices this now, or it is gone; take it out of EQUIVALENT:\n  {name}")
    return len(missing)


def print_line(console: Console, line: str) -> None:
    """Print a line as it is, however long."""
    console.print(line, highlight=False, markup=False, soft_wrap=True)


def main() -> int:
    """Read the command line, hunt and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "names",
        nargs="*",
        help="functions, or files without .py; all rules, acts and steps if none is given (a loop only if it is named)",
    )
    parser.add_argument("--list", action="store_true", help="print the mutants and try none of them")
    parser.add_argument("--tests", nargs="+", default=CHECKS, metavar="PATTERN", help="other tests than the usual ones")
    options = parser.parse_args()
    console = Console(file=sys.stdout)
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as cache:
        os.environ["COPROD_SIM_CACHE"] = cache
        functions, rules = chosen(options.names)
        if options.list:
            for mutant in (mutant for function in functions for mutant in mutants_of(function, rules)):
                print_line(console, f"{mutant.where} {mutant}")
            return 0
        np.set_printoptions(legacy="1.25")  # the examples print plain numbers, as compiled rules give them
        hunt = Hunt(functions, rules, console)
        files = sorted({function.__code__.co_filename for function in functions})
        patterns = [pattern.partition("::") for pattern in options.tests]
        tests = [f"{path}{sep}{test}" for file, sep, test in patterns for path in sorted(ROOT.glob(file))]
        with contextlib.redirect_stdout(io.StringIO()) as captured:
            pytest.main(["-s", "--tb=short", "-p", "no:cacheprovider", *files, *tests], plugins=[hunt])
    if hunt.broken or not hunt.cost:
        print_line(
            console,
            "\n".join(["Some tests fail without any mutant; mend them first:", *hunt.broken, captured.getvalue()]),
        )
        return 2
    return 1 if report(hunt, console) else 0


if __name__ == "__main__":
    raise SystemExit(main())
