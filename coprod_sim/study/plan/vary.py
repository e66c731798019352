"""What varies in a plan: the table [vary], in all the ways in which it may be written.

training = [0.0, 0.05]                            low and high
training = "range"                                low and high as parameters/ declares them for exploring
training = { values = [0.0, 0.03, 0.05] }         for a list or a grid
training = { range = [0.0, 0.05], steps = 5 }     for a grid; steps for all settings may stand in [sampling]
vary = "guesses"                                  instead of the table: every assumption that nobody has measured
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple, cast

from coprod_sim.scenario.parameters import BY_NAME, Parameter, close_name
from coprod_sim.scenario.setting_checks import named, number_fault, plain_number, quoted, setting_fault, unknown_name
from coprod_sim.scenario.toml_reader import Document
from coprod_sim.study.plan.checks import CheckedPlan, plan_table
from coprod_sim.study.plan.fields import (
    MOST_CELLS,
    MOST_RUNS,
    SAMPLERS,
    SHORTHANDS,
    STEPS,
    TOP_KEYS,
    Varied,
    design_size,
    meant_by,
)

RANGE: Final = "range"
ENTRY_KEYS: Final = ("values", "range", "steps")
FORMS: Final = 'a range such as [0.1, 0.5], "range", or { values = [0.1, 0.3, 0.5] }'


class Entry(NamedTuple):
    """One entry of [vary] as it was written: a range or values, and a fault if it is neither."""

    ends: Sequence[object] = ()
    values: Sequence[object] = ()
    steps: object = None
    fault: str = ""


def check_vary(document: Document, result: CheckedPlan) -> None:
    """Read what varies, and hold it against the method and the settings."""
    where = document.where("vary")
    raw = document.tables.get("vary", {})
    if isinstance(raw, str):
        if raw not in SHORTHANDS:
            close = close_name(raw, SHORTHANDS)
            advice = f"Did you mean {close}?" if close else "Write [vary], and a line for each setting."
            words = " or ".join(f'"{word}"' for word in SHORTHANDS)
            result.faults.append(f"{where} vary = {quoted(raw)}: must be a table, or {words}. {advice}")
            return
        table: Mapping[str, object] = {name: RANGE for name in meant_by(raw) if name not in result.settings}
    else:
        table = plan_table(document, "vary", result)
    needed = method_faults(table, isinstance(raw, str), result)
    result.faults += [f"{where} {fault}" for fault in needed]
    if not needed:
        found = [checked_entry(document, name, value, result) for name, value in table.items()]
        result.varied = tuple(one for one in found if one is not None)
        check_lengths(document, result)


def method_faults(table: Mapping[str, object], shorthand: bool, result: CheckedPlan) -> list[str]:
    """What keeps a method and [vary] as a whole from fitting together."""
    if result.method is None:
        return []
    if result.method == "none" and table:
        return ["vary: the method is none, and nothing varies. Name a method in [sampling], or take [vary] out."]
    if result.method != "none" and not table:
        return [f"vary: is missing: the method {result.method} needs settings that vary. Add them in [vary]."]
    if shorthand and (result.method == "list" or (result.method == "grid" and "steps" not in result.numbers)):
        return [f"vary: gives ranges, and a {result.method} needs values. Use latin_hypercube, sobol or morris."]
    return []


def checked_entry(document: Document, name: str, raw: object, result: CheckedPlan) -> Varied | None:
    """One setting that varies; None where something is wrong with it."""
    where = document.where("vary", name)
    fault = name_fault(name, result)
    if fault is not None:
        result.faults.append(f"{where} {fault}")
        return None
    declared = BY_NAME[name]
    entry = entry_of(declared, raw)
    if entry.fault:
        result.faults.append(f"{where} {entry.fault}")
        return None
    given = [plain_number(value) for value in (entry.ends or entry.values)]
    faults = [fault for value in given if (fault := setting_fault(name, value))]
    faults += [] if faults else [*use_faults(name, entry, cast(list[float], given), result)]
    result.faults += [f"{where} {fault}" for fault in faults]
    if faults:
        return None
    numbers = [float(value) + 0.0 for value in cast(list[float], given)]
    if entry.ends and result.method == "grid":
        numbers = spaced(declared, numbers[0], numbers[1], steps_of(entry, result))
    values = () if SAMPLERS[result.method or "none"].ranges else tuple(numbers)
    return Varied(name, min(numbers), max(numbers), values)


def name_fault(name: str, result: CheckedPlan) -> str | None:
    """What is wrong with the name of an entry."""
    if name in result.settings:
        return f"{name}: stands in [settings] too: must be the same in every run or vary. Take one of the two out."
    if name in SHORTHANDS:
        return f'{name}: is not the name of a setting. Write vary = "{name}" above the first [table], without [vary].'
    if name in TOP_KEYS:
        return f"{name}: does not belong in [vary]. Write it above the first [table]."
    return None if name in BY_NAME else unknown_name(name)


def entry_of(declared: Parameter, raw: object) -> Entry:
    """Tell in which of its forms an entry is written."""
    name = declared.name
    if raw == RANGE:
        return Entry(ends=declared.explore)
    if isinstance(raw, list | tuple):
        wrong = (
            f"{name}: {len(raw)} numbers: a range has a low and a high. For single values write {{ values = [...] }}."
        )
        return Entry(ends=raw) if len(raw) == 2 else Entry(fault=wrong)
    if not isinstance(raw, Mapping):
        return Entry(fault=f"{name} = {quoted(raw)}: must be {FORMS}.")
    return entry_of_table(declared, cast(Mapping[object, object], raw))


def entry_of_table(declared: Parameter, table: Mapping[object, object]) -> Entry:
    """Tell which of its forms an entry in braces has."""
    name = declared.name
    unknown = [key for key in table if key not in ENTRY_KEYS]
    if unknown:
        return Entry(fault=f"{name} {named(unknown[0])}: is not known here: must be values, or range and steps.")
    if ("values" in table) == ("range" in table):
        return Entry(fault=f"{name}: must have values or range, one of the two. Write {FORMS}.")
    if "range" in table:
        inner = entry_of(declared, table["range"])
        plain = not isinstance(table["range"], Mapping)
        return inner._replace(steps=table.get("steps")) if plain else Entry(fault=f"{name} range: must be two numbers.")
    values = table["values"]
    if "steps" in table or not isinstance(values, list | tuple) or not values:
        return Entry(fault=f"{name} values = {quoted(values)}: must be a list of numbers, and without steps.")
    return Entry(values=values)


def use_faults(name: str, entry: Entry, given: Sequence[float], result: CheckedPlan) -> list[str]:
    """What is wrong with right numbers: a range that is empty, or a form that is of no use to the method."""
    method = result.method
    if entry.ends and not given[0] < given[1]:
        wrong = f"{name} = [{given[0]:.10g}, {given[1]:.10g}]"
        return [f"{wrong}: must go from a low number to a higher one. Change one."]
    if method is not None and SAMPLERS[method].ranges:
        advice = f"the method {method} draws from a range. Write {name} = [low, high]."
        return [f"{name}: {advice}"] if entry.values or entry.steps is not None else []
    if method == "list" and not entry.values:
        return [
            f"{name}: a list needs values. Write {name} = {{ values = [...] }}, as many as the other settings have."
        ]
    return grid_faults(name, entry, given, result) if method == "grid" else []


def grid_faults(name: str, entry: Entry, given: Sequence[float], result: CheckedPlan) -> list[str]:
    """What is wrong with an entry as one axis of a grid."""
    if entry.values:
        twice = [value for value, after in pairwise(sorted(given)) if value == after]
        return [f"{name}: the value {twice[0]:.10g} stands twice: must stand once. Delete one."] if twice else []
    if entry.steps is None:
        advice = f"a grid needs values. Write {{ values = [...] }}, or add {STEPS.name} in [sampling]."
        return [] if STEPS.name in result.numbers else [f"{name}: {advice}"]
    fault = number_fault(STEPS, entry.steps)
    return [f"{name} {fault}"] if fault else []


def steps_of(entry: Entry, result: CheckedPlan) -> int:
    """How many values a range of a grid is cut into: its own number, or the one for all settings."""
    return int(cast(float, entry.steps)) if entry.steps is not None else result.numbers[STEPS.name]


def spaced(declared: Parameter, low: float, high: float, steps: int) -> list[float]:
    """Values at equal distances; whole numbers are rounded, and each stands once.

    >>> spaced(BY_NAME["peers"], 2, 4, 5), spaced(BY_NAME["training"], 0, 0.1, 3)
    ([2.0, 3.0, 4.0], [0.0, 0.05, 0.1])
    >>> spaced(BY_NAME["training"], 0.1, 0.2, 5)  # as people write them, so that 0.15 finds its rows
    [0.1, 0.125, 0.15, 0.175, 0.2]
    """
    # Reckoned with the decimals that stand in the file: binary fractions would give 0.15000000000000002.
    first, last = Fraction(repr(float(low))), Fraction(repr(float(high)))
    values = [first + (last - first) * step / (steps - 1) for step in range(steps)]
    return sorted({float(round(value)) for value in values}) if declared.whole else [float(value) for value in values]


def check_lengths(document: Document, result: CheckedPlan) -> None:
    """Hold the columns of a list against one another."""
    if result.method != "list" or not result.varied:
        return
    first, *others = result.varied
    for one in others:
        if len(one.values) != len(first.values):
            where = document.where("vary", one.name)
            allowed = f"there must be {len(first.values)}, as many as {first.name} has. Complete the list."
            result.faults.append(f"{where} {one.name}: {len(one.values)} values: {allowed}")


def check_size(document: Document, result: CheckedPlan) -> None:
    """Refuse a study that could never be finished, or whose design would not fit into memory."""
    points = design_size(result.method or "none", result.numbers.get("points", 1), result.varied)
    runs = points * result.replicates * len(result.loaded)
    if runs > MOST_RUNS:
        product = f"{counted(points)} points, {result.replicates:,} replicates, {len(result.loaded)} scenarios"
        allowed = f"must be at most {MOST_RUNS:,}. Lower one of them."
        result.faults.append(f"{document.source}: {counted(runs)} runs ({product}): {allowed}")
    elif points * len(result.varied) > MOST_CELLS:
        allowed = f"must have at most {MOST_CELLS:,} values. Lower points, or vary fewer settings."
        result.faults.append(f"{document.source}: {points:,} points of {len(result.varied)} settings: {allowed}")


def counted(number: int) -> str:
    """A count as people read it, and never long.

    >>> counted(22_000_000), counted(10**40)
    ('22,000,000', 'a very large number')
    """
    return quoted(number) if quoted(number) != str(number) else f"{number:,}"
