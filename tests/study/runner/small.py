"""Small studies for the tests: a small place, few months, and runs that fail where a test wants that."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.runner.chunks import cut_plan
from coprod_sim.study.runner.store import Store, prepare_store

TABLES: dict[str, Any] = {
    "title": "A small study",
    "scenarios": ["consultation_only", "power_sharing"],
    "months": 14,
    "at": [6, 14],
    "replicates": 3,
    "seed": 11,
    "chunk": 4,
    "indicators": ["progress", "felt_trust", "disputes", "turnover_a_year"],
    "settings": {"families": 30, "professionals": 6},
    "sampling": {"method": "grid"},
    "vary": {"gossip": {"values": [0.05, 0.2]}, "peers": {"values": [2, 4]}},
}
RUNS = 2 * 4 * 3
CHUNKS = RUNS // 4
LONG = 2 * 4 * 75


def small_plan(**changes: Any) -> Plan:
    """Give the small study, with some entries of its plan changed."""
    return Plan.from_dict(TABLES | changes, "small")


def failing_plan() -> Plan:
    """Give a study in which one point of two cannot be run: seven peers on a ring cannot be halved."""
    return small_plan(vary={"peers": {"values": [4, 7]}})


def opened(folder: Path, plan: Plan) -> Store:
    """Look into the folder of a study, without running anything."""
    return prepare_store(folder, cut_plan(plan))


def data_hash(folder: Path, plan: Plan) -> str:
    """Give the hash of the data in a folder; nothing may be missing."""
    store = opened(folder, plan)
    assert not store.unfinished(range(store.cut.chunks))
    return store.data_hash()


def in_chunks(plan: Plan, chunk: int) -> Plan:
    """Give a plan with chunks of another size."""
    return replace(plan, chunk=chunk)


def long_plan() -> Plan:
    """Give a study of LONG runs in 150 chunks."""
    return small_plan(replicates=75)
