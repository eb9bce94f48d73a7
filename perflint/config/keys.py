"""What a configuration may say: its keys, what each takes, and the faults of one layer, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from perflint.config.source import Source, Steps
from perflint.errors import Message, Problem, did_you_mean
from perflint.model.results import SEVERITIES
from perflint.read.limits import NAMES as LIMITS
from perflint.yamldata.options import convert

_STRINGS = tuple[str, ...]
_MAPPING = Mapping[str, Any]
TYPES: dict[str, Any] = {
    "extends": _STRINGS,
    "profile": str,
    "select": _STRINGS,
    "enable": _STRINGS,
    "ignore": _STRINGS,
    "severity": _MAPPING,
    "options": _MAPPING,
    "schemes": _STRINGS,
    "scoring": _STRINGS,
    "rules": _STRINGS,
    "year": int,
    "fail_level": str,
    "lang": str,
    "jobs": int,
    "limits": _MAPPING,
    "exclude": _STRINGS,
    "ignore_file": str,
    "baseline": str,
    "taxonomy": _MAPPING,
    "title": str | _MAPPING,
    "why": str | _MAPPING,
    "basis": tuple[_MAPPING, ...],
}
CHOICES = {"profile": ("default", "strict"), "fail_level": SEVERITIES, "lang": ("zh", "en")}
# What a pack says of itself; it changes nothing.
ABOUT = ("title", "why", "basis")
KEYS = tuple(TYPES)
# Files and folders, relative to the file that names them.
PATHS = ("rules", "ignore_file", "baseline")
Shape = Literal["list", "mapping", "value"]


def shape(key: str) -> Shape:
    """How the values of a key are put together: lists and mappings over the layers, a value by the last one."""
    if TYPES[key] is _STRINGS:
        return "list"
    return "mapping" if TYPES[key] is _MAPPING else "value"


def values_of(source: Source) -> tuple[dict[str, Any], list[Problem]]:
    """The settings of one source as typed values, and every fault of theirs."""
    data = source.data
    if data is None:
        return {}, []
    if not isinstance(data, Mapping):
        message = Message("配置文件应是一个映射", "a configuration is a mapping")
        return {}, [source.problem((), message)]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, raw in data.items():
        name = str(key).replace("-", "_")
        if name not in TYPES:
            hint = did_you_mean(name, KEYS)
            message = Message(f"不认识的键“{key}”{hint.zh}", f"unknown key '{key}'{hint.en}")
            problems.append(source.problem((str(key),), message, at_key=True))
            continue
        if TYPES[name] is _STRINGS and isinstance(raw, str):
            raw = [raw]
        fits, value = convert(TYPES[name], raw)
        if fits and name in CHOICES:
            fits = value in CHOICES[name]
        if fits and name == "jobs":
            fits = value >= 0
        if not fits:
            problems.append(_unfit(source, (str(key),), _wanted(name)))
            continue
        problems.extend(_inner_faults(source, str(key), name, value))
        values[name] = _named(value) if name == "options" else value
    for name in PATHS if not problems else ():
        if name in values:
            values[name] = _resolved(source, values[name])
    return values, problems


def _resolved(source: Source, given: str | tuple[str, ...]) -> Path | tuple[Path, ...]:
    """Paths made absolute, as seen from the folder of the file that names them."""
    if isinstance(given, tuple):
        return tuple((source.path.parent / path).resolve() for path in given)
    return (source.path.parent / given).resolve()


def _named(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options by rule, their names as strings whatever YAML makes of them."""
    inner = {rule: given for rule, given in options.items() if isinstance(given, Mapping)}
    return {rule: {str(option): value for option, value in given.items()} for rule, given in inner.items()}


def _inner_faults(source: Source, key: str, name: str, value: Any) -> list[Problem]:
    """What is wrong below a key whose own type is right."""
    if name == "severity":
        wanted = _choices(SEVERITIES)
        return [_unfit(source, (key, rule), wanted) for rule, level in value.items() if level not in SEVERITIES]
    if name == "options":
        wanted = Message("映射", "a mapping")
        return [_unfit(source, (key, rule), wanted) for rule, given in value.items() if not isinstance(given, dict)]
    if name == "limits":
        return list(_limit_faults(source, key, value))
    if name in ("title", "why") and isinstance(value, Mapping) and set(value) != {"zh", "en"}:
        return [_unfit(source, (key,), Message("{zh: …, en: …}", "{zh: …, en: …}"))]
    return []


def _limit_faults(source: Source, key: str, limits: Mapping[str, Any]) -> Iterator[Problem]:
    for limit, value in limits.items():
        if limit not in LIMITS:
            hint = did_you_mean(str(limit), LIMITS)
            message = Message(f"不认识的上限“{limit}”{hint.zh}", f"unknown limit '{limit}'{hint.en}")
            yield source.problem((key, limit), message, at_key=True)
        elif not isinstance(value, int) or isinstance(value, bool) or value < 1:
            yield _unfit(source, (key, limit), Message("正整数", "a positive integer"))


def _unfit(source: Source, path: Steps, want: Message) -> Problem:
    message = Message(f"“{path[-1]}”应为 {want.zh}", f"'{path[-1]}' should be {want.en}")
    return source.problem(path, message, at_key=True)


def _choices(known: tuple[str, ...]) -> Message:
    return Message(" | ".join(known), " | ".join(known))


def _wanted(name: str) -> Message:
    """What a key takes, in words."""
    if name in CHOICES:
        return _choices(CHOICES[name])
    if TYPES[name] is _STRINGS or name == "basis":
        return Message("列表", "a list")
    if TYPES[name] is str:
        return Message("文件名", "a file's path")
    return Message("整数", "an integer") if TYPES[name] is int else Message("映射", "a mapping")
