"""Write docs/is_an_agent_model_needed.md: the town beside its mean-field twin, with the figures of 40 pairs of runs.

    .venv/bin/python scripts/make_mean_field.py

It runs both in every way of working, which takes a minute.  Run it after any change of the model's results.
Which sentence stands in the document is chosen by the figures.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coprod_sim.evidence.mean_field import (
    ALIKE,
    ASKED,
    MEAN_FIELD_MONTHS,
    QUARTER,
    SEEN,
    WORSE_BY,
    WORSE_OFF,
    Gain,
    Interval,
    MeanField,
    Spread,
    Verdict,
    mean_field,
)
from coprod_sim.indicators import INDICATORS
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.usual import BASELINE
from coprod_sim.study.certainty_text import listed

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "is_an_agent_model_needed.md"
HUNDRED: Final = 100
FEW: Final = 0.05
"""Up to so large a share of families are hardly any."""
VERDICTS: Final[dict[Verdict, str]] = {
    "right": "right",
    "right way, wrong size": "right way, wrong size",
    "wrong way": "WRONG WAY",
    "misses it": "misses it",
    "sees what is not there": "sees what is not there",
    "neither sees any": "neither sees any",
}
HEAD: Final = """# Is an agent model needed?

This document is made by `scripts/make_mean_field.py`, from {pairs} pairs of runs; its sentences are chosen by the figures.

A town of 300 families, each with needs, means and luck of its own, is a lot of machinery.
A plain model would follow one average family.
If that gives the same answers, the machinery is needless.
So here the town is set beside its *mean-field twin*: the same rules and the same luck, but everybody alike, and nobody who hears from anybody.

You can run the twin yourself; it is a modifier that goes on top of any scenario:

```sh
.venv/bin/coprod-sim compare {base}+{alike} power_sharing+{alike}
```

## What the twin is

It is made by settings alone: `scenarios/{alike}.toml`.

| Setting | In the town | In the twin |
|---|--:|--:|
"""
NOT_ALIKE: Final = """
Some differences have no setting that takes them away, so the twin keeps them:

- Starting trust, means, skill and bravery are drawn from a Beta distribution, and `*_evenness` ends at 200: a trace of spread is left.
- Nobody can meet prejudice on average: a family meets it, or does not, and the same goes for needing an interpreter and having least. In the twin nobody does, so families are heard a little more than the town's average.
- Young people are of all ages from birth to 25, and want what is drawn for them: no setting makes them alike.
- The main need is in one of four areas, a team has one to three staff of different disciplines, and who works with whom is drawn: staff differ in their load.
- Needs drift, people see the need with errors, staff leave: that is luck, month by month, and it is the same in both.
- Appetite for responsibility is drawn, but counts for nothing (`appetite_spread` is 0).
"""
RULE: Final = """
## What each way of working changes

Each row is a way of working against `{base}`, of 100, with its 95 % interval; *off* is the twin's change less the town's, pair by pair.
The twin is *right* if both changes are clear, go the same way, and lie no further apart than {quarter} % of the town's change or {seen:g} of 100, whichever is more.
These limits were chosen before any figure was seen.
"""
SPREAD_TITLES: Final = {
    WORSE_OFF: "Families whose young person ends worse off than under consultation, by more than {worse:g} of 100",
    "spread of voice": "Voice: the tenth of families with most above the tenth with least",
    "spread of progress": "Progress: the tenth with most above the tenth with least",
    "gap by resources": "Progress: the quarter with most means above the quarter with least",
    "disputes": "Disputes a year, of 1,000 families",
}


def of_100(value: Interval, *, sign: bool = True, factor: float = HUNDRED) -> str:
    """Write a mean with its interval, of 100.

    >>> of_100(Interval(0.0438, 0.0419, 0.0457)), of_100(Interval(0.5, 0.4, 0.6), sign=False)
    ('+4.4 (+4.2 to +4.6)', '50.0 (40.0 to 60.0)')
    """
    mean, low, high = (f"{factor * part:{'+' if sign else ''}.1f}" for part in value)
    return f"{mean} ({low} to {high})"


def settings_rows() -> Iterator[str]:
    """Give a row for each setting of the twin."""
    for name, value in load_scenario(ALIKE).settings.items():
        if value != BY_NAME[name].default:
            yield f"| `{name}`: {BY_NAME[name].meaning} | {BY_NAME[name].default:g} | {value:g} |"


def gains_of(found: MeanField, indicator: str) -> list[Gain]:
    """Give the gains in one indicator."""
    return [gain for gain in found.gains if gain.indicator == indicator]


def gain_rows(found: MeanField) -> Iterator[str]:
    """Give the tables of gains, one for each indicator."""
    for indicator in ASKED:
        yield from ("", f"### {INDICATORS[indicator].title}", "", "| Way | Years | Town | Twin | Off | The twin is |")
        yield "|---|--:|--:|--:|--:|---|"
        for gain in gains_of(found, indicator):
            years = gain.month // 12
            parts = (of_100(gain.town), of_100(gain.alike), of_100(gain.off), VERDICTS[gain.verdict])
            yield f"| `{gain.way}` | {years} | {' | '.join(parts)} |"


def ways_of(gains: list[Gain]) -> str:
    """Name the ways of some rows, each with its years.

    >>> none = Interval(0, 0, 0)
    >>> ways_of([Gain("a", "progress", 24, *[none] * 3), Gain("b", "progress", 60, *[none] * 3), Gain("a", "progress", 60, *[none] * 3)])
    '`a` (2 and 5 years) and `b` (5 years)'
    """
    years: dict[str, list[int]] = {}
    for gain in gains:
        years.setdefault(gain.way, []).append(gain.month // 12)
    return listed([f"`{way}` ({listed(each)} years)" for way, each in years.items()])


def misses(gains: list[Gain]) -> str:
    """Name the rows in which the twin is off, with the town's change and how far off it is."""
    return listed(
        [
            f"`{gain.way}` after {gain.month // 12} years (town {of_100(gain.town)}, twin off by {of_100(gain.off)})"
            for gain in gains
        ]
    )


def order_sentence(found: MeanField, indicator: str, month: int) -> str:
    """Say whether the twin puts the ways of working in the town's order."""
    apart, same = found.order(indicator, month)
    title, years = INDICATORS[indicator].title, month // 12
    if not apart:
        return f"- {title} after {years} years: the town tells no two of the five ways apart."
    how = "all" if same == apart else "none" if same == 0 else f"{same}"
    return (
        f"- {title} after {years} years: of {apart} pairs of ways that the town tells apart, "
        f"the twin has {how} in the same order."
    )


def right_lines(found: MeanField) -> Iterator[str]:
    """Say what the twin gets right."""
    for indicator in ASKED:
        gains = gains_of(found, indicator)
        good = [gain for gain in gains if gain.verdict in ("right", "neither sees any")]
        title = INDICATORS[indicator].title
        if good:
            yield f"- {title}: right in {len(good)} of {len(gains)} rows: {ways_of(good)}."
        else:
            yield f"- {title}: right in none of {len(gains)} rows."
    for indicator in ASKED:
        for month in MEAN_FIELD_MONTHS:
            yield order_sentence(found, indicator, month)


def wrong_lines(found: MeanField) -> Iterator[str]:
    """Say what the twin gets wrong, by how it is wrong."""
    sentences: dict[Verdict, str] = {
        "wrong way": "goes the wrong way in",
        "misses it": "shows no clear change, where the town shows one, in",
        "sees what is not there": "shows a clear change, where the town shows none, in",
        "right way, wrong size": "goes the right way, with the wrong size, in",
    }
    empty = True
    for indicator in ASKED:
        for verdict, words in sentences.items():
            gains = [gain for gain in gains_of(found, indicator) if gain.verdict == verdict]
            if gains:
                empty = False
                yield f"- {INDICATORS[indicator].title}: the twin {words} {misses(gains)}."
    if empty:
        yield "- In these rows: nothing."


def spread_sentence(spread: Spread) -> str:
    """Say what is left in the twin of a difference between families.

    >>> some, few = Interval(0.3, 0.28, 0.32), Interval(0.03, 0.02, 0.04)
    >>> spread_sentence(Spread("worse off", "a", some, few)), spread_sentence(Spread("spread of voice", "a", some, few))
    ('the twin has hardly anybody', 'the twin has 10 % of it')
    """
    town, alike = spread.town, spread.alike
    if not town.clear:
        return "the town has none that is clear"
    if spread.name == WORSE_OFF:
        if alike.mean <= FEW:
            return "the twin has hardly anybody"
        return "the twin has nearly everybody" if alike.mean >= 1 - FEW else "the twin has some, too"
    return (
        f"the twin has {HUNDRED * alike.mean / town.mean:.0f} % of it"
        if alike.clear
        else "the twin has none that is clear"
    )


def spread_rows(found: MeanField) -> Iterator[str]:
    """Give the table of what differs between families, and a sentence for each row."""
    yield "| What | Way | Town | Twin | So |"
    yield "|---|---|--:|--:|---|"
    for spread in found.spreads:
        title = SPREAD_TITLES[spread.name].format(worse=HUNDRED * WORSE_BY)
        factor = 1.0 if spread.name == "disputes" else float(HUNDRED)
        town, alike = (of_100(value, sign=False, factor=factor) for value in (spread.town, spread.alike))
        yield f"| {title} | `{spread.way}` | {town} | {alike} | {spread_sentence(spread)} |"


def answer(found: MeanField) -> Iterator[str]:
    """Give the answer in a few sentences."""
    gains = found.gains
    wrong_way = [gain for gain in gains if gain.verdict in ("wrong way", "misses it", "sees what is not there")]
    right = [gain for gain in gains if gain.verdict in ("right", "neither sees any")]
    size = len(gains) - len(right) - len(wrong_way)
    yield f"Of {len(gains)} rows, the twin is right in {len(right)}, has the wrong size in {size}, and the wrong direction in {len(wrong_way)}."
    if wrong_way:
        yield f"An average family is not enough even for the question which way an average moves: {misses(wrong_way)}."
    else:
        yield "For the question which way an average moves, an average family is enough."
    if size:
        most = max((gain for gain in gains if gain not in right), key=lambda gain: abs(gain.off.mean))
        title = INDICATORS[most.indicator].title
        yield f"For the question how much, it is not; {title} is furthest off in {misses([most])}."
    clear = [spread for spread in found.spreads if spread.town.clear]
    lost = [spread for spread in clear if spread.lost]
    yield f"Of {len(clear)} differences between families that the town shows clearly, the twin has less than half in {len(lost)}."
    if len(lost) > 0.5 * len(clear):
        yield "For the question who gains and who loses, the town is needed."
    else:
        yield "Much of what differs between families is in the twin, too: here the town adds less than one would think."


def document(found: MeanField) -> str:
    """Give the whole document."""
    parts = [
        HEAD.format(pairs=found.pairs, base=BASELINE, alike=ALIKE) + "\n".join(settings_rows()),
        NOT_ALIKE.rstrip(),
        RULE.format(base=BASELINE, quarter=round(HUNDRED * QUARTER), seen=HUNDRED * SEEN).rstrip()
        + "\n"
        + "\n".join(gain_rows(found)),
        "\n## What the twin gets right\n\n" + "\n".join(right_lines(found)),
        "\n## What the twin gets wrong\n\n" + "\n".join(wrong_lines(found)),
        "\n## What differs between families\n\nAll of it is in month 60; one average family would have none of it; what the twin has left comes from luck, and from what cannot be made alike.\n\n"
        + "\n".join(spread_rows(found)),
        "\n## So, is it needed?\n\n" + "\n".join(answer(found)),
    ]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Run town and twin, and write the document."""
    found = mean_field()
    DOCUMENT.write_text(document(found), encoding="utf-8")
    sys.stdout.write("\n".join(answer(found)) + "\n")


if __name__ == "__main__":
    main()
