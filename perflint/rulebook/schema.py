"""The JSON Schema of rule files, made from the check kinds themselves; editors complete and explain them with it."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from perflint.checks import find_kind, kind_names
from perflint.checks.base import FIELDS, Scope
from perflint.model.results import SEVERITIES
from perflint.rulebook.checks import SCOPES
from perflint.rulebook.load import CODE, CONDITION_KEYS, KEYS, MIN_EXAMPLES, NAME, REQUIRED
from perflint.rulebook.reference import described
from perflint.rulebook.rule import DIMENSIONS
from perflint.yamldata.options import option_types

_BOTH = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
# What an editor shows beside a key.
_MEANINGS = {
    "code": "Capitals and three digits, as in ORG001. 大写字母加三位数字。",
    "name": "The fault in lower-case words with hyphens, as in missing-weight. 小写英文名称。",
    "title": "The fault in a few words. 规则的标题。",
    "severity": "error: would be sent back; warning: would be asked about; info: advice. 会被退回 / 会被追问 / 建议。",
    "severity_when": "Other severities under conditions; the first that holds. 某些情况下的级别。",
    "profile": "strict: only on with --profile strict. strict 只在 --profile strict 时使用。",
    "dimension": "What the review form calls it. 审核内容。",
    "scope": "What one finding is about. 每条提示针对的对象。",
    "fields": "What the check looks at; `indicator.name` is the name of one scope only. 查看的字段。",
    "when": "Only for subjects of which this holds. 只用于符合这些条件的对象。",
    "kind": "The check kind: perflint rules kinds, perflint explain KIND. 检查种类。",
    "with": "The options of the kind. 检查种类的选项。",
    "message": "What is wrong, with the table's own words: {name}, {value} … as the kind gives them. 提示。",
    "help": "What to write instead, with a form to fill in. 怎样改。",
    "yields_to": "Codes of more exact rules: silent where one of them speaks. 让位于更准确的规则。",
    "variants": "Other messages, by the variants that the kind's reference names. 不同情形的提示。",
    "fix": "Whether the fault can be mended without a decision. 是否可自动修改。",
    "why": "Why it matters. 为什么。",
    "basis": "Documents that recommend it. 依据的文件。",
    "examples": "Run whenever the rule is loaded, at least two of each side. 正反例，载入时运行。",
}
_CONDITIONS = {
    "category": "Codes or names of categories that the indicator's label means. 指标类别。",
    "kind": "Kinds of tables: target, self-evaluation … 表的种类。",
    "has": "Fields that the table has a place for. 表中有的字段。",
    "lacks": "Fields that the table has no place for. 表中没有的字段。",
    "dump": "Whether the table is a dump of a form's cells. 是否表单导出文本。",
}
_AT = {
    "description": "[field, words]: where the rule has to speak, and the words of the table that it points at; several "
    "as [[field, words], …]. In whole projects and tables the field has a path: indicators.2.name. "
    "应报的字段和原文，可写多个。",
    "type": "array",
}
_CASE = {
    "at": _AT,
    "severity": {"enum": list(SEVERITIES), "description": "The severity of what is found. 级别。"},
    "year": {"type": "integer", "description": "The budget year, as --year gives it. 预算年度。"},
    "filename": {"type": "string", "description": "The name of the file, where it matters. 文件名。"},
    "project": {"type": "object", "description": "A whole project: name, goal, indicators, execution … 一个项目。"},
    "table": {"type": "object", "description": "A whole table: title, projects … 一张表。"},
    "run": {"type": "array", "description": "The tables of a run, a file each. 多个文件的表。"},
    "text": {"type": "string", "description": "The text of a file, as it is read. 文件原文。"},
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
        "scope": {"anyOf": [{"enum": list(SCOPES)}, {"type": "array", "items": {"enum": list(SCOPES)}, "minItems": 1}]},
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
        "properties": {key: {"description": _MEANINGS[key], **properties[key]} for key in KEYS},
        "required": list(REQUIRED),
        "additionalProperties": False,
        "allOf": [*(_of_kind(name) for name in kind_names()), *(_of_scope(scope) for scope in SCOPES)],
    }


def _of_kind(name: str) -> dict[str, Any]:
    """What holds where a rule is of a kind: its scopes and its options."""
    kind: Any = find_kind(name)
    return {
        "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
        "then": {
            "properties": {
                "with": options_schema(kind),
                "scope": {"anyOf": [{"enum": list(kind.scopes)}, {"items": {"enum": list(kind.scopes)}}]},
            }
        },
    }


def _of_scope(scope: Scope) -> dict[str, Any]:
    """What holds where a rule is of this scope alone and its kind looks at no other scope: the scope's fields."""
    others = [name for name in kind_names() if getattr(find_kind(name), "fields_of", None) is not None]
    return {
        "if": {
            "properties": {"scope": {"enum": [scope, [scope]]}, "kind": {"not": {"enum": others}}},
            "required": ["scope"],
        },
        "then": {"properties": {"fields": _fields((scope,))}},
    }


def _fields(scopes: Sequence[Scope] = SCOPES) -> dict[str, Any]:
    names = {name for scope in scopes for field in FIELDS[scope] for name in (field, f"{scope}.{field}")}
    one = {"enum": sorted(names, key=lambda name: (name.partition(".")[0] in SCOPES, name))}
    return {"anyOf": [one, {"type": "array", "items": one}]} if names else {"maxItems": 0}


def _anchored(pattern: str) -> str:
    return f"^{pattern.removesuffix(chr(92) + 'Z')}$"


def options_schema(kind: Any) -> dict[str, Any]:
    """The options of one kind, as a rule's `with` gives them."""
    fields = dataclasses.fields(kind)
    required = [f.name for f in fields if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING]
    hints = option_types(kind)
    _, meanings = described(kind)
    properties = {f.name: _said(meanings.get(f.name, ""), _annotation(hints[f.name])) for f in fields}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _said(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, **schema} if description else schema


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
    types: dict[str, Any] = {key: {"type": "boolean"} if key == "dump" else _STRINGS for key in CONDITION_KEYS}
    properties = {key: _said(_CONDITIONS[key], schema) for key, schema in types.items()}
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
    case = {"type": "object", "properties": _CASE}
    sides = {"bad": {**case, "required": ["at"]}, "good": case}
    meanings = {
        "bad": "What the rule finds. 应报的例子。",
        "good": "What it must not find, the nearest first. 不该报的例子。",
    }
    return {
        "type": "object",
        "properties": {
            side: {"description": meanings[side], "type": "array", "items": items, "minItems": MIN_EXAMPLES}
            for side, items in sides.items()
        },
        "required": ["bad", "good"],
        "additionalProperties": False,
    }
