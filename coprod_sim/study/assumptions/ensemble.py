"""A set of assumption sets: many ways in which the world may work, each of which fits what is known about as well.

One member gives a value to each of some numbers that nobody can choose: parameters, and how things start.
Members come from the calibration (`coprod-sim calibrate`); what is done with them stands in robust.py.
As a file it is a CSV, a column for each number and a row for each member, with a JSON file beside it that says how it was made.
"""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.files import is_json_with, leave_alone, write_whole
from coprod_sim.scenario.parameters import BY_NAME, DEFAULTS
from coprod_sim.scenario.setting_checks import named, quoted, relation_faults, setting_fault, unknown_name

SHIPPED: Final = Path(__file__).with_name("ensemble.csv")
ROLES: Final = ("parameter", "start")
"""What a set of assumptions may say: how the world works, and how things start; what people choose is no assumption."""
MOST_BYTES: Final = 10_000_000
MOST_FAULTS: Final = 10
"""More faults than this are counted, not listed: a wrong column has one in each row."""
MAKE: Final = "Make one: coprod-sim calibrate"


class Ensemble(NamedTuple):
    """Sets of assumptions: values of shape (sets, names), in the numbers' own units, and how they were made."""

    names: tuple[str, ...]
    values: Reals
    about: dict[str, Any]

    def settings(self, number: int) -> dict[str, float]:
        """Give one set, from 0, as settings for a scenario.

        >>> Ensemble(("thrift", "burden"), np.array([[0.4, 0.1], [0.6, 0.2]]), {}).settings(1)
        {'thrift': 0.6, 'burden': 0.2}
        """
        return dict(zip(self.names, (float(value) for value in self.values[number]), strict=True))


# What is wrong with one.


def checked_ensemble(ensemble: Ensemble, where: str = "assumptions") -> Ensemble:
    """Give an ensemble back, or say all that is wrong with it; rows of a file count from 2, its header is row 1."""
    names, values = ensemble.names, np.asarray(ensemble.values)
    faults = name_faults(names, where)
    if values.ndim != 2 or values.shape[1] != len(names):
        faults.append(f"{where}: values of shape {values.shape}: must be one row a set, one column a name.")
    elif not len(values):
        faults.append(f"{where}: no sets: there must be at least one row of values under the names. {MAKE}")
    if not faults:
        rows = (dict(zip(names, (float(value) for value in row), strict=True)) for row in values)
        faults = [fault for row, settings in enumerate(rows, start=2) for fault in row_faults(settings, row, where)]
    raise_faults(faults, where)
    return ensemble


def raise_faults(faults: Sequence[str], where: str) -> None:
    """Raise the first faults together, and say how many more there are; nothing, if there are none."""
    if faults:
        more = len(faults) - MOST_FAULTS
        left = [f"{where}: and {more} more faults like these."] if more > 0 else []
        raise ScenarioError(*faults[:MOST_FAULTS], *left)


def name_faults(names: Sequence[str], where: str) -> list[str]:
    """Say what is wrong with the names of the columns."""
    if not names:
        return [f"{where}: no names: the first row must name settings, such as trust_gain. {MAKE}"]
    faults = []
    for column, name in enumerate(names):
        if name not in BY_NAME:
            faults.append(f"{where} row 1: {unknown_name(name)}")
        elif BY_NAME[name].role not in ROLES:
            what = "people choose it" if BY_NAME[name].role == "lever" else "it is the size or shape of the place"
            advice = "Give it to the scenarios, or with --set."
            faults.append(f"{where} row 1: {name}: is no assumption ({what}): parameters and starts are. {advice}")
        elif name in names[:column]:
            faults.append(f"{where} row 1: {name}: stands twice: each name must stand once. Delete one column.")
    return faults


def row_faults(settings: dict[str, float], row: int, where: str) -> list[str]:
    """Say what is wrong with the values of one set, alone and beside each other."""
    alone = {name: setting_fault(name, value) for name, value in settings.items()}
    faults = [f"{where} row {row}: {fault}" for fault in alone.values() if fault]
    doubtful = [name for name, fault in alone.items() if fault]
    return faults + relation_faults(DEFAULTS | settings, settings, lambda _: f"{where} row {row}:", doubtful)


# Files.


def load_ensemble(path: str | Path | None = None) -> Ensemble:
    """Read an ensemble from a CSV file and the JSON beside it, or the shipped one if no path is given.

    Raises ScenarioError with what is wrong, and where.  Without the JSON file nothing is known about how it was made.
    """
    file = SHIPPED if path is None else Path(path)
    if path is None and not file.is_file():
        raise ScenarioError(f"{file}: the shipped set of assumptions is not there: a CSV file is read here. {MAKE}")
    where = file.name if path is None else str(file)
    names, *rows = cells(file, where) or [[]]
    faults = name_faults(names, where)
    values: list[list[float]] = []
    for number, row in enumerate(rows, start=2):
        found, wrong = numbers_of(row, names, f"{where} row {number}")
        values.append(found)
        faults += wrong
    raise_faults(faults, where)
    table = np.array(values, dtype=np.float64).reshape(len(values), len(names))
    return checked_ensemble(Ensemble(tuple(names), table, read_about(file.with_suffix(".json"))), where)


def cells(file: Path, where: str) -> list[list[str]]:
    """Read the cells of a CSV file, without blanks around them; empty lines at the end do not count."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ScenarioError(
                f"{where}: over 10 MB: a file of assumptions has at most 10 MB. Is this the right file?"
            )
        text = file.read_text(encoding="utf-8-sig")
        rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), strict=True)]
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{where}: not text in UTF-8: a CSV file is needed. Save it as CSV (UTF-8).") from error
    except csv.Error as error:
        raise ScenarioError(
            f"{where}: not a CSV file: {error}. Write names in the first row, numbers below."
        ) from error
    except OSError as error:
        raise ScenarioError(f"{where}: {error.strerror}: a CSV file of assumptions is read here. {MAKE}") from error
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def numbers_of(row: Sequence[str], names: Sequence[str], where: str) -> tuple[list[float], list[str]]:
    """Read the numbers of one row; those that cannot be read are told as faults."""
    if len(row) != len(names):
        advice = f"there must be {len(names)}, one for each name. Complete the row."
        return [], [f"{where}: {len(row)} values: {advice}"]
    found: list[float] = []
    faults: list[str] = []
    for name, text in zip(names, row, strict=True):
        try:
            found.append(float(text))
        except ValueError:
            advice = "Write digits, with a point for decimals."
            faults.append(f"{where}: {named(name)} = {quoted(text)}: must be a number. {advice}")
    return found, faults


def read_about(file: Path) -> dict[str, Any]:
    """Read how an ensemble was made; nothing, if there is no such file."""
    try:
        about = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"{file}: not JSON: {error}. Mend it, or delete it: it only says what was done.") from error
    except OSError as error:
        raise ScenarioError(f"{file}: {error.strerror}: how the assumptions were made is read here.") from error
    if not isinstance(about, dict):
        raise ScenarioError(f"{file}: must be an object with names. Mend it, or delete it: it only says what was done.")
    return about


def csv_text(ensemble: Ensemble) -> str:
    """Give the text of the CSV file; every number can be read back exactly.

    >>> csv_text(Ensemble(("thrift",), np.array([[0.1], [1 / 3]]), {})).split()
    ['thrift', '0.1', '0.3333333333333333']
    """
    rows = [",".join(ensemble.names), *(",".join(repr(float(value)) for value in row) for row in ensemble.values)]
    return "\n".join(rows) + "\n"


def account_beside(target: Path) -> Path:
    """Name the JSON file that tells how sets were made; raises ScenarioError where that is somebody else's."""
    beside = target.with_suffix(".json")
    leave_alone(beside, is_json_with(beside, "method"), "account of such sets")
    return beside


def write_ensemble(ensemble: Ensemble, path: str | Path) -> Path:
    """Write an ensemble as CSV, and how it was made as JSON beside it, each whole or not at all.

    Raises ScenarioError for an ensemble that could not be read again, and where nothing can be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".csv":
        raise ScenarioError(f"{target}: must end in .csv: how the sets were made is written beside it. Name it so.")
    checked_ensemble(ensemble)
    beside = account_beside(target)
    about = json.dumps(ensemble.about, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, csv_text(ensemble).encode())
        write_whole(beside, about.encode())
    except OSError as error:
        raise ScenarioError(
            f"{target}: {error.strerror}: assumptions are written here. Choose another file."
        ) from error
    return target
