"""What a set-up is checked and read by (public/worker/setup), and told by: declarations, events, changes and the built-in scenarios."""

from dataclasses import asdict
from typing import Any

from coprod_sim.dashboard.pair.tables import choices
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.scenario.document_checks import LONGEST_TEXTS
from coprod_sim.scenario.events import EVENT_KINDS, LAST_MONTH, MONTH, UNTIL, WHO_FIELD, EventKind
from coprod_sim.scenario.extends import builtin_files, chain_of_name, merged
from coprod_sim.scenario.parameters import BY_NAME, DEFAULTS, REMOVED, Parameter
from coprod_sim.scenario.scenario import HASH_LENGTH
from coprod_sim.scenario.setting_checks import LONGEST_QUOTED, ORDERS, ROUNDING, SUMS, TABLE_OF_ROLE
from coprod_sim.scenario.setup.change_kinds import CHANGES, PARENT_LED
from coprod_sim.scenario.setup.changes import LENGTH, START
from coprod_sim.scenario.setup.file_and_link import LINK_VERSION
from coprod_sim.scenario.setup.reader import CAPPED, MOST_FAMILIES, MOST_MODIFIERS, MOST_MONTHS, MOST_NOTES, SCHEMA
from coprod_sim.scenario.setup.setup import MONTHS_NUMBER, MOST_CHANGES, SEED_NUMBER
from coprod_sim.scenario.setup.untrusted_json import DEEPEST, LONGEST_NUMBER, MOST_FILE, MOST_LINK, MOST_UNPACKED
from coprod_sim.scenario.usual import BASELINE


def tables() -> StaticTables:
    """Give the tables of set-ups."""
    return {
        "schema": SCHEMA,
        "link_version": LINK_VERSION,
        "baseline": BASELINE,
        "parent_led": PARENT_LED,
        "declared": [row(declared) for declared in BY_NAME.values()],
        "table_of_role": TABLE_OF_ROLE,
        "removed": REMOVED,
        "sums": [rule._asdict() for rule in SUMS],
        "orders": [rule._asdict() for rule in ORDERS],
        "numbers": {
            "months": row(MONTHS_NUMBER),
            "luck": row(SEED_NUMBER),
            "start": row(START),
            "length": row(LENGTH),
            "who": row(WHO_FIELD),
        },
        "limits": limits(),
        "events": {kind.do: event_kind(kind) for kind in EVENT_KINDS},
        "changes": {kind.key: {"levers": kind.levers, "event": kind.event, "takes": kind.takes} for kind in CHANGES},
        "scenarios": {name: scenario(name) for name in builtin_files()},
        "choices": choices(),
    }


def limits() -> StaticTables:
    """Give how much there may be of each thing."""
    return {
        "last_month": LAST_MONTH,
        "title": LONGEST_TEXTS["title"],
        "quoted": LONGEST_QUOTED,
        "rounding": ROUNDING,
        "hash": HASH_LENGTH,
        "changes": MOST_CHANGES,
        "modifiers": MOST_MODIFIERS,
        "notes": MOST_NOTES,
        "families": MOST_FAMILIES,
        "months": MOST_MONTHS,
        "capped": CAPPED,
        "file": MOST_FILE,
        "link": MOST_LINK,
        "unpacked": MOST_UNPACKED,
        "deepest": DEEPEST,
        "number": LONGEST_NUMBER,
    }


def row(declared: Parameter) -> list[Any]:
    """Give what a check needs of a number: name, role, default, lowest, highest, unit, and 1 where it is a whole number."""
    found = [declared.name, declared.role, declared.default, declared.low, declared.high, declared.unit]
    return [*found, 1] if declared.whole else found


def event_kind(kind: EventKind) -> StaticTables:
    """Give what a check, a lever and a sentence need of a kind of event."""
    return {
        "required": kind.required,
        "optional": kind.optional,
        "numbers": [row(number) for number in (MONTH, UNTIL, *kind.numbers)],
        "defaults": dict(kind.defaults),
        "levers": kind.levers,
        "gradual": kind.gradual,
        "relative": kind.relative,
        "sentence_key": kind.sentence_key,
        "rank": kind.rank,
    }


def scenario(name: str) -> StaticTables:
    """Give a built-in scenario with all that it extends; a modifier gives only what it changes, whatever it lies on."""
    chain = chain_of_name(name)
    settings, events = merged(chain)
    document = chain[-1].checked
    given = {key: value for key, value in settings.items() if document.modifier or value != DEFAULTS[key]}
    return {
        "title": document.title,
        "modifier": document.modifier,
        "settings": given,
        "events": [{key: value for key, value in asdict(event).items() if value is not None} for event in events],
    }
