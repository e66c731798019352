"""The scenarios of a plan: names, files beside the plan, and either of them joined with modifiers.

A plan opens files in its own folder or below, and no others, as a scenario file does.
Settings that one scenario refuses together are the plan's fault only where nothing that varies could mend it.
"""

from pathlib import Path
from typing import Final, cast

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.document_checks import CheckedScenario, who_fault
from coprod_sim.scenario.extends import Ancestor, joined_parts, looks_like_path, target_link
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setting_checks import quoted, relation_faults
from coprod_sim.scenario.toml_reader import Document
from coprod_sim.study.plan.checks import CheckedPlan

NOWHERE: Final = Path("/nowhere at all")
"""Where a plan that came from no file finds its files."""


def scenario_in(folder: Path | None, what: str, where: str) -> Scenario:
    """The scenario of one text of a plan in this folder; None: a plan that came from no file, and can open none."""
    inside = None if folder is None else folder.resolve() / "plan.toml"
    asking = Ancestor("plan", Document(where, {}), CheckedScenario(), inside)
    parts = joined_parts(what.strip(), inside.parent if inside else NOWHERE)
    found = [str(target_link(part, asking, where).path) if looks_like_path(part) else part for part in parts]
    # A single path is given as one, so that a "+" in its name is not taken for a joint.
    return load_scenario(Path(found[0]) if len(found) == 1 and looks_like_path(found[0]) else "+".join(found))


def check_scenarios(document: Document, folder: Path | None, result: CheckedPlan) -> None:
    """Read the scenarios, each once."""
    raw, where = document.tables.get("scenarios"), document.where("scenarios")
    example = 'Write scenarios = ["consultation_only", "power_sharing"], for example.'
    if not isinstance(raw, list | tuple) or not raw:
        given = f" = {quoted(raw)}" if "scenarios" in document.tables else ": is missing"
        result.faults.append(f"{where} scenarios{given}: must be a list of names or files. {example}")
        return
    loaded: dict[str, Scenario] = {}
    entries: list[str] = []
    for entry in cast(list[object], raw):
        if not isinstance(entry, str) or not entry.strip():
            result.faults.append(f"{where} scenarios {quoted(entry)}: must be a name or a file, as text. {example}")
            continue
        try:
            scenario = scenario_in(folder, entry, f"{where} scenarios {quoted(entry)}")
        except ScenarioError as error:
            result.faults += [fault if fault.startswith(where) else f"{where}: {fault}" for fault in error.faults]
            continue
        if scenario.name in loaded:
            advice = "scenarios must have names of their own. Delete one, or give its file another name."
            result.faults.append(
                f"{where} scenarios {quoted(entry)}: a second scenario called {scenario.name}: {advice}"
            )
        loaded[scenario.name] = scenario
        entries.append(entry.strip())
    result.scenarios, result.loaded = tuple(entries), tuple(loaded.values())


def check_relations(document: Document, result: CheckedPlan) -> None:
    """Refuse settings that no run of a scenario could have beside its own, whatever varies."""
    free = {one.name for one in result.varied} | result.doubtful
    found: dict[str, None] = {}
    for scenario in result.loaded:
        values = scenario.values() | result.settings
        given = {**scenario.settings, **result.settings}
        here = f"{document.where('scenarios')} scenario {scenario.name}:"
        labels = dict.fromkeys(values, here) | result.places
        found |= dict.fromkeys(relation_faults(values, given, labels.__getitem__, free))
        if "commissioners" not in free:
            events = [who_fault(event, values["commissioners"], here) for event in scenario.events]
            found |= dict.fromkeys(fault for fault in events if fault)
    result.faults += found
