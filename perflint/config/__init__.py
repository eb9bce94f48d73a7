"""The user's configuration: perflint.yaml or [tool.perflint], the nearest one upwards, every wrong key named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perflint.errors import DefinitionError, Message, Problem, UsageError, did_you_mean
from perflint.yamldata.marks import Marks, load_yaml
from perflint.yamldata.options import convert

FILE_NAMES = ("perflint.yaml", "perflint.yml")
PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file sets; None or empty where it says nothing. `rules` are folders, made absolute."""

    path: Path | None = None
    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    year: int | None = None
    fail_level: str | None = None
    lang: str | None = None
    exclude: tuple[str, ...] = ()
    taxonomy: Mapping[str, Any] | None = None


_STRINGS = tuple[str, ...]
_TYPES: dict[str, Any] = {
    "profile": str,
    "select": _STRINGS,
    "ignore": _STRINGS,
    "rules": _STRINGS,
    "year": int,
    "fail_level": str,
    "lang": str,
    "exclude": _STRINGS,
    "taxonomy": Mapping[str, Any],
}
_CHOICES = {"profile": ("default", "strict"), "fail_level": ("error", "warning", "info"), "lang": ("zh", "en")}
KEYS = tuple(_TYPES)


def load(path: str | Path | None, start: Path) -> Config:
    """The named file, else the nearest one from `start` upwards, else an empty configuration.

    Raises UsageError where the named file does not exist, DefinitionError with every fault and its place.
    """
    if path is not None:
        chosen = Path(path)
        if not chosen.is_file():
            raise UsageError(f"找不到配置文件：{chosen}", f"no such configuration file: {chosen}")
        return _read(chosen)
    for folder in (start.resolve(), *start.resolve().parents):
        for name in FILE_NAMES:
            if (folder / name).is_file():
                return _read(folder / name)
        candidate = folder / PYPROJECT
        if candidate.is_file() and b"[tool.perflint" in candidate.read_bytes():
            return _read(candidate)
    return Config()


def _read(path: Path) -> Config:
    shown = path.as_posix()
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"读不了配置文件 {shown}：{error}", f"cannot read the configuration {shown}: {error}"
        ) from None
    if path.suffix == ".toml":
        return _from_toml(source, path)
    data, fault = load_yaml(source, shown)
    if fault is not None:
        raise DefinitionError([fault])
    marks = Marks(source, shown)
    return _build(data, path, lambda key, message: marks.problem((key,) if key else (), message, at_key=True))


def _from_toml(source: str, path: Path) -> Config:
    import tomllib

    try:
        data = tomllib.loads(source).get("tool", {}).get("perflint", {})
    except tomllib.TOMLDecodeError as error:
        message = Message(f"TOML 写法有误：{error}", f"invalid TOML: {error}")
        raise DefinitionError([Problem(path.as_posix(), 0, 0, message)]) from None
    lines = source.splitlines()

    def problem(key: str, message: Message) -> Problem:
        line = next((n for n, text in enumerate(lines, 1) if key and text.strip().startswith(key)), 0)
        return Problem(path.as_posix(), line, 1 if line else 0, message)

    return _build(data, path, problem)


def _build(data: Any, path: Path, problem: Any) -> Config:
    if data is None:
        return Config(path=path)
    if not isinstance(data, dict):
        raise DefinitionError([problem("", Message("配置文件应是一个映射", "a configuration is a mapping"))])
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for key, raw in data.items():
        name = str(key).replace("-", "_")
        if name not in _TYPES:
            hint = did_you_mean(name, KEYS)
            problems.append(problem(str(key), Message(f"不认识的键“{key}”{hint.zh}", f"unknown key '{key}'{hint.en}")))
            continue
        if _TYPES[name] is _STRINGS and isinstance(raw, str):
            raw = [raw]
        fits, value = convert(_TYPES[name], raw)
        if fits and name in _CHOICES:
            fits = value in _CHOICES[name]
        if not fits:
            want = _wanted(name)
            problems.append(problem(str(key), Message(f"“{key}”应为 {want.zh}", f"'{key}' should be {want.en}")))
            continue
        values[name] = value
    if problems:
        raise DefinitionError(problems)
    if "rules" in values:
        values["rules"] = tuple((path.parent / folder).resolve() for folder in values["rules"])
    return Config(path=path, **values)


def _wanted(name: str) -> Message:
    """What a key takes, in words."""
    if name in _CHOICES:
        choices = " | ".join(_CHOICES[name])
        return Message(choices, choices)
    if _TYPES[name] is _STRINGS:
        return Message("列表", "a list")
    return Message("整数", "an integer") if name == "year" else Message("映射", "a mapping")
