"""Batches that run on the server behind /batch: one at a time, in the background, each in a folder of its own.

Visitors take turns (queue.py), and each has room of their own (shelf.py): nobody blocks another,
and nobody's results are pushed out by another's.  Who has started a batch may cancel it; others may look.

The folders stand in `batches`, in the user's cache folder for coprod_sim (COPROD_SIM_BATCHES chooses another place).
Their names are made here from the hash of the plan and of the rules, so nobody can make this read or write elsewhere.
The same plan finds its folder again, also after the server was started anew; what was finished is never run twice.
How runs are made and kept is no business of this file: see study/runner/runner.py and study/runner/store.py.
"""

import os
import tempfile
import threading
import time
from collections import OrderedDict
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from platformdirs import user_cache_dir

from coprod_sim.dashboard.pages.batch.job import (
    AT_WORK,
    BatchStatus,
    CancelledError,
    GivesWayError,
    Refused,
    StartedBatch,
    State,
)
from coprod_sim.dashboard.pages.batch.queue import FairQueue
from coprod_sim.dashboard.pages.batch.shelf import Shelf
from coprod_sim.dashboard.pages.shared.faults import visitor_fault, without_folders
from coprod_sim.engine.kernel import compiled
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.setup.reader import CAPPED, MOST_FAMILIES, MOST_MONTHS
from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.plan.sampling import run_count
from coprod_sim.study.result_folder import MANIFEST
from coprod_sim.study.runner import runner
from coprod_sim.study.runner.chunks import cut_plan
from coprod_sim.study.runner.executors import checked_workers
from coprod_sim.study.runner.store import Store, read_manifest, with_chunk

MOST_RUNS: Final = 20_000
MOST_NUMBERS: Final = 500_000
"""Runs times months kept times outcomes: more is too much for a table that goes to a browser."""
EACH_WAITING: Final = 3
MOST_WAITING: Final = 60
"""So many batches may wait, of one visitor and of all."""
REMEMBERED: Final = 200
TRIED: Final = 2
"""Runs that are made to see how long one takes."""
CHUNK_SECONDS: Final = 0.5
"""About so long is one chunk: what is lost by Cancel, and from one number on the page to the next."""


class Batches:
    """All batches of one server.  Visitors are known by any text that is theirs alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock = threading.RLock()
        self.shelf = Shelf(root)
        self.jobs: OrderedDict[str, StartedBatch] = OrderedDict()
        self.queue = FairQueue[StartedBatch](EACH_WAITING, MOST_WAITING)
        self.current: StartedBatch | None = None

    def folder(self, plan: Plan) -> Path:
        """Give the folder of a plan."""
        return self.root / key_of(plan)

    def owns(self, plan: Plan, who: str) -> bool:
        """Tell whether a visitor was the first to start a plan."""
        return self.shelf.owner(key_of(plan)) == who

    def start(self, plan: Plan, who: str) -> Refused | None:
        """Begin a batch, or go on with it, when its visitor has a turn; says why where that cannot be."""
        with self.lock:
            job = self.jobs.get(key_of(plan))
            if job and job.state in AT_WORK:
                return None
            if not self.queue.has_room(who):
                return "queue"
            if self.shelf.is_full():
                return "room"
            job = StartedBatch(plan, key_of(plan), who, total=run_count(plan))
            job.others_wait = lambda: self.queue.others(who)
            self.jobs[job.key] = job
            self.jobs.move_to_end(job.key)
            self.queue.put(who, job)
            if self.current is None:
                self.current = job
                threading.Thread(target=self.work, daemon=True).start()
        return None

    def cancel(self, plan: Plan, who: str) -> bool:
        """Stop a batch after the runs that it is at; what is finished stays.  False where it is somebody else's."""
        with self.lock:
            job = self.jobs.get(key_of(plan))
            if job and job.who != who:
                return job.state not in AT_WORK
            if job and job.state == "waiting" and job is not self.current:
                self.queue.remove(who, job)
                self.jobs.pop(job.key)
            elif job and job.state in ("waiting", "running"):
                job.state = "stopping"
        return True

    def status(self, plan: Plan, who: str) -> BatchStatus:
        """Say how far the batch of a plan is, from what runs here or from what is in its folder."""
        with self.lock:
            job = self.jobs.get(key_of(plan))
            if job and job.state in AT_WORK:
                ahead = job.state == "waiting" and job is not self.current
                return BatchStatus(job.state, job.done, job.total, job.left(), ahead, mine=job.who == who)
            if job and job.state == "failed":
                return BatchStatus("failed", job.done, job.total, message=job.message, mine=job.who == who)
        done, total = self.finished(plan), run_count(plan)
        state: State = "done" if done == total else "stopped" if done is not None else "new"
        return BatchStatus(state, done or 0, total, mine=self.owns(plan, who))

    def finished(self, plan: Plan) -> int | None:
        """Count the runs in the folder of a plan; None where there is no such folder."""
        folder = self.folder(plan)
        return (
            counted(folder, plan, tuple(sorted((folder / "runs").glob("part-*.parquet"))))
            if study_begun(folder)
            else None
        )

    # In the background.

    def work(self) -> None:
        """Do what waits, one turn after another, until nothing does."""
        while True:
            with self.lock:
                job = self.current = self.queue.take()
                if job is None:
                    return
                if job.state == "waiting":
                    job.state = "running"
            self.run(job)

    def run(self, job: StartedBatch) -> None:
        """Do one turn of a batch, however it ends."""
        folder, message = self.root / job.key, ""
        end: State = "done"
        job.turn, job.first = time.monotonic(), None
        try:
            if job.state == "stopping":
                raise CancelledError  # noqa: TRY301  pressed before it began
            with self.lock:
                busy = {one.key for one in (*self.queue, job)}
            self.shelf.clear(job.key, job.who, busy)
            self.shelf.claim(job.key, job.who)
            plan = job.plan if study_begun(folder) else replace(job.plan, chunk=chunk_of(job.plan))
            runner.run_plan(plan, folder, workers=workers(), progress=job.step)
            os.utime(folder)
        except CancelledError:
            end = "stopped"
        except GivesWayError:
            end = "waiting"
        except Exception as error:  # noqa: BLE001  whatever it is, the page says so and the next batch has its turn
            visitor_fault(error, "a batch failed")
            end, message = "failed", without_folders(str(error).replace(str(folder), "batch"))
        job.used += time.monotonic() - job.turn
        self.rest(job, end, message)

    def rest(self, job: StartedBatch, end: State, message: str) -> None:
        """Note how the turn of a batch has ended."""
        with self.lock:
            if end == "waiting" and job.state == "stopping":
                end = "stopped"
            job.state, job.message = end, message
            if end == "waiting":
                self.queue.put_back(job.who, job)
            while len(self.jobs) > REMEMBERED and next(iter(self.jobs.values())).state not in AT_WORK:
                self.jobs.popitem(last=False)


def study_begun(folder: Path) -> bool:
    """Tell whether a study was begun in a folder."""
    return (folder / MANIFEST).exists()


def key_of(plan: Plan) -> str:
    """Name the folder of a plan: another plan, or other rules, have another."""
    return f"{plan.hash}-{compiled.source_hash()[:8]}"


@lru_cache(maxsize=REMEMBERED)
def counted(folder: Path, plan: Plan, _parts: tuple[Path, ...]) -> int:
    """Count the runs that are finished and right; asked again only when there are other parts."""
    try:
        whole = with_chunk(cut_plan(plan), read_manifest(folder)["chunk"])
        store = Store(folder, whole)
        return sum(len(whole.numbers(chunk)) for chunk in range(whole.chunks) if store.is_finished(chunk))
    except ScenarioError:
        return 0


def workers() -> int:
    """Leave one core to those who look at other pages, where there is more than one."""
    return max(1, checked_workers(None) - 1)


@lru_cache(maxsize=200)
def run_seconds(plan: Plan) -> float:
    """Say how long one run of a plan takes here: two are made, and nothing is written."""
    found = runner.estimate(replace(plan, chunk=TRIED), workers=1)
    return found.seconds / found.runs


def chunk_of(plan: Plan) -> int:
    """Say how many runs make one chunk of about CHUNK_SECONDS; never more than the plan says."""
    return max(1, min(plan.chunk, round(CHUNK_SECONDS / max(run_seconds(plan), 1e-6))))


def batch_seconds(plan: Plan, runs: int) -> float:
    """Say how long so many runs of a plan will take."""
    return run_seconds(plan) * runs / workers()


def too_much(plan: Plan) -> list[tuple[str, dict[str, object]]]:
    """Give what makes a plan too much for the page: keys of messages, and what is filled into them."""
    runs = run_count(plan)
    numbers = runs * len(plan.at) * len(plan.indicators)
    found: list[tuple[str, dict[str, object]]] = []
    if runs > MOST_RUNS:
        found.append(("runs", {"runs": f"{runs:,}", "most": f"{MOST_RUNS:,}"}))
    elif numbers > MOST_NUMBERS:
        found.append(("numbers", {"numbers": f"{numbers:,}", "most": f"{MOST_NUMBERS:,}"}))
    if plan.months > MOST_MONTHS:
        found.append(("months", {"months": plan.months, "most": MOST_MONTHS}))
    varied = {one.name: one.high for one in plan.varied}
    for name in CAPPED:
        largest = varied.get(name, plan.settings.get(name, max(one.value(name) for one in plan.loaded)))
        if largest > MOST_FAMILIES:
            found.append(("size", {"name": name, "size": f"{largest:,.0f}", "most": f"{MOST_FAMILIES:,}"}))
    return found


@cache
def batches() -> Batches:
    """Give the batches of this server, and see to it that there is a place for them: see the head of this file."""
    chosen = os.environ.get("COPROD_SIM_BATCHES")
    root = Path(chosen) if chosen else Path(user_cache_dir("coprod_sim")) / "batches"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        # A folder that nobody else can write to; it is another one at each start.
        root = Path(tempfile.mkdtemp(prefix="coprod_sim-"))
    return Batches(root)


def folder_for_visitors(plan: Plan) -> str:
    """Say where the results of a plan are kept, without the name of whoever runs the server."""
    folder = batches().folder(plan)
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)
