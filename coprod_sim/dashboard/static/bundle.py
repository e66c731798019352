"""Joins modules of the browser's half into one script, for a file that opens without a server: there, no module can be fetched.

Each module becomes a function that gives what it exports, and runs once, after those that it imports from.
Only the forms of import and export that the project uses are understood; any other is a fault, and so is a circle.
Comments that stand on lines of their own are left out.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

IMPORT: Final = re.compile(r"^import (?:\{(?P<names>[^}]*)\} from )?'(?P<file>[./][^']*)';\n", re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?P<what>(?:async )?(?:function\*?|const|class) (?P<name>\w+))", re.MULTILINE)
PASSED_ON: Final = re.compile(r"^export \{ (?P<names>[^}]*) \} from '(?P<file>[./][^']*)';\n", re.MULTILINE)
NOTHING: Final = "export {};\n"
OWN_LINES: Final = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


class BundleError(ValueError):
    """A module has a form that is not understood, or modules wait for one another."""


def without_comments(text: str) -> str:
    r"""Leave out comments that stand on lines of their own.

    >>> without_comments("// One.\nconst a = 1; // two\n/** Three. */\n")
    'const a = 1; // two\n'
    """
    return OWN_LINES.sub("", text)


def imports(text: str, file: Path) -> Iterator[tuple[Path, str]]:
    """Give what a module imports from: each file, and the names as it writes them."""
    for pattern in (IMPORT, PASSED_ON):
        for found in pattern.finditer(text):
            yield (file.parent / found["file"]).resolve(), (found["names"] or "").strip()


def in_order(first: Path) -> list[Path]:
    """Give a module and all that it needs, what is needed first."""
    done: list[Path] = []

    def visit(file: Path, above: tuple[Path, ...]) -> None:
        if file in above:
            raise BundleError(f"{file.name}: waits for itself, by way of {above[-1].name}")
        if file in done:
            return
        for other, _ in imports(without_comments(file.read_text(encoding="utf-8")), file):
            visit(other, (*above, file))
        done.append(file)

    visit(first.resolve(), ())
    return done


def renamed(names: str) -> str:
    """Write imported names as a pattern: `a as b` becomes `a: b`.

    >>> renamed("one, two as three")
    'one, two: three'
    """
    return re.sub(r"(\w+) as (\w+)", r"\1: \2", names)


def as_function(file: Path, numbers: dict[Path, int]) -> str:
    """Write a module as a function that is called at once, and gives what it exports."""
    text = without_comments(file.read_text(encoding="utf-8"))
    passed = [(file.parent / one["file"]).resolve() for one in PASSED_ON.finditer(text)]
    names = [one["names"] for one in PASSED_ON.finditer(text)]
    exported = [found["name"] for found in EXPORT.finditer(text)]
    text = PASSED_ON.sub("", text).replace(NOTHING, "")

    def taken(found: re.Match[str]) -> str:
        number = numbers[(file.parent / found["file"]).resolve()]
        return f"const {{ {renamed(found['names'].strip())} }} = m{number};\n" if found["names"] else ""

    body = EXPORT.sub(lambda found: found["what"], IMPORT.sub(taken, text))
    left = re.search(r"^(?:import|export)\b.*$", body, re.MULTILINE)
    if left:
        raise BundleError(f"{file.name}: {left[0]}: is no form of import or export that is understood")
    given = [
        *exported,
        *(f"...(({{ {one} }}) => ({{ {one} }}))(m{numbers[of]})" for of, one in zip(passed, names, strict=True)),
    ]
    return f"const m{numbers[file]} = (() => {{\n{body.strip()}\nreturn {{ {', '.join(given)} }};\n}})();\n"


def bundled(first: Path) -> str:
    """Give one script that does what a module and all that it imports do."""
    files = in_order(first)
    numbers = {file: number for number, file in enumerate(files)}
    return "(() => {\n'use strict';\n" + "".join(as_function(file, numbers) for file in files) + "})();\n"
