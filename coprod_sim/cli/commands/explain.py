"""What made the difference: what `explain` prints, by setting or by channel."""

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from coprod_sim.cli.commands.run import figure, print_gaps
from coprod_sim.cli.console import WIDE, compiled_rules, console, print_json, progress_bar, table, value_of
from coprod_sim.cli.notes import print_event_notes
from coprod_sim.scenario.scenario import load_scenario

if TYPE_CHECKING:
    from coprod_sim.scenario.scenario import Scenario
    from coprod_sim.study.channels import ByChannel, ChannelShare
    from coprod_sim.study.coalitions import Player
    from coprod_sim.study.explain import Explanation

BAR: Final = 20
ABOUT: Final = (
    "A share is what a setting adds when it changes from A to B, averaged over all orders in which the settings can "
    "change (its Shapley value). Settings that only work together have equal parts. Shares add up to the difference."
)
CHANNEL_WORDS: Final = {
    "lived_plan_fit": ("Better plans add", "Worse plans take away", "what plans do"),
    "own_effort": (
        "More of the family's own effort adds",
        "Less of the family's own effort takes away",
        "what families' own effort does",
    ),
    "delivery": ("Better delivery adds", "Worse delivery takes away", "what delivery does"),
}
"""How a sentence begins where a channel adds to progress, where it takes away, and what is unclear where neither is clear."""
ABOUT_CHANNELS: Final = (
    "A part is what one of the three adds when it changes from A to B while the others stay or have changed, averaged over "
    "all orders (its Shapley value). Every family's progress is worked out again from its plan, its effort and what "
    "was delivered, so nothing is left over."
)


def run_explanation(
    a: "str | Scenario",
    b: "str | Scenario",
    pairs: int,
    indicators: list[str],
    runs: int | None,
    options: dict[str, Any],
    as_json: bool,
) -> None:
    """Divide the difference among the settings, and show or print it."""
    from coprod_sim.study.explain import explain

    one, other = load_scenario(a), load_scenario(b)
    print_event_notes([one, other], options)
    with compiled_rules(options["rules"], options["mechanism"]), progress_bar("Running mixtures of A and B") as step:
        found = explain(one, other, pairs=pairs, indicators=indicators, runs=runs, progress=step, **options)
    if as_json:
        print_json(found.to_dict())
        return
    for name in found.differences:
        show(found, name)
    screen = console()
    screen.print(ABOUT)
    screen.print(f"{found.runs:,} runs. {how(found)}")
    print_gaps(found.gaps)


def how(found: "Explanation") -> str:
    """Say how the shares were found, and how exactly."""
    if found.exact:
        return "All orders were counted, so the intervals show luck only."
    errors = {name: max(share.standard_error for share in shares) for name, shares in found.shares.items()}
    worst = " and ".join(f"{figure_of_error(error, name)} in {name}" for name, error in errors.items())
    return (
        "Some orders were drawn, each with its reverse, which adds an error to each share; the intervals hold it. "
        f"Its standard error is at most {worst}. More runs make it smaller: --runs."
    )


def signed(value: float, name: str) -> str:
    """Write a share with its sign, in the unit of its indicator."""
    return figure(value, name, sign=True, decimals=2)


def figure_of_error(error: float, name: str) -> str:
    """Write a standard error in the unit of its indicator."""
    from coprod_sim.study.certainty_text import unit_of

    return f"{error * unit_of(name).factor:.2g}"


def player_settings(found: "Explanation", player: "Player") -> tuple[str, str]:
    """Write what a player is in A and in B."""
    values = found.values(player)
    if not values:
        counts = (len(found.scenario_a.events), len(found.scenario_b.events))
        return str(counts[0]) if counts[0] else "none", str(counts[1]) if counts[1] else "none"
    a, b = zip(*((value_of(a), value_of(b)) for a, b in values.values()), strict=True)
    return ", ".join(a), ", ".join(b)


def show(found: "Explanation", name: str) -> None:
    """Show the shares of one indicator's difference."""
    from coprod_sim.indicators import INDICATORS, RATES

    screen = console()
    whole = found.differences[name]
    ends = f"A {figure(whole.a, name)}, B {figure(whole.b, name)}"
    screen.print(f"What made the difference in: {INDICATORS[name].title}", style="bold")
    screen.print(f"A  {found.scenario_a.title} ({found.scenario_a.name})")
    screen.print(f"B  {found.scenario_b.title} ({found.scenario_b.name})")
    when = f"Mean of the 12 months to month {found.months}" if name in RATES else f"Month {found.months}"
    screen.print(f"{when}, {found.pairs} pairs of runs: {ends}")
    wide = screen.width >= WIDE
    sheet = table("What differs", "A", "B", "Share", "95 % interval", *((" ",) if wide else ()), numbers=(1, 2, 3, 4))
    largest = max(abs(share.share) for share in found.shares[name])
    for share in found.shares[name]:
        low, high = (signed(end, name) for end in (share.ci_low, share.ci_high))
        row = [share.player.name, *player_settings(found, share.player), signed(share.share, name)]
        bar = ["#" * round(BAR * abs(share.share) / largest)] if wide and largest else [""] * wide
        sheet.add_row(*row, f"{low} to {high}", *bar)
    sheet.add_section()
    low, high = (signed(end, name) for end in (whole.ci_low, whole.ci_high))
    total = ["All together", "", "", signed(whole.difference, name), f"{low} to {high}"]
    sheet.add_row(*total, *([""] if wide else []), style="bold")
    screen.print(sheet)


def run_by_channel(
    a: "str | Scenario",
    b: "str | Scenario",
    pairs: int,
    unused: Mapping[str, object],
    options: dict[str, Any],
    as_json: bool,
) -> None:
    """Divide the difference in progress among its three channels, and show or print it.   unused: options that do not go with it."""
    from coprod_sim.errors import ScenarioError
    from coprod_sim.study.channels import explain_by_channel

    given = [option for option, value in unused.items() if value is not None]
    if given:
        raise ScenarioError(
            f"--by-channel {' '.join(given)}: is about progress alone, and counts all orders: "
            f"must stand without {' and '.join(given)}. Leave one out."
        )
    one, other = load_scenario(a), load_scenario(b)
    print_event_notes([one, other], options)
    with compiled_rules(options["rules"], options["mechanism"]), progress_bar("Running A and B") as step:
        found = explain_by_channel(one, other, pairs=pairs, progress=step, **options)
    if as_json:
        print_json(found.to_dict())
        return
    screen = console()
    screen.print("How the difference in young people's progress comes", style="bold")
    screen.print(f"A  {found.scenario_a.title} ({found.scenario_a.name})")
    screen.print(f"B  {found.scenario_b.title} ({found.scenario_b.name})")
    for sentence in channel_sentences(found):
        screen.print(fill(sentence, screen.width))
    screen.print(fill(ABOUT_CHANNELS, screen.width))
    print_gaps(found.gaps)


def channel_sentences(found: "ByChannel") -> Iterator[str]:
    """Say in plain sentences how much of the difference comes by which channel, and that the three sum to the whole."""
    a, b, whole = (100 * value for value in (found.a, found.b, found.difference))
    low, high = 100 * found.ci_low, 100 * found.ci_high
    yield (
        f"In month {found.months}, over {found.pairs} pairs of runs, progress is {a:.2f} of 100 in A and {b:.2f} in B: "
        f"a difference of {whole:+.2f} (95 % interval {low:+.2f} to {high:+.2f})."
    )
    for share in found.shares:
        yield share_sentence(share)
    total = sum(share.share for share in found.shares)
    parts = " ".join(f"{100 * share.share:+.2f}" for share in found.shares)
    yield f"Together: {parts} = {100 * total:+.2f}, which is the whole difference; the last digits are rounded."


def share_sentence(share: "ChannelShare") -> str:
    """Say what one channel adds to the difference, or that it is not clear.

    >>> from coprod_sim.study.channels import ChannelShare
    >>> share_sentence(ChannelShare("delivery", 0.031, 0.02, 0.042))
    'Better delivery adds 3.10 (95 % interval +2.00 to +4.20).'
    >>> share_sentence(ChannelShare("lived_plan_fit", -0.01, -0.03, 0.01))
    'It is not clear what plans do: -1.00 (95 % interval -3.00 to +1.00).'
    """
    adds, takes, unclear = CHANNEL_WORDS[share.channel]
    points = 100 * share.share
    interval = f"95 % interval {100 * share.ci_low:+.2f} to {100 * share.ci_high:+.2f}"
    if share.ci_low > 0:
        return f"{adds} {points:.2f} ({interval})."
    if share.ci_high < 0:
        return f"{takes} {-points:.2f} ({interval})."
    return f"It is not clear {unclear}: {points:+.2f} ({interval})."
