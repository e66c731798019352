"""What the tables of a scenario mean, and every fault in them at once, each with its place.

The same checks serve a TOML file, a share link and a dictionary made by a program.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from coprod_sim.scenario.events import Event, event_faults
from coprod_sim.scenario.events_without_effect import event_name, undone
from coprod_sim.scenario.parameters import BY_NAME, GROUPS, Role, close_name, known_names, nearest
from coprod_sim.scenario.setting_checks import alike, checked_settings, known, named, plain_number, quoted, unknown_name
from coprod_sim.scenario.toml_reader import Document

LONGEST_TEXTS: Final = {"title": 200, "summary": 5000}
TABLES: Final[dict[str, Role]] = {group.table: group.role for group in GROUPS}
TOP_KEYS: Final = ("title", "summary", "extends", "modifier", *TABLES, "events")


@dataclass
class CheckedScenario:
    """What a document says, as far as it is right, and the faults of the rest.

    `places` tells where each right setting stands; `doubtful` names the settings that were given and are wrong.
    """

    title: str = ""
    summary: str = ""
    extends: str | None = None
    modifier: bool = False
    settings: dict[str, float] = field(default_factory=dict)
    events: list[tuple[Event, str]] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def checked(document: Document) -> CheckedScenario:
    """Read the tables of one document; nothing is raised, all faults are kept."""
    result = CheckedScenario()
    if not document.tables:
        result.faults.append(
            f"{document.source}: is empty: must say something. Begin one with: coprod-sim scenarios new"
        )
    for key in document.tables:
        if key not in TOP_KEYS:
            result.faults.append(f"{document.where(key)} {unknown_key(key)}")
    result.title = checked_words(document, "title", LONGEST_TEXTS, result.faults)
    result.summary = checked_words(document, "summary", LONGEST_TEXTS, result.faults)
    result.extends = checked_extends(document, result)
    result.modifier = checked_modifier(document, result)
    for table in TABLES:
        check_table(document, table, result)
    check_events(document, result)
    return result


def unknown_key(key: object) -> str:
    """The fault of a key at the top of a scenario that has no meaning there."""
    if not isinstance(key, str):
        return f"{quoted(key)}: is not a name: must be text."
    if key in BY_NAME:
        return f"{key}: stands outside its table. Write {known(key)}."
    guess, setting = close_name(key, TOP_KEYS), nearest(key)
    brackets = {"events": "[[events]]"} | {table: f"[{table}]" for table in TABLES}
    if setting and (guess is None or alike(key, setting) > alike(key, guess)):
        return f"{named(key)}: is not known here. Did you mean {known(setting)}?"
    if guess:
        return f"{named(key)}: is not known here. Did you mean {brackets.get(guess, guess)}?"
    allowed = ", ".join(brackets.get(top, top) for top in TOP_KEYS)
    return f"{named(key)}: is not known here: a scenario has {allowed}. Take it out."


def checked_words(document: Document, key: str, longest: Mapping[str, int], faults: list[str]) -> str:
    """A title, or the text below it: what a person can read; line breaks become spaces.

    longest: so many letters each may have, the title and then the other; what is wrong joins the faults.
    """
    raw, where, rest = document.tables.get(key), document.where(key), [*longest][-1]
    if key not in document.tables:
        return ""
    if not isinstance(raw, str):
        faults.append(f"{where} {key} = {quoted(raw)}: must be text. Put it in quotation marks.")
        return ""
    words = " ".join(raw.split())
    if key == "title" and len(raw.strip().splitlines()) > 1:
        faults.append(f"{where} title: must be one line. Put the rest in the {rest}.")
    elif not 0 < len(words) <= longest[key]:
        faults.append(f"{where} {key}: {len(words)} characters: must have 1 to {longest[key]}. Write more, or less.")
    elif not readable(words):
        faults.append(f"{where} {key}: holds a character that cannot be seen. Write it anew.")
    return words


def readable(words: str) -> bool:
    """Whether a text has letters only that can be shown: no control characters, no halves of characters."""
    return not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in words)


def checked_extends(document: Document, result: CheckedScenario) -> str | None:
    """The name or file that this scenario starts from, not yet looked for."""
    raw = document.tables.get("extends")
    where = document.where("extends")
    if isinstance(raw, str) and raw.strip() and not readable(raw):
        # A backslash before b, t, n or r is one letter for TOML, and no fault of syntax.
        fault = r"holds a character that cannot be seen: was a \ meant? Write /, or put it in single quotation marks"
        result.faults.append(f"{where} extends = {quoted(raw)}: {fault}.")
        return None
    if raw is None or (isinstance(raw, str) and raw.strip()):
        return raw
    result.faults.append(f"{where} extends = {quoted(raw)}: must be the name of a scenario, as text.")
    return None


def checked_modifier(document: Document, result: CheckedScenario) -> bool:
    """Whether this document changes other scenarios and is none of its own."""
    raw = document.tables.get("modifier", False)
    if not isinstance(raw, bool):
        result.faults.append(f"{document.where('modifier')} modifier = {quoted(raw)}: must be true or false.")
        return False
    if raw and "extends" in document.tables:
        where = document.where("extends")
        result.faults.append(f"{where} extends: a modifier goes on top of any scenario. Take out extends or modifier.")
    return raw


def check_table(document: Document, table: str, result: CheckedScenario) -> None:
    """Read one table of settings: known names, in the right table, within their ranges."""
    raw = document.tables.get(table, {})
    if not isinstance(raw, Mapping):
        result.faults.append(f"{document.where(table)} {table} = {quoted(raw)}: must be a table. Write [{table}] once.")
        return
    here = known_names(TABLES[table])
    for key, value in cast(Mapping[object, object], raw).items():
        if not isinstance(key, str):
            result.faults.append(f"{document.where(table)} [{table}] {unknown_key(key)}")
            continue
        where = document.where(table, key)
        if key in BY_NAME and key not in here:
            result.faults.append(f"{where} {key}: belongs in another table. Write {known(key)}.")
            result.doubtful.add(key)
        elif key not in BY_NAME:
            result.faults.append(f"{where} {unknown_name(key, here)}")
        else:
            right, faults = checked_settings({key: value}, where)
            result.settings |= right
            result.faults += faults
            result.doubtful |= {key} if faults else set()
            result.places[key] = where


def check_events(document: Document, result: CheckedScenario) -> None:
    """Read the list of events."""
    raw = document.tables.get("events", [])
    if not isinstance(raw, list | tuple):
        what = "[events]" if isinstance(raw, Mapping) else f"events = {quoted(raw)}"
        advice = "Write [[events]], in double brackets, before each"
        result.faults.append(f"{document.where('events')} {what}: must be a list of events. {advice}.")
        return
    for index, entry in enumerate(cast(list[object], raw)):
        if not isinstance(entry, Mapping):
            where = document.where("events", index)
            result.faults.append(f"{where}: {quoted(entry)}: must be a table with month and do.")
            continue
        given = {
            key if isinstance(key, str) else quoted(key): value
            for key, value in cast(Mapping[object, object], entry).items()
        }
        faults = event_faults(given)
        for key, fault in faults:
            where = document.where("events", index, key)
            result.faults.append(f"{where} {fault}")
        if not faults:
            values = {key: plain_number(value) for key, value in given.items()}
            result.events.append((Event(**cast(dict[str, Any], values)), document.where("events", index)))
    check_pairs(result)


def check_pairs(result: CheckedScenario) -> None:
    """Refuse two events of one month of which the later leaves nothing of the earlier: only one can be meant."""
    places = {id(event): where for event, where in result.events}
    for earlier, later in undone([event for event, _ in result.events]):
        both = f"{event_name(later)}: takes away what {event_name(earlier)} does in the same month"
        advice = "only one of the two can hold. Take one out, or give it another month."
        result.faults.append(f"{places[id(later)]} {both} ({places[id(earlier)]}): {advice}")


def who_fault(event: Event, commissioners: float, where: str) -> str | None:
    """The fault of an event for a commissioner that this place does not have."""
    if isinstance(event.who, str) or event.who <= commissioners:
        return None
    allowed = f'must be "all" or a commissioner from 1 to {commissioners:g}'
    return f"{where} who = {event.who}: {allowed}. Change who, or raise commissioners in [place]."
