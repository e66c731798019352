"""The folder of a study: what is planned, what is finished, and how it stays safe whenever the power goes.

    plan.toml                        the plan
    manifest.json                    the plan's hash, how many runs and chunks, versions, when it was begun
    settings.parquet                 each point and its settings
    runs/part-000123.parquet         the runs of chunk 123: seed, done or failed, error, seconds
    indicators/part-000123.parquet   what these runs gave
    coprod_sim.lock                  which process is at work here

A file is written aside, flushed to the disk and renamed, so it is whole or not there.
The indicators of a chunk come first, its table of runs last: a chunk is finished when both are there and right.
A chunk's files have its number, so what is run twice is never counted twice.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coprod_sim.engine.checkpoint.file_format import DamagedError
from coprod_sim.engine.kernel import compiled
from coprod_sim.errors import ScenarioError
from coprod_sim.files import ASIDE, VERSION, write_whole
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.own_place import PARTS, checked_place
from coprod_sim.study.plan.fields import SEED_BITS
from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.provenance import versions
from coprod_sim.study.result_folder import MANIFEST
from coprod_sim.study.runner.chunks import Cut
from coprod_sim.study.runner.made_with import begun_with, mixed, study_provenance, warn_if_mixed
from coprod_sim.study.runner.parquet_parts import (
    MACHINE,
    check_parts,
    parquet_bytes,
    read_parquet,
    runs_table,
    settings_table,
    values_table,
    with_all_columns,
)
from coprod_sim.study.runner.run_chunk import Done

if TYPE_CHECKING:
    import pandas as pd

PLAN: Final = "plan.toml"
SETTINGS: Final = "settings.parquet"
TABLES: Final = ("indicators", "runs")
"""In the order in which they are written."""
BESIDE_THE_POINT: Final = ("name", "title", "question", "chunk", "place")
"""What may differ between two plans that give the same results."""
LONGEST: Final = 60


@dataclass(frozen=True)
class Store:
    """The folder of one study, and the plan in it, cut into chunks as they were when the study was begun."""

    folder: Path
    cut: Cut

    def part(self, table: str, chunk: int) -> Path:
        """Name the file of one table of a chunk."""
        return self.folder / table / f"part-{chunk:06d}.parquet"

    def read(self, chunk: int) -> tuple[Any, Any] | None:
        """Read the runs and indicators of a chunk; None where it is not finished, DamagedError where it is not right."""
        paths = [self.part(table, chunk) for table in ("runs", "indicators")]
        if not paths[0].exists():
            return None
        runs, values = with_all_columns(read_parquet(paths[0])), read_parquet(paths[1])
        plan = self.cut.plan
        try:
            check_parts(runs, values, self.cut.numbers(chunk), len(plan.at) * len(plan.indicators))
        except DamagedError as error:
            raise DamagedError(f"{paths[0].name}: {error}") from error
        return runs, values

    def is_finished(self, chunk: int) -> bool:
        """Tell whether a chunk is there and right; a damaged one counts as not there, and is run again."""
        try:
            return self.read(chunk) is not None
        except DamagedError:
            return False

    def unfinished(self, chunks: Iterable[int]) -> list[int]:
        """Give those chunks that are still to be run."""
        return [chunk for chunk in chunks if not self.is_finished(chunk)]

    def save(self, done: Done) -> None:
        """Write what a chunk gave; raises ScenarioError where that is impossible, and says what is kept."""
        names, number = self.cut.called, done.chunk.number
        try:
            write_whole(self.part("indicators", number), parquet_bytes(values_table(done, names)))
            write_whole(self.part("runs", number), parquet_bytes(runs_table(done, names)))
        except OSError as error:
            raise ScenarioError(
                f"{self.folder}: {error.strerror or error}: chunk {number} could not be written. "
                "All chunks that were finished before are kept. Make room, then give the same command again to go on."
            ) from error

    def clear_asides(self, chunks: Iterable[int]) -> None:
        """Take away what a killed process left half-written."""
        for chunk in chunks:
            for table in TABLES:
                path = self.part(table, chunk)
                for aside in path.parent.glob(f"{path.name}.*{ASIDE}"):
                    aside.unlink(missing_ok=True)

    def data_hash(self) -> str:
        """Give a hash of all data: settings, indicators byte by byte, and runs without MACHINE.

        Two studies with this hash in common hold the same numbers, whoever ran them, in whatever order.
        Another hash need not mean another study: another version of pyarrow may write the same numbers in other bytes.
        """
        digest = hashlib.sha256((self.folder / SETTINGS).read_bytes())
        for chunk in range(self.cut.chunks):
            found = self.read(chunk)
            if found:
                digest.update(self.part("indicators", chunk).read_bytes())
                digest.update(parquet_bytes(found[0].drop_columns(list(MACHINE))))
        return digest.hexdigest()[:16]


# Beginning, and going on.


def prepare_store(folder: Path, cut: Cut) -> Store:
    """Begin a study in a folder, or find the one that is there; the caller holds the lock.

    A study that is there goes on with the points and the chunks that it was begun with: another version of a library
    may draw other points, and the plan may ask for another size of chunk now.
    Raises ScenarioError where the folder holds another study, and OSError where nothing can be written.
    """
    kept = read_manifest(folder) if (folder / MANIFEST).exists() else None
    if kept:
        check_same(folder, kept, cut)
        begun = replace(cut, points=read_points(folder).drop(columns="point").to_numpy())
        return Store(folder, with_chunk(begun, kept["chunk"]))
    check_free(folder, cut.plan)
    gaps = checked_place(cut.plan.place, with_settings(cut.plan))
    for table in TABLES:
        (folder / table).mkdir(parents=True, exist_ok=True)
    for name, content in files_of(cut.plan).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, content)
    write_whole(folder / SETTINGS, parquet_bytes(settings_table(cut)))
    write_whole(folder / MANIFEST, (json.dumps(manifest_of(cut, gaps), indent=2) + "\n").encode())
    return Store(folder, cut)


def files_of(plan: Plan) -> dict[str, bytes]:
    """Give all that stands in the folder of a study so that it needs no other: plan, scenarios, files of one's own."""
    texts = {name: text.encode() for name, text in plan.files().items()}
    return texts | {path: content for _, path, content in plan.place.copies()}


def note_versions(folder: Path) -> None:
    """Warn where a study goes on with other versions than before, and keep in its manifest which.

    Two shards may do so at the same time, and one note may be lost: the tables of runs have all.
    """
    kept = read_manifest(folder)
    before = [begun_with(kept), *kept.get("went_on_with", [])]
    warn_if_mixed(folder, [*before, versions()])
    if not any(mixed([earlier, versions()]) == {} for earlier in before):
        kept = kept | {"went_on_with": [*kept.get("went_on_with", []), versions()]}
        write_whole(folder / MANIFEST, (json.dumps(kept, indent=2) + "\n").encode())


def with_settings(plan: Plan) -> Iterator[Scenario]:
    """Give the scenarios with the settings of all runs, but for those that only what varies makes right."""
    for scenario in plan.loaded:
        with suppress(ScenarioError):
            yield load_scenario(scenario, plan.settings)


def read_points(folder: Path) -> "pd.DataFrame":
    """Read the settings of every point, one row each; raises ScenarioError where they are missing or damaged."""
    try:
        table: pd.DataFrame = read_parquet(folder / SETTINGS).to_pandas(use_threads=False)
    except DamagedError as error:
        raise ScenarioError(f"{folder}: {error}: is damaged. Take it from a copy, or run the study again.") from error
    return table


def with_chunk(cut: Cut, chunk: int) -> Cut:
    """Cut a plan anew, into chunks of another size."""
    return replace(cut, plan=replace(cut.plan, chunk=chunk)) if chunk != cut.plan.chunk else cut


def manifest_of(cut: Cut, gaps: Iterable[str] = ()) -> dict[str, Any]:
    """Give what is planned, and what is needed to repeat it.   gaps: what a table of areas leaves out."""
    plan = cut.plan
    return {
        "plan_hash": plan.hash,
        "coprod_sim": VERSION,
        "model": compiled.source_hash(),
        "runs": cut.runs,
        "points": len(cut.points),
        "chunks": cut.chunks,
        "chunk": plan.chunk,
        "scenario_hashes": scenario_hashes(cut),
        "plan": as_json(plan),
        "provenance": study_provenance(plan, gaps),
        "python": platform.python_version(),
        **{library: version(library) for library in ("numpy", "scipy", "SALib")},
        "platform": platform.platform(),
        "begun": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def scenario_hashes(cut: Cut) -> dict[str, str]:
    """Give what each scenario simulates as a hash: its file may change while its name does not."""
    return {name: scenario.hash for name, scenario in zip(cut.called, cut.plan.loaded, strict=True)}


def as_json(plan: Plan) -> Any:
    """Give a plan as JSON knows it, so that it can be held against one that was read."""
    return json.loads(json.dumps(plan.to_dict(), default=list))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read what a folder says is planned; raises ScenarioError where it says nothing that can be understood."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        assert_complete(manifest)
    except FileNotFoundError as error:
        raise ScenarioError(
            f"{folder}: has no {MANIFEST}: the folder of a study has one. See: coprod-sim sweep --help"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScenarioError(
            f"{path}: {error}: is not the manifest of a study. Take it from a copy, or choose another folder."
        ) from error
    return dict(manifest)


def assert_complete(manifest: Any) -> None:
    """Raise KeyError or TypeError where something is missing in a manifest."""
    for key, kind in {"plan_hash": str, "model": str, "chunk": int, "plan": dict, "scenario_hashes": dict}.items():
        if not isinstance(manifest[key], kind):
            raise TypeError(f"{key} is {manifest[key]!r}")


def check_same(folder: Path, kept: dict[str, Any], cut: Cut, *, same_model: bool = True) -> None:
    """See that a folder holds the study of this plan and this model; raises ScenarioError that says what differs.

    same_model: False for those who only read, and so may have newer rules.
    """
    if kept["plan_hash"] != cut.plan.hash:
        before = {"seed_bits": SEED_BITS[-1], **kept["plan"]}  # what is not said there, since all studies were so
        found = [*plan_differences(before, as_json(cut.plan)), *other_scenarios(kept, cut), *other_files(kept, cut)]
        words = "; ".join(found) or "the order of what varies"
        raise ScenarioError(f"{folder}: holds another plan: {words}. Choose another folder, or give that plan.")
    if same_model and kept["model"] != compiled.source_hash():
        raise ScenarioError(
            f"{folder}: was begun with coprod_sim {kept.get('coprod_sim')}, whose rules are not those of this one "
            f"({VERSION}). Go on with that version, or choose another folder."
        )


def plan_differences(kept: dict[str, Any], asked: dict[str, Any]) -> Iterator[str]:
    """Say in which entries two plans differ."""
    for key in (*kept, *(key for key in asked if key not in kept)):
        there, here = kept.get(key), asked.get(key)
        if key not in BESIDE_THE_POINT and there != here:
            yield f"{key} is {short(there)} there and {short(here)} in this plan"


def other_scenarios(kept: dict[str, Any], cut: Cut) -> Iterator[str]:
    """Name the scenarios that are called the same and say something else."""
    for name, hashed in scenario_hashes(cut).items():
        if kept["scenario_hashes"].get(name, hashed) != hashed:
            yield f"scenario {name} says something else now"


def other_files(kept: dict[str, Any], cut: Cut) -> Iterator[str]:
    """Say which file of one's own is another one, is missing or is new, and whether the scale is another."""
    made = kept.get("provenance", {})
    named = cut.plan.place.origin.to_dict()
    for part in PARTS:
        begun, now = made.get(part), named.get(part) or {}
        there, here = ((source or {}).get("sha256") for source in (begun, now))
        if there != here and there and here:
            yield f"{part} {now['name']} has changed: SHA-256 {there[:12]} there and {here[:12]} now"
        elif there != here:
            names = [source["name"] if source else "none" for source in (begun, now)]
            yield f"{part} is {names[0]} there and {names[1]} in this plan"
    scale = made.get("scale", 1.0)
    if scale != cut.plan.place.scale:
        yield f"scale is {scale:g} there and {cut.plan.place.scale:g} in this plan"


def short(value: object) -> str:
    """Write a value, cut where it is long."""
    text = json.dumps(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 4]} ..."


def check_free(folder: Path, plan: Plan) -> None:
    """See that a folder without a manifest holds nothing that a study would write over."""
    parts = [path for table in TABLES for path in (folder / table).glob("part-*.parquet")]
    if parts:
        raise ScenarioError(
            f"{folder}: has parts of a study, but no {MANIFEST}. Take it from a copy, or choose another folder."
        )
    for name, content in files_of(plan).items():
        path = folder / name
        if path.exists() and path.read_bytes() != content:
            raise ScenarioError(
                f"{path}: a study writes a file of this name, and this one is another. Choose another folder, such as "
                f"{folder / 'results'}."
            )


@contextmanager
def clear_words(folder: Path) -> Iterator[None]:
    """Turn a folder that cannot be written into a clear message."""
    try:
        yield
    except OSError as error:
        raise ScenarioError(
            f"{folder}: {error.strerror or error}: a study is written here. Choose another folder, or make room."
        ) from error
