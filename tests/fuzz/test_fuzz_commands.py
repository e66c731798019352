"""Whatever is typed after the command, or stands in a link, there is an answer: never a traceback, and never long."""

import random
from pathlib import Path
from time import monotonic

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.scenario.setup.file_and_link import from_link, to_link
from coprod_sim.scenario.setup.setup import TwoWays
from tests.fuzz.mutants import mutant

LONGEST = 10.0  # seconds for one: a hang, not a measurement
SMALL = ("--set", "families=24", "--set", "professionals=4", "--set", "peers=4", "--months", "2")
COMMANDS = (
    ("run", "power_sharing", *SMALL, "--seed", "3", "--json"),
    ("run", "consultation_only+broken_trust", *SMALL, "--set", "training=0.2", "--out", "out"),
    ("compare", "not_asked", "power_sharing", "--pairs", "2", *SMALL, "--csv", "table.csv"),
    ("story", "power_sharing", "--family", "3", "--against", "not_asked", *SMALL),
    ("explain", "not_asked", "training_only", "--pairs", "2", "--runs", "40", *SMALL),
    ("scenarios", "show", "power_sharing", "--toml"),
    ("scenarios", "new", "mine", "--extends", "power_sharing"),
    ("scenarios", "check", "mine.toml"),
    ("parameters", "trust_gain"),
    ("indicators", "progress"),
    ("rules", "trust_rate"),
    ("cite", "power_sharing"),
    ("schema", "--plan"),
    ("sweep", "plan.toml", "--dry-run"),
    ("differences", "results"),
)
STRANGE = (
    *(
        "-1",
        "0",
        "1e9",
        "nan",
        "inf",
        "",
        " ",
        "--",
        "-",
        "--json",
        "--seed",
        "--set",
        "--months",
        "--help",
        "-x",
        "=",
        "a=b",
    ),
    *(
        "training=",
        "=0.1",
        "training=0,1",
        "training=nan",
        "trainign=0.1",
        "training=0.1=0.2",
        "power_sharing+",
        "+",
        ".",
    ),
    *(
        "..",
        "/",
        "/dev/null",
        "/etc/passwd",
        "~",
        "*",
        "'",
        '"',
        "\x1b[31m",
        "\x00",
        "\u202e",
        "é",
        "🙂",
        "%s",
        "{}",
        "$(id)",
    ),
    *(
        "plan.toml",
        "mine.toml",
        "table.csv",
        "x.pdf",
        "--network",
        "--rules",
        "--areas",
        "--scale",
        "--page",
        "--report",
    ),
)


def typed(luck: random.Random) -> list[str]:
    """A command line with one to three changes: a word left out, doubled, moved, cut, or a strange one put in."""
    words = list(luck.choice(COMMANDS))
    for _ in range(luck.randint(1, 3)):
        at = luck.randrange(1, len(words) + 1)
        kind = luck.randrange(5)
        if kind == 0 and at < len(words):
            del words[at]
        elif kind == 1 and at < len(words):
            words[at] = words[at][: luck.randrange(len(words[at]) + 1)]
        elif kind == 2:
            words.insert(at, luck.choice(words))
        elif kind == 3 and at < len(words):
            words[at] = luck.choice(STRANGE)
        else:
            words.insert(at, luck.choice(STRANGE))
    return words


def tried_commands(count: int, seed: int) -> set[int]:
    """Type so many command lines, and give the exit codes; what fails names the line."""
    luck, codes = random.Random(seed), set[int]()
    for _ in range(count):
        words = typed(luck)
        begun = monotonic()
        done = CliRunner(env={"COLUMNS": "100"}).invoke(app, words)
        assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
        assert "Traceback" not in done.output, words
        assert done.exit_code in {0, 1, 2}, (words, done.exit_code)
        assert done.exit_code == 0 or done.output.strip(), words
        assert monotonic() - begun < LONGEST, words
        codes.add(done.exit_code)
    return codes


def tried_links(count: int, seed: int) -> None:
    """Open so many changed links; each gives two ways of working, with notes where something was not understood."""
    luck = random.Random(seed)
    link = to_link(TwoWays(seed=3, title="A town")).encode()
    for _ in range(count):
        text = mutant(link, luck).decode("utf-8", "replace")
        begun = monotonic()
        two, notes = from_link(text)
        assert isinstance(two, TwoWays)
        assert all(note.strip() for note in notes)
        assert monotonic() - begun < LONGEST, text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to type in, with a plan."""
    monkeypatch.chdir(tmp_path)
    plan = 'title = "t"\nscenarios = ["not_asked", "power_sharing"]\nmonths = 2\nreplicates = 2\n[settings]\nfamilies = 24\nprofessionals = 4\n'
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    return tmp_path


def test_some_command_lines(folder: Path) -> None:
    """Twenty-five: some work all the same, and some are wrong use."""
    assert {0, 2} <= tried_commands(25, 1)
    assert folder.is_dir()


def test_some_links() -> None:
    """Fifty links."""
    tried_links(50, 1)


@pytest.mark.study
def test_many_command_lines(folder: Path) -> None:
    """Six hundred."""
    assert {0, 2} <= tried_commands(600, 2)
    assert folder.is_dir()


@pytest.mark.study
def test_many_links() -> None:
    """A thousand."""
    tried_links(1000, 2)
