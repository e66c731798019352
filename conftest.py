"""What the examples in docstrings may use without saying so: `parameters`, a record of chosen parameters."""

import math
from typing import Any

import pytest


def parameters(**values: float) -> Any:
    """Make a record of parameters with these values; all others are no numbers, so an example has to name what it needs."""
    from coprod_sim.engine.state import PARAMETER_TYPE, parameter_record

    names = PARAMETER_TYPE.names or ()
    if unknown := set(values).difference(names):
        raise ValueError(f"no parameter is called {', '.join(sorted(unknown))}")
    return parameter_record(dict.fromkeys(names, math.nan) | values)[0]


@pytest.fixture(scope="session", autouse=True)
def names_of_examples(doctest_namespace: dict[str, Any]) -> None:
    """Give `parameters` to every example."""
    doctest_namespace["parameters"] = parameters
