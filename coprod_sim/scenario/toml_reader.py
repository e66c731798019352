"""Reading a TOML file so that every fault can be told with its line.

TOML's own reader knows the lines of syntax errors only.
So the text is read once more, statement by statement, but only when a line is asked for.
What the tables mean is no business of this file: see scenario/document_checks.py.
"""

import codecs
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, cast

from coprod_sim.errors import ScenarioError
from coprod_sim.files import shipped_folder

MOST_BYTES: Final = 1_000_000
MOST_WORK: Final = 4 * MOST_BYTES  # characters read in search of lines

Spot = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """Tables from a file (with its text) or from elsewhere (without), and where each value stands."""

    source: str
    tables: Mapping[str, object]
    text: str = ""

    @cached_property
    def lines(self) -> dict[Spot, int]:
        """The line of each table and key, for example ("levers", "training") or ("events", 0, "to")."""
        return line_numbers(self.text)

    def where(self, *spot: str | int) -> str:
        """A place in words: 'scenarios/low_trust.toml line 7 [levers]'."""
        known = next((spot[:length] for length in range(len(spot), 0, -1) if spot[:length] in self.lines), None)
        line = f" line {self.lines[known]}" if known else ""
        if spot[:1] == ("events",) and len(spot) > 1:
            return f"{self.source}{line} [[events]] number {int(spot[1]) + 1}"
        return f"{self.source}{line} [{spot[0]}]" if len(spot) > 1 else f"{self.source}{line}"


@cache
def scenarios_folder() -> Path:
    """The folder of the built-in scenarios: in the installed package, else beside it in the repository."""
    return shipped_folder("scenarios", "the built-in scenarios")


def short_path(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def read_toml(path: Path) -> Document:
    """The tables of a TOML file; raises ScenarioError for a file that cannot be read as one."""
    where = short_path(path)
    return document_of(where, read_text(path, where))


def document_of(where: str, text: str) -> Document:
    """The tables of a TOML text; raises ScenarioError with every fault for a text that is none."""
    try:
        return Document(where, tomllib.loads(text), text)
    except RecursionError:
        raise ScenarioError(f"{where}: too many brackets inside brackets. One level is enough.") from None
    except ValueError:
        from coprod_sim.scenario.toml_syntax_faults import syntax_faults  # late, for a text is nearly always right

        raise ScenarioError(*syntax_faults(where, text)) from None


def read_text(path: Path, where: str) -> str:
    """The text of a small UTF-8 file; a byte order mark and line ends of other systems are no fault."""
    if path.is_dir():
        raise ScenarioError(f"{where}: this is a folder: must be a .toml file. Name a file in it.")
    if path.exists() and not path.is_file():
        raise ScenarioError(f"{where}: this is a device or a pipe: must be a plain .toml file. Copy it into one.")
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ScenarioError(f"{where}: there is no such file. Check the path, or see: coprod-sim scenarios") from None
    except OSError as error:
        raise ScenarioError(f"{where}: cannot be read ({error.strerror}). Check your rights to the file.") from None
    if len(raw) > MOST_BYTES:
        raise ScenarioError(f"{where}: larger than 1 MB: must have at most 1 MB. Is this the right file?")
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or raw[:400].count(0) > len(raw[:400]) // 4:
        advice = "this is UTF-16, which Notepad calls Unicode. Save it again with the encoding UTF-8"
        raise ScenarioError(f"{where} line 1: not UTF-8 text: {advice} (Save as, Encoding).")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault = f"{where} line {line}: not UTF-8 text. Save the file again with the encoding UTF-8."
        raise ScenarioError(fault) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def line_numbers(text: str) -> dict[Spot, int]:
    """The line on which each table and each key of a right TOML text begins."""
    found: dict[Spot, int] = {}
    counts: dict[Spot, int] = {}
    table: Spot = ()
    for number, statement, content in statements(text):
        if not statement.startswith("["):
            for spot in spots(content):
                found.setdefault(table + spot, number)
            continue
        table = max(spots(content), key=len)
        if statement.startswith("[["):
            counts[table] = counts.get(table, -1) + 1
            table += (counts[table],)
        for length in range(1, len(table) + 1):
            found.setdefault(table[:length], number)
    return found


def statements(text: str) -> Iterator[tuple[int, str, Mapping[str, object]]]:
    """Each statement with its first line and its content: lines are added until TOML's reader can read them.

    A value over very many lines is given up, so that a hostile file cannot take long.
    """
    pending, begun, work = "", 1, 0
    for number, line in enumerate(text.split("\n"), start=1):
        begun = begun if pending else number
        pending += line.rstrip("\r") + "\n"
        work += len(pending)
        if work > MOST_WORK:
            return
        try:
            content = tomllib.loads(pending)
        except ValueError:
            continue
        if content:
            yield begun, pending.lstrip(), content
        pending = ""


def spots(content: Mapping[str, object]) -> list[Spot]:
    """The paths of the keys inside the content of one statement, two levels deep: a scenario has no more."""
    paths: list[Spot] = []
    for key, value in content.items():
        paths.append((key,))
        if isinstance(value, Mapping):
            paths.extend((key, inner) for inner in cast(Mapping[str, object], value))
    return paths
