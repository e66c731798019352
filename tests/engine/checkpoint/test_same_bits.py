"""A run that goes on from a checkpoint gives the same bits as one that never stopped."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coprod_sim.place import simulate
from coprod_sim.place.simulate import simulate_with_checkpoints
from tests.engine.checkpoint.runs import RUNS, SEED, assert_same_state, assert_same_tallies, eventful, with_areas

MONTHS = 18
CUT = 7
"""In this month two ramps are under way."""


@pytest.mark.parametrize("threads", [(1, 1), (1, 2), (2, 1)], ids="{0[0]} then {0[1]}".format)
@pytest.mark.parametrize("kind", RUNS)
def test_a_restored_run_goes_on_to_the_same_bits(kind: str, threads: tuple[int, int], tmp_path: Path) -> None:
    """Saved, read and restored, on as many threads or others: the place, the tallies and what is scheduled stay the same."""
    run = RUNS[kind]()
    whole = run.begin()
    expected = np.concatenate((whole.count(), whole.advance(MONTHS)))
    saved = run.begin(threads[0])
    with run.checkpoints(tmp_path) as checkpoints:
        checkpoints.save(saved, np.concatenate((saved.count(), saved.advance(CUT))))
    found = run.newest(tmp_path)
    restored = found.restore(run.scenario, SEED, run.walks, threads[1])
    assert_same_state(saved, restored)
    assert restored.engine.threads == threads[1]
    assert restored.engine.walks is run.walks
    assert_same_tallies(expected, np.concatenate((found.tallies, restored.advance(MONTHS - CUT))))
    assert_same_state(whole, restored)


def test_the_cut_is_in_the_middle_of_ramps(tmp_path: Path) -> None:
    """The checkpoint of the eventful run holds two ramps under way; without them the run would end otherwise."""
    run = eventful()
    run.saved(tmp_path, CUT)
    found = run.newest(tmp_path)
    assert [run.scenario.events[number].lever for number, _ in found.ramps] == ["training", "promise"]
    whole, forgetful = run.begin(), found._replace(ramps=()).restore(run.scenario, SEED)
    whole.advance(MONTHS)
    forgetful.advance(MONTHS - CUT)
    assert whole.place.commissioners["training"].tolist() != forgetful.place.commissioners["training"].tolist()


def test_restoring_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restored place comes from the file; areas and their names come with it."""
    run = with_areas()
    saved = run.saved(tmp_path, 2)
    for name in ("make_place", "area_structure", "drawn_areas"):
        monkeypatch.setattr(simulate, name, None)
    restored = run.newest(tmp_path).restore(run.scenario, SEED)
    assert_same_state(saved, restored)
    assert restored.names[-1] == "Board 2"
    assert saved.areas is not None
    assert restored.areas is not None
    areas: tuple[Any, Any] = (saved.areas, restored.areas)
    for name, mine, theirs in zip(saved.areas._fields, *areas, strict=True):
        assert np.array_equal(mine, theirs, equal_nan=name in ("requests", "new_plans")), name
        assert type(mine) is type(theirs), name


def test_a_longer_run_goes_on_and_a_shorter_one_is_cut(tmp_path: Path) -> None:
    """A run of 10 months is continued to 15; asked for 4 again, it gives these without running anything."""
    run = eventful()
    begun: list[int] = []
    steps: list[int] = []
    whole = run.begin()
    expected = np.concatenate((whole.count(), whole.advance(15)))
    for months in (10, 15, 4):
        ended, tallies = simulate_with_checkpoints(
            run.scenario,
            SEED,
            months,
            tmp_path,
            every=6,
            going_on=begun.append,
            on_month=steps.append,
        )
        assert_same_tallies(expected[: months + 1], tallies)
        if months == 15:
            assert_same_state(whole, ended)
    assert begun == [10, 15]
    assert steps == list(range(1, 16))
    assert sorted(path.name for path in tmp_path.glob("month-*")) == ["month-00012.npz", "month-00015.npz"]


def test_in_one_go_or_month_by_month(tmp_path: Path) -> None:
    """Whether somebody watches the progress makes no difference, nor does how often checkpoints are written."""
    run = eventful()
    steps: list[int] = []
    _, watched = simulate_with_checkpoints(run.scenario, SEED, 9, tmp_path / "a", every=2, on_month=steps.append)
    _, unwatched = simulate_with_checkpoints(run.scenario, SEED, 9, tmp_path / "b", every=4)
    assert_same_tallies(watched, unwatched)
    assert steps == list(range(1, 10))


def test_equal_states_give_equal_files(tmp_path: Path) -> None:
    """Nothing of a checkpoint depends on the time of day or on the folder."""
    run = eventful()
    run.saved(tmp_path / "a", 3)
    run.saved(tmp_path / "b", 3)
    assert (tmp_path / "a/month-00003.npz").read_bytes() == (tmp_path / "b/month-00003.npz").read_bytes()


def test_numpy_opens_a_checkpoint(tmp_path: Path) -> None:
    """A checkpoint is a plain .npz file, without pickles."""
    run = eventful()
    saved = run.saved(tmp_path, 3)
    with np.load(tmp_path / "month-00003.npz", allow_pickle=False) as arrays:
        assert arrays["place.team_start"].tolist() == saved.place.team_start.tolist()
        assert arrays["tallies"].shape[0] == 4
