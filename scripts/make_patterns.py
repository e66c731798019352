"""Write docs/patterns.md: what the model must show, what it shows, where it misses, and what holds whatever the guesses are.

    .venv/bin/python scripts/make_patterns.py

It runs every pattern and mechanism, ten years of every difference, and 200 draws of all guesses: some minutes on two processors.
Run it after any change of the model's results or of a pattern.  A part that misses must be argued below, or nothing is written.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from coprod_sim.evidence.patterns.check import Pattern, check_patterns, found, wanted
from coprod_sim.evidence.patterns.horizons import HorizonFound, check_horizons, sentence
from coprod_sim.evidence.patterns.people import INSIDE
from coprod_sim.evidence.patterns.wide import LEAST_SHARE, Wide, check_wide
from coprod_sim.evidence.robustness.unmeasured_assumptions import Joint, joint
from coprod_sim.scenario.parameters import DEFAULTS, PARAMETERS
from coprod_sim.study.assumptions.ensemble import load_ensemble

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "patterns.md"
PAIRS: Final = 20
HUNDRED: Final = 100
EDGE: Final = 0.1
"""A default within so much of its range from an end is near an end."""
NOT_FITTED: Final = "The defaults were not fitted again after young people came into the model."
MISSED: Final[dict[str, str]] = {
    "P17": "Resources make a family readier to appeal, but families with more of them also trust more and live with better plans, which keeps them from it. "
    "Tried: `appeal_base` and `appeal_resources` near the ends of their ranges; .6 and .9 give what stands above. "
    "The chance of a dispute is to be replaced by a pathway of stages, in which means count at each gate.",
    "P20": "The lift of trust itself fades; what families gain in confidence and staff in skill stays, and goes on lifting trust. "
    "Without those two gains about a third of the lift is left after 18 months, which is still more than is wanted. "
    "Tried: smaller gains from a conference; not tried: a confidence that fades.",
    "K4": "Families that are hardly heard have little to lose where nobody talks: where everybody is heard, the loss is .024. "
    + NOT_FITTED,
    "N1": "Peers bring confidence, and confidence brings less to families that are hardly heard: where everybody is heard, the change without peers is .12. "
    + NOT_FITTED,
    "T1": "Families that are hardly heard lose trust in the people, too, and some families come anew: where everybody is heard, .046 is lost, and where nobody leaves, .049. "
    + NOT_FITTED,
    "Y2": "With or without being asked for their voice, young people may speak to the first of their team: without that, the gain in fit is .010. Where nobody leaves it is .0096. "
    + NOT_FITTED,
    "Y4": "Young people who see badly still speak for themselves where their parents are hardly heard: where everybody is heard, the gain is gone. Where nobody is grown, those of nearly 25 still have a little say. "
    + NOT_FITTED,
}
"""What was tried for a pattern or mechanism that misses; a miss without an argument stops the script."""
WIDE_MISSES: Final[dict[str, str]] = {
    "P21": "P21 misses at two years: so little power has moved by then that handing over all of it has hardly begun to cost.",
}
"""The same for claims that hold in too few draws of all guesses."""
HEAD: Final = """# What the model must show

This document is made by `scripts/make_patterns.py`, from {pairs} pairs of runs from seed 1 unless it says otherwise.

A *pattern* is a claim about the world; a *mechanism* is a claim about the way in which it comes about.
Both were written down before the defaults were chosen, and the defaults were then looked for so that as many as possible hold at once.
So a green line shows that the model can do all this together; it is a fit, and no test.
The nearest to a test are the last two parts: the same claims under draws of all guesses at once, from ranges that were set before.

**Green**: every part holds. **Amber**: every part goes the right way, but a size misses. **Red**: anything else.
In brackets: half of the 95 % interval over pairs of runs. SD: the baseline's spread of progress between families in the same month.
"""


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table."""
    cells = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells)


def ensemble_shares() -> dict[str, float]:
    """Give in what share of the fitted sets each pattern holds, judged with luck that they were not fitted to."""
    shares = load_ensemble().about["result"]["shares_met"]
    return {name: float(share) for name, share in shares.items() if name.startswith("P")}


def pattern_rows(patterns: Sequence[Pattern], shares: dict[str, float]) -> Iterator[list[str]]:
    """Give one row a part; the claim, its verdict and its share of the ensemble stand with the first."""
    for pattern in patterns:
        for at, part in enumerate(pattern.parts):
            share = f"{HUNDRED * shares[pattern.number]:.0f} of 100" if pattern.number in shares else ""
            first = [f"**{pattern.number}**", pattern.claim, pattern.verdict, share] if not at else ["", "", "", ""]
            mark = "" if part.holds else " **misses**"
            yield [*first, part.name, f"{found(part)}{mark}", wanted(part)]


def misses(patterns: Sequence[Pattern]) -> Iterator[str]:
    """Say of every part that misses what was tried."""
    for pattern in patterns:
        if all(part.holds for part in pattern.parts):
            continue
        if pattern.number not in MISSED:
            raise SystemExit(
                f"{pattern.number} misses: {pattern.figure}. Argue it in MISSED of scripts/make_patterns.py."
            )
        yield f"- **{pattern.number}**, {pattern.claim}.\n  " + MISSED[pattern.number].replace(". ", ".\n  ")


def horizon_rows(horizons: Sequence[HorizonFound]) -> Iterator[list[str]]:
    """Give one row a difference: its mean at every year end; years in which it is claimed are bold, those turned round marked."""
    for each in horizons:
        claimed = {one.year for one in each.claimed}
        cells = []
        for one in each.years:
            text = f"{one.mean:+.3f}".replace("+0.", "+.").replace("-0.", "-.")
            cells.append(
                (f"**{text}**" if one.year in claimed else text) + (" ⟲" if one.year in each.reversals else "")
            )
        yield [each.horizon.number, f"{each.horizon.words} [{each.horizon.unit}]", *cells]


def turned(horizons: Sequence[HorizonFound]) -> Iterator[str]:
    """Say of every difference that turns round, or does not hold where it is claimed, in which years."""
    for each in horizons:
        if each.reversals or not each.holds:
            note = "" if each.holds else " **It does not hold in all years for which it is claimed.**"
            yield f"- {each.horizon.number}, {each.horizon.words}: {sentence(each)}.{note}"


def wide_rows(wide: Wide) -> Iterator[list[str]]:
    """Give one row a claim: in how many of 100 draws it holds, year by year."""
    for one in wide.claims:
        years = ", ".join(f"{HUNDRED * count / wide.draws:.0f} at {year}" for year, count in one.by_year.items())
        enough = all(count >= LEAST_SHARE * wide.draws for count in one.by_year.values())
        yield [one.claim.number, one.claim.words, years, "yes" if enough else "**no**"]


def wide_misses(wide: Wide) -> Iterator[str]:
    """Say why each claim misses that holds in too few draws, a line each."""
    for number, *_, enough in wide_rows(wide):
        if enough != "yes":
            yield f"\n{WIDE_MISSES[number]}"


def headline_lines(wide: Wide) -> Iterator[str]:
    """Say where the headline under the defaults lies among the draws."""
    for year in wide.headline:
        low, middle, high = wide.quarters(year)
        place = "between" if wide.inside(year) else "**not between**"
        yield (
            f"- At {year} years the draws' 25th, 50th and 75th of 100 are {low:.2f}, {middle:.2f} and {high:.2f} SD; "
            f"the defaults give {wide.default_headline[year]:.2f}, {place} the outer two."
        )


def place_in_range(name: str) -> float:
    """Give where a default lies within its range, 0 to 1."""
    low, high = next(each.explore for each in PARAMETERS if each.name == name)
    return (DEFAULTS[name] - low) / (high - low)


def side_rows(drawn: Joint) -> Iterator[list[str]]:
    """Give one row a guess that clearly moves the headline: which way, and where its default lies."""
    for guess in drawn.guesses:
        if guess.clear:
            place = place_in_range(guess.name)
            raises = (place > 0.5) == (guess.correlation > 0)
            yield [
                f"`{guess.name}`",
                f"{guess.correlation:+.2f}",
                f"{HUNDRED * place:.0f}",
                "raises" if raises else "lowers",
            ]


def sides(drawn: Joint) -> str:
    """Say how many defaults lie near an end of their range, and on which side of the headline they lie."""
    rows = list(side_rows(drawn))
    free = [each.name for each in PARAMETERS if each.explore[0] < each.explore[1]]
    near = [name for name in free if not EDGE <= place_in_range(name) <= 1 - EDGE]
    at_an_end = [name for name in free if place_in_range(name) in {0.0, 1.0}]
    raising = sum(row[-1] == "raises" for row in rows)
    return "\n".join(
        [
            (
                f"Of {len(free)} parameters, {len(at_an_end)} have their default at an end of its range"
                f"{': ' + ', '.join(f'`{name}`' for name in at_an_end) if at_an_end else ''}, and {len(near)} within a tenth of the range from one"
                f"{': ' + ', '.join(f'`{name}`' for name in near) if near else ''}."
            ),
            f"Of the {len(rows)} guesses that clearly move the headline when all vary ({drawn.sets} draws), {raising} have their default on the side that raises it.",
            "",
            table(
                ["Guess", "Partial rank correlation with the gain", "Default, 0 to 100 of its range", "That side"], rows
            ),
        ]
    )


def document() -> str:
    """Write the whole document."""
    shares = ensemble_shares()
    say("patterns")
    patterns = check_patterns(PAIRS)
    say("mechanisms")
    mechanisms = check_patterns(PAIRS, wanted=INSIDE)
    argued = list(misses([*patterns, *mechanisms]))
    say("horizons")
    horizons = check_horizons(PAIRS)
    say("guesses")
    drawn = joint()
    say("wide draws")
    wide = check_wide(progress=lambda done, draws: say(f"{done} of {draws}") if done % 20 == 0 else None)
    heads = ["", "Claim", "Verdict", "In the ensemble", "Part", "Found", "Wanted"]
    years = [str(year) for year in range(1, 11)]
    parts = [
        HEAD.format(pairs=PAIRS),
        "## Patterns\n",
        "*In the ensemble*: in how many of 100 fitted sets of assumptions the pattern was green, judged with other luck when they were fitted.\n",
        table(heads, list(pattern_rows(patterns, shares))),
        "\n## Mechanisms\n",
        table(heads[:3] + heads[4:], [row[:3] + row[4:] for row in pattern_rows(mechanisms, {})]),
        "\n## Where it misses\n",
        *(argued or ["Nowhere."]),
        "\n## Year by year\n",
        (
            "Each difference that a pattern claims, at the end of each of ten years; bold: the years for which it is claimed; "
            "⟲: it has turned round beyond doubt.\n"
        ),
        table(["", "Difference", *years], list(horizon_rows(horizons))),
        "",
        *turned(horizons),
        "\n## Whatever the guesses are\n",
        f"{wide.draws} draws of all guesses at once, each from its whole range, {wide.pairs} pairs of runs each: in how many of 100 a claim holds at the end of a year.\n",
        table(["", "Claim", "Of 100 draws, at years", "At least 80"], list(wide_rows(wide))),
        *wide_misses(wide),
        "\nThe headline is the gain of supported sharing in progress.",
        *headline_lines(wide),
        "\n## Which side the defaults are on\n",
        sides(drawn),
    ]
    return "\n".join(parts) + "\n"


def say(word: str) -> None:
    """Say how far it is."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    """Write the document."""
    DOCUMENT.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
