"""Mesa's own viewer on the model: the network, four charts, and sliders made from the declarations.

    solara run coprod_sim/dashboard/pages/mesa/page.py        (or /mesa of: coprod-sim dashboard)

Each visitor gets a model of their own: Mesa's usual page would share one among all browsers.
"""

from typing import Any

import solara
from mesa.visualization import Slider, SolaraViz, make_plot_component, make_space_component
from mesa.visualization.components import AgentPortrayalStyle
from mesa.visualization.utils import update_counter

from coprod_sim.agents.mesa_agents import Commissioner, Family, Professional, YoungPerson
from coprod_sim.model import CoproductionModel
from coprod_sim.place.network.export import layout
from coprod_sim.scenario.parameters import BY_NAME

COLOURS = {Family: "#28A197", YoungPerson: "#C05000", Professional: "#A285D1", Commissioner: "#3D3D3D"}
MARKERS = {Family: "o", YoungPerson: "d", Professional: "s", Commissioner: "^"}
SMALLEST, LARGEST = 15, 120
CHOSEN = (
    "power_ceiling",
    "promise",
    "commissioner_bravery",
    "staff_bravery",
    "training",
    "reflection",
    "feedback",
    "budget",
)
CHARTS: tuple[dict[str, str], ...] = (
    {"felt_trust": "#12436D", "professional_trust": "#C05000"},
    {"voice": "#12436D", "family_power": "#C05000"},
    {"progress": "#12436D"},
    {"staff_load": "#12436D", "family_energy": "#C05000"},
)


def portrayal(person: Any) -> AgentPortrayalStyle:
    """Draw one person: shape and colour by kind, size of a family and of a young person by their say."""
    say = 0.5
    if isinstance(person, Family | YoungPerson):
        say = person.voice if isinstance(person, Family) else person.say
    size = SMALLEST + (LARGEST - SMALLEST) * say
    kind = next(kind for kind in COLOURS if isinstance(person, kind))
    return AgentPortrayalStyle(color=COLOURS[kind], marker=MARKERS[kind], size=size)


def slider(name: str) -> Slider:
    """Make a slider of a declared lever."""
    declared = BY_NAME[name]
    step = (declared.high - declared.low) / 50
    return Slider(name.replace("_", " "), declared.default, declared.low, declared.high, step, dtype=float)


PARAMETERS = {
    "seed": {"type": "InputText", "value": "7", "label": "Luck (seed)"},
    "families": 120,
    "professionals": 12,
    **{name: slider(name) for name in CHOSEN},
}


def new_model() -> CoproductionModel:
    """Make the model that a visitor starts with."""
    return CoproductionModel(seed=7, families=120, professionals=12)


@solara.component
def Month(model: solara.Reactive[CoproductionModel]) -> None:
    """Say how many months have passed: one Mesa tells steps, the next a time with a decimal point."""
    update_counter.get()
    solara.Text(f"Month: {model.value.steps}")


@solara.component
def Page() -> None:
    """Show the page."""
    model = solara.use_memo(lambda: solara.reactive(new_model()), [])
    space = make_space_component(portrayal, layout_alg=layout)
    Month(model)
    SolaraViz(
        model,
        components=[space, *(make_plot_component(chart) for chart in CHARTS)],
        model_params=PARAMETERS,
        name="coprod_sim",
        play_interval=200,
    )
