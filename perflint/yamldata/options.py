"""A rule's `with:` mapping becomes the options of its check kind, each member checked against its type."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from perflint.errors import Message, did_you_mean
from perflint.lazyclass import fields_of

Path = tuple[str | int, ...]
# What nearly all options are. To evaluate the annotations of a kind takes longer than to build it.
_USUAL: dict[str, Any] = {
    "str": str,
    "int": int,
    "bool": bool,
    "Decimal": Decimal,
    "tuple[str, ...]": tuple[str, ...],
    "frozenset[str]": frozenset[str],
}
Report = Callable[[Path, Message, bool], None]


@lru_cache(maxsize=256)
def option_types(kind: type) -> dict[str, Any]:
    """Name -> annotated type of a kind's options, ClassVars left out."""
    names = fields_of(kind)
    usual = {name: _USUAL.get(str(kind.__annotations__.get(name))) for name in names}
    if all(usual.values()):
        return usual
    hints = get_type_hints(kind)
    return {name: hints[name] for name in names}


def build_options(name: str, kind: Any, given: Mapping[str, Any], report: Report) -> Any | None:
    """The kind with the given options, or None after every fault was reported (path below `with`, message)."""
    known = option_types(kind)
    values: dict[str, Any] = {}
    sound = True
    for option, raw in given.items():
        if option not in known:
            hint = did_you_mean(str(option), list(known))
            zh, en = f"种类“{name}”没有选项“{option}”{hint.zh}", f"kind '{name}' has no option '{option}'{hint.en}"
            report((option,), Message(zh, en), True)
            sound = False
            continue
        fits, values[option] = convert(known[option], raw)
        if not fits:
            want = type_name(known[option])
            report((option,), Message(f"选项“{option}”应为 {want}", f"option '{option}' should be {want}"), False)
            sound = False
    for option, member in fields_of(kind).items():
        no_default = member.default is MISSING and member.default_factory is MISSING
        if no_default and option not in given:
            report((), Message(f"缺少选项“{option}”", f"option '{option}' is missing"), False)
            sound = False
    return kind(**values) if sound else None


def type_name(annotation: Any) -> str:
    """A type in the words of the rule file's schema."""
    if annotation is type(None):
        return "null"
    names = {str: "string", int: "integer", bool: "boolean", Decimal: "number", float: "number", Any: "any"}
    if annotation in names:
        return names[annotation]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " | ".join(map(str, args))
    if origin in (tuple, frozenset):
        return f"list of {type_name(args[0])}"
    if origin in (Union, types.UnionType):
        return " | ".join(type_name(a) for a in args)
    return "mapping"


def convert(annotation: Any, raw: Any) -> tuple[bool, Any]:
    """(fits, value): the raw YAML value as the annotated type."""
    if annotation is Any:
        return True, raw
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        results = (convert(a, raw) for a in args)
        return next((r for r in results if r[0]), (False, None))
    if origin is Literal:
        return raw in args, raw
    if origin in (tuple, frozenset):
        if not isinstance(raw, list):
            return False, None
        items = [convert(args[0], item) for item in raw]
        return all(ok for ok, _ in items), origin(value for _, value in items)
    if origin is not None:
        return _convert_mapping(args, raw)
    return _convert_scalar(annotation, raw)


def _convert_mapping(args: tuple[Any, ...], raw: Any) -> tuple[bool, Any]:
    if not isinstance(raw, dict):
        return False, None
    items = {str(k): convert(args[1] if len(args) > 1 else Any, v) for k, v in raw.items()}
    return all(ok for ok, _ in items.values()), {k: v for k, (_, v) in items.items()}


def _convert_scalar(annotation: Any, raw: Any) -> tuple[bool, Any]:
    if annotation is type(None):
        return raw is None, None
    if annotation is bool:
        return isinstance(raw, bool), raw
    if annotation is int:
        return isinstance(raw, int) and not isinstance(raw, bool), raw
    if annotation in (Decimal, float):
        if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
            return False, None
        try:
            return True, annotation(str(raw))
        except (InvalidOperation, ValueError):
            return False, None
    if annotation is str:
        return isinstance(raw, (str, int, float)) and not isinstance(raw, bool), str(raw)
    return isinstance(raw, annotation), raw
