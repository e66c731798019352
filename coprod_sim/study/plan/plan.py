"""A plan: which runs a study makes, as data.

It is a TOML file: scenarios, what is the same in every run, what varies and how, how often, and what is kept.
Everything wrong with a plan is said at once, as a ScenarioError; how points are chosen is in sampling.py.
A combination that a scenario refuses at some point of the design (two settings that share one whole, say) is not the
plan's fault: that run is recorded as failed, and the others go on.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import HEADLINES
from coprod_sim.scenario.extends import has_suffix, is_there
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import HASH_LENGTH, Scenario, tidy
from coprod_sim.scenario.setting_checks import quoted
from coprod_sim.scenario.toml_reader import MOST_BYTES, Document, document_of, read_toml, short_path
from coprod_sim.study.own_place import BUILT_IN, OwnPlace
from coprod_sim.study.plan.checks import DEFAULT_SEED, CheckedPlan, check_sampling, check_settings, check_top
from coprod_sim.study.plan.fields import (
    CHUNK,
    LEVELS,
    MONTHS_FIELD,
    REPLICATES,
    SAMPLERS,
    SEED_BITS,
    Method,
    Seeds,
    Varied,
)
from coprod_sim.study.plan.own_place import admit_mechanism, plan_place
from coprod_sim.study.plan.scenarios import check_relations, check_scenarios, scenario_in
from coprod_sim.study.plan.toml_writer import plan_text
from coprod_sim.study.plan.vary import check_size, check_vary

__all__ = ["PLAN_FILE", "Plan", "Varied", "load_plan", "plan_of_text"]

PLAN_FILE: Final = "plan.toml"
NOT_RESULTS: Final = ("title", "question", "chunk", "scenarios", "place")


@dataclass(frozen=True)
class Plan:
    """One checked plan; load_plan and from_dict check it, the constructor does not.

    name: what the study is called.   scenarios: as written, names or files beside the plan.   settings: of every run.
    points: asked, not counted: samples of a Latin hypercube, base N of Sobol, trajectories of Morris; else 0.
    levels: of Morris.   at: the months at which indicators are kept.   chunk: runs made and written together.
    seeds: "paired": a seed for each point and replicate; "common": for each replicate, at every point the same.
    Both give all scenarios the same seed.   seed_bits: how large the seeds may be, see fields.py.
    place: a network, rules, areas and scale of one's own.   folder: where files are looked for; None: nowhere.
    """

    name: str
    title: str
    question: str
    scenarios: tuple[str, ...]
    settings: Mapping[str, float] = field(default_factory=dict[str, float])
    varied: tuple[Varied, ...] = ()
    method: Method = "none"
    points: int = 0
    levels: int = int(LEVELS.default)
    replicates: int = int(REPLICATES.default)
    seed: int = DEFAULT_SEED
    months: int = int(MONTHS_FIELD.default)
    at: tuple[int, ...] = (int(MONTHS_FIELD.default),)
    indicators: tuple[str, ...] = HEADLINES
    chunk: int = int(CHUNK.default)
    seeds: Seeds = "paired"
    place: OwnPlace = BUILT_IN
    seed_bits: int = SEED_BITS[0]
    folder: Path | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Keep the settings in one order that nobody can change."""
        ordered = {name: float(self.settings[name]) for name in BY_NAME if name in self.settings}
        object.__setattr__(self, "settings", MappingProxyType(ordered))

    def __hash__(self) -> int:
        """Equal plans have equal hashes."""
        return int(self.hash, 16)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to other processes: a read-only view cannot be pickled, its content can."""
        content = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return rebuilt, (content | {"settings": dict(self.settings)},)

    @cached_property
    def loaded(self) -> tuple[Scenario, ...]:
        """The scenarios themselves, without the settings of the plan; their names are theirs in the results."""
        return tuple(scenario_in(self.folder, what, f"plan {self.name} {quoted(what)}") for what in self.scenarios)

    @property
    def called(self) -> tuple[str, ...]:
        """What the scenarios are called in the results: a file goes by its name without folder and ending."""
        return tuple(scenario.name for scenario in self.loaded)

    def known_as(self, scenario: str) -> str:
        """What a scenario is called in the results, given so or as a file; what is unknown stays as it is."""
        by_file = {Path(raw).name: name for raw, name in zip(self.scenarios, self.called, strict=True)}
        return by_file.get(Path(scenario).name, scenario)

    def to_dict(self) -> dict[str, object]:
        """The plan as plain tables, shaped like its TOML file, with every default written out."""
        result: dict[str, object] = {"title": self.title}
        result |= {"question": self.question} if self.question else {}
        result |= {"scenarios": list(self.scenarios), "months": self.months, "replicates": self.replicates}
        result |= {
            "seed": self.seed,
            "seeds": self.seeds,
            "seed_bits": self.seed_bits,
            "indicators": list(self.indicators),
        }
        result |= {"at": list(self.at), "chunk": self.chunk}
        if self.place != BUILT_IN:
            result["place"] = self.place.to_dict()
        if self.settings:
            result["settings"] = {name: tidy(name, value) for name, value in self.settings.items()}
        result["sampling"] = {"method": self.method} | {
            name: {"points": self.points, "levels": self.levels}[name]
            for name in (*SAMPLERS[self.method].required, *SAMPLERS[self.method].optional)
            if name != "steps"
        }
        if self.varied:
            result["vary"] = {one.name: varied_table(one) for one in self.varied}
        return result

    @property
    def hash(self) -> str:
        """Sixteen hex digits that stand for all that changes results: what scenarios say counts, not where they stand.

        Title, question, chunk, the name of the plan and its file layout do not count.
        """
        content = {key: value for key, value in self.to_dict().items() if key not in NOT_RESULTS}
        if self.seed_bits == SEED_BITS[-1]:
            del content["seed_bits"]  # it was not said when all studies were so, and these keep their hash
        content["scenarios"] = [[scenario.name, scenario.hash] for scenario in self.loaded]
        if self.place != BUILT_IN:
            content["place"] = self.place.hashes()
        # The order of settings that vary decides the design, so no keys are sorted.
        text = json.dumps(content, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]

    @staticmethod
    def from_dict(tables: Mapping[str, object], name: str = "unnamed", folder: Path | None = None) -> "Plan":
        """The plan of tables shaped like the TOML file; raises ScenarioError with every fault."""
        return plan_of(Document(f"plan {name}", tables), name, folder)

    def to_toml(self) -> str:
        """The plan as the text of a TOML file; scenario files that it names must stand beside it (see `files`)."""
        return plan_text(self.to_dict())

    def files(self) -> dict[str, str]:
        """Everything needed to read this plan elsewhere: path in the new folder and text, plan.toml and scenarios.

        Scenarios from files travel with all that they extend worked in; the hash of the plan stays the same.
        """
        found: dict[str, str] = {}
        names: list[str] = []
        for what, scenario in zip(self.scenarios, self.loaded, strict=True):
            path = f"scenarios/{scenario.name}.toml"
            own = scenario.source != "built in"
            found |= {path: scenario.to_toml()} if own else {}
            names.append(path if own else what)
        tables = self.to_dict() | {"scenarios": names}
        if self.place != BUILT_IN:
            # The first file of a part is the one that it is named by.
            paths = {part: path for part, path, _ in reversed(list(self.place.copies()))}
            tables["place"] = self.place.to_dict() | paths
        return {PLAN_FILE: plan_text(tables), **found}

    def with_place(self, place: OwnPlace) -> "Plan":
        """This plan with files and scale of one's own in the place of those that it has."""
        changed = replace(self, place=place)
        changed.__dict__["loaded"] = self.loaded
        return changed


def rebuilt(content: dict[str, object]) -> Plan:
    """Give the plan of its fields, after a journey."""
    return Plan(**content)  # type: ignore[arg-type]  # the fields of a plan, as it gave them itself


def varied_table(one: Varied) -> object:
    """What varies, as it stands in a file: values, or low and high."""
    numbers = [tidy(one.name, value) for value in one.values or (one.low, one.high)]
    return {"values": numbers} if one.values else numbers


def plan_of(document: Document, name: str, folder: Path | None) -> Plan:
    """The plan of one document; raises all its faults together."""
    found = CheckedPlan()
    admit_mechanism(document, folder)
    check_top(document, found)
    check_scenarios(document, folder, found)
    check_settings(document, found)
    check_sampling(document, found)
    check_vary(document, found)
    check_relations(document, found)
    check_size(document, found)
    place = plan_place(document, folder, found)
    if found.faults or found.method is None:
        raise ScenarioError(*dict.fromkeys(found.faults))
    plan = Plan(
        name=name,
        title=found.title,
        question=found.question,
        scenarios=found.scenarios,
        settings=found.settings,
        varied=found.varied,
        method=found.method,
        points=found.numbers.get("points", 0),
        levels=found.numbers.get("levels", int(LEVELS.default)),
        replicates=found.replicates,
        seed=found.seed,
        months=found.months,
        at=found.at,
        indicators=found.indicators,
        chunk=found.chunk,
        seeds=found.seeds,
        place=place,
        seed_bits=found.seed_bits,
        folder=folder,
    )
    plan.__dict__["loaded"] = found.loaded  # as they were checked, even if a file changes later
    return plan


def plan_of_text(text: str, where: str = "plan.toml") -> Plan:
    """The plan of a TOML text that came from anybody: it can name built-in scenarios only, and never opens a file.

    where: what its faults call it.   Raises ScenarioError with every fault, and its line.
    """
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise ScenarioError(f"{where}: larger than 1 MB: must have at most 1 MB. Is this the right file?")
    return plan_of(document_of(where, text.removeprefix("\ufeff")), Path(where).stem, None)


def load_plan(path: str | Path) -> Plan:
    """The plan of a .toml file, or of the plan.toml in a folder; raises ScenarioError with every fault that was found.

    A plan.toml is called after its folder, another file after itself.
    """
    given = Path(path)
    inside = is_there(given) and given.is_dir() and is_there(given / PLAN_FILE)
    file = given / PLAN_FILE if inside else given
    if not is_there(file):
        advice = "must be the path of a plan, a .toml file. Check the path."
        raise ScenarioError(f"{short_path(file)}: there is no such file: {advice}")
    if not file.is_dir() and not has_suffix(file.name):
        raise ScenarioError(f"{short_path(file)}: must be a file whose name ends in .toml. Check the name.")
    document = read_toml(file)
    folder = file.resolve().parent
    if file.name == PLAN_FILE and begun_before(folder):
        document = replace(document, tables={"seed_bits": SEED_BITS[-1], **document.tables})
    return plan_of(document, folder.name if file.name == PLAN_FILE else file.stem, folder)


def begun_before(folder: Path) -> bool:
    """Whether a folder holds a study that was begun when no plan said how large its seeds are."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return isinstance(manifest["plan"], dict) and "seed_bits" not in manifest["plan"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
