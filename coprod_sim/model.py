"""CoproductionModel: the simulation as a Mesa model, for Mesa's tools, for teaching and for plugging in.

One month, whichever way it is walked:

0. what is scheduled for the month happens (engine/timeline.py);
1. commissioners read last month's disputes and spending; pressure and rationing follow (agents/commissioner.py);
2. professionals: workload, energy, facilitation, turnover (agents/professional.py);
3. families, each seeing its peers as they stood: needs drift, a review is held if due, the month is lived (agents/family.py);
4. young people, each after its family: a month older, a look at what comes, trust in the key person (agents/young_person.py);
5. forums: seats are filled, and once a year the standard offer is set again (agents/forum.py);
6. indicators and ledgers are counted (totals.py, indicators).
"""

import warnings
from collections import deque
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import mesa
import numpy as np

from coprod_sim.agents.mesa_agents import Commissioner, Family, Forum, Person, Professional, YoungPerson
from coprod_sim.engine.checkpoint.branch import branched, fitted, read_saved
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.month_loop import Engine
from coprod_sim.engine.simulation import LARGEST_SEED, checked_seed
from coprod_sim.engine.state import Place, Records
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.network.export import to_graph
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import origin_of
from coprod_sim.place.own_mechanism import admit
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.usual import BASELINE

if TYPE_CHECKING:
    import networkx as nx
    from mesa.agent import AgentSet
    from mesa.discrete_space import Network as NetworkSpace
    from mesa.space import NetworkGrid

Activation = Literal["compiled", "agents", "shuffled"]
ACTIVATIONS = ("compiled", "agents", "shuffled")
CLASSES: dict[str, type[Person]] = {
    "family_class": Family,
    "professional_class": Professional,
    "commissioner_class": Commissioner,
    "forum_class": Forum,
    "young_person_class": YoungPerson,
}


def latest(model: "CoproductionModel", name: str) -> float:
    """Give an indicator as it was last counted."""
    return float(model.now[name])


def chosen_seed(seed: object, rng: object) -> int:
    """Make one whole number of Mesa's two ways to give a seed; without either, draw one, so that it can be recorded."""
    if seed is not None and rng is not None:
        raise ScenarioError("seed and rng: both are given: one of them is allowed. Leave one out.")
    given = seed if seed is not None else rng
    if given is None:
        given = np.random.SeedSequence().generate_state(1, np.uint32)[0]
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, np.random.Generator):
        given = given.integers(LARGEST_SEED, dtype=np.uint64)
    if isinstance(given, np.random.SeedSequence):
        given = given.generate_state(1, np.uint64)[0]
    return checked_seed(given)


def settings_of(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out what Mesa adds by itself: from 3.5 on its own page gives a `scenario` of Mesa's kind when it resets."""
    return {
        name: value
        for name, value in given.items()
        if name != "scenario" or not type(value).__module__.startswith("mesa.")
    }


def check_classes(activation: str, classes: tuple[type[Person], ...]) -> None:
    """Refuse agents of one's own where nobody would step them."""
    if activation not in ACTIVATIONS:
        raise ScenarioError(f"activation = {activation!r}: must be one of {', '.join(ACTIVATIONS)}. Choose one.")
    own = [
        f"{name} = {kind.__name__}" for name, kind in zip(CLASSES, classes, strict=True) if kind is not CLASSES[name]
    ]
    if own and activation == "compiled":
        raise ScenarioError(
            f"{', '.join(own)}: the compiled loop steps no agents, and so none of one's own: "
            'needs activation = "agents" or "shuffled". Add it.'
        )


class CoproductionModel(mesa.Model):
    """A place of families, professionals and commissioners that lives month by month.

    preset: name of a scenario, a file, or a Scenario; any lever, parameter, starting value or size by its name.
    seed (or Mesa's newer rng): same seed, same people, same luck.  months: `running` turns False after so many.
    network: a networkx graph or a file (load.py); rules: a file of rules that replace ours (custom_rules.py).
    mechanism: a file of what is added to the model (engine/mechanism/).
    activation: "compiled" walks all rows in one compiled loop; "agents" steps Mesa agents one by one, "shuffled" in
    random order.  All three give the same numbers to the bit.
    family_class and the like: subclasses of the agents, for behaviour of one's own; they need "agents" or "shuffled".
    start: a saved state, which goes on under this scenario with the luck that it has (branch.py; see from_state).
    """

    def __init__(
        self,
        preset: str | Path | Scenario = BASELINE,
        *,
        seed: Any = None,
        rng: Any = None,
        months: int | None = None,
        network: "nx.Graph[Any] | str | Path | None" = None,
        rules: str | Path | None = None,
        mechanism: str | Path | None = None,
        activation: Activation = "compiled",
        threads: int = 1,
        family_class: type[Family] = Family,
        professional_class: type[Professional] = Professional,
        commissioner_class: type[Commissioner] = Commissioner,
        forum_class: type[Forum] = Forum,
        young_person_class: type[YoungPerson] = YoungPerson,
        agent_reporters: Mapping[str, Any] | None = None,
        start: str | Path | None = None,
        **kwargs: Any,
    ) -> None:
        saved = None if start is None else read_saved(start)
        self.seed = saved.seed if saved else chosen_seed(seed, rng)
        super().__init__(rng=self.seed)
        self.classes = (family_class, professional_class, commissioner_class, forum_class, young_person_class)
        check_classes(activation, self.classes)
        admit(mechanism)
        self.policy = load_scenario(preset, settings_of(kwargs))
        self.activation = activation
        self.months = months
        self.network = load_network(network, self.policy)
        self.origin = origin_of(network, self.network, rules, None, mechanism)
        if saved:
            if network is not None or mechanism is not None:
                name = "mechanism" if network is None else "network"
                raise ScenarioError(f"{name}: a saved state says itself who there is. Leave one of the two out.")
            self.policy = fitted(saved, self.policy)
            self.simulation = branched(saved, self.policy, load_rules(rules), threads)
        else:
            self.simulation = begun(self.policy, self.seed, self.network, load_rules(rules, mechanism), threads)
        self.branched_from = saved and saved.to_dict()
        lived = saved.state.tallies if saved else self.simulation.count()
        self.tallies: list[Records] = [lived[:1]]
        self.lived: deque[Records] = deque()  # the sums of months that run() has lived and not reported yet
        self.now = measure_all(whole_place(self.tallies[0][0]))
        reporters = {name: partial(latest, name=name) for name in self.now}
        self.datacollector = mesa.DataCollector(reporters, dict(agent_reporters or {}) or None)
        self.datacollector.collect(self)
        for month in range(1, len(lived)):
            self.steps = month
            self.keep(lived[month : month + 1])

    @classmethod
    def from_state(cls, saved: str | Path, preset: str | Path | Scenario, **settings: Any) -> "CoproductionModel":
        """Go on from a saved state (a folder of checkpoints, or a file in it) under a scenario: one town, another future."""
        return cls(preset, start=saved, **settings)

    @property
    def place(self) -> Place:
        """The arrays that hold everybody's state."""
        return self.simulation.place

    @property
    def engine(self) -> Engine:
        """The compiled loops, and the place that they walk."""
        return self.simulation.engine

    def step(self) -> None:
        """Live one month: the numbered list at the top of this file."""
        if self.activation == "compiled":
            self.keep(self.lived.popleft() if self.lived else self.simulation.advance(1))
            return
        families, professionals, commissioners, forums, young_people = (
            self.agents_by_type[kind] for kind in self.classes
        )
        self.simulation.begin_month()  # 0
        walks, place = self.engine.walks, self.place
        walks.see_families(place, self.simulation.month, 0, len(place.families))
        self.activate(commissioners)  # 1
        walks.see_colleagues(place, 0, len(place.professionals))
        self.activate(professionals)  # 2
        self.activate(families)  # 3
        self.activate(young_people)  # 4
        self.activate(forums)  # 5
        tallies = self.simulation.count()  # 6
        self.simulation.check(tallies[0])
        self.keep(tallies)

    def run(self, months: int) -> "CoproductionModel":
        """Live through so many months, compiled in one go where nothing else is asked for; the same numbers as step()."""
        if self.activation != "compiled" or type(self).step is not CoproductionModel.step or self.others_wait:
            for _ in range(months):
                self.step()
            return self
        if self.datacollector.agent_reporters:
            warnings.warn("run() keeps no records of single agents: use step() for that.", stacklevel=2)
        if months > 0:
            self.lived.extend(np.split(self.simulation.advance(months), months))
        while self.lived:
            self.step()  # Mesa counts steps and time, and does what is scheduled
        return self

    @property
    def others_wait(self) -> bool:
        """Whether anything but our own step is scheduled with Mesa, which from 3.5 on keeps events."""
        return len(getattr(self, "_event_list", ())) > 1

    def activate(self, people: "AgentSet") -> None:
        """Let people take their step, in order or shuffled."""
        if self.activation == "shuffled":
            people.shuffle_do("step")
        else:
            people.do("step")

    def keep(self, tallies: Records) -> None:
        """Keep the sums of one month, shape (1, commissioners), and report on them."""
        self.tallies.append(tallies)
        self.now = measure_all(whole_place(tallies[0]))
        self.datacollector.collect(self)
        if self.months is not None and self.steps >= self.months:
            self.running = False

    @cached_property
    def people(self) -> tuple[list[Family], list[Professional], list[Commissioner], list[Forum], list[YoungPerson]]:
        """Everybody as Mesa agents, made on first use, each kind in order of rows.

        Families, professionals, commissioners, forums, young people.
        """
        place = self.place
        family, professional, commissioner, forum, young_person = self.classes
        return (
            [family(self, row) for row in range(len(place.families))],
            [professional(self, row) for row in range(len(place.professionals))],
            [commissioner(self, row) for row in range(len(place.commissioners))],
            [forum(self, row) for row in range(len(place.commissioners))],
            [young_person(self, row) for row in range(len(place.young_people))],
        )

    def family(self, row: int) -> Family:
        """Give one family."""
        return self.people[0][row]

    def professional(self, row: int) -> Professional:
        """Give one professional."""
        return self.people[1][row]

    def commissioner(self, row: int) -> Commissioner:
        """Give one commissioner."""
        return self.people[2][row]

    def forum(self, row: int) -> Forum:
        """Give one forum, by the row of its commissioner."""
        return self.people[3][row]

    def young_person(self, row: int) -> YoungPerson:
        """Give one young person, by the row of the family."""
        return self.people[4][row]

    @property
    def nodes(self) -> list[Person]:
        """Everybody who is a node of the network, in the order of its whole numbers from 0."""
        families, professionals, commissioners, _, young_people = self.people
        return [*families, *professionals, *commissioners, *young_people]

    @property
    def agents(self) -> "AgentSet":
        """Everybody as a Mesa AgentSet; agents are made when they are first asked for."""
        assert self.people
        return super().agents

    @property
    def agents_by_type(self) -> "dict[type[mesa.Agent], AgentSet]":
        """Everybody by kind of agent."""
        assert self.people
        by_type: dict[type[mesa.Agent], AgentSet] = super().agents_by_type
        return by_type

    @property
    def agent_types(self) -> list[type]:
        """The kinds of agents."""
        assert self.people
        types: list[type] = super().agent_types
        return types

    @property
    def graph(self) -> "nx.Graph[int]":
        """The network as it stands, as a networkx graph of our own: change it as you like."""
        return to_graph(self.place, self.network.labels if self.network else None)

    @cached_property
    def grid(self) -> "NetworkGrid":
        """The network as a Mesa space with everybody in place, for Mesa's own drawing; nodes are whole numbers from 0."""
        from mesa.space import NetworkGrid

        grid = NetworkGrid(self.graph)
        for node, person in enumerate(self.nodes):
            grid.place_agent(person, node)
        return grid

    @cached_property
    def network_space(self) -> "NetworkSpace":
        """The network as a space of Mesa's newer kind, a cell for each node, with everybody in place."""
        from mesa.discrete_space import Network as NetworkSpace

        space = NetworkSpace(self.graph, random=self.random)
        for node, person in enumerate(self.nodes):
            person.cell = space[node]
            person.cell.add_agent(person)
        return space
