"""Which network is read how: a graph in memory, a table with its suffix .csv, or XML; and what to do with files of other kinds.

Here a file is handed to the room that takes it apart: csv_tables.py or graphml_gexf.py.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.csv_tables import read_csv
from coprod_sim.place.network.graphml_gexf import graph_of_xml
from coprod_sim.place.network.problems import Faults
from coprod_sim.place.network.read import IN_MEMORY, Reading, read_bytes, reading_of_graph
from coprod_sim.scenario.setting_checks import quoted
from coprod_sim.scenario.toml_reader import short_path

if TYPE_CHECKING:
    import networkx as nx

SAVE_AS: Final = {
    ".net": "Pajek is not read: open it in Gephi or networkx, and save it as GEXF or GraphML",
    ".paj": "Pajek is not read: open it in Gephi or networkx, and save it as GEXF or GraphML",
    ".gml": "GML is not read: in Python, networkx.write_graphml(networkx.read_gml(file), other) makes GraphML of it",
    ".dot": "DOT is not read: open it in Gephi, and save it as GEXF or GraphML",
    ".gv": "DOT is not read: open it in Gephi, and save it as GEXF or GraphML",
    ".json": "JSON is not read: in Python, make a networkx graph of it, and give that or save it as GraphML",
    ".xlsx": "Workbooks are not read: save its sheet of edges as CSV (UTF-8), and its sheet of nodes as <name>.nodes.csv",
    ".xls": "Workbooks are not read: save its sheet of edges as CSV (UTF-8), and its sheet of nodes as <name>.nodes.csv",
    ".ods": "Workbooks are not read: save its sheet of edges as CSV (UTF-8), and its sheet of nodes as <name>.nodes.csv",
    ".gephi": "Gephi's own projects are not read: choose Export in Gephi, and GEXF or GraphML",
    ".tsv": "Tables with tabs are read if they end in .csv: rename it",
    ".tab": "Tables with tabs are read if they end in .csv: rename it",
    ".txt": "Tables are read if they end in .csv: rename it",
    ".xml": "XML is read if it ends in .graphml or .gexf: rename it",
    ".gz": "Packed files are not read: unpack it",
    ".zip": "Packed files are not read: unpack it",
}
"""What to do with files of other kinds."""


def read_network(what: "nx.Graph[Any] | str | Path") -> Reading:
    """Read a graph in memory or the file of a path."""
    if isinstance(what, str | Path):
        return read_network_file(Path(what))
    import networkx as nx  # a third of a second that runs without a network need not wait for

    if not isinstance(what, nx.Graph):
        fault = f"network = {quoted(what)}: must be a networkx graph, or the path of a .graphml, .gexf or .csv file."
        raise ScenarioError(f"{fault} Give one of these.")
    return reading_of_graph(what, Faults(IN_MEMORY))


def read_network_file(path: Path) -> Reading:
    """Read a file by its suffix."""
    where = short_path(path)
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return read_csv(path, where)
    if suffix in (".graphml", ".gexf"):
        faults = Faults(where)
        return reading_of_graph(graph_of_xml(read_bytes(path, where), suffix == ".gexf", faults), faults)
    advice = SAVE_AS.get(suffix, "Save it as one of these")
    raise ScenarioError(f"{where}: not a network file: must end in .graphml, .gexf or .csv. {advice}.")
