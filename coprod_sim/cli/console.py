"""What the commands share: where they print, how they show numbers and progress, and how they read common options."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
def compiled_rules(rules: Path | None, mechanism: Path | None = None) -> Iterator[None]:
    """Say it when the compiler will take its time; a file of rules is checked before that."""
    from numba.core.errors import NumbaError, UnsupportedBytecodeError

    from coprod_sim.engine.custom_rules import digest_of, is_compiled, load_rules
    from coprod_sim.engine.kernel import compiled

    load_rules(rules, mechanism)
    own = [file.read_bytes() for file in (rules, mechanism) if file]
    if compiled.without_compiler():
        note(WITHOUT_COMPILER)
    elif own and not is_compiled(digest_of(*own)):
        note(OWN_RULES)
    elif not compiled.is_warm():
        note(FIRST_TIME)
    try:
        yield
    except (NumbaError, UnsupportedBytecodeError) as error:
        from coprod_sim.engine.rule_compile_faults import reason

        raise ModelError(f"the rules do not compile: {reason(error)}. Please report it.") from error


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
