"""Runs that fail are recorded and do not stop the study; another study is not mixed with this one."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coprod_sim.engine.kernel import compiled
from coprod_sim.errors import ModelError, ScenarioError
from coprod_sim.place.simulate import simulate
from coprod_sim.study.runner import results
from coprod_sim.study.runner.executors import Crew, crew_of
from coprod_sim.study.runner.run_chunk import Chunk, Done, run_chunk
from coprod_sim.study.runner.runner import MOST_KILLS, Count, Rounds, run_plan
from coprod_sim.study.runner.store import Store
from tests.study.runner.small import CHUNKS, RUNS, TABLES, data_hash, failing_plan, in_chunks, opened, small_plan


class Breaking(Crew):
    """A worker that ends at some chunks, and takes all that wait with it, as a broken pool of processes does."""

    workers = 2

    def __init__(self, ends: Callable[[int], bool]) -> None:
        self.ends = ends
        self.rebuilt = 0
        self.broken = False
        self.began: list[int] = []

    def submit(self, chunk: Chunk) -> "Future[Done]":
        """Do a chunk at once, or end."""
        future: Future[Done] = Future()
        self.began.append(chunk.number)
        self.broken = self.broken or self.ends(chunk.number)
        if self.broken:
            future.set_exception(BrokenExecutor("ended"))
        else:
            future.set_result(run_chunk(chunk))
        return future

    def rebuild(self) -> None:
        """Count how often there were new workers."""
        self.rebuilt += 1
        self.broken = False

    def close(self, at_once: bool) -> None:
        """End."""


def all_chunks(store: Store, crew: Crew) -> Count:
    """Do a whole study with a crew."""
    count = Count(0, RUNS, None)
    Rounds(store, crew, count, deque(range(CHUNKS))).go()
    return count


def test_a_chunk_that_ends_its_worker_three_times_is_recorded_as_failed(tmp_path: Path) -> None:
    """Every run of this chunk says why; all other chunks are done."""
    crew = Breaking(lambda chunk: chunk == 2)

    count = all_chunks(opened(tmp_path, small_plan()), crew)

    failed = results.open(tmp_path).failed
    assert (count.finished, count.failed) == (RUNS, 4)
    assert failed["run"].to_list() == [8, 9, 10, 11]
    assert failed["error"].str.contains("worker process ended 3 times").all()
    assert crew.began.count(2) == MOST_KILLS + 1  # first in company, where nobody knows whose fault it is
    assert crew.rebuilt == MOST_KILLS + 1


def test_chunks_that_were_only_in_bad_company_are_done(tmp_path: Path) -> None:
    """A worker that ends twice, whatever it does, costs no results."""
    ends = iter([False, True, True])

    count = all_chunks(opened(tmp_path / "broken", small_plan()), Breaking(lambda _: next(ends, False)))
    run_plan(small_plan(), tmp_path / "whole")

    assert (count.finished, count.failed) == (RUNS, 0)
    assert data_hash(tmp_path / "broken", small_plan()) == data_hash(tmp_path / "whole", small_plan())


def test_a_point_that_cannot_be_run_is_recorded_with_seed_and_error(tmp_path: Path) -> None:
    """Seven peers cannot be halved: these runs fail, the others are done, and nothing is run again."""
    outcome = run_plan(failing_plan(), tmp_path)
    found = results.open(tmp_path)

    assert (outcome.finished, outcome.failed) == (12, 6)
    assert set(found.failed["point"]) == {1}
    assert found.failed["error"].str.contains("peers = 7: must be an even number").all()
    assert found.failed["seed"].gt(0).all()
    assert set(found.indicators["point"]) == {0}
    assert run_plan(failing_plan(), tmp_path).made == 0


def test_failed_runs_are_nan_in_values_and_left_out_of_differences(tmp_path: Path) -> None:
    """They are counted as left out, and never as zero."""
    run_plan(failing_plan(), tmp_path)
    found = results.open(tmp_path)

    values = found.values("progress", scenario="power_sharing")
    difference = found.difference("consultation_only", "power_sharing", "progress")

    assert values.loc[1].isna().all()
    assert values.loc[0].notna().all()
    assert (difference.pairs, difference.left_out) == (3, 3)


@pytest.mark.parametrize("error", [ModelError("the state left its range"), FloatingPointError("overflow")])
def test_a_fault_of_the_model_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """One run of many goes wrong inside the model."""
    real = simulate

    def sometimes(scenario: Any, seed: int, months: int) -> Any:
        if scenario.name == "power_sharing":
            raise error
        return real(scenario, seed, months)

    monkeypatch.setattr("coprod_sim.study.runner.run_chunk.simulate", sometimes)

    assert run_plan(small_plan(), tmp_path).failed == RUNS / 2
    assert results.open(tmp_path).failed["error"].str.endswith(str(error)).all()


def test_workers_with_other_rules_are_refused(tmp_path: Path) -> None:
    """A computer with another version must not mix its numbers with ours."""
    store = opened(tmp_path, small_plan())
    done = run_chunk(store.cut.chunk(0))
    rounds = Rounds(store, Breaking(lambda _: False), Count(0, RUNS, None), deque())

    with pytest.raises(ScenarioError, match="all must run the same version"):
        rounds.keep(done._replace(model="another"))
    assert not store.is_finished(0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"seed": 12}, "seed is 11 there and 12 in this plan"),
        ({"replicates": 4}, "replicates is 3 there and 4"),
        ({"settings": {"families": 36, "professionals": 6}}, r'settings is \{"families": 30.*36'),
    ],
)
def test_another_plan_is_refused_with_what_differs(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    """The folder stays as it is."""
    run_plan(small_plan(), tmp_path)
    before = data_hash(tmp_path, small_plan())

    with pytest.raises(ScenarioError, match=rf"holds another plan: {words}"):
        run_plan(small_plan(**changes), tmp_path)
    assert data_hash(tmp_path, small_plan()) == before


def test_other_rules_are_refused_to_go_on_but_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a study of one model and half of another would be worth nothing."""
    run_plan(small_plan(), tmp_path, shard=(1, 2))
    monkeypatch.setattr(compiled, "source_hash", lambda: "newer")

    with pytest.raises(ScenarioError, match="whose rules are not those of this one"):
        run_plan(small_plan(), tmp_path)
    assert len(results.open(tmp_path).runs) == RUNS / 2


def test_a_new_title_or_chunk_goes_on_with_the_study_as_it_was_begun(tmp_path: Path) -> None:
    """They change no results; the size of chunks stays that of the folder, so no run is made twice."""
    run_plan(small_plan(), tmp_path, shard=(1, 2))
    other = in_chunks(replace(small_plan(), title="Called otherwise"), 7)

    outcome = run_plan(other, tmp_path)

    assert outcome.made == RUNS / 2
    assert results.open(tmp_path).runs["run"].to_list() == list(range(RUNS))


def test_a_plan_of_the_users_own_is_not_written_over(tmp_path: Path) -> None:
    """The folder where the plan stands is not a folder of results."""
    (tmp_path / "plan.toml").write_text("# my plan\n")

    with pytest.raises(ScenarioError, match=r"plan\.toml: a study writes a file of this name.*such as .*results"):
        run_plan(small_plan(), tmp_path)
    assert (tmp_path / "plan.toml").read_text() == "# my plan\n"


def test_parts_without_a_manifest_are_not_touched(tmp_path: Path) -> None:
    """Nobody knows which plan they belong to."""
    run_plan(small_plan(), tmp_path)
    (tmp_path / "manifest.json").unlink()

    with pytest.raises(ScenarioError, match=r"has parts of a study, but no manifest\.json"):
        run_plan(small_plan(), tmp_path)


@pytest.mark.parametrize("text", ["", "[]", '{"plan_hash": 3}', "not json"])
def test_a_manifest_that_says_nothing_is_a_clear_error(tmp_path: Path, text: str) -> None:
    """Going on and opening both say what is wrong."""
    run_plan(small_plan(), tmp_path)
    (tmp_path / "manifest.json").write_text(text)

    for ask in (lambda: run_plan(small_plan(), tmp_path), lambda: results.open(tmp_path)):
        with pytest.raises(ScenarioError, match="is not the manifest of a study"):
            ask()


def test_a_folder_that_is_no_study_is_a_clear_error(tmp_path: Path) -> None:
    """Opening it names what is missing."""
    with pytest.raises(ScenarioError, match=r"has no manifest\.json"):
        results.open(tmp_path)


def test_the_scenario_files_of_a_plan_travel_with_its_results(tmp_path: Path) -> None:
    """The folder can be opened when the files that the plan named are gone."""
    own = tmp_path / "own.toml"
    own.write_text('title = "Own"\nsummary = "One of mine."\n[levers]\ntraining = 0.1\n')
    plan = small_plan()
    plan = plan.from_dict(TABLES | {"scenarios": ["consultation_only", "own.toml"]}, "small", tmp_path)
    run_plan(plan, tmp_path / "results")
    own.unlink()

    found = results.open(tmp_path / "results")
    assert found.values("progress", scenario="own").shape == (4, 3)


@pytest.mark.parametrize("workers", [0, -1, 2000, True])
def test_an_impossible_number_of_workers_is_refused(workers: int) -> None:
    """It must be a whole number that a computer can have."""
    with pytest.raises(ScenarioError, match="must be a whole number between 1 and 1024"), crew_of("threads", workers):
        pass
