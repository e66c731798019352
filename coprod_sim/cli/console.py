"""What the commands share: where they print, how they show numbers and progress, and how they read common options."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from coprod_sim.errors import ModelError, ScenarioError, printable
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import parse_setting
from coprod_sim.scenario.setting_checks import unknown_name

WIDE: Final = 110
"""From so many columns on, tables have room for what is nice to know."""
COMPILED_BEHIND: Final = (
    "The first answer comes from rules that were compiled ahead of time. "
    "Meanwhile they are compiled for this computer, for half a minute, also when this command has ended."
)
COMPILING: Final = 120.0
"""Seconds in which nobody else begins to compile."""
FIRST_TIME: Final = "Compiling the rules for the first time: about half a minute, then never again."
OWN_RULES: Final = "Compiling with your rules: about half a minute, once for each new text of the file."
WITHOUT_COMPILER: Final = (
    "NUMBA_DISABLE_JIT is set: without the compiler a run takes a thousand times as long. Unset it for full speed."
)


class PlainConsole(Console):
    """A console that colours what we print, and shows what names and titles from files would have it do."""

    def render_str(self, text: str, **options: Any) -> Text:
        """Give a text as it is printed, shown before its place is found."""
        return super().render_str(printable(text), **options)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Give the parts of what is printed, with their control characters shown."""
        for part in super().render(renderable, options):
            yield part if part.control else Segment(printable(part.text), part.style)


def console() -> Console:
    """Give the console for results.  Square brackets and numbers mean nothing special in what we print."""
    return PlainConsole(markup=False, highlight=False, emoji=False)


def note(text: str) -> None:
    """Say something beside the results."""
    sys.stderr.write(f"{printable(text)}\n")


def shell_quoted(word: str | Path) -> str:
    """Write a word of a command so that it can be pasted.

    >>> print(shell_quoted("my.toml"), shell_quoted("My Town.toml"))
    my.toml 'My Town.toml'
    """
    if sys.platform == "win32":
        import subprocess

        return subprocess.list2cmdline([str(word)])
    import shlex

    return shlex.quote(str(word))


def print_json(data: object) -> None:
    """Print plain data as JSON."""
    sys.stdout.write(json.dumps(data, indent=2, allow_nan=False) + "\n")


def register_mechanism(mechanism: Path | None) -> None:
    """Let the command line know what a mechanism declares, before anything is read that may name it."""
    if mechanism:
        from coprod_sim.place.own_mechanism import admit

        admit(mechanism)


def shared_options(
    months: int,
    seed: int,
    settings: Sequence[str] | None,
    network: Path | None,
    rules: Path | None,
    areas: Path | None,
    scale: float,
    mechanism: Path | None = None,
) -> dict[str, Any]:
    """Make keywords for run, compare, explain and story of the options that they share; raises all faults together."""
    register_mechanism(mechanism)
    changed: dict[str, float] = {}
    faults: list[str] = []
    for text in settings or ():
        try:
            name, value = parse_setting(text)
            changed[name] = value
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(*faults)
    place = {"network": network, "rules": rules, "mechanism": mechanism, "areas": areas, "scale": scale}
    return {"months": months, "seed": seed, **place, **changed}


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on a terminal; gives the function to call with what is done and what there is in all."""
    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def compiled_rules(rules: Path | None, mechanism: Path | None = None, *, first_answer: bool = False) -> Iterator[None]:
    """Say it when the compiler will take its time; a file of rules is checked before that.

    first_answer: this is a short piece of work, which rules that were compiled ahead of time may do meanwhile (prebuilt.py).
    """
    from numba.core.errors import NumbaError, UnsupportedBytecodeError

    from coprod_sim.engine.custom_rules import digest_of, is_compiled, load_rules
    from coprod_sim.engine.kernel import compiled, prebuilt

    load_rules(rules, mechanism)
    own = [file.read_bytes() for file in (rules, mechanism) if file]
    if compiled.without_compiler():
        note(WITHOUT_COMPILER)
    elif own and not is_compiled(digest_of(*own)):
        note(OWN_RULES)
    elif not compiled.is_warm():
        ahead = first_answer and not own and prebuilt.is_at_hand(compiled.source_hash())
        note(COMPILED_BEHIND if ahead else FIRST_TIME)
        if ahead:
            prebuilt.Prebuilt.allowed = True
            compile_behind()
    try:
        yield
    except (NumbaError, UnsupportedBytecodeError) as error:
        from coprod_sim.engine.rule_compile_faults import reason

        raise ModelError(f"the rules do not compile: {reason(error)}. Please report it.") from error


def compile_behind() -> None:
    """Let another process compile the rules, so that the next command is at full speed; one at a time."""
    import os
    import subprocess
    import time

    from coprod_sim.engine.kernel.code_cache import root_folder
    from coprod_sim.engine.kernel.prebuilt import SWITCH

    with suppress(OSError):
        mark = root_folder() / "compiling.txt"
        if mark.exists() and time.time() - mark.stat().st_mtime < COMPILING:
            return
        mark.write_text("Somebody began to compile the rules when this file was written.\n", encoding="utf-8")
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    command = [sys.executable, "-m", "coprod_sim", "run", "power_sharing", "--months", "1", "--json"]
    with suppress(OSError):
        subprocess.Popen(
            command,
            env=os.environ | {SWITCH: "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **apart,
        )


def table(*columns: str, numbers: Sequence[int] = ()) -> Table:
    """Begin a table; `numbers` are the columns that stand to the right."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, column in enumerate(columns):
        made.add_column(column, justify="right" if place in numbers else "left", no_wrap=place in numbers)
    return made


def value_of(value: float) -> str:
    """Write a setting's value.

    >>> value_of(0.05), value_of(5_000_000), value_of(1 / 3)
    ('0.05', '5000000', '0.3333')
    """
    return f"{value:.0f}" if value == int(value) else f"{value:.4g}"


def checked_setting(name: str) -> str:
    """Give the name of a setting, or say which one is nearest."""
    if name not in BY_NAME:
        raise ScenarioError(unknown_name(name, BY_NAME))
    return name
