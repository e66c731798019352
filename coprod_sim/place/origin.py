"""What a result rests on besides scenarios and seeds: a network of one's own, and rules of one's own.

Each is noted by its name and the SHA-256 of its content, so that anybody can tell whether they hold the same one.
"""

import hashlib
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import networkx as nx

    from coprod_sim.place.network.build import Network

MEMORY: Final = "a graph in memory"


class FileOrigin(NamedTuple):
    """A file by the path that was given, or a graph that was in memory (its name is MEMORY), and its hash."""

    name: str
    sha256: str

    @property
    def is_file(self) -> bool:
        """Whether it is a file, which can be named again."""
        return self.name != MEMORY


class Origin(NamedTuple):
    """The network, rules, table of areas and mechanism of one's own that were used; None where the model had its own, or none."""

    network: FileOrigin | None = None
    rules: FileOrigin | None = None
    areas: FileOrigin | None = None
    mechanism: FileOrigin | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, with None for what was not used; a mechanism is named only where there is one."""
        found = {part: source and source._asdict() for part, source in self._asdict().items()}
        return {part: about for part, about in found.items() if about or part != "mechanism"}

    def hashes(self) -> dict[str, str | None]:
        """Give the SHA-256 of each, with None for what was not used: by this a run is told from others."""
        return {part: source and source.sha256 for part, source in self._asdict().items()}


NOTHING_OWN: Final = Origin()


def origin_of(
    network: "nx.Graph[Any] | str | Path | None",
    loaded: "Network | None",
    rules: str | Path | None,
    areas: str | Path | None = None,
    mechanism: str | Path | None = None,
) -> Origin:
    """Note what was used, once it has been loaded and so found to be right; `loaded` is the network after its checks."""
    file = Path(network) if isinstance(network, str | Path) else None
    if file is not None:
        of_network: FileOrigin | None = FileOrigin(str(file), hash_of_files(*network_files(file)))
    else:
        of_network = FileOrigin(MEMORY, hash_of_network(loaded)) if loaded is not None else None
    files = (rules, areas, mechanism)
    return Origin(
        of_network, *(None if file is None else FileOrigin(str(file), hash_of_files(Path(file))) for file in files)
    )


def network_files(file: Path) -> list[Path]:
    """List the files of a network: an edge CSV may have a file of nodes beside it, which follows it."""
    beside = file.with_suffix(".nodes.csv")
    return [file, beside] if file.suffix.lower() == ".csv" and beside.exists() else [file]


def hash_of_files(*files: Path) -> str:
    """Hash the content of files, one after the other: what `cat file ... | sha256sum` gives."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def hash_of_network(network: "Network") -> str:
    """Hash what a checked network says: who works with whom, in order of rows, and how things start.

    What its nodes are called, and attributes that mean nothing here, make no difference to a run, nor to the hash.
    """
    digest = hashlib.sha256()
    found = dict(columns({"structure": network.structure, **network.starts}))
    for name, column in sorted(found.items(), key=itemgetter(0)):
        digest.update(f"{name} {len(column)}\n".encode())
        digest.update(np.ascontiguousarray(column, column.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


def columns(parts: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """Give all arrays in parts of parts, each by its full name; what is None has none.

    >>> [(name, list(column)) for name, column in columns({"family": {"energy": np.zeros(1)}, "area": None})]
    [('family.energy', [np.float64(0.0)])]
    """
    for name, part in parts.items():
        if isinstance(part, np.ndarray):
            yield within + name, part
        elif part is not None:
            yield from columns(part if isinstance(part, Mapping) else part._asdict(), f"{within}{name}.")
