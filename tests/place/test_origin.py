"""Networks and rules of one's own: every result names them with their hash, and can be made again."""

import hashlib
import json
import shlex
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import MEMORY, FileOrigin, hash_of_files, hash_of_network, origin_of
from coprod_sim.report.comparison.page import report_text
from coprod_sim.report.comparison.repeat import SAVED_NETWORK, command
from coprod_sim.report.story.story import story
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import Comparison, compare
from coprod_sim.study.explain import explain
from coprod_sim.study.run import run

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "my_rules.py"
NETWORK = "my network.graphml"
BOTH = ("consultation_only", "power_sharing")
NOTHING = {"network": None, "rules": None}


def small_graph() -> "nx.Graph[Any]":
    """Three families, two professionals and a commissioner; the first family hears the second."""
    graph: nx.Graph[Any] = nx.Graph()
    for kind, names in (("family", "Ann Bob Cem"), ("professional", "Pia Quy"), ("commissioner", "LA")):
        graph.add_nodes_from(names.split(), kind=kind)
    graph.add_edges_from([("Ann", "Pia"), ("Bob", "Pia"), ("Cem", "Pia"), ("Cem", "Quy"), ("Pia", "LA"), ("Quy", "LA")])
    graph.add_edge("Ann", "Bob", weight=2.0, weight_back=0.5)
    return graph


def graph_hash(graph: "nx.Graph[Any]") -> str:
    """Hash a graph after its checks."""
    network = load_network(graph, load_scenario("consultation_only"))
    assert network is not None
    return hash_of_network(network)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a network whose name needs quoting."""
    monkeypatch.chdir(tmp_path)
    nx.write_graphml(small_graph(), tmp_path / NETWORK)
    return tmp_path


@pytest.fixture
def with_both(here: Path) -> Comparison:
    """A comparison with a network and rules from files."""
    del here
    return compare(*BOTH, pairs=2, months=6, network=NETWORK, rules=EXAMPLE)


def sha256(file: Path) -> str:
    """Hash a file as sha256sum does."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def repeated(comparison: Comparison) -> dict[str, Any]:
    """Run the command that repeats a comparison, and give what it prints as JSON."""
    words = shlex.split(command(comparison)[0])
    done = CliRunner().invoke(app, [*words[1:], "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_comparison_names_what_it_rests_on(here: Path, with_both: Comparison) -> None:
    """Its plain data hold the paths that were given and the hashes of the files; without files, nothing."""
    found = with_both.to_dict()
    assert found["network"] == {"name": NETWORK, "sha256": sha256(here / NETWORK)}
    assert found["rules"] == {"name": str(EXAMPLE), "sha256": sha256(EXAMPLE)}
    without = compare(*BOTH, pairs=2, months=1).to_dict()
    assert {part: without[part] for part in NOTHING} == NOTHING


def test_an_edited_file_has_another_hash(here: Path) -> None:
    """One more comment in a file of rules, and what was used is told apart."""
    file = here / "my_rules.py"
    file.write_bytes(EXAMPLE.read_bytes())
    before = origin_of(None, None, file).rules
    file.write_text(file.read_text(encoding="utf-8") + "# as agreed in May\n", encoding="utf-8")
    after = origin_of(None, None, file).rules
    assert before is not None
    assert after == FileOrigin(str(file), sha256(file))
    assert after.sha256 != before.sha256


def test_a_file_of_nodes_counts(here: Path) -> None:
    """The file of nodes beside an edge CSV is part of the network: editing it changes the hash."""
    edges, nodes = here / "net.csv", here / "net.nodes.csv"
    edges.write_text(
        "source,target,source_kind,target_kind\nAnn,Pia,family,professional\nPia,LA,professional,commissioner\n"
    )
    alone = origin_of(edges, None, None).network
    nodes.write_text("node,kind,energy\nAnn,family,0.5\n")
    both = origin_of(edges, None, None).network
    nodes.write_text("node,kind,energy\nAnn,family,0.6\n")
    edited = origin_of(edges, None, None).network
    assert alone == FileOrigin(str(edges), sha256(edges))
    assert both == FileOrigin(
        str(edges), hashlib.sha256(edges.read_bytes() + b"node,kind,energy\nAnn,family,0.5\n").hexdigest()
    )
    assert edited == FileOrigin(str(edges), hash_of_files(edges, nodes))
    assert len({alone, both, edited}) == 3


def test_a_graph_in_memory_has_a_hash_of_what_it_says() -> None:
    """Other names and attributes without meaning leave the hash alone; a weight, a tie or a start changes it."""
    graph = small_graph()
    first = graph_hash(graph)
    same = nx.relabel_nodes(graph, {"Ann": "Anna"})
    same.nodes["Anna"]["colour"] = "red"
    assert graph_hash(same) == first
    others = [small_graph() for _ in range(3)]
    others[0].edges["Ann", "Bob"]["weight"] = 2.5
    others[1].remove_edge("Cem", "Quy")
    others[1].add_edge("Ann", "Quy")
    others[2].nodes["Cem"]["energy"] = 0.5
    assert len({first, *map(graph_hash, others)}) == 4


def test_the_command_makes_it_again(with_both: Comparison) -> None:
    """What the report says to type names both files, and gives the same numbers and hashes when it is typed."""
    assert f"--network 'my network.graphml' --rules {EXAMPLE}" in command(with_both)[0]
    assert repeated(with_both) == with_both.to_dict()
    assert with_both.to_dict()["indicators"] != compare(*BOTH, pairs=2, months=6).to_dict()["indicators"]


def test_a_graph_in_memory_can_be_saved_and_repeated(here: Path) -> None:
    """A graph in memory is saved as the report says; the command then gives the same numbers."""
    graph = small_graph()
    comparison = compare(*BOTH, pairs=2, months=6, network=graph)
    text = report_text(comparison)
    assert f"Save it as {SAVED_NETWORK} first" in text
    nx.write_graphml(graph, here / SAVED_NETWORK)
    assert comparison.to_dict()["network"] == {"name": MEMORY, "sha256": graph_hash(graph)}
    assert repeated(comparison)["indicators"] == comparison.to_dict()["indicators"]


def test_the_report_names_what_it_rests_on(here: Path, with_both: Comparison) -> None:
    """The section of settings holds names and hashes, and leaves out the sizes that a network overrules."""
    text = report_text(with_both)
    settings = text[text.index('<section id="settings"') : text.index('<section id="limits"')]
    for name, file in ((NETWORK, here / NETWORK), (EXAMPLE, EXAMPLE)):
        assert f"{name}, SHA-256 <code>{sha256(file)}</code>" in settings
    assert "<code>largest_team</code>" not in settings
    plain = report_text(compare(*BOTH, pairs=2, months=1))
    assert "SHA-256" not in plain
    assert "<code>largest_team</code>" in plain


def test_a_run_keeps_it_in_its_manifest(here: Path) -> None:
    """The manifest in the folder of a run names network and rules; both are null where none was used."""
    saved = run("power_sharing", months=2, network=NETWORK).save(here / "mine")
    found = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
    assert found["network"] == {"name": NETWORK, "sha256": sha256(here / NETWORK)}
    assert found["rules"] is None
    plain = json.loads((run(months=2).save(here / "plain") / "manifest.json").read_text(encoding="utf-8"))
    assert {part: plain[part] for part in NOTHING} == NOTHING
    small = run("england", months=1, scale=0.005).save(here / "small") / "manifest.json"
    assert (plain["scale"], json.loads(small.read_text(encoding="utf-8"))["scale"]) == (1, 0.005)


def test_explanations_and_stories_name_it_too(here: Path) -> None:
    """What explain, story and run print as JSON holds the same names and hashes as a comparison."""
    expected = {
        "network": {"name": NETWORK, "sha256": sha256(here / NETWORK)},
        "rules": {"name": str(EXAMPLE), "sha256": sha256(EXAMPLE)},
    }
    found_story = story(BOTH[0], 1, months=3, against=BOTH[1], network=NETWORK, rules=EXAMPLE).to_dict()
    shares = explain(*BOTH, pairs=2, months=3, runs=1, network=NETWORK, rules=EXAMPLE).to_dict()
    words = ["run", BOTH[0], "--months", "3", "--json", "--network", NETWORK, "--rules", str(EXAMPLE)]
    printed = json.loads(CliRunner().invoke(app, words).stdout)
    for found in (found_story, found_story["against"], shares, printed):
        assert {part: found[part] for part in NOTHING} == expected
