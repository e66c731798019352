"""Ctrl-C ends a run soon, also where compiled code would never end."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.engine.kernel.stoppable_pool import StoppedError, do_beside, stoppable_pool
from coprod_sim.engine.kernel.thread_barrier import give_up, make_board
from coprod_sim.engine.month_loop import STANDARD, Engine
from coprod_sim.engine.rule_run_faults import OwnRules
from coprod_sim.engine.totals import TALLY, as_numbers
from coprod_sim.errors import RuleError, ScenarioError
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

SMALL = load_scenario("power_sharing", {"families": 24, "professionals": 4})
ENDLESS = """
import os, signal, threading
import numba
from pathlib import Path
from coprod_sim.engine.month_loop import STANDARD
from coprod_sim.engine.rule_run_faults import OwnRules
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.place.simulate import begun

@numba.njit(nogil=True)
def endless(board):
    while True:
        board[3] = 1

def months(place, blocks, month, count, tallies, numbers, board, threads):
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    endless(board)

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may have it ignored
walks = STANDARD._replace(months=months, own=OwnRules(Path("mine.py"), b"", {"trust_rate": 1}))
try:
    begun(load_scenario("power_sharing", {"families": 24, "professionals": 4}), 1, walks=walks).advance(3)
except KeyboardInterrupt:
    print("stopped")
"""


def test_a_rule_that_never_ends_can_be_stopped() -> None:
    """Ctrl-C is heard while a compiled loop that never ends is at work, and the process ends, with the exit code of Ctrl-C."""
    done = subprocess.run([sys.executable, "-c", ENDLESS], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (130, "stopped\n"), done.stderr


def test_compiled_months_are_left_when_somebody_gives_up() -> None:
    """A board on which somebody has given up ends the months before anybody lives one."""
    engine, board = Engine(begun(SMALL, 1).place), make_board()
    before, tallies = engine.place.families.tobytes(), np.zeros((6, 3), TALLY)
    give_up(board)
    STANDARD.months(engine.place, engine.blocks, 1, 6, tallies, as_numbers(tallies), board, 1)
    assert engine.place.families.tobytes() == before


def test_a_stopped_run_does_not_go_on_in_silence() -> None:
    """Who goes on with a run that was stopped in the midst of a month is told to begin again."""

    def months(*_: object) -> None:
        raise KeyboardInterrupt

    simulation = begun(SMALL, 1, walks=STANDARD._replace(months=months))
    with pytest.raises(KeyboardInterrupt):
        simulation.advance(2)
    with pytest.raises(ScenarioError, match=r"month 1: this run was stopped .*Begin the run again"):
        simulation.advance(2)


def test_a_pool_that_is_stopped_stops_its_runs() -> None:
    """Where whoever waits for a pool is stopped, long work in its threads is stopped, too, and nothing waits for it."""
    left, at_work, faults = threading.Event(), threading.Event(), []

    def long_work() -> None:
        at_work.set()
        left.wait()

    def job() -> None:
        try:
            do_beside(long_work, 1, left.set)
        except StoppedError as error:
            faults.append(error)

    def pool_that_is_stopped() -> None:
        with stoppable_pool(1) as pool:
            pool.submit(job)
            at_work.wait()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pool_that_is_stopped()
    assert left.is_set()
    assert len(faults) == 1


def test_what_a_rule_raises_is_said_of_the_rule(tmp_path: Path) -> None:
    """An error that arises in a file of rules is told with the file, the line, the rule and the error."""
    file = tmp_path / "mine.py"
    text = "def trust_rate(experienced, trust, par):\n    return 1 / 0\n"
    space: dict[str, object] = {}
    exec(compile(text, str(file), "exec"), space)

    def months(*_: object) -> None:
        space["trust_rate"](0.5, 0.5, None)  # type: ignore[operator]

    own = OwnRules(file, text.encode(), {"trust_rate": 1})
    with pytest.raises(
        RuleError, match=r"mine\.py line 2: your rule trust_rate raised ZeroDivisionError: division by zero"
    ):
        begun(SMALL, 1, walks=STANDARD._replace(months=months, own=own)).advance(2)


@pytest.mark.parametrize("threads", [0, -1, 1.5, True, "many"])
def test_threads_must_be_a_whole_number(threads: object) -> None:
    """A number of threads that makes no sense is refused, and not waited for."""
    with pytest.raises(ScenarioError, match=r"threads = .*must be a whole number between 1 and"):
        begun(SMALL, 1, threads=threads)  # type: ignore[arg-type]
