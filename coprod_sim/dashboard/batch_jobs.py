"""Batches that run on the server behind /batch: one at a time, in the background, each in a folder of its own.

The folders stand in `batches`, in the user's cache folder for coprod_sim (COPROD_SIM_BATCHES chooses another place).
Their names are made here from the hash of the plan and of the rules, so nobody can make this read or write elsewhere.
The same plan finds its folder again, also after the server was started anew; what was finished is never run twice.
The KEPT folders that were used last stay; older ones are deleted, but never one that is at work.
How runs are made and kept is no business of this file: see study/runner.py and study/store.py.
"""

import logging
import os
import re
import shutil
import tempfile
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from platformdirs import user_cache_dir

from coprod_sim import compiled
from coprod_sim.errors import ScenarioError
from coprod_sim.folder_lock import LOCK
from coprod_sim.study import runner
from coprod_sim.study.chunks import cut
from coprod_sim.study.crews import checked_workers
from coprod_sim.study.plan import Plan
from coprod_sim.study.sampling import run_count
from coprod_sim.study.store import MANIFEST, Store, read_manifest, with_chunk
from coprod_sim.study.turns import is_busy
from coprod_sim.two_ways_reading import CAPPED, MOST_FAMILIES, MOST_MONTHS

LOG: Final = logging.getLogger(__name__)
State = Literal["new", "waiting", "running", "stopping", "stopped", "done", "failed"]

MOST_RUNS: Final = 20_000
MOST_NUMBERS: Final = 500_000
"""Runs times months kept times outcomes: more is too much for a table that goes to a browser."""
MOST_WAITING: Final = 10
KEPT: Final = 20
TRIED: Final = 2
"""Runs that are made to see how long one takes."""
CHUNK_SECONDS: Final = 0.5
"""About so long is one chunk: what is lost by Cancel, and from one number on the page to the next."""
FOLDER_NAME: Final = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}")


class CancelledError(Exception):
    """Somebody pressed Cancel."""


class Status(NamedTuple):
    """How far a batch is.

    done, total: runs.   left: seconds that it will still take, if that is known.
    ahead: whether another batch is at work before it.   message: why it failed.
    """

    state: State
    done: int
    total: int
    left: float | None = None
    ahead: bool = False
    message: str = ""


@dataclass
class Job:
    """One batch that was started here."""

    plan: Plan
    key: str
    state: State = "waiting"
    done: int = 0
    total: int = 0
    first: int | None = None
    begun: float = 0.0
    message: str = ""

    def step(self, done: int, total: int) -> None:
        """Note how far it is; stop where that is wanted."""
        if self.first is None:
            # What was there before says nothing about how fast it goes now.
            self.first, self.begun = done, time.monotonic()
        self.done, self.total = done, total
        if self.state == "stopping" and done < total:
            raise CancelledError

    def left(self) -> float | None:
        """Say how many seconds it will still take; None while nobody knows."""
        made = self.done - (self.first or 0)
        return (time.monotonic() - self.begun) / made * (self.total - self.done) if made else None


class Batches:
    """All batches of one server."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock = threading.RLock()
        self.jobs: OrderedDict[str, Job] = OrderedDict()
        self.queue: deque[Job] = deque()
        self.current: Job | None = None

    def folder(self, plan: Plan) -> Path:
        """Give the folder of a plan."""
        return self.root / key_of(plan)

    def start(self, plan: Plan) -> bool:
        """Begin a batch, or go on with it, as soon as no other is at work; False where too many wait already."""
        with self.lock:
            job = self.jobs.get(key_of(plan))
            if job and job.state in ("waiting", "running", "stopping"):
                return True
            if len(self.queue) >= MOST_WAITING:
                return False
            job = Job(plan, key_of(plan), total=run_count(plan))
            self.jobs[job.key] = job
            self.jobs.move_to_end(job.key)
            self.queue.append(job)
            if self.current is None:
                self.current = self.queue[0]
                threading.Thread(target=self.work, daemon=True).start()
        return True

    def cancel(self, plan: Plan) -> None:
        """Stop a batch after the runs that it is at; what is finished stays."""
        with self.lock:
            job = self.jobs.get(key_of(plan))
            if job and job.state == "waiting" and job is not self.current:
                self.queue.remove(job)
                self.jobs.pop(job.key)
            elif job and job.state in ("waiting", "running"):
                job.state = "stopping"

    def status(self, plan: Plan) -> Status:
        """Say how far the batch of a plan is, from what runs here or from what is in its folder."""
        with self.lock:
            job = self.jobs.get(key_of(plan))
            if job and job.state in ("waiting", "running", "stopping"):
                ahead = job.state == "waiting" and job is not self.current
                return Status(job.state, job.done, job.total, job.left(), ahead)
            if job and job.state == "failed":
                return Status("failed", job.done, job.total, message=job.message)
        done, total = self.finished(plan), run_count(plan)
        return Status("done" if done == total else "stopped" if done is not None else "new", done or 0, total)

    def finished(self, plan: Plan) -> int | None:
        """Count the runs in the folder of a plan; None where there is no such folder."""
        folder = self.folder(plan)
        return counted(folder, plan, tuple(sorted((folder / "runs").glob("part-*.parquet")))) if known(folder) else None

    # In the background.

    def work(self) -> None:
        """Do what waits, one after another, until nothing does."""
        while True:
            with self.lock:
                if not self.queue:
                    self.current = None
                    return
                job = self.current = self.queue.popleft()
                if job.state == "waiting":
                    job.state = "running"
            self.run(job)

    def run(self, job: Job) -> None:
        """Do one batch, however it ends."""
        folder, message = self.root / job.key, ""
        end: State = "done"
        try:
            if job.state == "stopping":
                raise CancelledError  # noqa: TRY301  pressed before it began
            self.clear_old()
            plan = job.plan if known(folder) else replace(job.plan, chunk=chunk_of(job.plan))
            runner.run_plan(plan, folder, workers=workers(), progress=job.step)
            os.utime(folder)
        except CancelledError:
            end = "stopped"
        except Exception as error:  # whatever it is, the page says so and the next batch has its turn
            LOG.exception("a batch failed", exc_info=error)
            # Paths of the server are nobody's business.
            end, message = "failed", str(error).replace(str(folder), "batch")
        with self.lock:
            job.state, job.message = end, message
            while len(self.jobs) > KEPT and next(iter(self.jobs.values())).state in ("done", "stopped", "failed"):
                self.jobs.popitem(last=False)

    def clear_old(self) -> None:
        """Delete the folders that nobody has used for longest, beyond KEPT; never one that is at work, here or elsewhere."""
        if not self.root.is_dir():
            return
        with self.lock:
            mine = {job.key for job in (*self.queue, self.current) if job}
        folders = [path for path in self.root.iterdir() if FOLDER_NAME.fullmatch(path.name) and not path.is_symlink()]
        for path in sorted(folders, key=used, reverse=True)[KEPT - 1 :]:
            if path.name not in mine and not ((path / LOCK).exists() and is_busy(path / LOCK)):
                shutil.rmtree(path, ignore_errors=True)


def known(folder: Path) -> bool:
    """Tell whether a study was begun in a folder."""
    return (folder / MANIFEST).exists()


def used(folder: Path) -> float:
    """Say when a folder was last used."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def key_of(plan: Plan) -> str:
    """Name the folder of a plan: another plan, or other rules, have another."""
    return f"{plan.hash}-{compiled.source_hash()[:8]}"


@lru_cache(maxsize=KEPT)
def counted(folder: Path, plan: Plan, _parts: tuple[Path, ...]) -> int:
    """Count the runs that are finished and right; asked again only when there are other parts."""
    try:
        whole = with_chunk(cut(plan), read_manifest(folder)["chunk"])
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
        root.mkdir(parents=True, exist_ok=True)
    except OSError:
        root = Path(tempfile.gettempdir()) / "coprod_sim" / "batches"
    return Batches(root)


def shown_folder(plan: Plan) -> str:
    """Say where the results of a plan are kept, without the name of whoever runs the server."""
    folder = batches().folder(plan)
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)
