"""Checkpoints: a long run saves its whole state now and then, and goes on from there to the same bits.

    with Checkpoints(folder, question_of(scenario, seed)) as checkpoints:
        found = checkpoints.newest()
        simulation = found.restore(scenario, seed) if found else begun(scenario, seed)
        ...
        checkpoints.save(simulation, tallies)

A checkpoint holds all arrays of the place, the tallies so far, the ramps under way and the month (file_format.py).
It goes on with the question that it was made for only, for fewer months or more, on any number of threads.
How a run uses them: resume.py.
The newest one and the one before it are kept, so a damaged disk costs some months, and not the run.
"""

import json
import platform
import re
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, NamedTuple, Self, cast

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.checkpoint.file_format import Array, DamagedError, opened, write_file
from coprod_sim.engine.checkpoint.run_identity import Question, question_differences
from coprod_sim.engine.mechanism import Mechanism
from coprod_sim.engine.mechanism.arrays import PlaceWithMechanism, own_types, tally_type
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import (
    CASEWORK_TYPE,
    COMMISSIONER_TYPE,
    FAMILY_TYPE,
    PARAMETER_TYPE,
    PATHWAY_TYPE,
    PROFESSIONAL_TYPE,
    SEAT_TYPE,
    SEEN_TYPE,
    YOUNG_PERSON_TYPE,
    Place,
    Reals,
    Records,
)
from coprod_sim.errors import ScenarioError
from coprod_sim.files import ASIDE, lock_folder
from coprod_sim.scenario.lever_course import Ramp
from coprod_sim.scenario.scenario import Scenario

NAME: Final = "month-{:05d}.npz"
EVERY_CHECKPOINT: Final = "month-*.npz"
ONE_RUN: Final = "a folder of checkpoints serves one run at a time. Wait for that run, or choose another folder."
OUR_NAME: Final = re.compile(r"month-\d{5,}\.npz")
ZIP: Final = b"PK\x03\x04"
"""How each checkpoint begins: it is a zip."""
LEFT_ASIDE: Final = re.compile(rf"month-\d+\.npz\.[0-9a-f]{{8}}{re.escape(ASIDE)}")
"""What a run that was killed while it wrote leaves behind (files.py)."""
RECORD_TYPES: Final = {
    "families": FAMILY_TYPE,
    "young_people": YOUNG_PERSON_TYPE,
    "pathways": PATHWAY_TYPE,
    "professionals": PROFESSIONAL_TYPE,
    "commissioners": COMMISSIONER_TYPE,
    "casework": CASEWORK_TYPE,
    "parameters": PARAMETER_TYPE,
    "seats": SEAT_TYPE,
    "seen": SEEN_TYPE,
}


class CheckpointWarning(UserWarning):
    """A run goes on from a checkpoint, but not quite as one would wish."""


# One checkpoint, in memory.


class Checkpoint(NamedTuple):
    """The state of a run at the end of a month, as it was read from a file."""

    path: Path
    month: int
    place: Place
    tallies: Records  # (month + 1, c)
    ramps: tuple[tuple[int, Reals], ...]
    """Events of the timeline by their number, and the levers before them, shape (c,); nan where a ramp moves none."""
    areas: Areas | None
    names: tuple[str, ...]

    def restore(self, scenario: Scenario, seed: int, walks: Walks = STANDARD, threads: int = 1) -> Simulation:
        """Give a simulation that goes on as if it had never stopped."""
        simulation = Simulation(scenario, seed, self.place, walks, threads, areas=self.areas, names=self.names)
        simulation.month = simulation.last_checked = self.month
        events = simulation.timeline.events
        simulation.timeline.ramps = [Ramp(events[number], before) for number, before in self.ramps]
        return simulation


def manifest_of(simulation: Simulation, question: Question) -> dict[str, Any]:
    """Say in words and numbers what a checkpoint is."""
    events = simulation.timeline.events
    areas = simulation.areas
    return {
        "question": question,
        "month": simulation.month,
        "ramps": [events.index(ramp.event) for ramp in simulation.timeline.ramps],
        "names": simulation.names,
        "areas": areas and {"names": areas.names, "gaps": areas.gaps, "notes": areas.notes},
        "scenario_name": simulation.scenario.name,
        "scenario_hash": simulation.scenario.hash,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "platform": platform.platform(),
    }


def arrays_of(simulation: Simulation, tallies: Records) -> dict[str, Array]:
    """Name every array that a run needs to go on; nothing is copied."""
    parts: dict[str, Mapping[str, Any]] = {
        "place": simulation.place._asdict(),
        "ramps": {str(number): np.asarray(ramp.before) for number, ramp in enumerate(simulation.timeline.ramps)},
        "areas": simulation.areas._asdict() if simulation.areas else {},
    }
    arrays = {
        f"{group}.{name}": array
        for group, members in parts.items()
        for name, array in members.items()
        if isinstance(array, np.ndarray)
    }
    return {"tallies": tallies, **arrays}


def checkpoint_of(
    path: Path, manifest: Mapping[str, Any], arrays: Mapping[str, Array], mechanism: Mechanism | None = None
) -> Checkpoint:
    """Put a checkpoint together from what its file holds.  mechanism: that of the run, if it has one."""
    names, types = (Place._fields, {}) if mechanism is None else (PlaceWithMechanism._fields, own_types(mechanism))
    place = {name: arrays[f"place.{name}"] for name in names}
    place |= {name: place[name].view(record) for name, record in (RECORD_TYPES | types).items()}
    words = manifest["areas"]
    columns = {name.removeprefix("areas."): array for name, array in arrays.items() if name.startswith("areas.")}
    return Checkpoint(
        path=path,
        month=manifest["month"],
        place=cast("Place", (PlaceWithMechanism if mechanism else Place)(**cast("dict[str, Any]", place))),
        tallies=cast("Records", arrays["tallies"].view(tally_type(mechanism))),
        ramps=tuple((event, arrays[f"ramps.{number}"]) for number, event in enumerate(manifest["ramps"])),
        areas=Areas(
            names=tuple(words["names"]), gaps=tuple(words["gaps"]), notes=tuple(words.get("notes", ())), **columns
        )
        if words
        else None,
        names=tuple(manifest["names"]),
    )


# The folder.


class Checkpoints:
    """The checkpoints of one run in a folder, which no other process uses meanwhile.  Use it in a `with` statement."""

    def __init__(self, folder: str | Path, question: Question) -> None:
        self.folder = Path(folder)
        # As a file gives it back: lists for tuples, for instance.
        self.question: Question = json.loads(json.dumps(question))
        self.lock: IO[bytes] | None = None
        self.good: Path | None = None

    def __enter__(self) -> Self:
        """Take the folder, refuse it if it is about another question, and clear away what a killed run left half-written."""
        try:
            self.lock = lock_folder(self.folder, ONE_RUN)
            self.check_question()
            for left in self.folder.glob(f"{EVERY_CHECKPOINT}.*{ASIDE}"):
                if LEFT_ASIDE.fullmatch(left.name):
                    left.unlink()
        except BaseException as error:
            self.give_back()
            if isinstance(error, OSError):
                raise self.write_error(error) from error
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the folder back."""
        del kind, error, trace
        self.give_back()

    def give_back(self) -> None:
        """Let other processes have the folder."""
        if self.lock:
            self.lock.close()

    def check_question(self) -> None:
        """Raise a ScenarioError where a checkpoint in the folder was made for another question."""
        for path in sorted(self.folder.glob(EVERY_CHECKPOINT)):
            # What is damaged has its turn when the newest is looked for.
            with suppress(DamagedError), opened(path) as (manifest, _):
                older = manifest["question"].get("format")
                if older != self.question.get("format"):
                    raise ScenarioError(
                        f"{path}: a checkpoint of another version (format {older}, here {self.question.get('format')}), "
                        "whose numbers have other last digits. Choose another folder, or go on with that version."
                    )
                differ = question_differences(manifest["question"], self.question)
                if differ:
                    raise ScenarioError(
                        f"{path}: a checkpoint of another run: {differ}. "
                        "A run goes on from its own checkpoints only: choose another folder, or the settings of that run."
                    )

    def newest(self, mechanism: Mechanism | None = None) -> Checkpoint | None:
        """Read the newest checkpoint that is whole; None where there is none yet.

        Warns of damaged ones; raises ScenarioError where all are damaged.
        """
        damaged: list[str] = []
        for path in sorted(self.folder.glob(EVERY_CHECKPOINT), reverse=True):
            try:
                with opened(path) as (manifest, read_arrays):
                    found = checkpoint_of(path, manifest, read_arrays(), mechanism)
            except (DamagedError, KeyError) as fault:
                damaged.append(f"{path} is damaged ({fault})")
                continue
            if damaged:
                warn(f"{'; '.join(damaged)}: {path.name}, the one before, is used instead.")
            self.good = path
            return found
        if damaged:
            raise ScenarioError(
                f"{self.folder}: no whole checkpoint: {'; '.join(damaged)}. Delete them to start again from month 0."
            )
        return None

    def save(self, simulation: Simulation, tallies: Records) -> Path:
        """Write the state of a run, with its tallies so far, and keep the checkpoint before it as well.

        Raises ScenarioError where it cannot be written; the last good one stays.
        """
        path = self.folder / NAME.format(simulation.month)
        try:
            write_file(path, manifest_of(simulation, self.question), arrays_of(simulation, tallies))
            for old in self.folder.glob(EVERY_CHECKPOINT):
                if old not in (path, self.good) and is_ours(old):
                    old.unlink()
        except OSError as error:
            raise self.write_error(error) from error
        self.good = path
        return path

    def write_error(self, error: OSError) -> ScenarioError:
        """Say that nothing can be written, and what is still there."""
        kept = f"{self.good.name} is kept. " if self.good else ""
        return ScenarioError(
            f"{self.folder}: {error.strerror or error}: checkpoints are written here. {kept}"
            "Make room or rights there, or choose another folder."
        )


def is_ours(path: Path) -> bool:
    """Tell whether a file is a checkpoint, or what damage left of one: by its name, and by how it begins."""
    with path.open("rb") as file:
        return OUR_NAME.fullmatch(path.name) is not None and file.read(len(ZIP)) in (b"", ZIP)


def warn(text: str) -> None:
    """Warn whoever runs this."""
    warnings.warn(text, CheckpointWarning, stacklevel=3)
