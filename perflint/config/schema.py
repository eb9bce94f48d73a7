"""The JSON Schema of perflint.yaml and of packs; editors complete them with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from perflint.config.keys import CHOICES, KEYS, TYPES, shape
from perflint.config.packs import pack_names
from perflint.model.results import SEVERITIES
from perflint.read.limits import NAMES as LIMITS
from perflint.taxonomy import Taxonomy

_STRING = {"type": "string"}
_LIST = {"type": "array", "items": _STRING}
_STRINGS = {"anyOf": [_STRING, _LIST]}
_NUMBER = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}
_TEXT = {"anyOf": [_STRING, {"type": "object", "properties": {"zh": _STRING, "en": _STRING}, "required": ["zh", "en"]}]}


def config_schema(rules: Mapping[str, tuple[str, Mapping[str, Any]]], taxonomy: Taxonomy) -> dict[str, Any]:
    """The schema (draft 2020-12). `rules` gives the name and the options' schema of each shipped rule by its code.

    Rules of the user's own are not known here: what they are told is checked when perflint runs.
    """
    names = [word for code, (name, _) in rules.items() for word in (code, name)]
    families = sorted({code.rstrip("0123456789") for code in rules})
    properties: dict[str, Any] = {key: _plain(key) for key in KEYS}
    properties["extends"] = _suggesting(pack_names())
    for key in ("select", "enable", "ignore"):
        properties[key] = _suggesting((*names, *families, "ALL"))
    properties["severity"] = {
        "type": "object",
        "properties": {word: {"enum": list(SEVERITIES)} for word in (*names, *families)},
        "additionalProperties": {"enum": list(SEVERITIES)},
    }
    properties["options"] = {
        "type": "object",
        "properties": {word: _with_signs(given) for code, (name, given) in rules.items() for word in (code, name)},
        "additionalProperties": {"type": "object"},
    }
    properties["schemes"] = _suggesting(scheme.name for scheme in taxonomy.schemes)
    properties["scoring"] = _suggesting(scoring.name for scoring in taxonomy.scorings)
    properties["taxonomy"] = _taxonomy(taxonomy)
    properties.update(title=_TEXT, why=_TEXT, basis=_array({"document": _STRING, "note": _TEXT}, ["document"]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "perflint configuration",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _plain(key: str) -> dict[str, Any]:
    """A key by its type alone."""
    if key in CHOICES:
        return {"enum": list(CHOICES[key])}
    if shape(key) == "list":
        return dict(_STRINGS)
    if key == "limits":
        limits = {name: {"type": "integer", "minimum": 1} for name in LIMITS}
        return {"type": "object", "properties": limits, "additionalProperties": False}
    if key == "jobs":
        return {"type": "integer", "minimum": 0}
    if TYPES[key] is str:
        return dict(_STRING)
    return {"type": "integer"} if TYPES[key] is int else {"type": "object"}


def _suggesting(known: Iterable[str]) -> dict[str, Any]:
    """A string or a list of strings, of which an editor proposes the known ones."""
    word = {"anyOf": [{"enum": list(known)}, _STRING]}
    return {"anyOf": [word, {"type": "array", "items": word}]}


def _array(properties: Mapping[str, Any], required: Sequence[str]) -> dict[str, Any]:
    item = {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}
    return {"type": "array", "items": item}


def _with_signs(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a rule, none of which is required here; a list also with + and -."""
    properties = dict(given["properties"])
    for name, wanted in given["properties"].items():
        if wanted.get("type") == "array":
            properties.update({f"{name}+": wanted, f"{name}-": wanted})
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    """What may be added to the packaged knowledge."""
    lists = {"type": "object", "additionalProperties": _LIST}
    category = {"name": _STRING, "level": {"enum": [1, 2]}, "synonyms": _LIST, "parents": _LIST}
    units = {"dimension": lists, "classes": {"type": "array", "items": _LIST}}
    units["scale"] = {"type": "object", "additionalProperties": _NUMBER}
    numbers = {"type": "object", "additionalProperties": _NUMBER}
    scoring = {"name": _STRING, "total": _NUMBER, "execution": _NUMBER, "points": numbers, "steps": numbers}
    words = {
        "type": "object",
        "properties": dict.fromkeys(sorted(taxonomy.words), _LIST),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "categories": _array(category, ["name", "level"]),
            "codes": {"type": "object", "additionalProperties": _STRING},
            "units": {"type": "object", "properties": units, "additionalProperties": False},
            "words": words,
            "scorings": _array(scoring, ["name"]),
        },
        "additionalProperties": False,
    }
