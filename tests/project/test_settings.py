"""What a setting says of a wrong value can be read."""

import re

import pytest

from coprod_sim.scenario.parameters import BY_NAME, DECLARED


@pytest.mark.parametrize("name", [declared.name for declared in DECLARED])
def test_a_range_is_written_without_powers_of_ten(name: str) -> None:
    """Limits stand in full, as people write them, and are exactly those of the declaration."""
    declared = BY_NAME[name]
    fault = declared.fault(declared.high + 1)
    assert fault is not None
    limits = re.search(r"between (-?[\d.]+) and (-?[\d.]+) \(", fault)
    assert limits is not None, fault
    assert [float(limit) for limit in limits.groups()] == [declared.low, declared.high]


def test_a_million_is_written_in_full() -> None:
    """The largest place has five million families, half a million professionals and ten thousand commissioners."""
    faults = {name: BY_NAME[name].fault(0) for name in ("families", "professionals", "commissioners")}
    assert faults == {
        "families": "must be a whole number between 1 and 5000000 (families)",
        "professionals": "must be a whole number between 1 and 500000 (professionals)",
        "commissioners": "must be a whole number between 1 and 10000 (commissioners)",
    }
