"""What a study uses in place of the built-in place and rules: a network, a file of rules, a table of areas, and a scale.

Files are read once, when the plan is read, and travel with each chunk: workers elsewhere need no files of ours, a file that is
edited while the study runs changes nothing, and the folder of results has a copy of each.
A rules file is code.  It is run when a study is run, and never when a study is only read.
"""

import atexit
import hashlib
import shutil
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.kernel import compiled
from coprod_sim.engine.month_loop import Walks
from coprod_sim.engine.state import Records
from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.load import NetworkWarning, load_network, scenario_faults
from coprod_sim.place.origin import FileOrigin, Origin, network_files
from coprod_sim.place.own_mechanism import admit
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.study.run import check_place, gaps_of, sized

if TYPE_CHECKING:
    from coprod_sim.place.network.build import Network

PARTS: Final = ("network", "rules", "areas", "mechanism")
MOST_BYTES: Final = 100_000_000
ANY: Final = Scenario("any", "Any", "A scenario that sets nothing.")


class OwnFile(NamedTuple):
    """A file as it was read: its name as written, its path, and the name and content of it and of what belongs to it."""

    name: str
    path: str
    parts: tuple[tuple[str, bytes], ...]

    @property
    def sha256(self) -> str:
        """The hash of its content, as origin.hash_of_files gives it."""
        return hashlib.sha256(b"".join(content for _, content in self.parts)).hexdigest()

    @property
    def source(self) -> FileOrigin:
        """Its name and hash, as results note them."""
        return FileOrigin(self.name, self.sha256)


class OwnPlace(NamedTuple):
    """All that a study has of its own; None where the model makes its own place, or has its own rules."""

    network: OwnFile | None = None
    rules: OwnFile | None = None
    areas: OwnFile | None = None
    mechanism: OwnFile | None = None
    scale: float = 1.0

    @property
    def files(self) -> dict[str, OwnFile]:
        """The files that there are, by what they are."""
        return {part: file for part, file in zip(PARTS, self[:4], strict=True) if file is not None}

    @property
    def origin(self) -> Origin:
        """Names and hashes of the files."""
        return Origin(**{part: file.source for part, file in self.files.items()})

    def to_dict(self) -> dict[str, Any]:
        """Give the table [place] of a plan; empty where nothing is of one's own."""
        named: dict[str, Any] = {part: file.name for part, file in self.files.items()}
        return named | ({"scale": self.scale} if self.scale != 1 else {})

    def hashes(self) -> dict[str, Any]:
        """Give what decides results; where files stand does not count."""
        hashed: dict[str, Any] = {part: file.sha256 for part, file in self.files.items()}
        return hashed | ({"scale": self.scale} if self.scale != 1 else {})

    def copies(self) -> Iterator[tuple[str, str, bytes]]:
        """Give each file with its place in the folder of results: what it is, its path there, its content."""
        for part, file in self.files.items():
            for name, content in file.parts:
                yield part, f"place/{part}/{name}", content


BUILT_IN: Final = OwnPlace()


def read_file(part: str, name: str, path: Path) -> OwnFile:
    """Read a file, and what belongs to it; raises ScenarioError where that is impossible."""
    try:
        files = network_files(path) if part == "network" else [path]
        size = sum(file.stat().st_size for file in files)
        if size > MOST_BYTES:
            raise ScenarioError(f"{part} {name}: {size:,} bytes: at most {MOST_BYTES:,}. Is this the right file?")
        contents = tuple((file.name, file.read_bytes()) for file in files)
    except OSError as error:
        raise ScenarioError(
            f"{part} {name}: {error.strerror}: must be a file that can be read. Check the path."
        ) from error
    return OwnFile(name, str(path.absolute()), contents)


def given_place(
    network: str | Path | None = None,
    rules: str | Path | None = None,
    areas: str | Path | None = None,
    mechanism: str | Path | None = None,
    scale: float = 1.0,
) -> OwnPlace:
    """Read what was given beside a plan, as options of a command or by keyword."""
    given = dict(zip(PARTS, (network, rules, areas, mechanism), strict=True))
    read = {part: read_file(part, str(name), Path(name)) for part, name in given.items() if name is not None}
    return OwnPlace(**read, scale=scale)


# Before a study is run.


def checked_place(own: OwnPlace, scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """See that all of it is right and fits each scenario, and give what a table of areas leaves out.

    Raises ScenarioError where not.  This runs a rules file.
    """
    check_place(own.network, own.areas, own.scale)
    walks_of(own.rules, own.mechanism)
    tables = []
    for scenario in scenarios:
        _, table = sized(scenario, own.areas and original(own.areas), own.scale)
        tables.append(table)
        load_network(own.network and original(own.network), scenario)
    return gaps_of(tables)


def original(own: OwnFile) -> Path:
    """Give the file where it was read, so that messages name it; or a copy, where it is there no more as it was."""
    return Path(own.path) if is_unchanged(own) else copied(own)


def is_unchanged(own: OwnFile) -> bool:
    """Tell whether a file is still as it was read."""
    folder = Path(own.path).parent
    try:
        return all((folder / name).read_bytes() == content for name, content in own.parts)
    except OSError:
        return False


# While it is run, by whichever worker.


def simulate_here(own: OwnPlace, scenario: Scenario, seed: int, months: int) -> Records:
    """Run a scenario in this place and with these rules: tallies of shape (months + 1, commissioners)."""
    fitted, table = sized(scenario, own.areas and copied(own.areas), own.scale)
    network = network_of(own.network) if own.network else None
    faults = list(scenario_faults(network, fitted)) if network else []
    if faults:
        raise ScenarioError(*faults)
    return simulate(fitted, seed, months, network, walks_of(own.rules, own.mechanism), areas=table)


@lru_cache(maxsize=4)
def network_of(own: OwnFile) -> "Network":
    """Read a network once in each process; whether it fits a scenario is another question."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NetworkWarning)  # said before the study began
        found = load_network(copied(own), ANY)
    assert found is not None
    return found


@lru_cache(maxsize=4)
def walks_of(rules: OwnFile | None, mechanism: OwnFile | None = None) -> Walks:
    """Compile rules and a mechanism once in each process."""
    return load_rules(*(own and code_file(own) for own in (rules, mechanism)))


def code_file(own: OwnFile) -> Path:
    """Give a file of code where it was read, or a copy at a place that stays."""
    return original(own) if is_unchanged(own) else kept_rules(own)


def admit_here(own: OwnPlace) -> None:
    """Let this process know what the mechanism of a study declares; nothing of it is run for that."""
    admit(own.mechanism and code_file(own.mechanism))


@cache
def copied(own: OwnFile) -> Path:
    """Give a copy of a file that lasts as long as this process."""
    folder = Path(tempfile.mkdtemp(prefix="coprod_sim-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in own.parts:
        (folder / name).write_bytes(content)
    return folder / own.parts[0][0]


def kept_rules(own: OwnFile) -> Path:
    """Give a copy of a rules file at a place that stays, since compiled code is found again by it."""
    name, content = own.parts[0]
    folder = code_folder(own)
    if folder is None:
        return copied(own)
    file = folder / name
    if not file.exists() or file.read_bytes() != content:
        aside = Path(tempfile.mkdtemp(dir=file.parent)) / name
        aside.write_bytes(content)
        aside.replace(file)
        aside.parent.rmdir()
    return file


def code_folder(own: OwnFile) -> Path | None:
    """Name the folder where what is compiled with these rules is kept; None where nothing can be kept."""
    return compiled.cache_folder(f"-{own.sha256[:12]}")
