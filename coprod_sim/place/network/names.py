"""The names of attributes in networks of other programs: which are meant as ours, and which are not used.

A name that differs from one of ours by capitals, spaces or hyphens only is read as that one, and a note says so.
Every other name that says something is listed as not used, with the name of ours that it resembles.
"""

import difflib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Final

from coprod_sim.place.network.attributes import FIXED, NODE_KINDS, is_given, kind_of_word, read_number, slots, word
from coprod_sim.place.network.problems import listed_names
from coprod_sim.place.network.read import IN_MEMORY, Edge, Reading
from coprod_sim.place.table_text import plain_name
from coprod_sim.scenario.setting_checks import named

OF_NODES: Final = frozenset(
    ("kind", *FIXED, *(name for kind in NODE_KINDS if kind != "young_person" for name in slots(kind)))
)
OF_YOUNG_PEOPLE: Final = frozenset(slots("young_person"))
"""Words that others use too, age and trust: they are ours only in a network that has young people."""
OF_EDGES: Final = frozenset(("kind", "weight", "weight_back", *slots("casework")))
PICTURES: Final = frozenset(
    (
        *("label", "name", "id", "key", "description", "url", "edge_label", "edge_id", "parents", "pid"),
        *(
            "viz",
            "x",
            "y",
            "z",
            "size",
            "shape",
            "shape_type",
            "color",
            "colour",
            "r",
            "g",
            "b",
            "a",
            "thickness",
            "width",
        ),
        *("timeset", "interval", "start", "end", "bipartite"),
    )
)
"""What programs write of their own accord: names, times and how things are drawn."""
MOST_COMPARED: Final = 200
"""So many unknown names are compared with ours: with very many of them that takes longer than anything else."""
RESEMBLES: Final = 0.6


def use_our_names(reading: Reading) -> None:
    """Let attributes have our names where theirs differ in the way they are written only."""
    renamed = our_names(reading.nodes.values(), names_of_nodes(reading))
    if renamed:
        reading.nodes = {node: with_our_names(given, renamed) for node, given in reading.nodes.items()}
        note_renamed(reading, "nodes", renamed)
    renamed = our_names((edge.given for edge in reading.edges), OF_EDGES)
    if renamed:
        reading.edges = [edge._replace(given=with_our_names(edge.given, renamed)) for edge in reading.edges]
        note_renamed(reading, "edges", renamed)


def names_of_nodes(reading: Reading) -> frozenset[str]:
    """Give the names that mean something on nodes of this network."""
    young = any(kind_of_word(word(given.get("kind"))) == "young_person" for given in reading.nodes.values())
    return OF_NODES | OF_YOUNG_PEOPLE if young else OF_NODES


def note_renamed(reading: Reading, whose: str, renamed: Mapping[str, str]) -> None:
    """Note which attributes are read by other names."""
    words = ", ".join(f"{named(old)} as {new}" for old, new in renamed.items())
    reading.faults.note(f"{reading.where}: attributes of {whose} are read by other names: {words}.")


def given_names(rows: Iterable[Mapping[str, object]]) -> dict[str, None]:
    """Give the names under which anything is said, in order."""
    found: dict[str, None] = {}
    for row in rows:
        for name, value in row.items():
            if name not in found and is_given(value):
                found[name] = None
    return found


def our_names(rows: Iterable[Mapping[str, object]], ours: frozenset[str]) -> dict[str, str]:
    """Say which names of theirs stand for which of ours; nothing for ours that are there themselves, or twice."""
    given = given_names(rows)
    meant: dict[str, list[str]] = {}
    for name in given:
        plain = plain_name(name)
        if name not in ours and plain in ours and plain not in given:
            meant.setdefault(plain, []).append(name)
    return {names[0]: plain for plain, names in meant.items() if len(names) == 1}


def with_our_names(given: Mapping[str, object], renamed: Mapping[str, str]) -> dict[str, object]:
    """Rename what is said of one node or edge; what has our name already, and says nothing, gives way."""
    found = {name: value for name, value in given.items() if name not in renamed}
    return found | {renamed[name]: value for name, value in given.items() if name in renamed}


def kinds_elsewhere(nodes: Mapping[Hashable, Mapping[str, object]], edges: Iterable[Edge]) -> Iterator[str]:
    """Name the attributes of nodes, or of the ends of edges, all of whose values are kinds of nodes."""
    for rows in (nodes.values(), [edge.given for edge in edges]):
        values: dict[str, bool] = {}
        for row in rows:
            for name, value in row.items():
                if name != "kind" and values.get(name, True) and is_given(value):
                    values[name] = kind_of_word(str(value)) is not None
        yield from (name for name, all_kinds in values.items() if all_kinds)


def note_unused(reading: Reading, kinds: Mapping[Hashable, str]) -> None:
    """Note which attributes of a network are not used, and what was missing where it could be said.

    Whoever makes a graph in Python knows what else is on it, so only a name that resembles one of ours is shown then.
    """
    faults = reading.faults
    notes = faults.quiet if reading.where == IN_MEMORY else faults.notes
    of_nodes = names_of_nodes(reading)
    nodes = [name for name in given_names(reading.nodes.values()) if name not in of_nodes]
    edges = [name for name in given_names(edge.given for edge in reading.edges) if name not in OF_EDGES]
    for whose, names, ours in (("nodes", nodes, of_nodes), ("edges", edges, OF_EDGES)):
        strange = [name for name in names if plain_name(name) not in PICTURES]
        if strange:
            hints = "".join(f" {hint}" for hint in resemblances(strange, ours))
            verb = "is said of" if len(strange) == 1 else "are said of"
            (faults.notes if hints else notes).append(
                f"{reading.where}: {listed_names(strange)} {verb} {whose} and not used.{hints}"
            )
    weighted = sum(1 for edge in reading.edges if has_lost_weight(edge, kinds))
    if weighted:
        notes.append(
            f"{reading.where}: weight counts between families only, and is not used on {weighted} other edges."
        )
    for name, count in faults.missing.items():
        what = "1 is taken" if name == "weight" else "it is drawn, as where nothing is said"
        faults.note(
            f"{reading.where}: {name} is missing (NaN or NA) {'once' if count == 1 else f'{count} times'}: {what}."
        )


def has_lost_weight(edge: Edge, kinds: Mapping[Hashable, str]) -> bool:
    """Whether an edge has a weight that says something, and is not between families."""
    if "weight" not in edge.given or kinds.get(edge.one) == kinds.get(edge.other) == "family":
        return False
    return is_given(edge.given["weight"]) and read_number(edge.given["weight"]) != 1


def resemblances(names: Iterable[str], ours: Iterable[str]) -> Iterator[str]:
    """Ask for each name whether one of ours is meant that resembles it or contains it."""
    known = sorted(ours)
    for name, _ in zip(names, range(MOST_COMPARED), strict=False):
        plain = plain_name(name)[:60]
        inside = [one for one in known if len(plain) > 3 and f"_{plain}_" in f"_{one}_"]
        near = inside[:2] or difflib.get_close_matches(plain, known, n=1, cutoff=RESEMBLES)
        if near:
            yield f"By {named(name)}, did you mean {' or '.join(near)}?"
