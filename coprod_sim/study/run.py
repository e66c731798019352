"""One run of one scenario, and what it gives: indicators and the ledger of trust, as tidy tables and files."""

import json
import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.areas import Areas
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.simulation import LARGEST_SEED, checked_seed
from coprod_sim.engine.state import Reals, Records
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION, atomic_write, write_whole
from coprod_sim.indicators import INDICATORS, measure_all, value_at, whole_place
from coprod_sim.place.areas.local_authorities import read_areas, scaled_sizes, sizes_for
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import Origin, origin_of
from coprod_sim.place.own_mechanism import admit
from coprod_sim.place.simulate import begun, simulate_with_checkpoints
from coprod_sim.scenario.events import LAST_MONTH
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setting_checks import checked_whole
from coprod_sim.scenario.usual import BASELINE, USUAL_MONTHS, USUAL_SEED
from coprod_sim.study.provenance import provenance
from coprod_sim.study.result_folder import check_results_folder

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from coprod_sim.model import CoproductionModel

__all__ = ["LARGEST_SEED", "RunResult", "checked_months", "run"]


def checked_months(months: object) -> int:
    """Give a number of months as a whole number, or say what is wrong with it."""
    return checked_whole("months", months, 1, LAST_MONTH, "Five years are 60 months.")


@dataclass(frozen=True)
class RunResult:
    """What one run gave.  `tallies` has shape (months + 1, commissioners); everything else is made of it when asked for.

    origin: the network, rules and table of areas of one's own, or None where nobody noted them.
    names: what the commissioners are called, in their order; empty where they have numbers only.
    areas: in what the areas of a place with schools differ; the boards, which come after them, are not among them.
    scale: how large the place is beside the one that its scenario or table describes.
    branched_from: the saved state from which it went on under another scenario (branch.py), if it did.
    """

    scenario: Scenario
    seed: int
    months: int
    tallies: Records
    origin: Origin | None = None
    names: tuple[str, ...] = ()
    areas: Areas | None = None
    scale: float = 1.0
    branched_from: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, model: "CoproductionModel") -> "RunResult":
        """Give what a model has lived through so far as a result: tidy tables, the ledger of trust, save(folder)."""
        lived, tallies = model.simulation, np.concatenate(model.tallies)
        about = (model.origin, lived.names, lived.areas)
        return cls(model.policy, model.seed, len(tallies) - 1, tallies, *about, branched_from=model.branched_from)

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
        series = measure_all(self.tallies[:, : len(self.areas.names)].T)
        values = {name: value_at(series[name], name, self.months) for name in series}
        facts = self.areas._asdict()
        for words in ("gaps", "notes"):
            facts.pop(words)
        return pd.DataFrame({"area": facts.pop("names"), **facts, **values})

    @cached_property
    def ledger(self) -> "pd.DataFrame":
        """The ledger of trust by month: one column for each cause, and the change of felt trust that they add up to."""
        import pandas as pd

        table = pd.DataFrame({cause: self.series[f"trust_from_{cause}"] for cause in CAUSES})
        table.insert(0, "month", np.arange(self.months + 1))
        table["change"] = np.diff(self.series["felt_trust"], prepend=self.series["felt_trust"][0])
        return table

    def save(self, folder: str | Path, *, force: bool = False) -> Path:
        """Write indicators.parquet, ledger.parquet and manifest.json (version, scenario, seed, hashes, platform).

        force: write over the results of another run, which are left alone otherwise; a study's are never written over.
        Raises ScenarioError.
        """
        target = Path(folder)
        check_results_folder(target, self.manifest(), force)
        try:
            target.mkdir(parents=True, exist_ok=True)
            words = {"provenance": json.dumps(self.provenance())}
            units = {name: INDICATORS[name].unit for name in self.series}
            write_parquet(self.indicators, target / "indicators.parquet", units, words)
            per_month = dict.fromkeys((*CAUSES, "change"), "share per month")
            write_parquet(self.ledger, target / "ledger.parquet", per_month, words)
            text = json.dumps(self.manifest(), indent=2)
            write_whole(target / "manifest.json", text.encode())
        except OSError as error:
            raise ScenarioError(
                f"{target}: {error.strerror}: results are written here. Choose another folder."
            ) from error
        return target

    def provenance(self) -> dict[str, Any]:
        """What made this run (provenance.py)."""
        gaps = self.areas.gaps if self.areas else ()
        return provenance((self.scenario,), self.origin, scale=self.scale, gaps=gaps, branched_from=self.branched_from)

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
            "provenance": self.provenance(),
            "python": platform.python_version(),
            "numpy": np.__version__,
            "platform": platform.platform(),
        }


def write_parquet(
    table: "pd.DataFrame", path: Path, units: dict[str, str], about: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Write a table as Parquet with the units of its indicators, the version, and more words `about` it in the metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    words = {"units": json.dumps(units), "coprod_sim": VERSION, **about}
    arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **words})
    with atomic_write(path) as file:
        pq.write_table(arrow, file, compression="zstd")


def run(
    preset: str | Path | Scenario = BASELINE,
    *,
    months: int = USUAL_MONTHS,
    seed: int = USUAL_SEED,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    mechanism: str | Path | None = None,
    areas: str | Path | None = None,
    scale: float = 1.0,
    threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
    checkpoint: str | Path | None = None,
    every: int = 12,
    going_on: Callable[[int], None] | None = None,
    start: str | Path | None = None,
    **settings: float,
) -> RunResult:
    """Run one scenario.

    preset: a name, a file or a Scenario; settings: any lever, parameter, starting value or size by its name.
    network: a networkx graph or a file (load.py); rules: a file of rules that replace ours (custom_rules.py).
    mechanism: a file of what is added to the model (engine/mechanism/).
    areas: the official table of local authorities (areas.py); scale: 0.01 makes the place a hundredth as large.
    progress: is called after each month with how many are done, and of how many.
    checkpoint: a folder where the state is written every so many months; a run that was stopped goes on from there,
    and `going_on` is told from which month (resume.py).
    start: a saved state of another run (such a folder, or a file in it), which goes on under this scenario (branch.py):
    `months` count from its beginning, and its seed stays.
    Raises ScenarioError where something given is not allowed.
    """
    admit(mechanism)
    scenario = load_scenario(preset, settings)
    months, seed = checked_months(months), checked_seed(seed)
    on_month = (lambda month: progress(month, months)) if progress else None
    if start is not None:
        given = {"network": network, "areas": areas, "scale": None if scale == 1 else scale, "checkpoint": checkpoint}
        given["mechanism"] = mechanism
        return run_on(start, scenario, months, seed, given, rules, threads, on_month)
    check_place(network, areas, scale)
    scenario, table = sized(scenario, areas, scale)
    place, walks = load_network(network, scenario), load_rules(rules, mechanism)
    origin = origin_of(network, place, rules, areas, mechanism)
    if checkpoint is not None:
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
            on_month=on_month,
        )
    else:
        simulation = begun(scenario, seed, place, walks, threads, table)
        tallies = np.concatenate((simulation.count(), simulation.advance(months, on_month)))
    return RunResult(scenario, seed, months, tallies, origin, simulation.names, simulation.areas, scale)


def run_on(
    start: str | Path,
    scenario: Scenario,
    months: int,
    seed: int,
    given: Mapping[str, object],
    rules: str | Path | None,
    threads: int,
    on_month: Callable[[int], None] | None,
) -> RunResult:
    """Go on from a saved state under a scenario.   given: what else was asked for, which a saved state says itself."""
    from coprod_sim.engine.checkpoint.branch import branched, checked_start, fitted, read_saved

    saved = read_saved(start)
    faults = list(checked_start(saved, months, seed, given))
    if faults:
        raise ScenarioError(*faults)
    simulation = branched(saved, fitted(saved, scenario), load_rules(rules), threads)
    tallies = np.concatenate((saved.state.tallies, simulation.advance(months - saved.state.month, on_month)))
    origin = origin_of(None, None, rules)
    about = (origin, simulation.names, simulation.areas)
    return RunResult(simulation.scenario, saved.seed, months, tallies, *about, branched_from=saved.to_dict())


def check_place(network: object, areas: object, scale: float) -> None:
    """Refuse a network together with what would say otherwise who there is."""
    if network is not None and (areas is not None or scale != 1):
        raise ScenarioError("network: a network says itself who there is. Leave out areas and scale, or the network.")


def sized(scenario: Scenario, areas: str | Path | None, scale: float) -> tuple[Scenario, Areas | None]:
    """Give a scenario with the sizes that a scale and a table of areas ask for, and the areas that were read."""
    if scale != 1:
        scenario = load_scenario(scenario, scaled_sizes(scenario.values(), scale))
    table = areas_from(areas, scale)(scenario)
    return (load_scenario(scenario, sizes_for(table, scenario.values())) if table else scenario), table


def areas_from(areas: str | Path | None, scale: float) -> Callable[[Scenario], Areas | None]:
    """Give what reads the table of areas for a scenario, which says what stands where nothing is published."""
    return lambda scenario: None if areas is None else read_areas(areas, scenario.values(), scale)


def gaps_of(tables: Iterable[Areas | None]) -> tuple[str, ...]:
    """Give what tables of areas do not say, each gap once."""
    return tuple(dict.fromkeys(gap for table in tables if table for gap in table.gaps))
