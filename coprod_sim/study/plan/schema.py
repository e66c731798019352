"""The JSON Schema of a plan, made from the declarations, for editors and other programs.

It knows names, kinds and ranges; what holds between the parts of a plan is known to the reader only (plan/checks.py).
"""

import json
from typing import Final

from coprod_sim.engine.simulation import LARGEST_SEED
from coprod_sim.indicators import INDICATORS
from coprod_sim.scenario.parameters import DECLARED, Parameter
from coprod_sim.scenario.schema import DIALECT, Schema, number_schema, setting_schema
from coprod_sim.study.own_place import PARTS
from coprod_sim.study.plan.checks import DEFAULT_SEED
from coprod_sim.study.plan.fields import (
    LONGEST_PLAN_TEXTS,
    SAMPLERS,
    SAMPLING_NUMBERS,
    SEED_BITS,
    SEEDS,
    SHORTHANDS,
    STEPS,
    TOP_NUMBERS,
)
from coprod_sim.study.plan.vary import RANGE

SCENARIOS: Final = (
    'built-in names, or .toml files beside the plan or below; "power_sharing+broken_trust" joins a modifier'
)
AT: Final = "the months at which indicators are kept; without it, the last one"
SEEDS_MEANING: Final = "paired: a seed for each point and replicate; common: the same at every point"

BITS_MEANING: Final = (
    "how large the seeds of the runs may be: 49 bits survive every spreadsheet; 64 as in studies that were begun before"
)


def whole_schema(declared: Parameter) -> Schema:
    """One whole number of a plan with its default."""
    return number_schema(declared) | {"default": int(declared.default)}


def names_schema(meaning: str, items: Schema) -> Schema:
    """A list in which everything stands once."""
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": items, "description": meaning}


def vary_schema(declared: Parameter) -> Schema:
    """One setting that varies, in each of the ways in which it may be written."""
    number = number_schema(declared)
    meaning = number.pop("description")
    ends: Schema = {"oneOf": [{"const": RANGE}, {"type": "array", "items": number, "minItems": 2, "maxItems": 2}]}
    cut: Schema = {"range": ends, "steps": number_schema(STEPS)}
    values: Schema = {"values": {"type": "array", "items": number, "minItems": 1}}
    tables = [
        {"type": "object", "properties": values, "required": ["values"], "additionalProperties": False},
        {"type": "object", "properties": cut, "required": ["range"], "additionalProperties": False},
    ]
    low, high = declared.explore
    return {"description": f"{meaning}; range: {low:.10g} to {high:.10g}", "oneOf": [ends, *tables]}


def sampling_schema() -> Schema:
    """The table [sampling]: the method, and the numbers that each method needs or may have."""
    meanings = "; ".join(f"{sampler.method}: {sampler.meaning}" for sampler in SAMPLERS.values())
    numbers: Schema = {name: number_schema(declared) for name, declared in SAMPLING_NUMBERS.items()}
    shapes: list[Schema] = [
        {
            "properties": {"method": {"const": sampler.method}}
            | dict.fromkeys((*sampler.required, *sampler.optional), True),
            "required": list(sampler.required),
            "additionalProperties": False,
        }
        for sampler in SAMPLERS.values()
    ]
    return {
        "type": "object",
        "description": "how the points are chosen",
        "properties": {"method": {"enum": list(SAMPLERS), "description": meanings}, **numbers},
        "required": ["method"],
        "oneOf": shapes,
    }


def place_schema() -> Schema:
    """The table [place]: files of one's own beside the plan or below, and the scale."""
    meanings = {
        "network": "who works with whom",
        "rules": "rules that replace ours",
        "areas": "local authorities",
        "mechanism": "what is added to the model",
    }
    properties: Schema = {part: {"type": "string", "minLength": 1, "description": meanings[part]} for part in PARTS}
    properties["scale"] = {"type": "number", "exclusiveMinimum": 0, "maximum": 1, "default": 1}
    description = "files of one's own, beside the plan or below; scale makes the place smaller"
    return {"type": "object", "description": description, "properties": properties, "additionalProperties": False}


def plan_schema() -> Schema:
    """The schema of a plan (JSON Schema, draft 2020-12)."""
    text: Schema = {"type": "string", "minLength": 1}
    table: Schema = {"type": "object", "additionalProperties": False}
    vary: Schema = {"description": "what varies", "properties": {one.name: vary_schema(one) for one in DECLARED}}
    settings: Schema = {
        "description": "what every run has",
        "properties": {p.name: setting_schema(p) for p in DECLARED},
    }
    indicators = names_schema("what is kept; without it, the headlines", {"enum": list(INDICATORS)})
    properties: Schema = {key: text | {"maxLength": most} for key, most in LONGEST_PLAN_TEXTS.items()}
    properties |= {
        "scenarios": names_schema(SCENARIOS, text),
        **{name: whole_schema(declared) for name, declared in TOP_NUMBERS.items()},
        "seed": {"type": "integer", "minimum": 0, "maximum": LARGEST_SEED, "default": DEFAULT_SEED},
        "seeds": {"enum": list(SEEDS), "default": SEEDS[0], "description": SEEDS_MEANING},
        "seed_bits": {"enum": list(SEED_BITS), "default": SEED_BITS[0], "description": BITS_MEANING},
        "indicators": indicators,
        "at": names_schema(AT, {"type": "integer", "minimum": 0, "maximum": int(TOP_NUMBERS["months"].high)}),
        "place": place_schema(),
        "settings": table | settings,
        "sampling": sampling_schema(),
        "vary": {"oneOf": [table | vary, {"enum": list(SHORTHANDS)}]},
    }
    return {
        "$schema": DIALECT,
        "title": "coprod-sim plan",
        "description": "Which runs a study makes.",
        "type": "object",
        "properties": properties,
        "required": ["title", "scenarios"],
        "dependentRequired": {"vary": ["sampling"]},
        "additionalProperties": False,
    }


def plan_schema_text() -> str:
    """The schema as text."""
    return json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n"
