"""Areas on the command line: what `run` prints of a place with areas, and what it gives as JSON."""

from typing import TYPE_CHECKING, Any, Final

from coprod_sim.cli.console import console, table

if TYPE_CHECKING:
    from coprod_sim.study.area_statistics import Figure
    from coprod_sim.study.run import RunResult

FIXED_WIDTH: Final = 58
"""Columns of a table that names do not share: titles, figures and the spaces between."""
NARROWEST_NAME, LONGEST_NAME = 6, 30
MISSING: Final = "-"


def show_areas(result: "RunResult") -> None:
    """Show for each headline how it is spread over areas, with the names of the lowest and the highest; nothing for a place without areas."""
    from coprod_sim.cli.commands.run import figure
    from coprod_sim.indicators import HEADLINES, INDICATORS, RATES
    from coprod_sim.study.area_statistics import FEW, areas_in_words, spread, with_families

    if result.areas is None:
        return
    screen = console()
    width = max(NARROWEST_NAME, min(LONGEST_NAME, (screen.width - FIXED_WIDTH) // 2))
    listed, known = areas_in_words(result.by_area), with_families(result.by_area)
    screen.print(f"Areas at month {result.months}, each headline from its lowest to its highest area")
    sheet = table("Headline", "Lowest", "10 %", "Half", "90 %", "Highest", numbers=(2, 3, 4))
    sheet.padding = (0, 1, 0, 0)
    for column in sheet.columns:
        column.no_wrap = True
    for name in HEADLINES:
        found, title = spread(listed, name), INDICATORS[name].title + (" *" if name in RATES else "")
        if found is None:
            sheet.add_row(title, *[MISSING] * 5)
            continue
        tenths = (found.tenth, found.middle.value, found.nine_tenths)
        low, high = (named(end, figure(end.value, name), width) for end in (found.lowest, found.highest))
        sheet.add_row(title, low, *(figure(value, name) for value in tenths), high)
    screen.print(sheet)
    screen.print(
        "10 %, half, 90 %: so many of the areas are below.  * mean of the last 12 months.  Units are those of the table above."
    )
    small, empty = len(known) - len(listed), len(result.areas.names) - len(known)
    if small:
        screen.print(
            f"Left out are {counted(small)} with fewer than {FEW} families: such figures are luck for the most part."
        )
    if empty:
        screen.print(f"No families live in {counted(empty)}.")


def counted(areas: int) -> str:
    """Count areas in words.

    >>> counted(1), counted(12)
    ('1 area', '12 areas')
    """
    return "1 area" if areas == 1 else f"{areas} areas"


def named(end: "Figure", number_text: str, width: int) -> str:
    """Write an area's figure and its name, cut to the room that there is."""
    name = end.area if len(end.area) <= width else f"{end.area[: width - 1].rstrip()}…"
    return f"{number_text:>5} {name}"


def area_data(result: "RunResult") -> list[dict[str, Any]]:
    """Give every area as plain data: its name, families, plans, facts [%] and indicators; what does not exist is None."""
    from coprod_sim.study.compare import json_number

    return [
        {str(name): json_number(value) if isinstance(value, float) else value for name, value in row.items()}
        for row in result.by_area.to_dict("records")
    ]
