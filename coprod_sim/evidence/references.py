"""Where the rules and numbers come from: the sources of references.bib, and what uses each of them.

A source is named by its key: as [key] in the docstring of a rule or of its file, and as the source of a parameter.
`coprod-sim cite` prints the sources behind a scenario, so that whoever uses its results can credit and check them.
"""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import FunctionType
from typing import NamedTuple

from coprod_sim.engine.kernel import compiled
from coprod_sim.errors import ModelError
from coprod_sim.evidence.direction_or_size import RULES, carried
from coprod_sim.scenario.lever_course import after, moved_levers
from coprod_sim.scenario.parameters import BY_NAME, DECLARED, Parameter
from coprod_sim.scenario.scenario import Scenario

KEY = re.compile(r"\[([a-z]+\d{4}[a-z]?)(?:,[^\]]*)?\]")
ENTRY = re.compile(r"^@(\w+)\{(\w+),\n(.*?)^\}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^\s*(\w+) = \{(.*)\},?$", re.MULTILINE)
ACCENT = re.compile(r"""\{\\(['"`^~])([A-Za-z])\}""")
ACCENTS = {"'": "\u0301", '"': "\u0308", "`": "\u0300", "^": "\u0302", "~": "\u0303"}
MOST_AUTHORS = 6


class Reference(NamedTuple):
    """One source: its key, kind, fields as plain text, and its entry as it stands in references.bib."""

    key: str
    kind: str
    fields: dict[str, str]
    bibtex: str


@cache
def references() -> dict[str, Reference]:
    """Read all sources, by key."""
    text = files("coprod_sim.evidence").joinpath("references.bib").read_text(encoding="utf-8")
    found = {}
    for kind, key, body in ENTRY.findall(text):
        fields = {name: plain_text(value) for name, value in FIELD.findall(body)}
        found[key] = Reference(key, kind, fields, f"@{kind}{{{key},\n{body}}}")
    return found


def reference(key: str) -> Reference:
    """Give the source with a key."""
    if key not in references():
        raise ModelError(f"references.bib: has no entry {key}, which a rule or a parameter names. Please report it.")
    return references()[key]


def plain_text(value: str) -> str:
    r"""Write a BibTeX value as plain text; braces around a whole name stay, for they keep it in one piece.

    >>> plain_text(r"Fern{\'a}ndez, pages 3--7, the `small' world")
    "Fernández, pages 3-7, the 'small' world"
    """
    import unicodedata

    text = ACCENT.sub(lambda match: match[2] + ACCENTS[match[1]], value)
    text = text.replace("--", "-").replace("`", "'")
    return unicodedata.normalize("NFC", text)


def authors(text: str) -> str:
    """Shorten BibTeX authors: surname and initials, at most six of them.

    >>> authors("Smith, Tyler E. and Lee, Jo"), authors("{{Department for Education}} and {{Ipsos}}")
    ('Smith, T. E., & Lee, J.', 'Department for Education & Ipsos')
    """
    names = []
    for author in text.split(" and "):
        surname, comma, given = author.strip("{} ").partition(", ")
        names.append(f"{surname}{comma}{' '.join(f'{name[0]}.' for name in given.split())}")
    if len(names) > MOST_AUTHORS:
        return f"{', '.join(names[:MOST_AUTHORS])}, et al."
    *most, last = names
    comma = "," if most and "," in "".join(most) else ""
    return f"{', '.join(most)}{comma} & {last}" if most else last


def formatted(source: Reference) -> str:
    """Write a source as one line of a list of references."""
    fields = source.fields
    names = authors(fields["author"]) if "author" in fields else ""
    parts = [f"{names} ({fields.get('year', 'no date')})", fields["title"]]
    if "journal" in fields:
        number = f"({fields['number']})" if "number" in fields else ""
        numbers = [fields["journal"], fields.get("volume", "") + number, fields.get("pages", "")]
        parts.append(", ".join(part for part in numbers if part))
    else:
        parts += [f"In {fields['booktitle']}"] if "booktitle" in fields else []
        parts += [" ".join(fields[name] for name in ("type", "number") if name in fields)]
        parts += [fields.get(name, "") for name in ("institution", "publisher", "howpublished")]
    parts.append(fields.get("note", ""))
    end = f" https://doi.org/{fields['doi']}" if "doi" in fields else ""
    sentences = [part.rstrip(".") for part in parts if part and part != names]
    return " ".join(f"{sentence}{'' if sentence.endswith('?') else '.'}" for sentence in sentences) + end


# Who uses what.


def keys_in(text: str | None) -> list[str]:
    """Find the keys of sources in a docstring.

    >>> keys_in("Source: [lind1990] fairness; [wichura1988, AS 241]; a share [0-1].")
    ['lind1990', 'wichura1988']
    """
    return list(dict.fromkeys(KEY.findall(text or "")))


@cache
def names_read(function: FunctionType) -> frozenset[str]:
    """Find every setting that a function reads: as an attribute of a record (par.trust_gain), or as an argument."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return frozenset((attributes | arguments) & set(BY_NAME))


def compiled_functions() -> dict[str, tuple[str, FunctionType]]:
    """Give every compiled function as plain Python with its kind, by name; all files that hold some are loaded."""
    import coprod_sim.engine.simulation  # noqa: F401  a file that nobody has loaded has declared nothing yet

    return dict(compiled.SOURCES)


def used_by(name: str) -> list[str]:
    """Name the rules, and the walks over people, that read a setting, in order of definition; none reads a size."""
    if BY_NAME[name].role == "place":
        return []
    return [user for user, (_, function) in compiled_functions().items() if name in names_read(function)]


def in_use(declared: Parameter, scenario: Scenario) -> bool:
    """Tell whether a setting counts in a scenario: a lever that stays at 0, as by default, does nothing."""
    if declared.role != "lever":
        return True
    moves = {name for event in scenario.events for name in moved_levers(event) if after(event, name, 0.0) != 0}
    return scenario.value(declared.name) != 0 or declared.default != 0 or declared.name in moves


def uses(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Give each key with the name of what cites it: the rules, their files, and the settings in use."""
    functions = compiled_functions()
    modules = dict.fromkeys(function.__module__ for _, function in functions.values())
    for module in modules:
        for key in keys_in(sys.modules[module].__doc__):
            yield key, module.rpartition(".")[2]
    for name, (_, function) in functions.items():
        for key in keys_in(function.__doc__):
            yield key, name
    for declared in DECLARED:
        if declared.source and in_use(declared, scenario):
            yield declared.source, declared.name


def carried_by(key: str, user: str) -> str:
    """Say what a source carries of a setting, a rule or a file of rules that names it.

    >>> carried_by("slovic1993", "trust_gain"), carried_by("dfe2025", "turnover")
    ('direction; the size is ours', 'size')
    """
    setting = BY_NAME.get(user)
    if setting is not None and setting.source == key:
        return carried(setting.carries)
    if (user, key) not in RULES:
        raise ModelError(f"direction_or_size.py: does not say what {key} carries of {user}. Please report it.")
    return carried(RULES[user, key])


def sources_of(scenario: Scenario) -> dict[str, list[str]]:
    """List the keys of all sources behind a scenario's runs, sorted as a list of references, with what cites each."""
    found: dict[str, list[str]] = {}
    for key, user in uses(scenario):
        users = found.setdefault(key, [])
        if user not in users:
            users.append(user)
    return {key: found[key] for key in sorted(found, key=lambda key: formatted(reference(key)).casefold())}
