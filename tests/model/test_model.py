"""CoproductionModel as Mesa's own tools use it."""

import gc
import inspect
import json
import os
import subprocess
import sys
import weakref
from typing import Any

import mesa
import numpy as np
import pytest

from coprod_sim import (
    Commissioner,
    CoproductionModel,
    Family,
    Forum,
    Professional,
    RunResult,
    ScenarioError,
    YoungPerson,
    load_scenario,
    run,
)
from coprod_sim.agents.family import Peers
from coprod_sim.indicators import HEADLINES


def test_batch_run() -> None:
    """mesa.batch_run varies presets, seeds and levers, and its last row is the month it says."""
    varied: dict[str, Any] = {"preset": ["consultation_only", "power_sharing"], "training": [0.0, 0.05], "families": 60}
    # Newer Mesa takes seeds beside the parameters, and overwrites a seed among them.
    newer = "rng" in inspect.signature(mesa.batch_run).parameters
    seeds = {"rng": [1, 2]} if newer else {}
    rows = mesa.batch_run(
        CoproductionModel,
        varied if newer else varied | {"seed": [1, 2]},
        **seeds,
        max_steps=12,
        number_processes=1,
        display_progress=False,
    )
    assert len(rows) == 8
    for row in rows:
        result = run(row["preset"], months=12, seed=row["seed"], training=row["training"], families=60)
        assert row["Step"] == 12
        assert row["progress"] == result.series["progress"][12]


def test_data_collector_holds_month_0_and_every_month() -> None:
    """step() and run() fill Mesa's data collector alike, one row for month 0 and one for each month."""
    stepped = CoproductionModel("power_sharing", seed=3)
    for _ in range(6):
        stepped.step()
    ran = CoproductionModel("power_sharing", seed=3).run(6)
    one, other = stepped.datacollector.get_model_vars_dataframe(), ran.datacollector.get_model_vars_dataframe()
    assert one.equals(other)
    assert len(one) == 7
    assert set(HEADLINES) <= set(one.columns)
    assert (stepped.steps, ran.steps) == (6, 6)


def test_time_and_steps_go_on_together() -> None:
    """After run(), step() and run() again, Mesa's steps, its time where it has one, and the data are of one month."""
    model = CoproductionModel("power_sharing", seed=3).run(5)
    assert getattr(model, "time", 5.0) == 5.0
    model.step()
    model.run(0).run(2)
    assert (model.steps, getattr(model, "time", 8.0), RunResult.of(model).months) == (8, 8.0, 8)
    straight = CoproductionModel("power_sharing", seed=3).run(8)
    assert model.datacollector.get_model_vars_dataframe().equals(straight.datacollector.get_model_vars_dataframe())
    assert model.place.families.tobytes() == straight.place.families.tobytes()


def test_what_is_scheduled_with_mesa_sees_its_own_month() -> None:
    """An event in the middle of run() finds the place as it stands in that month."""
    model = CoproductionModel("power_sharing", seed=3)
    if not hasattr(model, "schedule_event"):
        pytest.skip(f"Mesa {mesa.__version__} schedules nothing; later versions do")
    seen: list[bytes] = []

    def look() -> None:
        seen.append(model.place.families.tobytes())

    model.schedule_event(look, at=3.5)
    model.run(6)
    assert seen == [CoproductionModel("power_sharing", seed=3).run(3).place.families.tobytes()]


def test_agents_are_views_of_rows() -> None:
    """Agents come by kind, read and write the arrays, and know with whom they work."""
    model = CoproductionModel(seed=1)
    assert len(model.agents) == 636
    assert {kind: len(people) for kind, people in model.agents_by_type.items()} == {
        Family: 300,
        Professional: 30,
        Commissioner: 3,
        Forum: 3,
        YoungPerson: 300,
    }
    family: Any = model.family(4)
    family.felt_trust = 0.9
    assert model.place.families["felt_trust"][4] == 0.9
    model.place.families["energy"][4] = 0.25
    assert family.energy == 0.25
    family.need = [1, 2, 3, 4]
    assert model.place.families["need"][4].tolist() == [1, 2, 3, 4]
    worker = family.team[0]
    assert family in worker.families
    assert family in model.commissioner(family.commissioner).families
    assert family in family.peers[0].peers
    assert family.casework[0].power == pytest.approx(0.5 / len(family.team))


def test_agent_sets_work() -> None:
    """select, get, agg and set of Mesa's AgentSet work on the views."""
    model = CoproductionModel(seed=1)
    families = model.agents_by_type[Family]
    assert families.agg("progress", np.mean) == pytest.approx(model.now["progress"])
    poor = families.select(lambda family: family.quarter == 0)
    assert len(poor) == 75
    poor.set("energy", 0.5)
    assert model.place.families["energy"].mean() == pytest.approx(0.9 * 0.75 + 0.5 * 0.25)


@pytest.mark.parametrize(
    ("name", "value", "words"), [("felt_trust", 1.5, "between 0 and 1"), ("commissioner", 2, "fixed when the place")]
)
def test_agents_refuse_what_cannot_be(name: str, value: float, words: str) -> None:
    """Writing a value outside its range, or who belongs where, is refused with a reason."""
    with pytest.raises(ScenarioError, match=words):
        setattr(CoproductionModel(seed=1).family(0), name, value)


def test_behaviour_of_ones_own() -> None:
    """A subclass of Family with another step is used under activation "agents"."""

    class Tired(Family):
        def step(self) -> None:
            super().step()
            self.energy = 0.1

    model = CoproductionModel(seed=1, activation="agents", family_class=Tired)
    model.run(2)
    assert (model.place.families["energy"] == 0.1).all()


def test_one_verb_of_ones_own() -> None:
    """A subclass that overrides one verb changes that alone: who looks at no peer learns nothing from them."""

    class Alone(Family):
        def hear_peers(self) -> Peers:
            return Peers(super().hear_peers().reputation, 0.0)

    model = CoproductionModel(seed=1, activation="shuffled", family_class=Alone, families=30).run(3)
    direct = CoproductionModel(seed=1, families=30, vicarious=0.0).run(3)
    for field in ("felt_trust", "confidence", "plan", "energy"):
        assert model.place.families[field].tobytes() == direct.place.families[field].tobytes(), field


def test_each_verb_is_used() -> None:
    """Every verb of every kind of agent is called once a month for its own row, in the order of the compiled month."""
    called: list[tuple[str, int]] = []

    def noted(kind: Any, verbs: tuple[str, ...]) -> Any:
        def wrap(verb: str) -> Any:
            def call(self: Any, *given: Any) -> Any:
                called.append((verb, self.row))
                return getattr(kind, verb)(self, *given)

            return call

        return type(kind.__name__, (kind,), {verb: wrap(verb) for verb in verbs})

    verbs = {
        "commissioner_class": (Commissioner, ("see_area", "spend")),
        "professional_class": (Professional, ("see_cases", "learn", "stay_or_leave")),
        "family_class": (Family, ("begin_month", "see_team", "hear_peers", "review", "live", "show")),
        "forum_class": (Forum, ("fill_seats", "set_offer")),
    }
    own = {name: noted(*kind) for name, kind in verbs.items()}
    sizes: dict[str, Any] = {"families": 8, "professionals": 3, "commissioners": 1, "peers": 2}
    model = CoproductionModel(seed=1, activation="agents", **own, **sizes)
    model.step()
    rows = {"commissioner_class": 1, "professional_class": 3, "family_class": 8, "forum_class": 1}
    assert called == [(verb, row) for name, (_, all_) in verbs.items() for row in range(rows[name]) for verb in all_]


@pytest.mark.parametrize("name", ["family_class", "forum_class"])
def test_agents_of_ones_own_need_somebody_who_steps_them(name: str) -> None:
    """Without activation "agents" or "shuffled", a class of one's own is refused, since nothing would call it."""

    class Own(Family, Forum):
        pass

    with pytest.raises(ScenarioError, match=f'{name} = Own: .*needs activation = "agents" or "shuffled"'):
        CoproductionModel(seed=1, **{name: Own})  # type: ignore[arg-type]


def test_nobody_is_removed() -> None:
    """remove() of an agent is refused with a reason, and the totals stay those of everybody."""
    model = CoproductionModel(seed=1)
    with pytest.raises(ScenarioError, match=r"Family\(row=3\): remove\(\) is not allowed: who is there is fixed"):
        model.family(3).remove()
    assert len(model.agents) == 636
    assert model.run(1).tallies[-1]["families"].sum() == 300


def test_both_of_mesas_network_spaces() -> None:
    """The older grid and the newer space hold everybody at the same nodes, with the same neighbours."""
    model = CoproductionModel(seed=1)
    grid, space = model.grid, model.network_space
    for node, person in enumerate(model.nodes):
        assert grid.get_cell_list_contents([node]) == [person] == list(space[node].agents)
        assert person.cell.coordinate == person.pos == node
        assert {cell.coordinate for cell in person.cell.neighborhood} == set(grid.get_neighborhood(node))


def test_rules_can_be_stepped_through_without_the_compiler() -> None:
    """With the compiler switched off, agents call the rules as plain Python, and give what compiled rules give."""
    program = (
        "from coprod_sim import CoproductionModel, Family\n"
        "from coprod_sim.agents.family_life import live\n"
        "assert not hasattr(live, 'py_func')\n"
        "sizes = dict(families=6, professionals=3, commissioners=1, peers=2)\n"
        "model = CoproductionModel('power_sharing', seed=2, activation='agents', **sizes).run(5)\n"
        "print(float(model.now['felt_trust']), float(model.now['progress']))\n"
        "model = CoproductionModel('power_sharing', seed=2, activation='agents', pathway=1, **sizes).run(13)\n"
        "print(float(model.now['felt_trust']), float(model.place.pathways['know_how'].sum()))\n"
    )
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    compiled = CoproductionModel("power_sharing", seed=2, families=6, professionals=3, commissioners=1, peers=2).run(5)
    plain = [float(word) for word in done.stdout.split()]
    expected = [float(compiled.now[name]) for name in ("felt_trust", "progress")]
    pathway = CoproductionModel(
        "power_sharing", seed=2, pathway=1, families=6, professionals=3, commissioners=1, peers=2
    ).run(13)
    expected += [float(pathway.now["felt_trust"]), float(pathway.place.pathways["know_how"].sum())]
    assert plain == expected


def test_agents_are_made_only_when_asked_for() -> None:
    """A compiled run makes no agents, and leaves nothing behind when it is dropped."""
    model = CoproductionModel(seed=1).run(3)
    assert "people" not in vars(model)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None


def test_seeds() -> None:
    """seed, Mesa's rng and text of digits are one thing; both at once, and other text, are refused."""
    by_seed, by_rng = CoproductionModel(seed=42), CoproductionModel(rng=42)
    by_text = CoproductionModel(seed="42")
    assert by_seed.place.families.tobytes() == by_rng.place.families.tobytes() == by_text.place.families.tobytes()
    assert by_seed.seed == 42
    without = CoproductionModel()
    again = CoproductionModel(seed=without.seed)
    assert without.place.families.tobytes() == again.place.families.tobytes()
    assert CoproductionModel(rng=np.random.default_rng(3)).seed == CoproductionModel(rng=np.random.default_rng(3)).seed
    with pytest.raises(ScenarioError, match="one of them"):
        CoproductionModel(seed=1, rng=1)
    with pytest.raises(ScenarioError, match="whole number"):
        CoproductionModel(seed="lucky")


def test_settings_by_keyword() -> None:
    """Levers, parameters and sizes are keywords; an unknown one is refused with the nearest name."""
    model = CoproductionModel(load_scenario("power_sharing"), seed=1, families=90, training=0.1, trust_gain=0.3)
    assert len(model.place.families) == 90
    assert model.place.commissioners["training"][0] == 0.1
    assert model.place.parameters["trust_gain"][0] == 0.3
    with pytest.raises(ScenarioError, match="training"):
        CoproductionModel(trainning=0.1)
    with pytest.raises(ScenarioError, match="activation"):
        CoproductionModel(activation="random")  # type: ignore[arg-type]


def test_running_stops_at_the_last_month() -> None:
    """With `months` given, run_model ends by itself."""
    model = CoproductionModel(seed=1, months=5)
    model.run_model()
    assert (model.steps, model.running) == (5, False)


def test_agent_reporters() -> None:
    """Agent reporters give a row for each agent and month when stepping; run() says that it keeps none."""
    model = CoproductionModel(seed=1, families=30, agent_reporters={"row": "row"})
    model.step()
    table = model.datacollector.get_agent_vars_dataframe()
    assert len(table) == 2 * len(model.agents)
    with pytest.warns(UserWarning, match="single agents"):
        model.run(1)


def test_result_tables_and_files(tmp_path: Any) -> None:
    """A model's result is that of run() with the same seed, and can be saved and read again."""
    import pandas as pd

    model = CoproductionModel("power_sharing", seed=5).run(12)
    direct = run("power_sharing", months=12, seed=5)
    assert RunResult.of(model).indicators.equals(direct.indicators)
    folder = direct.save(tmp_path / "results")
    assert pd.read_parquet(folder / "indicators.parquet").equals(direct.indicators)
    assert pd.read_parquet(folder / "ledger.parquet").equals(direct.ledger)
    assert json.loads((folder / "manifest.json").read_text())["scenario_hash"] == direct.scenario.hash
