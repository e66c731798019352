"""The runs that the tests of checkpoints interrupt, and what it means that two of them are the same."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from coprod_sim.engine.checkpoint.checkpoints import Checkpoint, Checkpoints
from coprod_sim.engine.checkpoint.run_identity import question_of
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import Place, Records
from coprod_sim.place.network.build import Network
from coprod_sim.place.origin import MEMORY, NOTHING_OWN, FileOrigin, Origin, hash_of_files, hash_of_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.place.network.small import loaded, small_graph

RULES = Path(__file__).parents[3] / "examples" / "my_rules.py"
ENGLAND = {"families": 3000, "professionals": 90, "commissioners": 6, "boards": 2}
EVENTS = (
    Event(3, "ramp", lever="training", to=0.06, until=14),
    Event(4, "ramp", lever="promise", to=0.9, until=9, who=2),
    Event(5, "staff_leave", amount=0.5),
    Event(7, "budget_cut", amount=0.2),
    Event(8, "recentralise", to=0.2, who=1),
)
SEED = 2


class Run(NamedTuple):
    """A run as it is set up: what it is about, and how it is walked."""

    scenario: Scenario
    origin: Origin = NOTHING_OWN
    network: Network | None = None
    walks: Walks = STANDARD

    def begin(self, threads: int = 1) -> Simulation:
        """Begin this run."""
        return begun(self.scenario, SEED, self.network, self.walks, threads)

    def checkpoints(self, folder: Path) -> Checkpoints:
        """Open the checkpoints of this run."""
        return Checkpoints(folder, question_of(self.scenario, SEED, self.origin.hashes()))

    def newest(self, folder: Path) -> Checkpoint:
        """Read the newest checkpoint of this run."""
        with self.checkpoints(folder) as checkpoints:
            found = checkpoints.newest()
        assert found is not None
        return found

    def saved(self, folder: Path, *months: int) -> Simulation:
        """Live on through some months, each a checkpoint, and give the run as it stands at the last one."""
        simulation = self.begin()
        tallies = simulation.count()
        with self.checkpoints(folder) as checkpoints:
            for month in months:
                tallies = np.concatenate((tallies, simulation.advance(month - simulation.month)))
                checkpoints.save(simulation, tallies)
        return simulation


def eventful() -> Run:
    """Several ramps and events, one after the other and at once."""
    return Run(load_scenario("consultation_only").changed(events=EVENTS))


def with_rules() -> Run:
    """Rules of one's own."""
    return Run(
        load_scenario("power_sharing"),
        Origin(rules=FileOrigin(str(RULES), hash_of_files(RULES))),
        None,
        load_rules(RULES),
    )


def with_areas() -> Run:
    """England, on a small scale."""
    return Run(load_scenario("england", ENGLAND))


def with_pathway() -> Run:
    """The statutory pathway, on which a lot happens."""
    busy = {"request_chance": 0.05, "appeal_content": 0.3, "appeal_wait": 3, "leaves_grown": 0.05}
    return Run(load_scenario("power_sharing", {"pathway": 1, "families": 120, "professionals": 12, **busy}))


def with_network() -> Run:
    """A network of one's own, where nobody practises with anybody: some arrays are empty."""
    network = loaded(small_graph())
    return Run(
        load_scenario("consultation_only"), Origin(network=FileOrigin(MEMORY, hash_of_network(network))), network
    )


RUNS: Mapping[str, Callable[[], Run]] = {
    "events": eventful,
    "rules": with_rules,
    "areas": with_areas,
    "network": with_network,
    "pathway": with_pathway,
}


def files_of(folder: Path) -> dict[str, bytes]:
    """Read all checkpoints of a folder, whole or not."""
    return {path.name: path.read_bytes() for path in folder.glob("month-*")}


def assert_same_state(one: Simulation, other: Simulation) -> None:
    """Compare all that decides how two runs go on, to the bit."""
    places: tuple[Any, Any] = (one.place, other.place)
    for name, mine, theirs in zip(Place._fields, *places, strict=True):
        assert mine.dtype == theirs.dtype, name
        assert mine.shape == theirs.shape, name
        assert mine.tobytes() == theirs.tobytes(), name
    assert one.month == other.month
    assert one.names == other.names
    assert [ramp.event for ramp in one.timeline.ramps] == [ramp.event for ramp in other.timeline.ramps]
    for mine_too, theirs_too in zip(one.timeline.ramps, other.timeline.ramps, strict=True):
        assert np.asarray(mine_too.before).tobytes() == np.asarray(theirs_too.before).tobytes()


def assert_same_tallies(one: Records, other: Records) -> None:
    """Compare tallies to the bit."""
    assert one.shape == other.shape
    assert one.dtype == other.dtype
    assert one.tobytes() == other.tobytes()
