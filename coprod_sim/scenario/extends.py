"""Finding a scenario's file and the ones that it extends, and putting them on top of each other.

A file may extend a built-in scenario by name, or a file in its own folder or below; nothing else is ever opened.
A share link, which may come from anybody, can extend built-in scenarios only.
"""

import difflib
import os
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.document_checks import CheckedScenario, checked, who_fault
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.setting_checks import quoted, relation_faults
from coprod_sim.scenario.toml_reader import Document, read_toml, scenarios_folder, short_path

SUFFIX: Final = ".toml"


@dataclass
class Ancestor:
    """One document of a chain; `path` is None for tables that came from no file."""

    name: str
    document: Document
    checked: CheckedScenario
    path: Path | None
    builtin: bool = False

    @property
    def source(self) -> str:
        """Where it came from, in words."""
        return "built in" if self.builtin else self.document.source


Chain = list[Ancestor]


BuiltinState = tuple[tuple[str, int, int], ...]


def builtin_state() -> BuiltinState:
    """The built-in files as they are now: name, time of the last change [ns] and size [bytes] of each."""
    with os.scandir(scenarios_folder()) as found:
        files = [(entry.name, entry.stat()) for entry in found if entry.name.endswith(SUFFIX)]
    return tuple(sorted((name.removesuffix(SUFFIX), stat.st_mtime_ns, stat.st_size) for name, stat in files))


def builtin_files() -> dict[str, Path]:
    """The built-in scenarios and modifiers: name and file."""
    return {path.stem: path for path in sorted(scenarios_folder().glob(f"*{SUFFIX}"))}


def is_there(path: Path) -> bool:
    """Whether a path leads to something; a text that can be no path leads nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def has_suffix(text: str) -> bool:
    """Whether a path ends as our files do; some drives write endings in capitals.

    >>> has_suffix("my.toml"), has_suffix("MY.TOML"), has_suffix("my.txt")
    (True, True, False)
    """
    return text.lower().endswith(SUFFIX)


def looks_like_path(text: str) -> bool:
    """Whether a text is meant as a path and not as the name of a scenario."""
    return has_suffix(text) or has_folder(text)


def joined_parts(what: str, folder: Path | None = None) -> list[str]:
    """The names and paths that a text joins with "+"; a path that has a "+" in it stays whole, whether its file is there or not.

    folder: where files are looked for, if not here.

    >>> joined_parts("power_sharing + broken_trust"), joined_parts("no/such+file.toml+broken_trust")
    (['power_sharing', 'broken_trust'], ['no/such+file.toml', 'broken_trust'])
    """
    pieces, parts = what.split("+"), list[str]()
    while pieces:
        count = next((n for n in range(len(pieces), 1, -1) if is_file("+".join(pieces[:n]).strip(), folder)), 1)
        if count == 1 and not has_suffix(pieces[0].strip()):
            whole = next((n for n in range(2, len(pieces) + 1) if has_suffix(pieces[n - 1].strip())), 1)
            count = whole if pieces[0].strip() not in builtin_files() and has_folder("+".join(pieces[:whole])) else 1
        parts.append("+".join(pieces[:count]).strip())
        pieces = pieces[count:]
    return parts


def has_folder(text: str) -> bool:
    """Whether a text names a folder, as paths do and names do not."""
    return "/" in text or "\\" in text


def is_file(text: str, folder: Path | None) -> bool:
    """Whether a text is the path of a file of ours."""
    path = Path(text) if folder is None else folder / text
    return looks_like_path(text) and is_there(path) and path.is_file()


def unknown_scenario(text: str) -> str:
    """What to do about a name or file that is not there: the nearest built-in names."""
    name = PureWindowsPath(text).name
    stem = (name[: -len(SUFFIX)] if has_suffix(name) else name).lower().replace("-", "_").replace(" ", "_")
    near = difflib.get_close_matches(stem, builtin_files(), n=3)
    return f"Did you mean {' or '.join(near)}?" if near else f"Built in are: {', '.join(builtin_files())}."


def chain_of_name(what: str | Path) -> Chain:
    """The chain of a built-in name or a path, its own document last."""
    if isinstance(what, str) and what in builtin_files():
        return extended(file_link(builtin_files()[what], builtin=True))
    path = Path(what)
    allowed = f"must be a built-in name or the path of a {SUFFIX} file"
    if isinstance(what, str) and not looks_like_path(what) and not (what and is_there(path)):
        raise ScenarioError(f"scenario {quoted(what)}: {allowed}. {unknown_scenario(what)}")
    if not is_there(path):
        raise ScenarioError(f"{quoted(str(what))}: there is no such file: {allowed}. {unknown_scenario(str(what))}")
    if not path.is_dir() and not has_suffix(path.name):
        raise ScenarioError(f"{short_path(path)}: must be a file whose name ends in {SUFFIX}. Check the name.")
    return extended(file_link(path))


def chain_of_document(name: str, document: Document) -> Chain:
    """The chain of tables that came from no file."""
    return extended(Ancestor(name, document, checked(document), None))


def file_link(path: Path, builtin: bool = False) -> Ancestor:
    """Read and check one file."""
    document = read_toml(path)
    return Ancestor(path.stem, document, checked(document), path.resolve(), builtin)


def extended(last: Ancestor) -> Chain:
    """All that a document stands on, the lowest first; what is wrong on the way joins the faults of the asking file."""
    chain = [last]
    while chain[0].checked.extends is not None:
        asking = chain[0]
        target = chain[0].checked.extends
        where = f"{asking.document.where('extends')} extends = {quoted(target)}"
        try:
            link = target_link(target, asking, where)
        except ScenarioError as error:
            asking.checked.faults += error.faults
            return chain
        circle = [other.path for other in chain if other.path is not None]
        if link.path in circle:
            names = " extends ".join([*(other.name for other in reversed(chain)), link.name])
            asking.checked.faults.append(f"{where}: goes round in a circle ({names}). Take one extends out.")
            return chain
        if link.checked.modifier:
            asking.checked.faults.append(f"{where}: a modifier, must be a whole scenario. Use scenario+{link.name}.")
        chain.insert(0, link)
    return chain


def target_link(target: str, asking: Ancestor, where: str) -> Ancestor:
    """The document that another one extends: a built-in name, or a file that it may open."""
    if not looks_like_path(target):
        if target in builtin_files():
            return file_link(builtin_files()[target], builtin=True)
        beside = asking.path is not None and is_there(asking.path.parent / f"{target}{SUFFIX}")
        advice = f'Write "{target}{SUFFIX}" for the file beside this one.' if beside else unknown_scenario(target)
        raise ScenarioError(f"{where}: must be a built-in scenario, or a {SUFFIX} file beside this one. {advice}")
    if asking.path is None:
        raise ScenarioError(f"{where}: must be a built-in scenario, for only a file can extend a file.")
    allowed = f"must be a {SUFFIX} file in the same folder or below"
    windows = PureWindowsPath(target)
    if windows.drive or windows.root:
        raise ScenarioError(f"{where}: {allowed}, not an absolute path. Copy the file beside this one.")
    folder = asking.path.parent
    try:
        path = folder.joinpath(*windows.parts).resolve()
    except (OSError, RuntimeError, ValueError):
        raise ScenarioError(f"{where}: {allowed}. Check the path.") from None
    if not path.is_relative_to(folder):
        raise ScenarioError(f"{where}: leaves the folder: {allowed}. Copy the file beside this one.")
    if not has_suffix(path.name) or not is_there(path):
        raise ScenarioError(f"{where}: there is no such file: {allowed}. Check the path.")
    return file_link(path)


def merged(chain: Chain) -> tuple[dict[str, float], tuple[Event, ...]]:
    """The settings and events of a chain, later documents winning; raises all faults of all its documents."""
    settings: dict[str, float] = {}
    places: dict[str, str] = {}
    doubtful: set[str] = set()
    events: list[tuple[Event, str]] = []
    for link in chain:
        settings |= link.checked.settings
        places |= link.checked.places
        doubtful |= link.checked.doubtful
        events += link.checked.events
    faults = [fault for link in reversed(chain) for fault in link.checked.faults]
    whole = chain[-1].document.source
    values = DEFAULTS | settings
    faults += relation_faults(values, settings, lambda name: places.get(name, f"{whole}:"), doubtful)
    if "commissioners" not in doubtful:
        faults += [fault for event, where in events if (fault := who_fault(event, values["commissioners"], where))]
    if faults:
        raise ScenarioError(*dict.fromkeys(faults))
    return settings, tuple(event for event, _ in events)
