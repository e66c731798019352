"""Is PRIM asked in the words of whichever ema_workbench is installed, and are the boxes the same?"""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from coprod_sim.study.analysis import prim as prim_search
from coprod_sim.study.analysis.prim import ANY_BOX, p_values_of, peeler_of, search


class OldPrim:
    """What ema_workbench 2 asks for."""

    def __init__(self, x: pd.DataFrame, y: Any, threshold: float, *, mass_min: float = 0.05) -> None:
        self.given = (len(x), y.sum(), threshold, mass_min)


class NewPrim:
    """What ema_workbench 3 asks for."""

    def __init__(self, x: pd.DataFrame, y: Any, *, mass_min: float = 0.05) -> None:
        self.given = (len(x), y.sum(), mass_min)


@pytest.mark.parametrize(("kind", "given"), [(OldPrim, (3, 2, ANY_BOX, 0.25)), (NewPrim, (3, 2, 0.25))])
def test_each_version_is_asked_in_its_own_words(
    kind: type, given: tuple[float, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A threshold goes to a PRIM that wants one, and to no other."""
    monkeypatch.setattr(prim_search, "prim_module", lambda: SimpleNamespace(Prim=kind))

    assert peeler_of(pd.DataFrame({"a": [0.1, 0.2, 0.3]}), np.array([True, True, False]), 0.25).given == given


def test_quasi_p_values_are_found_under_both_names() -> None:
    """They are qp before version 3, and p_values from then on."""
    values = [{}, {"a": [-1.0, 0.01]}]

    assert p_values_of(SimpleNamespace(qp=values)) is p_values_of(SimpleNamespace(p_values=values)) is values


def test_every_version_finds_the_same_box() -> None:
    """On 300 fixed points, ends and quasi-p values are those that ema_workbench 2.5.3 and 3.0.0 both give."""
    table = pd.DataFrame(np.random.default_rng(5).random((300, 3)).round(3), columns=["a", "b", "c"])
    draws = np.random.default_rng(6).random(300)
    hits = (((table.a < 0.4) & (table.b > 0.6)).to_numpy() & (draws < 0.9)) | (draws > 0.97)

    (box,) = search(table, hits, 0.8, 3)

    assert int(box.inside.sum()) == 43
    assert box.ends == {"a": (0.0, pytest.approx(0.4005)), "b": (pytest.approx(0.603), 0.992)}
    assert box.p_values["a"] == pytest.approx((-1.0, 9.505e-13), rel=1e-3, abs=0.0)
    assert box.p_values["b"] == pytest.approx((1.3943e-15, -1.0), rel=1e-3, abs=0.0)
