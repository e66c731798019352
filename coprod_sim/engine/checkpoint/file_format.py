"""One checkpoint as a file: a zip of plain NumPy arrays and a manifest, which numpy.load opens like any .npz.

It is written aside, flushed to the disk and renamed, so a file with a right name was whole when it was written.
The zip keeps a checksum of every part: what a disk or a copy damaged afterwards is noticed, and never read as a state.
Records are kept as plain bytes: NumPy's own way would lose the bytes between their fields, and their layout in memory.
"""

import json
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from coprod_sim.files import atomic_write

Array = np.ndarray[Any, Any]

MANIFEST: Final = "manifest.json"
ENCRYPTED: Final = 1
MOST_BYTES: Final = 10_000_000
FAULTS: Final = (
    EOFError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
)
"""What reading a damaged zip may raise."""


class DamagedError(Exception):
    """A file is not as it was written."""


def write_file(path: Path, manifest: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write a checkpoint so that it is either whole under its name or not there, even when the power fails.

    The arrays are written from where they are, in pieces: no copy of a large place is made.  Raises OSError.
    """
    with atomic_write(path) as file, zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part(MANIFEST), json.dumps(manifest, indent=1))
        for name, array in arrays.items():
            with archive.open(part(f"{name}.npy"), "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, as_plain(array), allow_pickle=False)


def part(name: str) -> zipfile.ZipInfo:
    """Name a part of the file, without the time of day: equal states give equal files."""
    return zipfile.ZipInfo(name)


def as_plain(array: Array) -> Array:
    """Show records as their bytes; the memory is shared."""
    return array.view(np.uint8) if array.dtype.names else array


@contextmanager
def opened(path: Path) -> Iterator[tuple[dict[str, Any], Callable[[], dict[str, Array]]]]:
    """Open a checkpoint: gives its manifest, and a function that checks all of the file and gives its arrays by name.

    Raises DamagedError where the file is not whole, here or when the arrays are asked for.
    """
    with path.open("rb") as file:
        with damage_noticed():
            archive = zipfile.ZipFile(file)
            manifest = read_manifest(archive)
        yield manifest, lambda: read_arrays(archive)


@contextmanager
def damage_noticed() -> Iterator[None]:
    """Turn whatever a damaged file brings about into one error that says so."""
    try:
        yield
    except FAULTS as error:
        raise DamagedError(str(error) or type(error).__name__) from error


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Read the manifest, which is small."""
    info = archive.getinfo(MANIFEST)
    check_stored(info)
    manifest = json.loads(archive.read(info)) if info.file_size < MOST_BYTES else None
    if not isinstance(manifest, dict) or "question" not in manifest:
        raise zipfile.BadZipFile("no manifest of a checkpoint")
    return manifest


def check_stored(info: zipfile.ZipInfo) -> None:
    """Refuse a part that claims to be packed or encrypted, which none of ours is."""
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & ENCRYPTED:
        raise zipfile.BadZipFile(f"{info.filename} is not stored as it was written")


def read_arrays(archive: zipfile.ZipFile) -> dict[str, Array]:
    """Read all arrays, after every part has been held against its checksum."""
    with damage_noticed():
        for info in archive.infolist():
            check_stored(info)
        # Reading alone would not do: where a length is damaged, an array ends before the checksum of its part is met.
        broken = archive.testzip()
        if broken:
            raise zipfile.BadZipFile(f"wrong checksum of {broken}")
        arrays = {}
        for name in archive.namelist():
            if name.endswith(".npy"):
                with archive.open(name) as stream:
                    arrays[name.removesuffix(".npy")] = np.lib.format.read_array(stream, allow_pickle=False)
        return arrays
