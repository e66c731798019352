"""The arguments and options that several commands share: how they are spelt, and their help.  Only Typer is imported here."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A built-in name or a .toml file; add modifiers with +.", show_default=False
    ),
]
Months = Annotated[int, typer.Option(help="How many months to simulate.")]
Pairs = Annotated[int, typer.Option(help="How many pairs of runs; both runs of a pair have the same luck.")]
Seed = Annotated[int, typer.Option(help="The luck: same seed, same people, same chances.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Change a setting; may be repeated.")
]
NetworkFile = Annotated[
    Path | None, typer.Option("--network", metavar="FILE", help="Who works with whom: GraphML or an edge CSV.")
]
RulesFile = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE.py", help="Rules that replace ours. It is code: trust its author."),
]
MechanismFile = Annotated[
    Path | None,
    typer.Option("--mechanism", metavar="FILE.py", help="What is added to the model. It is code: trust its author."),
]
AreasFile = Annotated[
    Path | None,
    typer.Option("--areas", metavar="FILE.csv", help="The table of local authorities, for a place such as england."),
]
Scale = Annotated[float, typer.Option(help="Make the place smaller: 0.01 is a hundredth of it.")]
OwnScale = Annotated[
    float | None,
    typer.Option("--scale", help="Make the place smaller; as the plan says unless given.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


class Pick(StrEnum):
    """How to choose a family."""

    changed = "changed"
