"""Studies in a network, with rules or in areas of one's own: the same numbers as single runs, whoever does them."""

import json
import pickle
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.place.origin import hash_of_files
from coprod_sim.study import own_place
from coprod_sim.study.compare import compare
from coprod_sim.study.plan.plan import load_plan, plan_of_text
from coprod_sim.study.result_folder import MANIFEST
from coprod_sim.study.run import run
from coprod_sim.study.runner import results
from coprod_sim.study.runner.chunks import cut_plan
from coprod_sim.study.runner.run_chunk import run_chunk
from coprod_sim.study.runner.runner import estimate, run_plan
from tests.place.test_origin import EXAMPLE, small_graph
from tests.study.runner.small import data_hash
from tests.study.runner.test_sweep_command import typed
from tests.study.test_provenance import AREAS, GAP

HEAD = """title = "In a place of our own"
scenarios = ["consultation_only", "power_sharing"]
months = 3
replicates = 2
chunk = 2
indicators = ["progress", "felt_trust"]
"""
NETWORK = HEAD + '\n[place]\nnetwork = "net.graphml"\nrules = "my_rules.py"\n'
COUNTRY = (
    HEAD.replace('"consultation_only", "power_sharing"', '"england"')
    + '\n[place]\nareas = "areas.csv"\nscale = 0.5\n\n[settings]\nfamilies = 100\nprofessionals = 60\n'
    + "commissioners = 2\nschool_families = 20\n"
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a plan, a network, rules and a table of areas."""
    nx.write_graphml(small_graph(), tmp_path / "net.graphml")
    (tmp_path / "my_rules.py").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "areas.csv").write_text(AREAS)
    (tmp_path / "plan.toml").write_text(NETWORK.replace('rules = "my_rules.py"\n', ""))
    (tmp_path / "country.toml").write_text(COUNTRY)
    return tmp_path


def manifest(folder: Path) -> Any:
    """Read what a folder says of itself."""
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def assert_as_single_runs(folder: Path, **own: Any) -> None:
    """See that each run of a study ends as the same run alone."""
    found = results.open(folder)
    for _, each in found.runs.iterrows():
        alone = run(each["scenario"], months=3, seed=int(each["seed"]), **own)
        rows = found.indicators[found.indicators["run"] == each["run"]].set_index("indicator")["value"]
        assert {name: alone.series[name][-1] for name in rows.index} == rows.to_dict()


def test_a_study_in_a_network_gives_what_single_runs_give(here: Path) -> None:
    """Threads and shards agree with `run`; the manifest has the hash, and the folder a copy that opens alone."""
    plan = load_plan(here)
    whole = run_plan(plan, here / "whole").folder
    for number in (2, 1):
        run_plan(plan, here / "shared", shard=(number, 2))
    assert_as_single_runs(whole, network=here / "net.graphml")
    assert data_hash(whole, plan) == data_hash(here / "shared", plan)
    expected = {"name": "net.graphml", "sha256": hash_of_files(here / "net.graphml")}
    assert manifest(whole)["provenance"]["network"] == expected
    assert (whole / "place" / "network" / "net.graphml").read_bytes() == (here / "net.graphml").read_bytes()
    (here / "net.graphml").unlink()
    assert results.open(whole).provenance["network"] == expected
    assert load_plan(whole).hash == plan.hash


def test_a_chunk_that_travelled_needs_no_files(here: Path) -> None:
    """A worker elsewhere, where the files are not, gives the same values as one here."""
    chunk = cut_plan(load_plan(here)).chunk(0)
    expected = run_chunk(chunk).values
    sent = pickle.dumps(chunk)
    for file in here.iterdir():
        file.unlink()
    own_place.network_of.cache_clear()
    np.testing.assert_array_equal(run_chunk(pickle.loads(sent)).values, expected)


def test_rules_of_a_study_change_its_numbers(here: Path) -> None:
    """`--rules` gives what a single run with them gives, which is not what our own rules give."""
    done = typed(here / "plan.toml", "--rules", EXAMPLE, "--out", here / "with")
    assert done.exit_code == 0, done.output
    assert_as_single_runs(here / "with", network=here / "net.graphml", rules=EXAMPLE)
    assert manifest(here / "with")["provenance"]["rules"]["sha256"] == hash_of_files(EXAMPLE)
    plain = results.open(run_plan(load_plan(here), here / "plain").folder)
    assert not np.array_equal(plain.indicators["value"], results.open(here / "with").indicators["value"])


def test_rules_that_travelled_are_kept_where_compiled_code_is(here: Path) -> None:
    """A copy of a rules file has one place for each content, so that it is compiled once."""
    plan = load_plan(here).with_place(own_place.given_place(rules=here / "my_rules.py"))
    assert plan.place.rules is not None
    (here / "my_rules.py").unlink()
    first, again = (own_place.kept_rules(plan.place.rules) for _ in range(2))
    assert first == again
    assert first.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.study  # waits for processes that are started anew
@pytest.mark.parametrize("way", ["processes", "dask"])
def test_every_executor_gives_the_same_bytes(here: Path, way: str) -> None:
    """Processes and Dask agree with threads in a network and with rules of one's own."""
    import distributed

    (here / "plan.toml").write_text(NETWORK)
    plan = load_plan(here)
    whole = run_plan(plan, here / "threads").folder
    if way == "processes":
        other = run_plan(plan, here / way, executor="processes", workers=2).folder
    else:
        with distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster:
            other = run_plan(plan, here / way, scheduler=cluster.scheduler_address).folder
    assert data_hash(whole, plan) == data_hash(other, plan)


def test_a_study_in_areas_gives_what_single_runs_give(here: Path) -> None:
    """Areas and scale of a plan are those of `run`, the gaps are kept, and `compare` sees the same country."""
    folder = run_plan(load_plan(here / "country.toml"), here / "country").folder
    own: dict[str, Any] = {"families": 100, "professionals": 60, "commissioners": 2, "school_families": 20}
    own |= {"areas": here / "areas.csv", "scale": 0.5}
    assert_as_single_runs(folder, **own)
    made = manifest(folder)["provenance"]
    assert (made["scale"], made["gaps"]) == (0.5, [GAP])
    both = compare("england", "england", pairs=2, months=3, **own)
    assert both.series_b["progress"][1][-1] == run("england", months=3, seed=2, **own).series["progress"][-1]


def test_a_changed_file_does_not_go_on(here: Path) -> None:
    """A study whose network was edited, or is missing, or whose scale is another, is refused, and says what changed."""
    begun = here / "results"
    assert typed(here / "plan.toml", "--shard", "1/2").exit_code == 0
    graph = small_graph()
    graph.remove_edge("Cem", "Quy")
    graph.add_edge("Ann", "Quy")
    nx.write_graphml(graph, here / "net.graphml")
    edited = typed(here / "plan.toml", "--resume")
    assert edited.exit_code == 2
    assert "network net.graphml has changed: SHA-256 " in edited.stderr
    without = load_plan(here).with_place(own_place.BUILT_IN)
    with pytest.raises(ScenarioError, match=r"network is net\.graphml there and none in this plan"):
        run_plan(without, begun)
    assert len(results.open(begun).runs) == 2


def test_a_file_that_changes_while_a_study_runs_changes_nothing(here: Path) -> None:
    """What counts is what was there when the plan was read: a chunk gives the same again."""
    chunk = cut_plan(load_plan(here / "country.toml")).chunk(0)
    before = run_chunk(chunk)
    (here / "areas.csv").write_text("nothing")
    after = run_chunk(chunk)
    assert after.errors == before.errors == ("", "")
    np.testing.assert_array_equal(after.values, before.values)


def test_without_a_place_the_hash_of_a_plan_is_as_ever() -> None:
    """Plans that say nothing of a place keep their hashes, and so their folders."""
    assert plan_of_text(f"seed_bits = 64\n{HEAD}").hash == "acf2cfa523d36ee6"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ('network = "none.graphml"', r"network none\.graphml: No such file"),
        ('network = "../net.graphml"', r"in the folder of the plan or below.*--network"),
        ('rules = "/etc/passwd"', r"in the folder of the plan or below"),
        ("areas = 3", r"as text"),
        ("scale = 0", r"scale = 0: must be above 0 and at most 1|scale = 0\.0: must be above 0"),
        ('scale = "half"', r"must be a number"),
        ('netwrok = "net.graphml"', r"Did you mean network\?"),
        ('network = "net.graphml"\nscale = 0.5', r"a network says itself who there is"),
    ],
)
def test_a_wrong_place_is_told(here: Path, place: str, words: str) -> None:
    """Every fault names the line of the plan."""
    (here / "plan.toml").write_text(f"{HEAD}\n[place]\n{place}\n")
    with pytest.raises(ScenarioError, match=words) as caught:
        load_plan(here)
    assert "plan.toml line " in str(caught.value)


def test_a_plan_from_anybody_opens_no_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of a plan, as a dashboard gets it, can name neither a network nor rules."""
    monkeypatch.chdir(here)
    with pytest.raises(ScenarioError, match="can open none") as caught:
        plan_of_text(NETWORK)
    assert len(caught.value.faults) == 2


def test_a_network_that_does_not_fit_is_refused_before_anything_is_written(here: Path) -> None:
    """Sizes that the network has otherwise are said with the name of the file as it was given."""
    (here / "plan.toml").write_text(f'{HEAD}\n[place]\nnetwork = "net.graphml"\n\n[settings]\nfamilies = 30\n')
    for attempt in (lambda: run_plan(load_plan(here), here / "none"), lambda: estimate(load_plan(here))):
        with pytest.raises(ScenarioError, match="families = 30: must be 3, as many as the network has"):
            attempt()
    assert not (here / "none" / MANIFEST).exists()


def test_a_folder_of_results_is_known(here: Path) -> None:
    """`sweep results`, or the plan inside, goes on with that study, and makes no second one inside it."""
    assert typed(here / "plan.toml", "--shard", "1/2").exit_code == 0
    folder = here / "results"
    went_on = typed(folder)
    assert went_on.exit_code == 0, went_on.output
    assert "holds the results of a study: it goes on there" in went_on.stderr
    assert "4 of 4 runs are there, 2 of them new" in went_on.stdout
    again = typed(folder / "plan.toml", "--resume")
    assert "4 of 4 runs are there, 0 of them new" in again.stdout
    assert not (folder / "results").exists()
    assert json.loads(typed(folder, "--dry-run", "--json").stdout)["runs"] == 0


def test_results_take_no_options_of_a_plan(here: Path) -> None:
    """A network given with results that are there is refused: it could change nothing."""
    from coprod_sim.cli.commands.study import folder_of

    folder = run_plan(load_plan(here), here / "results").folder
    assert folder_of(folder) == folder
    with pytest.raises(ScenarioError, match="--network says how to run a plan"):
        folder_of(folder, network=here / "net.graphml")
