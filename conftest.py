"""What the examples in docstrings may use without saying so: `par`, the record of default parameters."""

from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def names_of_examples(doctest_namespace: dict[str, Any]) -> None:
    """Give `par` to every example."""
    from coprod_sim.engine.state import default_parameters

    doctest_namespace["par"] = default_parameters()
