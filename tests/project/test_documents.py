"""What the documents say can be typed, can be typed; and the files that they name are there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
import typer

from coprod_sim.cli.app import app
from coprod_sim.engine.mechanism import read_mechanism
from coprod_sim.place.own_mechanism import admit, forget
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.plan.plan import load_plan
from scripts.make_notebooks import FENCE, SHELLS
from tests import forks
from tests.project.documents import (
    FOLDERS_OF_TOOLS,
    INLINE,
    ROOT,
    TUTORIALS,
    blocks,
    commands,
    commands_of,
    documents,
    steps,
)

PATIENCE = 300  # seconds: the first run of all compiles the rules

OURS = ("PYTEST", "MAKE", "GIT_")  # settings of the run of this test, which no reader has

ONLY_LOOKED_AT = {
    "make": "it is run below",
    "make setup": "installs",
    "make demo": "installs; what it does then is run below",
    "make test": "installs, and runs this very test",
    "make test PYTHON=python3.13 VENV=.venv313": "the same, in a folder of its own",
    "make test-quick": "is part of make test",
    "make test-bounds": "installs two folders",
    "make lock": "asks which versions there are",
    ".venv/bin/python scripts/lock.py mesa": "asks which versions there are",
    "make sbom": "brings a program; tests/project/test_dependencies.py runs it among the studies",
    "python -m venv .venv": "would empty the folder that runs this test",
    'python -m pip install -c locks/python-3.11.txt -e ".[dev,dashboard]"': "installs; tests/project/test_wheel.py does",
    "python -m pip install -c locks/python-3.11.txt .": "the same",
    "python -m coprod_sim demo": "it is run below, with make demo",
    "python -m playwright install chromium": "downloads",
    "python -m pytest": "runs this very test",
    "make check": "installs, and is part of make test",
    "make wasm": "takes two minutes, and brings a linker; tests/dashboard/static says when it is needed",
    "make docs": "installs; tests/project/test_site.py builds the site",
    "make study": "takes many minutes",
    "make dashboard": "serves a page until it is stopped; tests/dashboard opens it",
    "make bench": "takes minutes, and measures a busy machine wrongly",
    "make bench-england": "takes minutes and 1.5 GB",
    "make bench-dashboard": "takes minutes, and measures a busy machine wrongly",
    "make mutate": "takes a quarter of an hour",
    "python -m benchmarks": "takes minutes, and measures a busy machine wrongly",
    "python -m benchmarks.peers": "takes minutes, and measures a busy machine wrongly",
    "python -m benchmarks.still": "takes minutes, and measures a busy machine wrongly",
    "python -m benchmarks.before CHECKOUT": "takes minutes, and needs the project as it was",
    "python -m pytest tests/engine/docking": "is part of make test",
    "coprod-sim sweep plan.toml": "stands for any plan; experiments/README.md runs one",
    "coprod-sim compare consultation_only power_sharing --rules examples/my_rules.py": "compiles for half a minute; "
    "tests/engine/test_own_rules.py runs it in a small place",
    "coprod-sim claims": "takes minutes; tests/evidence/claims runs each claim over a few pairs",
    "coprod-sim claims --assumptions ranges": "takes minutes; tests/evidence/claims runs it over two draws",
    "coprod-sim validate": "takes minutes; tests/evidence/validation runs each part of it",
    "coprod-sim validate --out validation.html": "takes minutes; tests/evidence/validation runs each part of it",
    "coprod-sim calibrate": "takes an hour; tests/evidence/calibration runs a small one",
    "coprod-sim calibrate --sets 100 --waves 5 --pairs 2 --seed 1 --out ensemble.csv --default calibrated.toml": "the same",
    "coprod-sim inert": "takes minutes; tests/study/inert takes a few things out",
    "coprod-sim patterns --mechanisms": "takes a minute; tests/evidence/patterns judges each mechanism",
    "coprod-sim compare A B --assumptions ensemble": "stands for any two scenarios; tests/evidence/robustness runs it",
    **{
        f"sh experiments/{path.parent.name}/repeat.sh": "takes up to minutes; tests/study/analysis runs it made small"
        for path in ROOT.glob("experiments/*/repeat.sh")
    },
}
"""Commands that are not run as they stand, with the reason; `make -n`, `sh -n` or --help must know them all the same."""

DONE = (*SHELLS, "python", "sql", "toml")
"""Languages whose blocks are typed, run or loaded; so is every block that is saved under a name."""

ONLY_READ = {
    "text": "what is printed, which is looked for; in docs/odd.md an equation, which tests/project/test_odd.py compares; "
    "in CONTRIBUTING.md the drawing of the rooms, which are those of tests/project/test_rooms.py",
    "r": "needs R; the block of SQL beside it reads the same files",
}
"""Languages whose blocks are not run, with the reason."""

ELSEWHERE = {"--help", "--sizes", "--write", "--strict"}
"""Options of programs beside coprod-sim that a sentence names alone: benchmarks, mkdocs."""

SAFE = {"PYTHONSAFEPATH": "1"}
"""Programs take the project that is installed, as the commands do, so that nothing is compiled anew in a copy."""

ANEW = (TUTORIALS / "first_run.md",)
"""Every command of these is a process of its own that starts as on the reader's first day; see tests/forks.py for the others."""

FOR_A_SHELL = re.compile(r"[|&;<>()$`\\*?\[\]~\n]")
"""What a shell has to read."""

NOT_HERE = ("dask_jobqueue",)
"""A program of a document that imports one of these needs a cluster: it is only compiled."""


def is_lesson(document: Path) -> bool:
    """Tell whether a document is followed block by block: a tutorial, or any other that has the reader save a file."""
    return document.suffix == ".md" and (document.parent == TUTORIALS or any(name for name, _, _ in steps(document)))


WITH_COMMANDS = [document for document in documents() if commands_of(document) and not is_lesson(document)]
LESSONS = [document for document in documents() if is_lesson(document)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project in which commands may write, with the environment that runs this test as its .venv."""
    # my_...: somebody may have followed a tutorial here.
    theirs = [path.name for path in ROOT.glob("my_*")]
    left_out = shutil.ignore_patterns(*FOLDERS_OF_TOOLS, ".*_cache", ".hypothesis", "__pycache__", *theirs)
    copied = tmp_path / "coprod_sim"
    shutil.copytree(ROOT, copied, ignore=left_out)
    (copied / ".venv").symlink_to(sys.prefix)
    # Older than every stamp, so that no command installs the copy into that environment.
    for path in (copied / "pyproject.toml", *copied.joinpath("locks").iterdir()):
        os.utime(path, (0, 0))
    assert_works("git init --quiet", copied)
    return copied


def typed(command: str, folder: Path, anew: bool = False, /, **settings: str) -> subprocess.CompletedProcess[str]:
    """Type a command into a shell, in a folder, with settings; unless Python is to start anew, what needs no shell may be a fork."""
    path = f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment |= {"PATH": path, "COLUMNS": "80"} | settings
    words = [] if FOR_A_SHELL.search(command) else shlex.split(command, comments=True)
    words[:1] = [shutil.which(word, path=path) or word for word in words[:1]]
    if anew or not words or not forks.is_ours(words, folder, environment):
        words = ["sh", "-c", command]
    return forks.command(words, folder, environment, PATIENCE)


def assert_works(command: str, folder: Path, **settings: str) -> str:
    """Type a command into a shell, in a folder, with settings; it must end well.  Gives what it printed."""
    done = typed(command.replace(".venv/bin/", f"{Path(sys.executable).parent}/"), folder, **settings)
    assert done.returncode == 0, f"{command}\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def only_looked_at(command: str) -> bool:
    """Tell whether a command, written with or without its place, is one that is not run."""
    return command in ONLY_LOOKED_AT or command.removeprefix(".venv/bin/") in ONLY_LOOKED_AT


def assert_can_be_typed(command: str, copy: Path) -> None:
    """A command of a document works in a copy; of those that are only looked at, make or --help must know it."""
    if not only_looked_at(command):
        assert_works(command, copy)
    elif command.startswith("make"):
        assert_works(command.replace("make", "make -n", 1), ROOT)
    elif command.startswith("sh "):
        assert_works(command.replace("sh", "sh -n", 1), ROOT)
    else:
        assert_works(f"{command} --help", ROOT)


# What the second example adds to the first is run in tests/engine/test_mechanism.py; here it would compile for half a minute.
LONG_COMPILE = Path("examples/waiting_list.py")


@pytest.mark.parametrize(
    "document",
    [pytest.param(path, marks=[pytest.mark.study] if path == LONG_COMPILE else []) for path in WITH_COMMANDS],
    ids=str,
)
def test_commands_of_a_document_work(document: Path, copy: Path) -> None:
    """Typed one after the other into a fresh copy, the commands of a document all end well."""
    for command in commands_of(document):
        assert_can_be_typed(command, copy)
    for program in blocks(document, "python"):
        compile(program, str(document), "exec")
        if not any(module in program for module in NOT_HERE):
            (copy / "block.py").write_text(program, encoding="utf-8")
            assert_works("python block.py", copy, **SAFE)
    for question in blocks(document, "sql"):
        (copy / "block.sql").write_text(question, encoding="utf-8")
        assert_works("python -c \"import duckdb; assert duckdb.sql(open('block.sql').read()).fetchall()\"", copy)


def followed(language: str, block: str, copy: Path, *, anew: bool = False) -> str:
    """Do what a block of a tutorial says; a command that ends in `# refused` must be.  Gives all that was printed."""
    lines = block.splitlines() if language in SHELLS else ["python block.py"]
    if language == "python":
        (copy / "block.py").write_text(block, encoding="utf-8")
    printed = ""
    for line in lines:
        if only_looked_at(line.partition(" #")[0].strip()):
            assert_can_be_typed(line.partition(" #")[0].strip(), copy)
            continue
        done = typed(line, copy, anew, **SAFE)
        assert (done.returncode != 0) == line.endswith("# refused"), f"{line}\n{done.stdout[-1000:]}\n{done.stderr}"
        printed += done.stdout + done.stderr
    return printed


@pytest.mark.parametrize("tutorial", LESSONS, ids=str)
def test_a_tutorial_can_be_followed(tutorial: Path, copy: Path) -> None:
    """Block by block in a fresh copy: files are saved, commands typed, programs run, and what is quoted is printed."""
    printed = ""
    for name, language, block in steps(tutorial):
        if name:
            (copy / name).write_text(block, encoding="utf-8")
        elif language == "text":
            output = " ".join(printed.split())
            lost = [line for line in block.splitlines() if line != "..." and " ".join(line.split()) not in output]
            assert lost == [], printed[-3000:]
        elif language in (*SHELLS, "python"):
            printed = followed(language, block, copy, anew=tutorial in ANEW)
    for command in commands(FENCE.sub("", (ROOT / tutorial).read_text(encoding="utf-8"))):
        assert_can_be_typed(command, copy)


def test_make_alone_lists_every_command(copy: Path) -> None:
    """Each target of the Makefile that people call is listed, and so is each that a document names."""
    listed = re.findall(r"^  make ([\w-]+)", assert_works("make", copy), re.MULTILINE)
    (called,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(called.split())
    assert {command.split()[1] for command in ONLY_LOOKED_AT if command.startswith("make ")} <= set(listed)


def test_the_quick_tests_are_there() -> None:
    """A folder that has moved would leave `make test-quick` and `make test-bounds` without any test."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (named,) = re.findall(r"^QUICK = ((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    quick = named.replace("\\\n", " ").split()
    assert len(quick) > 10
    assert [path for path in quick if not (ROOT / path).exists()] == []


def test_the_demo_writes_its_report(copy: Path) -> None:
    """What `make demo` does once all is installed is what README says without make; it works, and says where the report is."""
    steps = [line for line in assert_works("make -n demo", ROOT).splitlines() if line.startswith(".venv/bin/")]
    assert steps == [".venv/bin/python -m coprod_sim demo"]
    assert steps[0].removeprefix(".venv/bin/") in commands_of(Path("README.md"))
    assert "demo_report.html" in assert_works(steps[0], copy, **SAFE)
    assert "</html>" in (copy / "demo_report.html").read_text(encoding="utf-8")


def test_nothing_is_excused_that_no_document_says() -> None:
    """The list of commands that are only looked at holds no command that has gone."""
    commands = {command for document in documents() for command in commands_of(document)}
    assert set(ONLY_LOOKED_AT) - commands == set()


@pytest.mark.parametrize("document", [path for path in documents() if path.suffix == ".md"], ids=str)
def test_every_block_is_done_or_excused(document: Path) -> None:
    """No block of a document escapes: each is run, loaded, saved or looked for, or of a language that is excused."""
    text = (ROOT / document).read_text(encoding="utf-8")
    assert len(re.findall(r"^\s*(?:```|~~~)", text, re.MULTILINE)) == 2 * len(FENCE.findall(text)), (
        "a block is not seen"
    )
    quoted = document in LESSONS or document in (Path("docs/odd.md"), Path("CONTRIBUTING.md"))
    for name, language, block in steps(document):
        assert name or language in DONE or (language in ONLY_READ and (language != "text" or quoted)), block


def known_options() -> dict[str, set[str]]:
    """Give the options of each command of the command line, by its words: "compare", "scenarios new"."""
    found: dict[str, set[str]] = {}

    def look(command: typer.core.TyperCommand | typer.core.TyperGroup, words: str) -> None:
        for name, part in getattr(command, "commands", {}).items():
            look(part, f"{words} {name}".strip())
        found[words] = {option for each in command.params for option in each.opts}

    look(typer.main.get_command(app), "")  # type: ignore[arg-type]  # it is one of the two
    return found


@pytest.mark.parametrize("document", [path for path in documents() if path.suffix == ".md"], ids=str)
def test_parts_of_commands_in_sentences_exist(document: Path) -> None:
    """`--option value`, and a command without `coprod-sim` before it, are what the command line, pytest or a bench knows."""
    known = known_options()
    for code in INLINE.findall(FENCE.sub("", (ROOT / document).read_text(encoding="utf-8"))):
        given = set(re.findall(r"(?<=\s)--[a-z][a-z-]*", f" {code}"))
        words = [name for name in known if name and f"{code} ".startswith(f"{name} ")]
        if words and " " in code:
            assert given <= known[max(words, key=len)], code
        elif code.startswith("--"):
            assert given <= set().union(*known.values(), ELSEWHERE), code


def test_commands_are_found_in_blocks_and_in_sentences() -> None:
    """Blocks of a shell, or of no language, and code in a sentence; not other languages, not names."""
    text = "Say `coprod-sim`, `coprod-sim run x` or `make`.\n```sh\none --two   # why\n```\n```python\nthree\n```\n```\nfour\n```\n"
    assert list(commands(text)) == ["one --two", "four", "coprod-sim run x", "make"]


@pytest.mark.parametrize("document", [path for path in documents() if path.suffix == ".md"], ids=str)
def test_files_that_a_document_names_are_there(document: Path) -> None:
    """A path leads somewhere: from the root, the package, the document's folder or one below; my... is the reader's."""
    text = FENCE.sub("", (ROOT / document).read_text(encoding="utf-8"))
    named = [
        name
        for name in INLINE.findall(text)
        if re.fullmatch(r"[\w./*-]+(/|\.(py|md|toml|json|cff|bib|sh|ipynb|yml))", name)
    ]
    here = ROOT / document.parent
    places = (
        ROOT,
        here,
        *(path for path in here.iterdir() if path.is_dir()),
        ROOT / "coprod_sim",
        ROOT / "coprod_sim" / "agents",
    )
    lost = [name for name in named if not any(any(place.glob(name.rstrip("/"))) for place in places)]
    assert [name for name in lost if not name.startswith("my")] == []


@pytest.mark.parametrize("document", [path for path in documents() if path.suffix == ".md"], ids=str)
def test_scenarios_and_plans_in_a_document_load(document: Path, tmp_path: Path) -> None:
    """Each block of TOML in a document is a scenario, or the plan of a study, without a fault, and says what it is."""
    with ExitStack() as known:
        for name, language, block in steps(document):
            path = tmp_path / (Path(name).name or "my_file.toml")  # one that has a name may be extended by a later one
            path.write_text(block, encoding="utf-8")
            if "from coprod_sim.engine.mechanism import" in block:  # a later scenario may set what it declares
                known.callback(forget, read_mechanism(path))
                admit(path)
            elif language == "toml":
                read = load_plan(path) if "scenarios = [" in block else load_scenario(path)
                assert read.title in block
