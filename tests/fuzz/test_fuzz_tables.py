"""Networks and tables of areas with faults by chance are read, or refused with a message, and none takes long."""

import random
import warnings
from collections import Counter
from functools import partial
from pathlib import Path

import networkx as nx
import pytest

from coprod_sim.place.areas.local_authorities import read_areas
from coprod_sim.scenario.parameters import DEFAULTS
from tests.fuzz.mutants import is_read, mutant
from tests.place.areas.test_published_tables import DOWNLOADED, PLAIN
from tests.place.network.small import loaded, small_graph
from tests.place.network.test_foreign_networks import GEPHI_EDGES, GEPHI_NODES

MOST = 400_000
"""Bytes of a mutant: networks and tables are longer than scenarios."""


def state_graph() -> "nx.Graph[str]":
    """Give a small network on which something is said of everybody."""
    graph = small_graph()
    for name, given in graph.nodes(data=True):
        given.update({"family": {"confidence": 0.5, "power": 0.2}}.get(given["kind"], {"note": f"of {name}"}))
    graph.edges["Ann", "Pia"]["family_trust"] = 0.3
    return graph


def tried_networks(folder: Path, seeds: range) -> Counter[bool]:
    """Load every mutated network, four kinds of files in turn, and count what came of them."""
    found: Counter[bool] = Counter()
    graph = state_graph()
    texts = {
        "net.graphml": "\n".join(nx.generate_graphml(graph)),
        "net.gexf": "\n".join(nx.generate_gexf(graph)),
        "net.csv": GEPHI_EDGES.format("Undirected"),
        "net.nodes.csv": GEPHI_NODES,
    }
    for seed in seeds:
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        name = list(texts)[seed % len(texts)]
        (folder / name).write_bytes(mutant(texts[name].encode(), random.Random(seed), MOST))
        found[is_read(partial(loaded, folder / name.replace(".nodes", "")))] += 1
    return found


def tried_areas(folder: Path, seeds: range) -> Counter[bool]:
    """Read every mutated table of areas, and count what came of them."""
    found: Counter[bool] = Counter()
    for seed in seeds:
        path = folder / "areas.csv"
        path.write_bytes(mutant((PLAIN, DOWNLOADED)[seed % 2].encode(), random.Random(seed), MOST))
        found[is_read(partial(read_areas, path, DEFAULTS))] += 1
    return found


def check(networks: Counter[bool], areas: Counter[bool]) -> None:
    """Some files of each sort are read, and some do not: else nothing was tried."""
    for found in (networks, areas):
        assert found[True] > found.total() // 50
        assert found[False] > found.total() // 5


def test_files_with_faults_by_chance_are_read_or_refused(tmp_path: Path) -> None:
    """Sixty networks and forty tables of areas, the first of those of the long test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(tried_networks(tmp_path, range(60)), tried_areas(tmp_path, range(40)))


@pytest.mark.study
def test_many_files_with_faults_by_chance_are_read_or_refused(tmp_path: Path) -> None:
    """Two thousand networks and two thousand tables of areas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(tried_networks(tmp_path, range(2000)), tried_areas(tmp_path, range(2000)))
