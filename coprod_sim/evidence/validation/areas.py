"""Areas of the model beside areas of England: what the model says of each authority's disputes, and what was published.

Each area gets its families, child poverty, timeliness and refusals from the official table; the model runs; its disputes are counted.
Published appeals are read in this file alone, and for comparison only: the run gets the path of the table, and does not read them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import YEAR, share_of
from coprod_sim.place.areas.file import read_table
from coprod_sim.place.areas.local_authorities import SUPPORT_IN_ALL_SCHOOLS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.run import RunResult, run

PUBLISHED: Final = ("appeals_est", "appeal_rate_pct")
LEAST_PLANS: Final = 500
"""Published relations are those of authorities with more plans than this; in smaller ones a rate is luck."""
THREADS: Final = 2


class Official(NamedTuple):
    """What is published of each area, in the order of the table; nan where nothing is.  Percentages are from 0 to 100."""

    names: tuple[str, ...]
    plans: Reals
    families: Reals  # plans and SEN support in all schools
    appeals: Reals  # a year
    appeal_rate: Reals  # of 100 decisions that can be appealed
    poverty: Reals
    timeliness: Reals
    refused: Reals

    @property
    def compared(self) -> np.ndarray:
        """Which areas are compared: those with enough plans and a published rate, as in the published relations."""
        return np.asarray((self.plans > LEAST_PLANS) & np.isfinite(self.appeal_rate))


class Prediction(NamedTuple):
    """What the model says: disputes in a year for every 1,000 families, of shape (seeds, years, areas), and families, (areas,)."""

    rates: Reals
    families: Reals
    scale: float

    @property
    def mean(self) -> Reals:
        """Each area's rate over all years and seeds, shape (areas,)."""
        return np.asarray(self.rates.mean(axis=(0, 1)))


def read_official(path: str | Path) -> Official:
    """Read the official table with its appeals; raises ScenarioError where it cannot be used."""
    file = Path(path)
    table = read_table(file)
    table.raise_all()
    for column in PUBLISHED:
        if column not in table.rows[0].cells:
            raise ScenarioError(
                f"{file}: no column {column!r}: needed to compare with what was published. Add the column, or leave --areas out."
            )
    plans = table.numbers("ehc_plans")
    official = Official(
        tuple(row.name for row in table.rows),
        plans,
        np.nan_to_num(plans) + SUPPORT_IN_ALL_SCHOOLS * np.nan_to_num(table.numbers("sen_support_est")),
        table.numbers("appeals_est"),
        table.numbers("appeal_rate_pct"),
        table.numbers("child_poverty_pct"),
        table.numbers("within_20_weeks_pct"),
        table.numbers("requests_refused_pct"),
    )
    table.raise_all()
    return official


def predict(
    path: str | Path, scale: float, months: int, seeds: range, settings: Mapping[str, float] | None = None
) -> Prediction:
    """Run the place of the table once with each seed, and count each area's disputes in every whole year."""
    scenario = load_scenario("england", settings or {})
    results = [run(scenario, areas=path, scale=scale, months=months, seed=seed, threads=THREADS) for seed in seeds]
    last = results[-1].by_area["families"].to_numpy(float)
    return Prediction(np.stack([yearly_rates(result) for result in results]), last, scale)


def yearly_rates(result: RunResult) -> Reals:
    """Give disputes in a year for every 1,000 families, shape (years, areas); nan where nobody lives.  Months of no whole year are left out."""
    assert result.areas is not None
    years, areas = result.months // YEAR, len(result.areas.names)
    tallies = result.tallies[1 : 1 + years * YEAR, :areas]
    disputes = tallies["disputes"].reshape(years, YEAR, areas).sum(axis=1)
    families = tallies["families"].reshape(years, YEAR, areas).mean(axis=1)
    return share_of(1000 * disputes, families)
