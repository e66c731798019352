"""Who takes part in the race, and how each is built."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from benchmarks.peers.start import Start


class Contender(NamedTuple):
    """One contender: its name, how the table calls it, its file, the threads it gets, the library that it needs, and where from."""

    name: str
    title: str
    module: str
    threads: int = 1
    library: str = ""
    install: str = ""

    @property
    def installed(self) -> bool:
        """Whether its library is here."""
        return not self.library or find_spec(self.library) is not None

    def builder(self) -> Callable[[Start, int], Any]:
        """Give the function that makes a peer's place from the arrays of ours, with its libraries read in."""
        build: Callable[[Start, int], Any] = import_module(f"benchmarks.peers.{self.module}").build
        return build


WITHOUT_ITS_NUMPY = "pip install polars && pip install --no-deps mesa-frames"
"""mesa-frames asks for NumPy 1.26, older than ours, but runs on ours."""
OURS = "ours_1"
OURS_2 = "ours_2"
CONTENDERS = {
    contender.name: contender
    for contender in (
        Contender(OURS, "coprod_sim, one thread", "ours"),
        Contender(OURS_2, "coprod_sim, two threads", "ours", threads=2),
        Contender("numpy", "NumPy and SciPy", "numpy_port"),
        Contender(
            "mesa_frames", "mesa-frames (polars)", "mesa_frames_port", library="mesa_frames", install=WITHOUT_ITS_NUMPY
        ),
        Contender("mesa", "Mesa", "mesa_port", library="mesa", install="pip install mesa"),
        Contender("agentpy", "AgentPy", "agentpy_port", library="agentpy", install="pip install agentpy"),
    )
}
PEERS = tuple(contender for contender in CONTENDERS.values() if contender.module != "ours")
