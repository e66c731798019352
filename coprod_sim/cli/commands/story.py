"""A family's story: what `story` prints."""

from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from coprod_sim.cli.commands.run import print_gaps
from coprod_sim.cli.console import compiled_rules, console, print_json, table
from coprod_sim.cli.notes import print_event_notes
from coprod_sim.scenario.scenario import load_scenario

if TYPE_CHECKING:
    from rich.console import Console

    from coprod_sim.report.story.story import Story

FEWER: Final = 6
"""Highlights of each of two stories side by side: a month that stands out in either is shown in both."""
INDENT: Final = "    "
MADE_UP: Final = "This family is made up, and so is its luck."


def show_story(
    scenario: str, family: int | None, against: str | None, everything: bool, options: dict[str, Any], as_json: bool
) -> None:
    """Tell a family's story, in one scenario or in two side by side."""
    from coprod_sim.report.story.story import story

    one, other = load_scenario(scenario), load_scenario(against) if against else None
    print_event_notes([one, other] if other else [one], options)
    with compiled_rules(options["rules"], options["mechanism"], first_answer=True):
        first = story(one, family, against=other, **options)
    if as_json:
        print_json(first.to_dict())
        return
    screen = console()
    screen.print(f"{first.name} (family {first.family}, seed {first.seed}). {MADE_UP}", style="bold")
    left_out = (
        show_two(screen, first, first.against, everything) if first.against else show_one(screen, first, everything)
    )
    print_gaps(first.gaps)
    if left_out:
        screen.print(f"{left_out} quieter reviews are left out. To read them too: --all")


def show_one(screen: "Console", story: "Story", everything: bool) -> int:
    """Show one story, month by month; gives how many events are left out."""
    screen.print(f"{story.scenario.title} ({story.scenario.name})\n")
    events = story.events if everything else story.highlights()
    for month in sorted({event.month for event in events}):
        screen.print(f"Month {month}", style="bold")
        for event in events:
            if event.month == month:
                screen.print(fill(event.text, screen.width, initial_indent=INDENT, subsequent_indent=INDENT))
    screen.print()
    return len(story.events) - len(events)


def show_two(screen: "Console", one: "Story", other: "Story", everything: bool) -> int:
    """Show two stories side by side, in the months that tell most in either; gives how many events are left out."""
    both = (one, other)
    events = [event for side in both for event in (side.events if everything else side.highlights(FEWER))]
    months = {event.month for event in events}
    sheet = table("Month", *(f"{side.scenario.title} ({side.scenario.name})" for side in both))
    sheet.columns[1].ratio = sheet.columns[2].ratio = 1
    sheet.expand = True
    for month in sorted(months):
        texts = ("\n".join(event.text for event in side.events if event.month == month) for side in both)
        sheet.add_row(str(month), *texts, end_section=True)
    screen.print(sheet)
    return sum(event.month not in months for side in both for event in side.events)
