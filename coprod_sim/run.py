"""One run of one scenario, and what it gives: indicators and the ledger of trust, as tidy tables and files."""

import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coprod_sim.agents.review import CAUSES
from coprod_sim.areas import Areas, read_areas, scaled_sizes, sizes_for
from coprod_sim.custom_rules import load_rules
from coprod_sim.errors import ScenarioError
from coprod_sim.findings import RATES
from coprod_sim.indicators import INDICATORS, measure_all, whole_place
from coprod_sim.network import load_network
from coprod_sim.origin import Origin, origin_of
from coprod_sim.scenario import Scenario, load_scenario
from coprod_sim.scenario_checks import plain_number
from coprod_sim.simulation import LARGEST_SEED, Simulation, checked_seed
from coprod_sim.state import Reals, Records
from coprod_sim.version import VERSION

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

LONGEST_RUN = 12_000
__all__ = ["LARGEST_SEED", "RunResult", "checked_months", "run"]


def checked_months(months: object) -> int:
    """Give a number of months as a whole number, or say what is wrong with it."""
    months = plain_number(months)
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= LONGEST_RUN:
        raise ScenarioError(
            f"months = {months!r}: must be a whole number between 1 and {LONGEST_RUN}. Five years are 60 months."
        )
    return months


@dataclass(frozen=True)
class RunResult:
    """What one run gave.  `tallies` has shape (months + 1, commissioners); everything else is made of it when asked for.

    origin: the network, rules and table of areas of one's own, or None where nobody noted them.
    names: what the commissioners are called, in their order; empty where they have numbers only.
    areas: in what the areas of a place with schools differ; the boards, which come after them, are not among them.
    scale: how large the place is beside the one that its scenario or table describes.
    """

    scenario: Scenario
    seed: int
    months: int
    tallies: Records
    origin: Origin | None = None
    names: tuple[str, ...] = ()
    areas: Areas | None = None
    scale: float = 1.0

    @property
    def places(self) -> tuple[str, ...]:
        """What each commissioner is called: its name, or its number from 1."""
        return self.names or tuple(str(number + 1) for number in range(self.tallies.shape[1]))

    @cached_property
    def series(self) -> dict[str, Reals]:
        """Every indicator of the whole place by month, each of shape (months + 1,)."""
        return measure_all(whole_place(self.tallies))

    @cached_property
    def indicators(self) -> "pd.DataFrame":
        """Every indicator as a tidy table: scenario, seed, month, place ("all" or a commissioner), indicator, value."""
        import pandas as pd

        places = [("all", self.series)]
        places += [(name, measure_all(self.tallies[:, number])) for number, name in enumerate(self.places)]
        month = np.arange(self.months + 1)
        parts = [
            pd.DataFrame({"month": month, "place": place, "indicator": name, "value": values})
            for place, series in places
            for name, values in series.items()
        ]
        table = pd.concat(parts, ignore_index=True)
        table.insert(0, "scenario", self.scenario.name)
        table.insert(1, "seed", self.seed)
        return table

    @cached_property
    def by_area(self) -> "pd.DataFrame":
        """Areas as they are at the end, one row each: name, families, plans, in what they differ [%], and every indicator.

        Counts of rare events (disputes) are means over the last twelve months.  A place without areas has no rows.
        """
        import pandas as pd

        if self.areas is None:
            return pd.DataFrame()
        last = self.tallies[max(1, self.months - 11) :, : len(self.areas.names)]
        series = measure_all(last)
        values = {name: series[name].mean(axis=0) if name in RATES else series[name][-1] for name in INDICATORS}
        facts = self.areas._asdict()
        facts.pop("gaps")
        return pd.DataFrame({"area": facts.pop("names"), **facts, **values})

    @cached_property
    def ledger(self) -> "pd.DataFrame":
        """The ledger of trust by month: one column for each cause, and the change of felt trust that they add up to."""
        import pandas as pd

        table = pd.DataFrame({cause: self.series[f"trust_from_{cause}"] for cause in CAUSES})
        table.insert(0, "month", np.arange(self.months + 1))
        table["change"] = np.diff(self.series["felt_trust"], prepend=self.series["felt_trust"][0])
        return table

    def save(self, folder: str | Path) -> Path:
        """Write indicators.parquet, ledger.parquet and manifest.json (version, scenario, seed, hashes, platform)."""
        target = Path(folder)
        try:
            target.mkdir(parents=True, exist_ok=True)
            write_parquet(self.indicators, target / "indicators.parquet", {n: i.unit for n, i in INDICATORS.items()})
            write_parquet(self.ledger, target / "ledger.parquet", dict.fromkeys((*CAUSES, "change"), "share per month"))
            text = json.dumps(self.manifest(), indent=2)
            write_aside(target / "manifest.json", text.encode())
        except OSError as error:
            raise ScenarioError(
                f"{target}: {error.strerror}: results are written here. Choose another folder."
            ) from error
        return target

    def manifest(self) -> dict[str, Any]:
        """Everything that is needed to repeat this run."""
        return {
            "coprod_sim": VERSION,
            "scenario": self.scenario.to_dict(),
            "scenario_name": self.scenario.name,
            "scenario_hash": self.scenario.hash,
            "seed": self.seed,
            "months": self.months,
            "scale": self.scale,
            **(self.origin.to_dict() if self.origin else {}),
            "gaps": list(self.areas.gaps) if self.areas else [],
            "python": platform.python_version(),
            "numpy": np.__version__,
            "platform": platform.platform(),
        }


def write_aside(path: Path, content: bytes) -> None:
    """Write a file beside its place and put it there when it is whole, so that nothing is ever half-written."""
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    aside.replace(path)


def write_parquet(table: "pd.DataFrame", path: Path, units: dict[str, str]) -> None:
    """Write a table as Parquet with the units of its indicators, the version and the licence in the metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    words = {"units": json.dumps(units), "coprod_sim": VERSION}
    arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **words})
    aside = path.with_name(path.name + ".part")
    pq.write_table(arrow, aside, compression="zstd")
    aside.replace(path)


def run(
    preset: str | Path | Scenario = "consultation_only",
    *,
    months: int = 60,
    seed: int = 1,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    areas: str | Path | None = None,
    scale: float = 1.0,
    threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
    checkpoint: str | Path | None = None,
    every: int = 12,
    going_on: Callable[[int], None] | None = None,
    **settings: float,
) -> RunResult:
    """Run one scenario.

    preset: a name, a file or a Scenario; settings: any lever, parameter, starting value or size by its name.
    network: a networkx graph or a file (network.py); rules: a file of rules that replace ours (custom_rules.py).
    areas: the official table of local authorities (areas.py); scale: 0.01 makes the place a hundredth as large.
    progress: is told after each month how many are done, and of how many.
    checkpoint: a folder where the state is written every so many months; a run that was stopped goes on from there,
    and `going_on` is told from which month (long_run.py).
    Raises ScenarioError where something given is not allowed.
    """
    scenario = load_scenario(preset, settings)
    months, seed = checked_months(months), checked_seed(seed)
    if network is not None and (areas is not None or scale != 1):
        raise ScenarioError("network: a network says itself who there is. Leave out areas and scale, or the network.")
    scenario, table = sized(scenario, areas, scale)
    place, walks = load_network(network, scenario), load_rules(rules)
    origin = origin_of(network, place, rules, areas)
    tell = (lambda month: progress(month, months)) if progress else None
    if checkpoint is not None:
        from coprod_sim.long_run import simulate_with_checkpoints

        simulation, tallies = simulate_with_checkpoints(
            scenario,
            seed,
            months,
            checkpoint,
            every=every,
            origin=origin,
            network=place,
            walks=walks,
            threads=threads,
            areas=table,
            going_on=going_on,
            tell=tell,
        )
    else:
        simulation = Simulation(scenario, seed, place, walks, threads, table)
        tallies = np.concatenate((simulation.count(), simulation.advance(months, tell)))
    return RunResult(scenario, seed, months, tallies, origin, simulation.names, simulation.areas, scale)


def sized(scenario: Scenario, areas: str | Path | None, scale: float) -> tuple[Scenario, Areas | None]:
    """Give a scenario with the sizes that a scale and a table of areas ask for, and the areas that were read."""
    if scale != 1:
        scenario = load_scenario(scenario, scaled_sizes(scenario.values(), scale))
    if areas is None:
        return scenario, None
    table = read_areas(areas, scenario.values(), scale)
    return load_scenario(scenario, sizes_for(table, scenario.values())), table
