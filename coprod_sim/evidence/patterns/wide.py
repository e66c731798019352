"""What must hold whatever the guesses are: a few claims in draws of all guesses at once, each over its whole range.

The ranges say what is plausible and were set before anything was fitted, so this is the nearest to a test of the model's claims:
a claim that holds here is not one that the defaults were chosen for.  Each is judged by the mean over a few pairs of runs.
The headline (progress gained by supported sharing) is noted beside, so that one can see where the defaults lie among the draws.
To see it: python -m coprod_sim.evidence.patterns.wide
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.calibration.priors import allowed
from coprod_sim.evidence.patterns.patterns import ScenarioRuns, at_year_end
from coprod_sim.evidence.robustness.unmeasured_assumptions import over_their_ranges
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setting_checks import checked_whole
from coprod_sim.scenario.usual import BASELINE, USUAL_SEED
from coprod_sim.study.many import Progress

DRAWS: Final = 200
WIDE_PAIRS: Final = 4
MOST_DRAWS: Final = 10_000
LEAST_SHARE: Final = 0.8
"""Each claim should hold in at least this share of the draws."""
HEADLINE_YEARS: Final = (2, 5)
QUARTERS: Final = (0.25, 0.5, 0.75)
SHARING: Final = "power_sharing"


class WideClaim(NamedTuple):
    """One claim: the pattern that it is of, its words, the years at which it is judged, and whether it holds at the end of one."""

    number: str
    words: str
    years: tuple[int, ...]
    holds: Callable[[ScenarioRuns, int], bool]


class WideFound(NamedTuple):
    """In how many draws a claim holds at the end of a year, and in how many at all its years at once."""

    claim: WideClaim
    by_year: dict[int, int]
    at_all: int


@dataclass(frozen=True)
class Wide:
    """What was found over the draws: how often each claim holds, and the headline [SD] of every draw and of the defaults by year."""

    draws: int
    pairs: int
    seed: int
    claims: tuple[WideFound, ...]
    headline: dict[int, Reals]
    default_headline: dict[int, float]

    def quarters(self, year: int) -> Reals:
        """The 25th, 50th and 75th of 100 draws, for the headline at the end of a year."""
        return np.quantile(self.headline[year], QUARTERS)

    def inside(self, year: int) -> bool:
        """Whether the headline under the defaults lies between the 25th and the 75th of 100 draws."""
        low, _, high = self.quarters(year)
        return bool(low <= self.default_headline[year] <= high)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "draws": self.draws,
            "pairs": self.pairs,
            "seed": self.seed,
            "claims": [
                {"number": one.claim.number, "claim": one.claim.words, "by_year": one.by_year, "at_all": one.at_all}
                for one in self.claims
            ],
            "headline": {
                year: {
                    "quarters": self.quarters(year).tolist(),
                    "defaults": self.default_headline[year],
                    "inside": self.inside(year),
                }
                for year in self.headline
            },
        }


def mean_at(runs: ScenarioRuns, indicator: str, scenario: str, year: int, **changes: float) -> float:
    """Give the mean of an indicator at the end of a year, over pairs."""
    return float(at_year_end(runs.of(indicator, scenario, changes), year).mean())


def below(indicator: str, lower: str, higher: str) -> Callable[[ScenarioRuns, int], bool]:
    """Say that an indicator is lower in one scenario than in another."""
    return lambda runs, year: mean_at(runs, indicator, lower, year) < mean_at(runs, indicator, higher, year)


def does_not_pay(runs: ScenarioRuns, year: int) -> bool:
    """Unsupported sharing gains a tenth of an SD at most."""
    return float(runs.in_sd("share_first_no_training", year).mean()) <= 0.1


def shared_fits_best(runs: ScenarioRuns, year: int) -> bool:
    """With supports fixed and an honest promise, fit rises from a ceiling of .1 to .5, and at 1 it is below its best."""
    fit = [
        mean_at(runs, "fit", SHARING, year, power_ceiling=ceiling, promise=ceiling) for ceiling in (0.1, 0.5, 0.75, 1.0)
    ]
    return fit[1] > fit[0] and fit[3] < max(fit)


WIDE_CLAIMS: Final = (
    WideClaim("P8", "sharing without support gains at most .1 SD", (2, 5), does_not_pay),
    WideClaim("P9", "handed over, progress is below the baseline", (2, 5), below("progress", "handed_over", BASELINE)),
    WideClaim("P10", "the empty label leaves less trust than not being asked", (2, 5, 10),
              below("felt_trust", "invited_not_deciding", "not_asked")),
    WideClaim("P10", "not being asked leaves less trust than sincere asking", (2, 5, 10),
              below("felt_trust", "not_asked", "sincere_consultation")),
    WideClaim("P15", "a broken promise leaves less trust than the baseline", (5,), below("felt_trust", "broken_promise", BASELINE)),
    WideClaim("P21", "fit rises with the ceiling, and is below its best where all is handed over", (2, 5), shared_fits_best),
)  # fmt: skip


def headlines(runs: ScenarioRuns) -> dict[int, float]:
    """Give the gain of supported sharing in SD, by year."""
    return {year: float(runs.in_sd(SHARING, year).mean()) for year in HEADLINE_YEARS}


def check_wide(
    draws: int = DRAWS, pairs: int = WIDE_PAIRS, seed: int = USUAL_SEED, progress: Progress | None = None
) -> Wide:
    """Hold the claims against draws of all guesses.

    `progress` is called with draws done and draws in all.   Raises ScenarioError where something given is not allowed.
    """
    draws = checked_whole("draws", draws, 1, MOST_DRAWS, f"{DRAWS} are enough.")
    last = YEAR * max(year for claim in WIDE_CLAIMS for year in claim.years)
    _, sets = over_their_ranges(draws, seed)
    settings = [one for one in map(sets.settings, range(draws)) if allowed(one)]
    held: list[list[list[bool]]] = []
    found: list[dict[int, float]] = []
    for done, one in enumerate(settings, start=1):
        long, short = ScenarioRuns(pairs, last, seed, one), ScenarioRuns(pairs, 5 * YEAR, seed, one)
        held.append(
            [
                [claim.holds(long if max(claim.years) > 5 else short, year) for year in claim.years]
                for claim in WIDE_CLAIMS
            ]
        )
        found.append(headlines(short))
        if progress is not None:
            progress(done, len(settings))
    claims = tuple(
        WideFound(
            claim,
            {year: sum(of_draw[at][k] for of_draw in held) for k, year in enumerate(claim.years)},
            sum(all(of_draw[at]) for of_draw in held),
        )
        for at, claim in enumerate(WIDE_CLAIMS)
    )
    by_year = {year: np.array([each[year] for each in found]) for year in HEADLINE_YEARS}
    return Wide(len(settings), pairs, seed, claims, by_year, headlines(ScenarioRuns(max(pairs, 20), 5 * YEAR, seed)))


def wide_table(found: Wide) -> str:
    """Write it as plain text."""
    lines = []
    for one in found.claims:
        by_year = ", ".join(f"{count} at {year} years" for year, count in one.by_year.items())
        lines.append(f"{one.claim.number:<4} {one.claim.words}: of {found.draws} draws {by_year}; {one.at_all} at all")
    for year in found.headline:
        low, middle, high = found.quarters(year)
        place = "inside" if found.inside(year) else "outside"
        default = found.default_headline[year]
        lines.append(
            f"Gain of supported sharing at {year} years [SD]: {low:.3f}, {middle:.3f}, {high:.3f} "
            f"(25th, 50th, 75th of 100 draws); defaults {default:.3f}, {place}"
        )
    return "\n".join(lines)


def main() -> None:
    """Hold the claims against the usual draws and write the table to standard output."""
    sys.stdout.write(wide_table(check_wide()) + "\n")


if __name__ == "__main__":
    main()
