"""The JSON Schema of rule files, made from the check kinds themselves; editors complete rule files with it."""

from __future__ import annotations

import dataclasses
import types
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from perflint.checks import find_kind, kind_names
from perflint.checks.base import FIELDS
from perflint.model.results import SEVERITIES
from perflint.rulebook.checks import SCOPES
from perflint.rulebook.load import CODE, CONDITION_KEYS, KEYS, MIN_EXAMPLES, NAME, REQUIRED
from perflint.rulebook.rule import DIMENSIONS
from perflint.yamldata.options import option_types

_BOTH = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
_STRINGS: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_SCALARS = {str: "string", int: "integer", bool: "boolean", Decimal: "number", float: "number", type(None): "null"}


def rule_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of one rule file."""
    properties: dict[str, Any] = {
        "code": {"type": "string", "pattern": _anchored(CODE.pattern)},
        "name": {"type": "string", "pattern": _anchored(NAME.pattern)},
        "severity": {"enum": list(SEVERITIES)},
        "severity_when": {"type": "array", "items": _condition(with_severity=True)},
        "profile": {"enum": ["default", "strict"]},
        "dimension": {"enum": list(DIMENSIONS)},
        "scope": {"type": "array", "items": {"enum": list(SCOPES)}, "minItems": 1},
        "fields": _fields(),
        "when": _condition(with_severity=False),
        "kind": {"enum": list(kind_names())},
        "with": {"type": "object"},
        "yields_to": _STRINGS,
        "variants": {"type": "object", "additionalProperties": _variant()},
        "basis": {"type": "array", "items": _basis()},
        "fix": {"type": "boolean"},
        "examples": _examples(),
    }
    properties.update(dict.fromkeys(("title", "message", "help", "why"), _BOTH))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "perflint rule",
        "type": "object",
        "properties": {key: properties[key] for key in KEYS},
        "required": list(REQUIRED),
        "additionalProperties": False,
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {"properties": {"with": options_schema(find_kind(name))}},
            }
            for name in kind_names()
        ],
    }


def _fields() -> dict[str, Any]:
    names = {name for scope, fields in FIELDS.items() for field in fields for name in (field, f"{scope}.{field}")}
    one = {"enum": sorted(names, key=lambda name: (name.partition(".")[0] in SCOPES, name))}
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _anchored(pattern: str) -> str:
    return f"^{pattern.removesuffix(chr(92) + 'Z')}$"


def options_schema(kind: Any) -> dict[str, Any]:
    """The options of one kind, as a rule's `with` gives them."""
    fields = dataclasses.fields(kind)
    required = [f.name for f in fields if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING]
    hints = option_types(kind)
    properties = {f.name: _annotation(hints[f.name]) for f in fields}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _annotation(annotation: Any) -> dict[str, Any]:
    if annotation in _SCALARS:
        return {"type": _SCALARS[annotation]}
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _annotation(args[0])}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_annotation(a) for a in args]}
    if origin is not None and len(args) == 2:
        return {"type": "object", "additionalProperties": _annotation(args[1])}
    return {}


def _condition(*, with_severity: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {key: _STRINGS for key in CONDITION_KEYS if key != "dump"}
    properties["dump"] = {"type": "boolean"}
    if with_severity:
        properties["severity"] = {"enum": list(SEVERITIES)}
    required = ["severity"] if with_severity else []
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _variant() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"message": _BOTH, "help": _BOTH},
        "required": ["message"],
        "additionalProperties": False,
    }


def _basis() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"document": {"type": "string"}, "note": {"anyOf": [{"type": "string"}, _BOTH]}},
        "required": ["document"],
        "additionalProperties": False,
    }


def _examples() -> dict[str, Any]:
    entries = {"type": "array", "items": {"type": "object"}, "minItems": MIN_EXAMPLES}
    return {
        "type": "object",
        "properties": {"bad": entries, "good": entries},
        "required": ["bad", "good"],
        "additionalProperties": False,
    }
