"""coprod_sim: what happens when decision power really moves to families?

The public names, loaded when first used: `coprod-sim --help` and scenario files need neither Mesa nor the compiler.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from coprod_sim.files import VERSION as __version__  # noqa: N811  the name that Python users look for

if TYPE_CHECKING:
    from coprod_sim.agents.mesa_agents import Commissioner, Family, Forum, Professional, YoungPerson
    from coprod_sim.errors import ModelError, ScenarioError
    from coprod_sim.model import CoproductionModel
    from coprod_sim.report.story.story import story
    from coprod_sim.scenario.scenario import Scenario, list_scenarios, load_scenario
    from coprod_sim.study.compare import Comparison, compare
    from coprod_sim.study.run import RunResult, run

WHERE = {
    "Commissioner": "coprod_sim.agents.mesa_agents",
    "Comparison": "coprod_sim.study.compare",
    "CoproductionModel": "coprod_sim.model",
    "Family": "coprod_sim.agents.mesa_agents",
    "Forum": "coprod_sim.agents.mesa_agents",
    "ModelError": "coprod_sim.errors",
    "Professional": "coprod_sim.agents.mesa_agents",
    "RunResult": "coprod_sim.study.run",
    "Scenario": "coprod_sim.scenario.scenario",
    "ScenarioError": "coprod_sim.errors",
    "YoungPerson": "coprod_sim.agents.mesa_agents",
    "compare": "coprod_sim.study.compare",
    "list_scenarios": "coprod_sim.scenario.scenario",
    "load_scenario": "coprod_sim.scenario.scenario",
    "run": "coprod_sim.study.run",
    "story": "coprod_sim.report.story.story",
}

__all__ = [
    "Commissioner",
    "Comparison",
    "CoproductionModel",
    "Family",
    "Forum",
    "ModelError",
    "Professional",
    "RunResult",
    "Scenario",
    "ScenarioError",
    "YoungPerson",
    "__version__",
    "compare",
    "list_scenarios",
    "load_scenario",
    "run",
    "story",
]


class Package(ModuleType):
    """This package: loading the module coprod_sim.study.run must not hide the function of that name."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a name, but leave public names to what WHERE says."""
        if not (name in WHERE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = Package


def __getattr__(name: str) -> Any:
    """Load a public name from its module (PEP 562), and keep it."""
    if name not in WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
