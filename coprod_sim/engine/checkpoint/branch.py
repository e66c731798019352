"""One town, two futures: a run goes on from a saved state under another scenario.

    coprod-sim run consultation_only --months 24 --checkpoint town
    coprod-sim run power_sharing --months 60 --from town

Who is there stays, with all that they have lived through, and so does the luck.
From the next month on the levers are those that the new scenario has by then, the parameters are its own, and its events
happen; what else it would have done before (staff who left, say) has not happened in this town.
Under the scenario of the saved run this gives, to the bit, what that run gives when nobody stops it.
A saved state is a checkpoint (checkpoints.py).  How things started, and how many people there are, it says itself.
"""

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from coprod_sim.engine.checkpoint.checkpoints import EVERY_CHECKPOINT, Checkpoint, checkpoint_of
from coprod_sim.engine.checkpoint.file_format import DamagedError, opened
from coprod_sim.engine.checkpoint.run_identity import question_of
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import Place, Records, parameter_record
from coprod_sim.engine.timeline import Timeline, hear_promise
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.lever_course import moved_levers
from coprod_sim.scenario.parameters import DEFAULTS, names
from coprod_sim.scenario.scenario import Scenario, load_scenario

LEVER_NAMES: Final = names("lever")
USUAL_SEED: Final = 1
STAYS: Final = (*names("place"), *names("start"))
"""What the town says itself: these settings of a new scenario come too late."""


class BranchWarning(UserWarning):
    """Something that a new scenario says comes too late for a town that is there already."""


class Saved(NamedTuple):
    """A saved state, the hash of its file, the question of the run that saved it, and what its scenario was called."""

    state: Checkpoint
    sha256: str
    question: Mapping[str, Any]
    scenario: str
    scenario_hash: str

    @property
    def seed(self) -> int:
        """The luck of the town."""
        return int(self.question["seed"])

    def to_dict(self) -> dict[str, Any]:
        """Say from what a run was branched, as its results keep it."""
        return {
            "file": str(self.state.path),
            "sha256": self.sha256,
            "month": self.state.month,
            "scenario": self.scenario,
            "scenario_hash": self.scenario_hash,
            "seed": self.seed,
            "settings": {name: self.question[name] for name in DEFAULTS if self.question[name] != DEFAULTS[name]},
            **{part: self.question[f"{part} of one's own"] for part in ("network", "rules", "areas")},
        }


def read_saved(what: str | Path) -> Saved:
    """Read the newest saved state of a folder, or the one of a file; raises ScenarioError where there is none that is whole."""
    path = newest_in(Path(what))
    try:
        with opened(path) as (manifest, arrays):
            if manifest["question"].get("mechanism of one's own"):
                fault = "was saved by a run with a mechanism, and goes on as that run only. Give it as --checkpoint."
                raise ScenarioError(f"{path}: {fault}")
            saved = Saved(
                checkpoint_of(path, manifest, arrays()),
                hashlib.sha256(path.read_bytes()).hexdigest(),
                manifest["question"],
                manifest["scenario_name"],
                manifest["scenario_hash"],
            )
    except (DamagedError, KeyError, OSError, ValueError) as error:
        raise ScenarioError(
            f"{path}: is not a saved state that is whole ({error}). Take it from a copy, or run with --checkpoint again."
        ) from error
    ours = question_of(load_scenario("consultation_only"), 0)
    for key in ("format", "code of the rules", "byte order"):
        if saved.question.get(key) != ours[key]:
            raise ScenarioError(
                f"{path}: was saved by coprod_sim {saved.question.get('version')} with other rules: {key} is "
                f"{saved.question.get(key)} there and {ours[key]} here. Go on with that version, or save it anew."
            )
    return saved


def newest_in(what: Path) -> Path:
    """Give a file, or the newest saved state of a folder."""
    found = sorted(what.glob(EVERY_CHECKPOINT)) if what.is_dir() else [what]
    if not found or not found[-1].is_file():
        raise ScenarioError(
            f"{what}: has no saved state: must be a folder that run --checkpoint wrote, or one of its files. Check the path."
        )
    return found[-1]


def fitted(saved: Saved, scenario: Scenario) -> Scenario:
    """Give a new scenario for a town that is there: its sizes, and how things started, are those of the town.

    Warns of settings that come too late; raises ScenarioError where an event names a commissioner who is not there.
    """
    late = [name for name in STAYS if name in scenario.settings and scenario.value(name) != saved.question[name]]
    if late:
        words = ", ".join(f"{name} = {scenario.settings[name]:g}" for name in late)
        warnings.warn(
            f"{scenario.name}: {words}: not used: the town of {saved.state.path} is there already, as it was saved.",
            BranchWarning,
            stacklevel=3,
        )
    there = len(saved.state.place.commissioners)
    for event in scenario.events:
        if event.who != "all" and event.who > there:
            fault = f'must be "all" or a commissioner from 1 to {there}, as many as the saved town has. Change who.'
            raise ScenarioError(f"scenario {scenario.name} month {event.month} who = {event.who}: {fault}")
    return scenario.changed({name: saved.question[name] for name in STAYS})


def branched(saved: Saved, scenario: Scenario, walks: Walks = STANDARD, threads: int = 1) -> Simulation:
    """Give a simulation that goes on from a saved state under another scenario, which `fitted` gave."""
    state = saved.state
    own = saved.question["rules of one's own"]
    if own and walks is STANDARD:
        warnings.warn(
            f"{state.path}: its rules were those of a file (SHA-256 {own[:12]}): ours hold from now on. "
            "Give that file as rules to keep them.",
            BranchWarning,
            stacklevel=3,
        )
    levers, timeline = course(state.place, scenario, state.month)
    place = state.place._replace(parameters=parameter_record(scenario.values()))
    simulation = Simulation(scenario, saved.seed, place, walks, threads, areas=state.areas, names=state.names)
    simulation.month = state.month
    simulation.timeline.ramps = timeline.ramps
    move_levers(place, levers)
    return simulation


def course(place: Place, scenario: Scenario, month: int) -> tuple[Records, Timeline]:
    """Give the levers of all commissioners as a scenario has them in a month, and the ramps that are under way then.

    Its events are walked over commissioners without families, so that nobody hears anything.
    """
    alone = place._replace(commissioners=place.commissioners.copy(), area_start=np.zeros_like(place.area_start))
    for name in LEVER_NAMES:
        alone.commissioners[name] = scenario.value(name)
    timeline = Timeline(event for event in scenario.events if moved_levers(event))
    for each in range(1, month + 1):
        timeline.begin(alone, each)
    return alone.commissioners, timeline


def move_levers(place: Place, levers: Records) -> None:
    """Set the levers of a town that is there; a new promise is heard by families at once, as that of an event is."""
    promised = np.flatnonzero(place.commissioners["promise"] != levers["promise"])
    for name in LEVER_NAMES:
        place.commissioners[name] = levers[name]
    for row in promised:
        hear_promise(place, place.area_start[row], place.area_start[row + 1])


def checked_start(saved: Saved, months: int, seed: int, given: Mapping[str, object]) -> Iterator[str]:
    """Say what does not go with a saved state.  given: what else was asked for, by name, None where it was not.

    The usual seed counts as none.
    """
    if seed not in (USUAL_SEED, saved.seed):
        yield f"seed = {seed}: the saved run has seed {saved.seed}, and its luck goes on. Leave seed out."
    if months <= saved.state.month:
        yield (
            f"months = {months}: the saved run is at month {saved.state.month}: must be more, counted from its beginning. "
            f"Try {saved.state.month + 12}."
        )
    for name, value in given.items():
        if value is not None:
            yield f"{name}: a saved state says itself who there is and what is kept. Leave {name} out, or the saved state."
