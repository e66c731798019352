"""The race: first whether the peers live by the same rules, then how long a family-month takes each, in turns.

Each contender has a child process of its own, which lives through some months whenever it is its turn; all others wait.
A round is one turn of each, so that a busy neighbour on the machine meets all of them; the table shows medians and bests,
and ratios are medians over the rounds.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from benchmarks.peers.agreement import Finding, with_chance, without_chance
from benchmarks.peers.contenders import CONTENDERS, OURS, OURS_2, PEERS, Contender
from benchmarks.peers.ours import baseline, start_with
from benchmarks.peers.start import SEED, save
from benchmarks.table import Row

NANOSECONDS, MEGABYTE = 1e9, 1e6
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
REVIEW_CYCLE = 3
"""Turns last whole cycles of reviews, since reviews make some months longer than others."""
LONGEST_TURN = 60
AGREEMENT_SIZE, AGREEMENT_YEARS = 300, 2
TARGETS = {("mesa", 3_000): (100.0, 200.0), ("numpy", 30_000): (2.5, 5.0)}
"""How many times as fast ours, on two threads, must be and aims to be."""


class Runner:
    """A child process that holds one contender, and what was measured of it."""

    def __init__(self, contender: Contender, families: int, process: "subprocess.Popen[str]", turn: float) -> None:
        self.contender, self.families, self.process = contender, families, process
        first = self.hear()
        self.building = first["building"]
        cycles = round(turn / (first["month"] * REVIEW_CYCLE))
        self.months = min(LONGEST_TURN, max(1, cycles) * REVIEW_CYCLE)
        self.wall: list[float] = []
        self.processor: list[float] = []
        self.memory = 0.0

    def hear(self) -> dict[str, float]:
        """Wait for the child's next answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.contender.title}: its process ended before its time; its message stands above.")
        heard: dict[str, float] = json.loads(line)
        return heard

    def request(self, months: int) -> dict[str, float]:
        """Have the child live through some months (0: give its memory, and end)."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{months}\n")
        self.process.stdin.flush()
        return self.hear()

    def take_turn(self) -> None:
        """Live through one turn."""
        taken = self.request(self.months)
        family_months = self.families * self.months
        self.wall.append(taken["wall"] * NANOSECONDS / family_months)
        self.processor.append(taken["processor"] * NANOSECONDS / family_months)

    def end(self) -> None:
        """Ask for the memory, and end."""
        self.memory = self.request(0)["memory"]


@contextmanager
def runner(contender: Contender, families: int, file: Path, turn: float) -> Iterator[Runner]:
    """Start a contender's process, and end it afterwards."""
    command = [sys.executable, "-m", "benchmarks.peers.child", contender.name, str(families), str(file)]
    environment = {**os.environ, **ONE_THREAD}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield Runner(contender, families, process, turn)
        finally:
            process.kill()


def present() -> tuple[Contender, ...]:
    """Give the contenders whose libraries are here, and say which are not."""
    for contender in CONTENDERS.values():
        if not contender.installed:
            print(f"{contender.title}: not installed: {contender.install}", file=sys.stderr)
    return tuple(contender for contender in CONTENDERS.values() if contender.installed)


def disagreements(seeds: Sequence[int]) -> dict[str, list[Finding]]:
    """Hold each peer against our engine, and give what differs by peer."""
    found = {}
    for peer in (peer for peer in PEERS if peer.installed):
        print(f"Checking that {peer.title} lives by our rules ...", file=sys.stderr)
        build = peer.builder()
        findings = [
            *without_chance(build, AGREEMENT_SIZE),
            *with_chance(build, AGREEMENT_SIZE, AGREEMENT_YEARS, seeds),
        ]
        found[peer.title] = [finding for finding in findings if not finding.agrees]
    return found


def race(families: int, rounds: int, turn: float, contenders: Sequence[Contender]) -> list[Runner]:
    """Run contenders in a place of some size, in turns of about `turn` seconds."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        file = Path(folder, "start.npz")
        save(start_with(baseline(families), SEED), file)
        runners = []
        for contender in contenders:
            print(f"{families:,} families: building {contender.title} ...", file=sys.stderr)
            runners.append(running.enter_context(runner(contender, families, file, turn)))
        for number in range(rounds):
            print(f"{families:,} families: round {number + 1} of {rounds} ...", file=sys.stderr)
            for each in runners:
                each.take_turn()
        for each in runners:
            each.end()
    return runners


def rows(runners: Sequence[Runner]) -> Iterator[Row]:
    """Write what was measured at one size as rows: time, ratio to ours, memory, building."""
    by_name = {each.contender.name: each for each in runners}
    size = f"{runners[0].families:,} families"
    for each in runners:
        what = f"A family-month among {size}: {each.contender.title}"
        yield Row(what, "ns", median(each.wall), min(each.wall), median(each.processor))
    for each in runners:
        for name in (OURS, OURS_2):
            if each.contender.module == "ours":
                continue
            ours = by_name[name]
            ratios = [theirs / mine for theirs, mine in zip(each.wall, ours.wall, strict=True)]
            must, aim = (
                TARGETS.get((each.contender.name, each.families), (None, None)) if name == OURS_2 else (None, None)
            )
            what = f"{each.contender.title} over {ours.contender.title}, {size}"
            yield Row(
                what, "times", median(ratios), min(each.wall) / min(ours.wall), None, must, aim, more_is_better=True
            )
    for each in runners:
        yield Row(f"Peak memory of the process, {size}: {each.contender.title}", "MB", each.memory / MEGABYTE)
    for each in runners:
        yield Row(f"Building a place of {size}: {each.contender.title}", "ms", each.building * 1e3)
