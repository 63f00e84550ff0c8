"""The JSON Schema of a rule file, by which an editor completes and checks what is typed.

It says of each key what the loader says of it. What only the loader can know (names in braces, whether a
regex compiles, which groups it catches) is left to it and to `extractor.rules.lint`.
"""

from __future__ import annotations

import json
from typing import Any

from extractor.rules.model import ANCHORS, CONTEXT_KEYS, KINDS, SIDES, VALUE_KEYS
from extractor.types import QUALIFIERS

SCHEMA_FILE = "rules.schema.json"
"""The name of the schema beside the rules."""

FIRST_LINE = f"#:schema ./{SCHEMA_FILE}"
"""The first line of a rule file: editors that know TOML find the schema by it."""

_NAME = r"^\S+$"
"""The loader says it more closely, but ``\\w`` has no Chinese characters in the regexes of a schema."""

_EXAMPLE_KEYS = {
    "value": "The number, 万 and 亿 multiplied out; of a date, its EDTF.",
    "low": "The least that the words allow.",
    "high": "The most that the words allow.",
    "unit": "The classifier or unit.",
    "qualifier": "How exactly it is meant.",
    "kind": "What the mention is, if not what the rule gives.",
    "rule": "The rule that finds it.",
    "date": "The day on which the text was published: dates are read by it.",
    "near": "The date that the text named before.",
    "ahead": "Whether the date is to come.",
}


def schema() -> dict[str, Any]:
    """Give the schema of a rule file, as JSON holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rules of zhstat",
        "description": "A file of rules: what to find in Chinese reports, each with examples.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "pattern": {
                "description": "Pieces of regexes, used as {name} in this file; those of words.toml in all.",
                "type": "object",
                "propertyNames": {"pattern": _NAME},
                "additionalProperties": {"type": "string"},
            },
            "rule": {"description": "The rules.", "type": "array", "items": _disabled_or(_rule())},
            "frame": {
                "description": "How mentions that stand together join into facts.",
                "type": "array",
                "items": _disabled_or(_frame()),
            },
        },
    }


def schema_text() -> str:
    """Give the text of the schema's file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _disabled_or(table: dict[str, Any]) -> dict[str, Any]:
    """Allow a table, or one that takes out its namesake."""
    removed = {
        "type": "object",
        "required": ["id", "disable"],
        "additionalProperties": False,
        "properties": {
            "id": _id(),
            "disable": {"const": True, "description": "Removes the rule of this id."},
        },
    }
    return {"if": {"required": ["disable"]}, "then": removed, "else": table}


def _id() -> dict[str, Any]:
    return {"type": "string", "pattern": _NAME, "description": "Its name, kind.name; facts carry it."}


def _frame() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["id", "doc", "regex", "yes", "no"],
        "additionalProperties": False,
        "properties": _common({}),
    }


def _rule() -> dict[str, Any]:
    groups = {
        "allOf": [
            {
                "if": {"required": ["gives"], "properties": {"gives": {"const": "bound"}}},
                "then": {"required": ["side", "set"], "properties": {"set": {"required": ["qualifier"]}}},
                "else": {"properties": {"side": False}},
            }
        ]
    }
    return {
        "type": "object",
        "required": ["id", "gives", "doc", "regex", "yes", "no"],
        "additionalProperties": False,
        "properties": {
            **_common({key: {"description": text} for key, text in _EXAMPLE_KEYS.items()}),
            "gives": {"enum": list(KINDS), "description": "The kind of mention that it makes."},
            "at": {
                "enum": list(ANCHORS),
                "description": "Where alone it is tried: numeral is where a numeral starts.",
            },
            "side": {
                "enum": list(SIDES),
                "description": "Of a bound: on which side of the number it stands.",
            },
        },
        **groups,
    }


def _common(keys: dict[str, Any]) -> dict[str, Any]:
    """Give the keys that rules and frames share; ``keys`` are those of an example that are no groups."""
    if keys:
        keys = {**keys, "qualifier": {**keys["qualifier"], "enum": list(QUALIFIERS)}}
    meaning = {
        "type": "object",
        "description": 'What is marked means: a value, or what a group of the regex catches; "" is null.',
        "properties": {key: keys[key] for key in (*VALUE_KEYS, *CONTEXT_KEYS)} if keys else {},
        "additionalProperties": {"type": ["string", "number", "boolean"]},
    }
    return {
        "id": _id(),
        "doc": {
            "type": "string",
            "pattern": r"\S",
            "description": "What it finds, and what it leaves to others.",
        },
        "regex": {
            "type": "string",
            "minLength": 1,
            "description": "The pattern, in '''; {name} is a sub-pattern or any word of a lexicon.",
        },
        "priority": {
            "type": "integer",
            "description": "Of two finds that overlap the higher wins; 0 if left out.",
        },
        "needs": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "description": "A text with none of these words is not searched.",
        },
        "set": {
            "type": "object",
            "properties": {"qualifier": {"enum": list(QUALIFIERS)}},
            "additionalProperties": {"type": ["string", "number", "boolean"]},
            "description": "Fields that are the same in all that it finds.",
        },
        "yes": {
            "type": "object",
            "minProperties": 1,
            "description": "Texts with what is to be found between < >, and what it means.",
            "additionalProperties": {"anyOf": [meaning, {"type": "array", "items": meaning}]},
        },
        "no": {
            "type": "object",
            "minProperties": 1,
            "description": "Texts that look like it and are none, each with the reason.",
            "additionalProperties": {"type": "string", "pattern": r"\S"},
        },
    }
