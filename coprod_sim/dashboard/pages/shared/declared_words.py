"""Words that declarations bring with them, in the tables in which the words files may say them otherwise.

A setting, a lever, a section, a kind of event and a change on the rail can thus be told on every page as soon as they are declared.
"""

from typing import Any

from coprod_sim.scenario.events import EVENT_KINDS
from coprod_sim.scenario.parameters import DECLARED, LEVERS, SECTIONS
from coprod_sim.scenario.parameters.declare import capitalised
from coprod_sim.scenario.setup.change_kinds import CHANGES

Words = dict[str, Any]


def declared_words() -> Words:
    """Give the tables of words that are made from declarations."""
    sections = {one.section: capitalised(one.section) for one in DECLARED} | dict(SECTIONS)
    names = {one.name: [one.title, one.sentence] for one in DECLARED}
    rules = {lever.name: lever.rule for lever in LEVERS} | {
        kind.do: kind.title for kind in EVENT_KINDS if not kind.moves_levers
    }
    began = {kind.key: f"In month {{m}}, this began in {{s}}: {kind.title}." for kind in CHANGES}
    return {
        "explore": {"names": names, "sections": sections, "units": {one.unit: one.unit for one in DECLARED}},
        "rules": rules | {f"{kind.do}_in": kind.size for kind in EVENT_KINDS if not kind.moves_levers},
        "story": {"change": {kind.sentence_key: kind.story for kind in EVENT_KINDS}},
        "telling": {"did": began | {kind.sentence_key: kind.happened for kind in EVENT_KINDS}},
    }


def joined(declared: Words, overrides: Words) -> Words:
    """Put what a words file says in the place of what declarations say.

    >>> joined({"names": {"promise": "A", "asks": "B"}}, {"names": {"asks": "C"}, "title": "D"})
    {'names': {'promise': 'A', 'asks': 'C'}, 'title': 'D'}
    """
    deeper = {key: joined(declared[key], own) for key, own in overrides.items() if isinstance(declared.get(key), dict)}
    return declared | overrides | deeper
