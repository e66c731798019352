"""A damaged checkpoint is noticed, told and replaced by the one before it; it is never read as a state."""

import random
import re
import warnings
from pathlib import Path

import pytest

from coprod_sim.engine.checkpoint.checkpoints import CheckpointWarning
from coprod_sim.errors import ScenarioError
from coprod_sim.place.simulate import simulate_with_checkpoints
from tests.engine.checkpoint.runs import SEED, assert_same_state, assert_same_tallies, eventful, files_of, with_network

FLIPS = 200


def test_no_damage_is_ever_read_as_a_state(tmp_path: Path) -> None:
    """Whichever byte of the newest file is changed, either nothing of the state is touched, or the one before is used, with a note."""
    run = with_network()
    run.saved(tmp_path, 3, 6)
    newest = tmp_path / "month-00006.npz"
    content, right = newest.read_bytes(), run.newest(tmp_path)
    chance = random.Random(1)
    fallen_back = 0
    places = [round(len(content) * part / FLIPS) for part in range(FLIPS)] + list(range(-FLIPS, 0))
    for place in places:
        damaged = bytearray(content)
        damaged[place] ^= chance.randrange(1, 256)
        newest.write_bytes(damaged)
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            found = run.newest(tmp_path)
        if warned:
            assert found.month == 3
            fallen_back += 1
            continue
        assert_same_state(right.restore(run.scenario, SEED), found.restore(run.scenario, SEED))
        assert_same_tallies(right.tallies, found.tallies)
    assert fallen_back > len(places) / 3


def test_an_array_that_claims_to_be_shorter_is_damaged(tmp_path: Path) -> None:
    """Where the length of an array is changed to a smaller one, its bytes would be right as far as they are read."""
    run = with_network()
    run.saved(tmp_path, 3, 6)
    newest = tmp_path / "month-00006.npz"
    content = newest.read_bytes()
    places = [found.start(1) for found in re.finditer(rb"'shape': \(([1-9])", content)]
    assert len(places) > 10
    for place in places:
        newest.write_bytes(content[:place] + bytes([content[place] - 1]) + content[place + 1 :])
        with pytest.warns(CheckpointWarning, match=r"month-00006.npz is damaged \(wrong checksum of "):
            assert run.newest(tmp_path).month == 3


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_torn_file_gives_way_to_the_one_before(part: float, tmp_path: Path) -> None:
    """Where the newest file ends too soon, the one before is used with a note, and the run ends in the same bits."""
    run = eventful()
    run.saved(tmp_path, 3, 6)
    newest = tmp_path / "month-00006.npz"
    newest.write_bytes(newest.read_bytes()[: int(newest.stat().st_size * part)])
    whole = run.begin()
    whole.advance(8)
    with pytest.warns(
        CheckpointWarning, match=r"month-00006.npz is damaged .*: month-00003.npz, the one before, is used"
    ):
        ended, _ = simulate_with_checkpoints(run.scenario, SEED, 8, tmp_path, every=5)
    assert ended.place.families.tobytes() == whole.place.families.tobytes()
    assert sorted(files_of(tmp_path)) == ["month-00005.npz", "month-00008.npz"]


def test_damage_everywhere_is_an_error(tmp_path: Path) -> None:
    """Where no checkpoint is whole, the run does not start again in silence."""
    run = eventful()
    run.saved(tmp_path, 3, 6)
    for path in tmp_path.glob("month-*"):
        path.write_bytes(b"PK")
    with pytest.raises(
        ScenarioError, match=r"no whole checkpoint: .*00006.npz is damaged.*00003.npz is damaged.*Delete"
    ):
        run.newest(tmp_path)


def test_somebodys_files_with_such_names_stay(tmp_path: Path) -> None:
    """Checkpoints go when newer ones are there; notes that are called nearly so, or are no checkpoint, do not."""
    run = eventful()
    (tmp_path / "month-notes.npz").write_bytes(b"PK\x03\x04 mine")
    (tmp_path / "month-00001.npz").write_text("mine", encoding="utf-8")
    run.saved(tmp_path, 3, 6, 9)
    assert sorted(files_of(tmp_path)) == ["month-00001.npz", "month-00006.npz", "month-00009.npz", "month-notes.npz"]


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    """A half-written file of ours goes at the next start; other people's files stay."""
    run = eventful()
    run.saved(tmp_path, 3)
    (tmp_path / "month-00006.npz.0123abcd.part").write_bytes(b"half")
    (tmp_path / "letter.part").write_text("mine", encoding="utf-8")
    assert run.newest(tmp_path).month == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["coprod_sim.lock", "letter.part", "month-00003.npz"]


@pytest.mark.parametrize(
    "name", ["month-notes.npz.mine.part", "month-00006.npz.mine.part", "month-notes.npz.0123abcd.part"]
)
def test_somebodys_part_of_such_a_name_stays(name: str, tmp_path: Path) -> None:
    """What is called nearly as a half-written checkpoint, and is not named by us, is not cleared away."""
    run = eventful()
    (tmp_path / name).write_text("mine", encoding="utf-8")
    run.saved(tmp_path, 3)
    assert run.newest(tmp_path).month == 3
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
