"""What the tables of a plan mean, and every fault in them at once, each with its place.

What varies is read in vary.py, and which scenarios are meant in plan/scenarios.py.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from coprod_sim.engine.simulation import checked_seed
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import HEADLINES, INDICATORS
from coprod_sim.scenario.document_checks import checked_words
from coprod_sim.scenario.parameters import BY_NAME, Parameter, close_name, nearest
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setting_checks import alike, checked_settings, named, number_fault, plain_number, quoted
from coprod_sim.scenario.toml_reader import Document
from coprod_sim.study.plan.fields import (
    CHUNK,
    LONGEST_PLAN_TEXTS,
    METHODS,
    MONTHS_FIELD,
    REPLICATES,
    SAMPLERS,
    SAMPLING_KEYS,
    SAMPLING_NUMBERS,
    SEED_BITS,
    SEEDS,
    TABLES,
    TOP_KEYS,
    Method,
    Seeds,
    Varied,
    whole,
)

DEFAULT_SEED: Final = 1


@dataclass
class CheckedPlan:
    """What a plan says, as far as it is right, and the faults of the rest.

    `places` tells where each setting stands; `doubtful` names the settings that were given and are wrong.
    `method` is None where it is missing or wrong; `numbers` are those of [sampling].
    """

    title: str = ""
    question: str = ""
    scenarios: tuple[str, ...] = ()
    loaded: tuple[Scenario, ...] = ()
    settings: dict[str, float] = field(default_factory=dict)
    varied: tuple[Varied, ...] = ()
    method: Method | None = "none"
    numbers: dict[str, int] = field(default_factory=dict)
    replicates: int = int(REPLICATES.default)
    seed: int = DEFAULT_SEED
    months: int = int(MONTHS_FIELD.default)
    at: tuple[int, ...] = ()
    indicators: tuple[str, ...] = HEADLINES
    chunk: int = int(CHUNK.default)
    seeds: Seeds = "paired"
    seed_bits: int = SEED_BITS[0]
    places: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def check_top(document: Document, result: CheckedPlan) -> None:
    """Read all that stands above the tables, but for the scenarios."""
    for key in document.tables:
        if key not in TOP_KEYS:
            result.faults.append(f"{document.where(key)} {unknown_key(key)}")
    result.title = checked_words(document, "title", LONGEST_PLAN_TEXTS, result.faults)
    result.question = checked_words(document, "question", LONGEST_PLAN_TEXTS, result.faults)
    if "title" not in document.tables:
        advice = 'must say it in plain words. Add title = "..." at the top.'
        result.faults.append(f"{document.where('title')} title: is missing: {advice}")
    result.months = checked_whole(document, MONTHS_FIELD, result)
    result.replicates = checked_whole(document, REPLICATES, result)
    result.chunk = checked_whole(document, CHUNK, result)
    result.seed = checked_first_seed(document, result)
    result.seeds = cast(Seeds, checked_choice(document, ("seeds",), SEEDS, result) or "paired")
    result.seed_bits = checked_bits(document, result)
    result.indicators = checked_indicators(document, result)
    result.at = checked_at(document, result)


def unknown_key(key: object) -> str:
    """The fault of a key at the top of a plan that has no meaning there."""
    if not isinstance(key, str):
        return f"{quoted(key)}: is not a name: must be text."
    if key in BY_NAME:
        return f"{key}: stands outside its table. Write it in [settings] (the same in every run) or in [vary]."
    if key in SAMPLING_KEYS:
        return f"{key}: stands outside its table. Write it in [sampling]."
    guess, setting = close_name(key, TOP_KEYS), nearest(key)
    if setting and (guess is None or alike(key, setting) > alike(key, guess)):
        return f"{named(key)}: is not known here. Did you mean {setting}, in [settings] or in [vary]?"
    if guess:
        return f"{named(key)}: is not known here. Did you mean {f'[{guess}]' if guess in TABLES else guess}?"
    allowed = ", ".join(f"[{top}]" if top in TABLES else top for top in TOP_KEYS)
    return f"{named(key)}: is not known here: a plan has {allowed}. Take it out."


def unknown_inside(key: str, table: str, allowed: Collection[str]) -> str:
    """The fault of a key that a table of a plan does not have; a key of the top that slipped into it is told so."""
    if key in TOP_KEYS:
        return f"{key}: does not belong in [{table}]. Write it above the first [table]."
    guess = close_name(key, allowed)
    advice = f"Did you mean {guess}?" if guess else "Take it out."
    return f"{named(key)}: is not known here: [{table}] has {', '.join(allowed)}. {advice}"


def checked_whole(document: Document, declared: Parameter, result: CheckedPlan, table: str = "") -> int:
    """A whole number, at the top or in a table; its default where it is missing or wrong."""
    spot = (table, declared.name) if table else (declared.name,)
    tables = cast(Mapping[str, object], document.tables.get(table, {})) if table else document.tables
    if declared.name not in tables:
        return int(declared.default)
    value = plain_number(tables[declared.name])
    fault = number_fault(declared, value)
    if fault is not None:
        result.faults.append(f"{document.where(*spot)} {fault}")
        return int(declared.default)
    return int(cast(float, value))


def checked_first_seed(document: Document, result: CheckedPlan) -> int:
    """The seed from which the seeds of all runs and the design are made."""
    raw = document.tables.get("seed", DEFAULT_SEED)
    try:
        return checked_seed(None if isinstance(raw, str) else raw)
    except ScenarioError:
        allowed = "must be a whole number between 0 and 2**64 - 1. Give one such as 7."
        result.faults.append(f"{document.where('seed')} seed = {quoted(raw)}: {allowed}")
        return DEFAULT_SEED


def checked_bits(document: Document, result: CheckedPlan) -> int:
    """How many bits the seeds of the runs have: as usual, or as in studies that were begun before."""
    raw = plain_number(document.tables.get("seed_bits", SEED_BITS[0]))
    if raw in SEED_BITS and not isinstance(raw, bool):
        return int(cast(float, raw))
    new, old = SEED_BITS
    allowed = f"must be {new}, or {old} for a study that was begun when seeds had {old} bits. Take it out."
    result.faults.append(f"{document.where('seed_bits')} seed_bits = {quoted(raw)}: {allowed}")
    return new


def checked_choice(
    document: Document, spot: tuple[str, ...], allowed: Collection[str], result: CheckedPlan, raw: object = None
) -> str | None:
    """One word out of some; None where it is missing or wrong."""
    raw = document.tables.get(spot[0]) if len(spot) == 1 else raw
    if raw is None or (isinstance(raw, str) and raw in allowed):
        return raw
    guess = close_name(raw, allowed) if isinstance(raw, str) else None
    advice = f"Did you mean {guess}?" if guess else f'Write {spot[-1]} = "{next(iter(allowed))}", for example.'
    fault = f"{spot[-1]} = {quoted(raw)}: must be one of {', '.join(allowed)}. {advice}"
    result.faults.append(f"{document.where(*spot)} {fault}")
    return None


def checked_indicators(document: Document, result: CheckedPlan) -> tuple[str, ...]:
    """Which indicators are kept; the headlines where the plan names none."""
    if "indicators" not in document.tables:
        return HEADLINES
    raw, where = document.tables["indicators"], document.where("indicators")
    if not isinstance(raw, list | tuple) or not raw:
        allowed = 'must be a list of names. Write ["progress", "felt_trust"], for example.'
        result.faults.append(f"{where} indicators = {quoted(raw)}: {allowed}")
        return HEADLINES
    found: list[str] = []
    for name in cast(list[object], raw):
        if name in found:
            result.faults.append(f"{where} indicators: {named(name)} is named twice: must be named once. Delete one.")
        elif not isinstance(name, str) or name not in INDICATORS:
            guess = close_name(name, INDICATORS) if isinstance(name, str) else None
            advice = f"Did you mean {guess}?" if guess else f"The headlines are: {', '.join(HEADLINES)}."
            result.faults.append(f"{where} indicators: {named(name)} is not the name of an indicator. {advice}")
        else:
            found.append(name)
    return tuple(found)


def checked_at(document: Document, result: CheckedPlan) -> tuple[int, ...]:
    """The months at which indicators are kept, in their order; the last one where the plan names none."""
    if "at" not in document.tables:
        return (result.months,)
    raw, where = document.tables["at"], document.where("at")
    if not isinstance(raw, list | tuple) or not raw:
        result.faults.append(f"{where} at = {quoted(raw)}: must be a list of months. Write [24, 60], for example.")
        return (result.months,)
    month = whole("at", 0, 0, result.months, "month; 0 is the start, and months the last", "")
    given = [plain_number(value) for value in cast(list[object], raw)]
    faults = [f"{where} {fault}" for value in given if (fault := number_fault(month, value))]
    if faults:
        result.faults += faults
        return (result.months,)
    kept = sorted(int(cast(float, value)) for value in given)
    twice = sorted({one for one in kept if kept.count(one) > 1}) if len(kept) <= result.months + 1 else kept[:1]
    result.faults += [f"{where} at: month {one} is named twice: must be named once. Delete one." for one in twice]
    return tuple(kept)


def plan_table(document: Document, table: str, result: CheckedPlan) -> Mapping[str, object]:
    """One table of the plan, as far as its keys are text; empty where it is missing or is no table."""
    raw = document.tables.get(table, {})
    if isinstance(raw, Mapping):
        given = cast(Mapping[object, object], raw)
        strange = [quoted(key) for key in given if not isinstance(key, str)]
        result.faults += [f"{document.where(table)} [{table}] {key}: is not a name: must be text." for key in strange]
        return {key: value for key, value in given.items() if isinstance(key, str)}
    result.faults.append(f"{document.where(table)} {table} = {quoted(raw)}: must be a table. Write [{table}] once.")
    return {}


def check_settings(document: Document, result: CheckedPlan) -> None:
    """Read the settings that are the same in every run."""
    for key, value in plan_table(document, "settings", result).items():
        where = document.where("settings", key)
        if key in TOP_KEYS:
            result.faults.append(f"{where} {unknown_inside(key, 'settings', ())}")
            continue
        right, faults = checked_settings({key: value}, where)
        result.settings |= right
        result.faults += faults
        result.doubtful |= {key} if faults else set()
        result.places[key] = where


def check_sampling(document: Document, result: CheckedPlan) -> None:
    """Read how points are chosen: the method, and the numbers that it needs."""
    table = plan_table(document, "sampling", result)
    for key in table:
        if key not in SAMPLING_KEYS:
            where = document.where("sampling", key)
            result.faults.append(f"{where} {unknown_inside(key, 'sampling', SAMPLING_KEYS)}")
    method = checked_choice(document, ("sampling", "method"), METHODS, result, table.get("method"))
    result.method = cast("Method | None", method)
    if "method" not in table:
        result.method = None if "vary" in document.tables else "none"
        if result.method is None or table:
            allowed = f"must be one of {', '.join(METHODS)}. Add it in [sampling]."
            result.faults.append(f"{document.where('sampling')} method: is missing: {allowed}")
    if result.method is not None:
        check_numbers(document, table, result)


def check_numbers(document: Document, table: Mapping[str, object], result: CheckedPlan) -> None:
    """Read the numbers that a method needs, and refuse those that mean nothing to it."""
    sampler = SAMPLERS[result.method or "none"]
    for name, declared in SAMPLING_NUMBERS.items():
        where = document.where("sampling", name)
        if name in sampler.required and name not in table:
            result.faults.append(f"{document.where('sampling')} {name}: is missing: {sampler.method} needs it. Add it.")
        elif name in (*sampler.required, *sampler.optional):
            faults_before = len(result.faults)
            value = checked_whole(document, declared, result, "sampling")
            if name in table and len(result.faults) == faults_before:
                result.faults += [f"{where} {fault}" for fault in shape_faults(sampler.method, name, value)]
            if name in table:
                result.numbers[name] = value
        elif name in table:
            result.faults.append(f"{where} {name}: means nothing to the method {sampler.method}. Take it out.")


def shape_faults(method: Method, name: str, value: int) -> list[str]:
    """The faults of a whole number that is in its range and yet of no use to the method."""
    if method == "sobol" and name == "points" and value & (value - 1):
        below = 1 << (value.bit_length() - 1)
        return [f"points = {value}: must be a power of 2, so that points are balanced. Use {below} or {2 * below}."]
    if name == "levels" and value % 2:
        return [f"levels = {value}: must be an even number, half on each side. Use {value - 1} or {value + 1}."]
    return []
