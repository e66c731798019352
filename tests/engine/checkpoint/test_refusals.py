"""What a folder of checkpoints refuses: another question, and a second process."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock
import pytest

from coprod_sim.engine.checkpoint import run_identity
from coprod_sim.engine.kernel import compiled
from coprod_sim.errors import ScenarioError
from coprod_sim.place.origin import FileOrigin, Origin
from coprod_sim.place.simulate import simulate_with_checkpoints
from tests.engine.checkpoint.runs import SEED, Run, eventful, files_of, with_network, with_rules

# Another question.


def with_seed(run: Run) -> dict[str, Any]:
    """Another seed."""
    return {"scenario": run.scenario, "seed": 3}


def with_setting(run: Run) -> dict[str, Any]:
    """Another setting."""
    return {"scenario": run.scenario.changed({"training": 0.03}), "seed": SEED}


def without_events(run: Run) -> dict[str, Any]:
    """Nothing scheduled."""
    return {"scenario": run.scenario.changed(events=()), "seed": SEED}


def with_own(part: str) -> Callable[[Run], dict[str, Any]]:
    """A network, rules or areas of one's own."""
    origin = Origin()._replace(**{part: FileOrigin("mine", "abcdef")})
    return lambda run: {"scenario": run.scenario, "seed": SEED, "origin": origin}


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (with_seed, "seed is 2 there and 3 here"),
        (with_setting, r"training is 0\.0 there and 0\.03 here"),
        (without_events, r'events is \[\{"month": 3.* there and none here'),
        (with_own("network"), "network of one's own is none there and abcdef here"),
        (with_own("rules"), "rules of one's own is none there and abcdef here"),
        (with_own("areas"), "areas of one's own is none there and abcdef here"),
    ],
)
def test_another_question_is_refused(other: Callable[[Run], dict[str, Any]], words: str, tmp_path: Path) -> None:
    """A checkpoint of another question is named with what differs, and nothing of it is lost."""
    run = eventful()
    run.saved(tmp_path, 2, 4)
    before = files_of(tmp_path)
    with pytest.raises(ScenarioError, match=f"month-00002.npz: a checkpoint of another run: {words}.*another folder"):
        simulate_with_checkpoints(months=9, folder=tmp_path, **other(run))
    assert files_of(tmp_path) == before


def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version wrote is refused, since its rules may differ."""
    run = eventful()
    run.saved(tmp_path, 2)
    monkeypatch.setattr(run_identity, "VERSION", "9.9.9")
    with pytest.raises(ScenarioError, match=r"version is .* there and 9\.9\.9 here"):
        run.newest(tmp_path)


def test_numbers_with_other_last_digits_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkpoint from before numbers were the same on every machine is refused with the reason, and nothing of it is lost."""
    run = eventful()
    monkeypatch.setattr(run_identity, "FORMAT", 1)
    run.saved(tmp_path, 2)
    before = files_of(tmp_path)
    monkeypatch.setattr(run_identity, "FORMAT", 2)
    with pytest.raises(
        ScenarioError, match=r"another version \(format 1, here 2\), whose numbers have other last digits"
    ):
        run.newest(tmp_path)
    assert files_of(tmp_path) == before


def test_other_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written with other rules under the same version is refused too."""
    run = eventful()
    run.saved(tmp_path, 2)
    monkeypatch.setattr(compiled, "source_hash", lambda: "edited")
    with pytest.raises(ScenarioError, match=r"code of the rules is .* there and edited here"):
        run.newest(tmp_path)


def test_what_makes_no_difference_is_not_refused(tmp_path: Path) -> None:
    """The same settings under another name, or written out at their default, are the same question."""
    run = eventful()
    run.saved(tmp_path, 2)
    renamed = run.scenario.changed({"training": run.scenario.value("training")}, name="mine")
    assert Run(renamed).newest(tmp_path).month == 2


def test_own_things_without_their_origin_are_refused(tmp_path: Path) -> None:
    """A network or rules whose origin nobody noted could be mixed up, so they are refused at once."""
    for run, part in ((with_network(), "network"), (with_rules(), "rules")):
        with pytest.raises(ValueError, match=f"origin.{part} is missing"):
            simulate_with_checkpoints(run.scenario, SEED, 3, tmp_path, network=run.network, walks=run.walks)
    assert not files_of(tmp_path)


@pytest.mark.parametrize("every", [0, -1, 1.5, True, "12"])
def test_how_often_is_a_whole_number_of_months(every: Any, tmp_path: Path) -> None:
    """Anything else is refused before anything is run or written."""
    with pytest.raises(ScenarioError, match=f"every = {every!r}: must be a whole number of months"):
        simulate_with_checkpoints(eventful().scenario, SEED, 3, tmp_path / "new", every=every)
    assert not (tmp_path / "new").exists()


# A second process.


def test_a_second_run_on_the_folder_is_refused(tmp_path: Path) -> None:
    """While one run has the folder, another is told which process has it; afterwards the folder is free."""
    run = eventful()
    with (
        run.checkpoints(tmp_path),
        pytest.raises(
            ScenarioError, match=f"in use by process {os.getpid()} on .*: a folder of checkpoints serves one"
        ),
        run.checkpoints(tmp_path),
    ):
        pytest.fail("two runs have one folder")
    with run.checkpoints(tmp_path):
        pass


def test_a_refused_question_gives_the_folder_back(tmp_path: Path) -> None:
    """After a refusal, the right run may have the folder at once."""
    run = eventful()
    run.saved(tmp_path, 2)
    with pytest.raises(ScenarioError, match="another run"):
        Run(run.scenario.changed({"training": 0.03})).newest(tmp_path)
    assert run.newest(tmp_path).month == 2


def test_a_drive_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the drive knows no locks, the run goes on with a warning."""

    def no_locks(handle: int, *, blocking: bool) -> bool:
        assert handle
        assert not blocking
        raise OSError(errno.ENOSYS, "Function not implemented")

    run = eventful()
    monkeypatch.setattr(filelock, "lock_descriptor", no_locks)
    with pytest.warns(UserWarning, match="Function not implemented: this drive cannot tell two runs apart"):
        run.saved(tmp_path, 2)
    with pytest.warns(UserWarning, match="cannot tell two runs apart"):
        found = run.newest(tmp_path)
    assert found.month == 2
