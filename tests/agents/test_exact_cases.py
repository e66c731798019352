"""The exact cases of docs/model.md, which `coprod-sim validate` shows as well: what must come out to the published digit."""

import pytest

from coprod_sim.evidence.validation.exact.cases import CASES


@pytest.mark.parametrize("name", CASES)
def test_an_exact_case_holds(name: str) -> None:
    """Everything that a case looks at is where it must be."""
    checks = list(CASES[name]())

    assert checks != []
    assert [check for check in checks if not check.holds] == []
