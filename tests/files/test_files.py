"""Files are written whole or not at all, through links and pipes, and nothing of anybody else's is lost."""

import os
import stat
import threading
from pathlib import Path

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.files import CSV, HTML, LOCK, atomic_write, check_output, lock_folder, write_whole
from coprod_sim.study.run import run
from coprod_sim.study.runner.locks import turn
from tests.cli.command import small


def test_a_link_stays_a_link_and_what_it_leads_to_is_new(tmp_path: Path) -> None:
    """Somebody who shares a file by a link finds the new content behind it."""
    shared, link = tmp_path / "shared.csv", tmp_path / "link.csv"
    shared.write_text("old", encoding="utf-8")
    link.symlink_to(shared)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert shared.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.csv", "shared.csv"]


def test_a_link_to_nothing_makes_the_file_that_it_names(tmp_path: Path) -> None:
    """A link may be there before its file."""
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "later.csv")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "later.csv").read_bytes() == b"new"


def test_all_names_of_a_file_show_what_is_written(tmp_path: Path) -> None:
    """A file with two names is one file afterwards, too."""
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("old", encoding="utf-8")
    other.hardlink_to(one)
    write_whole(one, b"new")
    assert other.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    """Whoever reads a named pipe gets the content, and the pipe is still one."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"through")
    reader.join(10)
    assert got == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_through() -> None:
    """What is written to nowhere leaves nowhere as it was."""
    before = Path(os.devnull).stat().st_mode
    write_whole(Path(os.devnull), b"gone")
    assert Path(os.devnull).stat().st_mode == before


def test_rights_of_a_file_stay(tmp_path: Path) -> None:
    """A file that only its owner may read does not become one that all may read."""
    mine = tmp_path / "mine.csv"
    mine.write_text("old", encoding="utf-8")
    mine.chmod(0o600)
    write_whole(mine, b"new")
    assert stat.S_IMODE(mine.stat().st_mode) == 0o600


def test_what_fails_leaves_what_was_there_and_nothing_aside(tmp_path: Path) -> None:
    """A full disk, or Ctrl-C, in the midst of writing costs nothing that was there."""
    file = tmp_path / "table.csv"
    file.write_text("old", encoding="utf-8")
    for fault in (OSError(28, "No space left on device"), KeyboardInterrupt()):
        with pytest.raises(type(fault)):
            write_half(file, fault)
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def write_half(file: Path, fault: BaseException) -> None:
    """Begin to write, and fail."""
    with atomic_write(file) as opened:
        opened.write(b"half")
        raise fault


def test_somebodys_file_with_the_name_aside_is_left_alone(tmp_path: Path) -> None:
    """A file of one's own that ends in .part is not written over."""
    own = tmp_path / "table.csv.part"
    own.write_text("mine", encoding="utf-8")
    write_whole(tmp_path / "table.csv", b"new")
    assert own.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "endings", "words"),
    [
        ("report.pdf", HTML, "must not end in .pdf, which promises another format. Name it report.html"),
        ("report.PDF", HTML, "Name it report.html"),
        ("table.xlsx", CSV, "Name it table.csv"),
        ("table.html", CSV, "Name it table.csv"),
    ],
)
def test_an_ending_that_promises_another_format_is_refused(
    tmp_path: Path, name: str, endings: tuple[str, ...], words: str
) -> None:
    """A page is no PDF because it is called so."""
    with pytest.raises(ScenarioError, match=words):
        check_output(tmp_path / name, endings, "--report")


@pytest.mark.parametrize("name", ["report.html", "report.HTM", "report", "report.2026"])
def test_other_endings_promise_nothing(tmp_path: Path, name: str) -> None:
    """A name that promises no format may be given."""
    check_output(tmp_path / name, HTML, "--report")


# Locks.


def test_a_lock_leaves_somebodys_file_alone(tmp_path: Path) -> None:
    """A file called lock, and one with the name of our lock, keep their text; so does what a link leads to."""
    (tmp_path / "lock").write_text("a poem", encoding="utf-8")
    lock_folder(tmp_path, "wait").close()
    assert (tmp_path / "lock").read_text(encoding="utf-8") == "a poem"
    for make in (Path.write_text, link_to_a_letter):
        folder = tmp_path / make.__name__
        folder.mkdir()
        make(folder / LOCK, "Dear all")
        with pytest.raises(ScenarioError, match=r"somebody else's. Choose another folder"):
            lock_folder(folder, "wait")
        with pytest.raises(ScenarioError, match="somebody else's"), turn(folder):
            pass
        assert (folder / LOCK).read_text(encoding="utf-8") == "Dear all"


def link_to_a_letter(path: Path, text: str) -> None:
    """Put a letter elsewhere, and a link to it here."""
    letter = path.with_name("letter.txt")
    letter.write_text(text, encoding="utf-8")
    path.symlink_to(letter)


# The folder of a run's results.


def test_the_same_run_may_be_written_again(tmp_path: Path) -> None:
    """It gives the same numbers, so nothing is lost."""
    result = run(small("power_sharing"), months=1)
    result.save(tmp_path)
    first = (tmp_path / "indicators.parquet").read_bytes()
    run(small("power_sharing"), months=1).save(tmp_path)
    assert (tmp_path / "indicators.parquet").read_bytes() == first


def test_another_runs_results_are_left_alone_unless_forced(tmp_path: Path) -> None:
    """Other luck, other settings or another scenario are another run."""
    run(small("power_sharing"), months=1).save(tmp_path)
    before = (tmp_path / "indicators.parquet").read_bytes()
    other = run(small("power_sharing"), months=1, seed=2)
    with pytest.raises(ScenarioError, match=r"another run: power_sharing.*, seed 1, 1 months.*add --force"):
        other.save(tmp_path)
    assert (tmp_path / "indicators.parquet").read_bytes() == before
    other.save(tmp_path, force=True)
    assert (tmp_path / "indicators.parquet").read_bytes() != before


def test_a_study_is_never_written_over(tmp_path: Path) -> None:
    """The manifest of a study is worth more than a run, also with force."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"plan_hash": "abc"}', encoding="utf-8")
    for force in (False, True):
        with pytest.raises(ScenarioError, match="holds a study, which would be lost"):
            run(small("power_sharing"), months=1).save(tmp_path, force=force)
    assert manifest.read_text(encoding="utf-8") == '{"plan_hash": "abc"}'


def test_files_without_a_manifest_of_ours_are_left_alone(tmp_path: Path) -> None:
    """A manifest.json or ledger.parquet of somebody else's stays."""
    for name in ("manifest.json", "ledger.parquet"):
        folder = tmp_path / name.split(".", maxsplit=1)[0]
        folder.mkdir()
        (folder / name).write_text("mine", encoding="utf-8")
        with pytest.raises(ScenarioError, match="which no run of ours wrote"):
            run(small("power_sharing"), months=1).save(folder)
        assert (folder / name).read_text(encoding="utf-8") == "mine"
