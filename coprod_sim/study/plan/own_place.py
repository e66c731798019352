"""The table [place] of a plan: files of one's own beside the plan or below, and the scale.

A plan that came from no file, such as one that was sent to the dashboard, can name no files, and so never a rules file.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.place.areas.local_authorities import scaled_sizes
from coprod_sim.place.own_mechanism import admit
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.setting_checks import plain_number, quoted
from coprod_sim.scenario.toml_reader import Document
from coprod_sim.study.own_place import PARTS, OwnFile, OwnPlace, read_file
from coprod_sim.study.plan.checks import CheckedPlan, plan_table, unknown_inside
from coprod_sim.study.run import check_place

KEYS: Final = (*PARTS, "scale")


def admit_mechanism(document: Document, folder: Path | None) -> None:
    """Let the rest of a plan name what its mechanism declares; what is wrong with that file is said by `plan_place`."""
    table = document.tables.get("place")
    with suppress(ScenarioError):
        if isinstance(table, Mapping) and "mechanism" in table:
            admit(path_in(folder, "mechanism", table["mechanism"], ""))


def plan_place(document: Document, folder: Path | None, result: CheckedPlan) -> OwnPlace:
    """Read the place of a plan in this folder; what is wrong joins the faults."""
    table = plan_table(document, "place", result)
    files: dict[str, OwnFile] = {}
    scale = 1.0
    for key, value in table.items():
        where = document.where("place", key)
        try:
            if key in PARTS:
                files[key] = read_file(key, str(value), path_in(folder, key, value, where))
                admit(files[key].path if key == "mechanism" else None)
            elif key == "scale":
                scale = checked_scale(value, where)
            else:
                result.faults.append(f"{where} {unknown_inside(key, 'place', KEYS)}")
        except ScenarioError as error:
            result.faults += [fault if fault.startswith(where) else f"{where} {fault}" for fault in error.faults]
    try:
        check_place(files.get("network"), files.get("areas"), scale)
    except ScenarioError as error:
        result.faults += [f"{document.where('place')} {fault}" for fault in error.faults]
    return OwnPlace(**files, scale=scale)


def path_in(folder: Path | None, key: str, value: object, where: str) -> Path:
    """Give the path of a file that a plan may open."""
    allowed = "must be the name of a file in the folder of the plan or below"
    if not isinstance(value, str) or not value.strip():
        raise ScenarioError(f"{where} {key} = {quoted(value)}: {allowed}, as text. Put it in quotation marks.")
    if folder is None:
        raise ScenarioError(
            f"{where} {key} = {quoted(value)}: a plan that is no file itself can open none. Write it into a file."
        )
    windows, inside = PureWindowsPath(value), folder.resolve()
    try:
        path = inside.joinpath(*windows.parts).resolve()
    except (OSError, RuntimeError, ValueError):
        raise ScenarioError(f"{where} {key} = {quoted(value)}: {allowed}. Check the path.") from None
    if windows.drive or windows.root or not path.is_relative_to(inside):
        raise ScenarioError(f"{where} {key} = {quoted(value)}: {allowed}. Copy it there, or give it as --{key}.")
    return path


def checked_scale(value: object, where: str) -> float:
    """Give a scale as a number, or say what is wrong with it."""
    number = plain_number(value)
    if not isinstance(number, int | float):
        raise ScenarioError(f"{where} scale = {quoted(value)}: must be a number above 0 and at most 1. Write 0.1.")
    scaled_sizes(DEFAULTS, float(number))
    return float(number)
