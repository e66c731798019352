"""The tables of one chunk as Parquet, and back: which columns there are, and whether a file is whole.

The same chunk gives the same bytes of indicators on every computer that has the same libraries.
Its table of runs differs in MACHINE only: how long each run took, where, and with which version.
Each page of a file carries a checksum, so what a disk or a copy damaged is noticed.
"""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from coprod_sim.engine.checkpoint.file_format import DamagedError
from coprod_sim.files import VERSION
from coprod_sim.indicators import INDICATORS
from coprod_sim.study.runner.chunks import Cut
from coprod_sim.study.runner.run_chunk import Done

DONE: Final = "done"
FAILED: Final = "failed"
MACHINE: Final = ("seconds", "host", "version", "made_with")
"""The columns of the table of runs that tell of the computer, not of the model."""
RUNS: Final = pa.schema(
    [
        ("run", pa.int64()),
        ("scenario", pa.string()),
        ("point", pa.int32()),
        ("replicate", pa.int32()),
        ("seed", pa.uint64()),
        ("status", pa.string()),
        ("error", pa.string()),
        ("seconds", pa.float64()),
        ("host", pa.string()),
        ("version", pa.string()),
        ("made_with", pa.string()),
    ]
)
OLD_RUNS: Final = pa.schema(list(RUNS)[:-1])
"""Of studies that were begun before each run kept all its versions."""
VALUES: Final = pa.schema(
    [
        ("run", pa.int64()),
        ("scenario", pa.string()),
        ("point", pa.int32()),
        ("replicate", pa.int32()),
        ("month", pa.int32()),
        ("indicator", pa.string()),
        ("value", pa.float64()),
    ]
)
DAMAGE: Final = (pa.ArrowException, OSError, ValueError, MemoryError)
"""What reading a damaged file may raise."""


def runs_table(done: Done, names: tuple[str, ...]) -> Any:
    """Make the table of runs of a chunk: one row a run, failed ones with their error.  names: of the scenarios."""
    runs, errors = done.chunk.runs, done.errors
    columns = {
        "run": [run.number for run in runs],
        "scenario": [names[run.scenario] for run in runs],
        "point": [run.point for run in runs],
        "replicate": [run.replicate for run in runs],
        "seed": [run.seed for run in runs],
        "status": [FAILED if error else DONE for error in errors],
        "error": list(errors),
        "seconds": list(done.seconds),
        "host": [done.host] * len(runs),
        "version": [VERSION] * len(runs),
        "made_with": [done.made_with] * len(runs),
    }
    return pa.table(columns, schema=RUNS)


def values_table(done: Done, names: tuple[str, ...]) -> Any:
    """Make the table of indicators of a chunk: a row for each run, month and indicator; none for runs that failed.

    What could not be measured is nan, and stays nan.
    """
    chunk = done.chunk
    went_well = np.array([not error for error in done.errors])
    runs = [run for run, well in zip(chunk.runs, went_well, strict=True) if well]
    of_run = len(chunk.at) * len(chunk.indicators)
    columns = {
        "run": np.repeat([run.number for run in runs], of_run).astype(np.int64),
        "scenario": [names[run.scenario] for run in runs for _ in range(of_run)],
        "point": np.repeat([run.point for run in runs], of_run).astype(np.int32),
        "replicate": np.repeat([run.replicate for run in runs], of_run).astype(np.int32),
        "month": np.tile(np.repeat(chunk.at, len(chunk.indicators)), len(runs)).astype(np.int32),
        "indicator": list(chunk.indicators) * (len(chunk.at) * len(runs)),
        "value": pa.array(done.values[went_well].ravel(), from_pandas=False),
    }
    units = {name: INDICATORS[name].unit for name in chunk.indicators}
    table = pa.table(columns, schema=VALUES)
    return table.replace_schema_metadata({"units": json.dumps(units), "coprod_sim": VERSION})


def settings_table(cut: Cut) -> Any:
    """Make the table of settings: one row a point, one column for each setting that varies."""
    columns = {"point": pa.array(range(len(cut.points)), pa.int32())}
    columns |= {name: pa.array(cut.points[:, column]) for column, name in enumerate(cut.names)}
    return pa.table(columns)


def parquet_bytes(table: Any) -> bytes:
    """Write a table as Parquet in memory; the settings of the writer are fixed, so equal tables give equal bytes."""
    stream = pa.BufferOutputStream()
    pq.write_table(table, stream, compression="zstd", version="2.6", write_page_checksum=True)
    return bytes(stream.getvalue())


def read_parquet(path: Path) -> Any:
    """Read a table, and hold every page against its checksum; raises DamagedError where the file is not as written."""
    try:
        content = pa.BufferReader(path.read_bytes())
        # Arrow's own threads gain nothing on small files, and sometimes abort a program that ends soon after.
        return pq.ParquetFile(content, page_checksum_verification=True).read(use_threads=False)
    except DAMAGE as error:
        raise DamagedError(f"{path.name}: {error}") from error


def with_all_columns(runs: Any) -> Any:
    """Give a table of runs as it is written now: an older one knows its version of coprod_sim only."""
    if not runs.schema.equals(OLD_RUNS):
        return runs
    notes = [json.dumps({"coprod_sim": version}) for version in runs["version"].to_pylist()]
    return runs.append_column("made_with", pa.array(notes, pa.string()))


def check_parts(runs: Any, values: Any, numbers: range, of_run: int) -> None:
    """See that two tables hold a whole chunk; raises DamagedError where they do not.

    numbers: of its runs.   of_run: how many values each run gives.
    """
    if not runs.schema.equals(RUNS) or not values.schema.equals(VALUES):
        raise DamagedError("the columns are not those of a study")
    if runs["run"].to_pylist() != list(numbers):
        raise DamagedError(f"the table of runs does not hold runs {numbers[0]} to {numbers[-1]}")
    went_well = runs["run"].to_numpy()[np.array(runs["status"].to_pylist()) == DONE]
    if not np.array_equal(values["run"].to_numpy(), np.repeat(went_well, of_run)):
        raise DamagedError("the indicators are not those of the runs that are done")
