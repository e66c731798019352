"""`coprod-sim static`: what it writes, what it leaves alone, and what it says."""

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.dashboard.static import folder as module
from coprod_sim.dashboard.static.folder import HOSTED, MARKER, NAMES, SINGLE, digest
from coprod_sim.dashboard.static.one_file import VUE, VUE_LICENCE
from coprod_sim.files import write_whole
from tests.cli.command import coprod_sim
from tests.project.documents import ROOT

LARGEST: Final = 1_500_000
LARGEST_PACKED: Final = 800_000
PICTURE: Final = b"\x89PNG"
RELEASE: Final = Path(sys.prefix) / "browser/node_modules/vue"


def run(*arguments: str, code: int = 0) -> str:
    """Run `coprod-sim static`, which must end with a code, and give what it printed, on one line."""
    done = CliRunner(env={"COLUMNS": "300"}).invoke(app, ["static", *arguments])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that take no time to make."""
    monkeypatch.setattr(module, "one_file", lambda: "<head></head><body></body>\n")
    monkeypatch.setattr(module, "preview", lambda: PICTURE)


def test_the_folder_holds_what_it_says(site: Path) -> None:
    """All files, with their hashes; one file that fits into an e-mail; a picture; and nothing aside."""
    about = json.loads((site / MARKER).read_text(encoding="utf-8"))
    whole = (site / SINGLE).read_bytes()

    assert {path.name for path in site.iterdir()} == {*NAMES, MARKER}
    assert about["files"] == {name: [digest((site / name).read_bytes())] for name in NAMES}
    assert len(whole) <= LARGEST
    assert len(gzip.compress(whole)) <= LARGEST_PACKED
    assert (site / "preview.png").read_bytes().startswith(PICTURE)


def test_the_file_names_no_other_place(site: Path) -> None:
    """It forbids itself to fetch anything, and nothing in it is loaded from elsewhere."""
    text = (site / SINGLE).read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"""<(?:script|link|img|iframe)[^>]* (?:src|href)=["']?https?:""", text)


def test_vue_is_its_release() -> None:
    """The bytes are those of npm's vue 2.7.16, with its licence."""
    assert RELEASE.exists(), f"{RELEASE}: is not there. Run make setup."
    assert json.loads((RELEASE / "package.json").read_text(encoding="utf-8"))["version"] == "2.7.16"
    assert VUE.read_bytes() == (RELEASE / "dist/vue.min.js").read_bytes()
    assert VUE_LICENCE.read_bytes() == (RELEASE / "LICENSE").read_bytes()
    asked = json.loads((ROOT / "scripts/browser/package.json").read_text(encoding="utf-8"))
    assert asked["devDependencies"]["vue"] == "2.7.16"


def test_every_copy_of_vue_has_its_licence(site: Path) -> None:
    """The file that is passed on holds the text that its licence asks for."""
    assert VUE_LICENCE.read_text(encoding="utf-8") in (site / SINGLE).read_text(encoding="utf-8")


@pytest.mark.usefixtures("small")
def test_the_folder_is_made_and_renewed(tmp_path: Path) -> None:
    """A folder below one that is not there is made; what is ours is written over; what else is there stays."""
    folder = tmp_path / "new" / "folder"
    assert "one file of" in run(str(folder))
    (folder / "own.txt").write_text("mine", encoding="utf-8")
    run(str(folder), "--address", "https://a.example/sim")
    assert "https://a.example/sim/preview.png" in (folder / HOSTED).read_text(encoding="utf-8")
    assert 'src="https://a.example/sim/"' in (folder / "embed.html").read_text(encoding="utf-8")
    assert (folder / "own.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("small")
def test_the_sizes_can_be_read_by_programs(tmp_path: Path) -> None:
    """JSON on standard output, with the size of each file."""
    done = CliRunner().invoke(app, ["static", str(tmp_path), "--json"])
    found = json.loads(done.stdout)
    assert found["folder"] == str(tmp_path)
    assert found["files"] == {name: (tmp_path / name).stat().st_size for name in NAMES}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", [HOSTED, "icon.svg", MARKER])
def test_what_is_not_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    """Somebody's file of the same name is not lost, and nothing is written beside it; --force is the way round."""
    (tmp_path / name).write_text("mine", encoding="utf-8")
    assert "is not as we wrote it: it is left alone" in run(str(tmp_path), code=2)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [(name, "mine")]
    run(str(tmp_path), "--force")
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES, MARKER}


@pytest.mark.usefixtures("small")
def test_what_somebody_has_altered_is_left_alone(tmp_path: Path) -> None:
    """A page of ours that was altered by hand is not ours any more."""
    run(str(tmp_path))
    (tmp_path / "embed.html").write_text("altered", encoding="utf-8")
    assert "embed.html: is there already" in run(str(tmp_path), code=2)
    assert (tmp_path / "embed.html").read_text(encoding="utf-8") == "altered"


@pytest.mark.usefixtures("small")
def test_what_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    """A file in the place of the folder, a folder in the place of a file, and an address that is none."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder" / HOSTED).mkdir(parents=True)
    assert "is a file: must be a folder" in run(str(tmp_path / "file"), code=2)
    assert "index.html: is a folder" in run(str(tmp_path / "folder"), "--force", code=2)
    assert "must begin with https:// or http://" in run(str(tmp_path / "new"), "--address", "a.example", code=2)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder"}


def test_nothing_is_left_where_the_pages_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All is made before anything is written, and what was there stays whole."""
    monkeypatch.setattr(module, "one_file", lambda: pytest.fail("cannot be made"))
    with pytest.raises(pytest.fail.Exception):
        module.write_folder(tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("small")
def test_a_full_disk_leaves_whole_files_and_a_way_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there after a fault is whole, old or new; and the same command goes on from there without --force."""
    run(str(tmp_path))
    monkeypatch.setattr(module, "one_file", lambda: "<head></head><body>new</body>\n")
    left = [3]

    def written(path: Path, content: bytes) -> None:
        if not left[0]:
            raise OSError(28, "No space left on device", str(path))
        left[0] -= 1
        write_whole(path, content)

    monkeypatch.setattr(module, "write_whole", written)
    assert "No space left on device" in run(str(tmp_path), code=1)
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES, MARKER}
    left[0] = len(NAMES) + 2
    run(str(tmp_path))
    assert "new" in (tmp_path / HOSTED).read_text(encoding="utf-8")


def test_the_help_says_what_it_is_for() -> None:
    """The real command explains itself."""
    done = coprod_sim("static", "--help")
    assert done.returncode == 0
    for word in ("without a server", "--address", "--force", "--json"):
        assert word in " ".join(done.stdout.split())
    assert coprod_sim("static").returncode == 2
