"""The JSON Schema of a scenario file, made from the declarations, for editors and other programs.

It knows names, kinds and ranges; what holds between settings is known to scenario/setting_checks.py only.
scenarios/schema.json is this schema as a file, and a test compares the two.
"""

import json
from typing import Final

from coprod_sim.scenario.document_checks import LONGEST_TEXTS
from coprod_sim.scenario.events import EVENT_KINDS, EVERYONE, MONTH, UNTIL, WHO_FIELD, EventKind
from coprod_sim.scenario.parameters import BY_NAME, GROUPS, LEVERS, Parameter, names

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
EXTENDS: Final = "what this starts from: a built-in scenario, or a .toml file in the same folder or below"
MODIFIER: Final = "true: this file changes other scenarios, as in power_sharing+this_one"

Schema = dict[str, object]


def number_schema(declared: Parameter) -> Schema:
    """Kind and range of one number, with its meaning and unit."""
    bound = int if declared.whole else float
    result: Schema = {"type": "integer" if declared.whole else "number"}
    result |= {"minimum": bound(declared.low), "maximum": bound(declared.high)}
    return result | {"description": f"{declared.meaning} ({declared.unit})"}


def setting_schema(declared: Parameter) -> Schema:
    """One setting: its number, default, source and status."""
    schema = number_schema(declared)
    source = declared.source or "nobody has measured it"
    schema["description"] = f"{schema['description']}. Source: {source}. Status: {declared.status}."
    return schema | {"default": int(declared.default) if declared.whole else declared.default}


def field_schema(kind: EventKind, field: str) -> Schema:
    """One field of an event; the range of `to` for a lever is added in kind_schema."""
    if field == "do":
        return {"const": kind.do, "description": kind.meaning}
    if field == "who":
        return {
            "oneOf": [{"const": EVERYONE}, number_schema(WHO_FIELD)],
            "default": EVERYONE,
            "description": WHO_FIELD.meaning,
        }
    if field == "lever":
        return {"enum": [lever.name for lever in LEVERS], "description": "which lever"}
    number = {"month": MONTH, "until": UNTIL}.get(field) or kind.number(field)
    schema: Schema = number_schema(number) if number else {"type": "number", "description": "the lever's new value"}
    return schema | ({"default": kind.defaults[field]} if field in kind.defaults else {})


def kind_schema(kind: EventKind) -> Schema:
    """One kind of event; where it names a lever, `to` must be within that lever's range."""
    schema: Schema = {
        "type": "object",
        "description": kind.meaning,
        "properties": {field: field_schema(kind, field) for field in kind.allowed()},
        "required": ["month", "do", *kind.required],
        "additionalProperties": False,
    }
    if "lever" in kind.required:
        schema["allOf"] = [
            {
                "if": {"properties": {"lever": {"const": lever.name}}},
                "then": {"properties": {"to": {"minimum": float(lever.low), "maximum": float(lever.high)}}},
            }
            for lever in LEVERS
        ]
    return schema


def scenario_schema() -> Schema:
    """The schema of a scenario file (JSON Schema, draft 2020-12)."""
    properties: Schema = {
        key: {"type": "string", "minLength": 1, "maxLength": most} for key, most in LONGEST_TEXTS.items()
    }
    properties["extends"] = {"type": "string", "minLength": 1, "description": EXTENDS}
    properties["modifier"] = {"type": "boolean", "default": False, "description": MODIFIER}
    for group in GROUPS:
        properties[group.table] = {
            "type": "object",
            "description": group.meaning,
            "properties": {name: setting_schema(BY_NAME[name]) for name in names(group.role)},
            "additionalProperties": False,
        }
    properties["events"] = {
        "type": "array",
        "description": "what happens in a certain month, at its very start",
        "items": {"oneOf": [kind_schema(kind) for kind in EVENT_KINDS]},
    }
    return {
        "$schema": DIALECT,
        "title": "coprod-sim scenario",
        "description": "What people choose, how the world works, where things start, and what happens when.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "not": {"properties": {"modifier": {"const": True}}, "required": ["modifier", "extends"]},
    }


def schema_text() -> str:
    """The schema as the text of scenarios/schema.json."""
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"
