"""A plan as TOML text, from the tables of Plan.to_dict."""

from collections.abc import Mapping
from typing import cast

from coprod_sim.scenario.toml_writer import toml_value
from coprod_sim.study.plan.fields import TABLES


def plan_text(tables: Mapping[str, object]) -> str:
    """The text of a plan file: what stands at the top, and one block for each table.

    >>> print(plan_text({"title": "A", "at": [12, 24], "vary": {"training": {"values": [0.0, 0.05]}}}), end="")
    title = "A"
    at = [12, 24]
    <BLANKLINE>
    [vary]
    training = { values = [0.0, 0.05] }
    """
    lines = [f"{key} = {inline(value)}" for key, value in tables.items() if key not in TABLES]
    for name in TABLES:
        table = cast(Mapping[str, object], tables.get(name, {}))
        if table:
            lines += ["", f"[{name}]", *(f"{key} = {inline(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def inline(value: object) -> str:
    """One value on one line: a number, text, a list or a small table."""
    if isinstance(value, Mapping):
        pairs = (f"{key} = {inline(inner)}" for key, inner in cast(Mapping[str, object], value).items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(inline(inner) for inner in cast(list[object], value))}]"
    return toml_value(value)
