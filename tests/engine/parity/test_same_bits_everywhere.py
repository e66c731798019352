"""The same runs have the same bits on an older processor, without the compiler, and for a processor that nobody knows."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[3]
OLDER: Final = {
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA_Usable,-FMA4,-AVX2,-AVX2_Usable",
    "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX2 FMA3",
}
"""A C library and a NumPy that think that the processor has no fused sums and no wide vectors."""
UNKNOWN: Final = {"NUMBA_CPU_NAME": "generic"}
"""Rules compiled for any processor of the kind."""
PLAIN: Final = {"NUMBA_DISABLE_JIT": "1"}
SMALL: Final = {"families": 6, "professionals": 3, "commissioners": 1, "peers": 2}
AREAS: Final = {"families": 24, "professionals": 12, "commissioners": 2, "school_families": 6}
PROGRAM: Final = """
import hashlib, json, sys
import numpy as np
from coprod_sim.model import CoproductionModel
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.scenario import load_scenario

for scenario, settings, seed, months, by_hand in json.load(sys.stdin):
    if by_hand:
        tallies = np.concatenate(CoproductionModel(scenario, seed=seed, activation="agents", **settings).run(months).tallies)
    else:
        tallies = simulate(load_scenario(scenario, settings), seed, months)
    print(hashlib.sha256(tallies.tobytes()).hexdigest())
"""
Run = tuple[str, Mapping[str, float], int, int, bool]
FEW: Final[list[Run]] = [
    ("power_sharing", {}, 1, 24, False),
    ("statutory", {"families": 300, "professionals": 40, "commissioners": 3, "school_families": 30}, 2, 24, False),
    ("consultation_only", {"pathway": 1, "habits": 1}, 3, 24, False),
]
SHORT: Final[list[tuple[str, Mapping[str, float], int, int]]] = [
    ("power_sharing", SMALL, 2, 4),
    ("power_sharing", SMALL | {"pathway": 1, "habits": 1}, 3, 5),
    ("consultation_only", AREAS | {"pathway": 1}, 4, 2),
]
MANY: Final[list[Run]] = [
    (scenario, {"pathway": seed % 2} | extra, seed, 60, False)
    for seed in (1, 2, 3)
    for scenario in ("consultation_only", "power_sharing", "broken_promise", "young_people_too", "parents_in_charge")
    for extra in ({}, {"families": 600, "professionals": 60, "commissioners": 4, "school_families": 30})
]


def digests(runs: list[Run], **extra: str) -> list[str]:
    """Give the SHA-256 of all tallies of some runs, made in a process of its own with some settings."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM]
    done = subprocess.run(command, input=json.dumps(runs), env=environment, capture_output=True, text=True, check=True)
    found = done.stdout.split()
    assert len(set(found)) == len(runs)
    return found


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="needs a C library that can be told what the processor has"
)
def test_an_older_processor_gives_the_same_bits() -> None:
    """A town, one on the pathway, and areas with schools: where the C library and NumPy know no fused sums, all tallies are the same."""
    assert digests(FEW) == digests(FEW, **OLDER)


def test_plain_python_gives_the_same_bits() -> None:
    """Person by person and without the compiler, all tallies of short runs are those of the compiled rules."""
    assert digests([(*run, True) for run in SHORT], **PLAIN) == digests([(*run, False) for run in SHORT])


@pytest.mark.study  # compiles all rules anew
@pytest.mark.parametrize("settings", [OLDER, UNKNOWN, OLDER | UNKNOWN], ids=["older", "unknown", "both"])
def test_thirty_runs_have_the_same_bits_everywhere(settings: Mapping[str, str]) -> None:
    """Thirty runs of five years have the same tallies, to the bit, for every kind of processor."""
    assert len(MANY) == 30
    assert digests(MANY) == digests(MANY, **settings)
