"""What a client sets: the options of a check that an editor may choose, read leniently from its JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from perflint.errors import Message, did_you_mean
from perflint.lazyclass import dataclass

Run = Literal["onType", "onSave"]
SECTION = "perflint"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a client; None and empty ones leave the word to the configuration file.

    `config_file` is relative to the first folder of the workspace. `run` says when documents are checked.
    `explain_links` says that the client opens `perflint:/rules/CODE.md`, `asks_reasons` that it has a command
    `perflint.askReason`.
    """

    profile: str | None = None
    lang: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config_file: str | None = None
    year: int | None = None
    run: Run = "onType"
    explain_links: bool = False
    asks_reasons: bool = False


def _one_of(*words: str) -> Callable[[Any], Any]:
    return lambda value: value if value in words else None


def _words(value: Any) -> tuple[str, ...] | None:
    given = value.replace("，", ",").split(",") if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        return None
    return tuple(word.strip() for word in given if word.strip())


def _year(value: Any) -> int | None:
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()[:5])
    return value if isinstance(value, int) and not isinstance(value, bool) and 1990 <= value <= 2100 else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


# Name in JSON -> member, and what makes the value; None where it is none.
_KEYS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "profile": ("profile", _one_of("default", "strict")),
    "lang": ("lang", _one_of("zh", "en")),
    "select": ("select", _words),
    "ignore": ("ignore", _words),
    "configFile": ("config_file", _text),
    "year": ("year", _year),
    "run": ("run", _one_of("onType", "onSave")),
    "explainLinks": ("explain_links", _flag),
    "asksReasons": ("asks_reasons", _flag),
}
NAMES = tuple(_KEYS)
# Of a client's own, not of perflint's: they say how the server is started.
_OTHERS = ("path", "args", "trace", "enable")


def settings_of(given: Any, base: Settings) -> tuple[Settings, list[Message]]:
    """The settings of a client over others, and what of them cannot be used.

    They may stand under `perflint`, or be it. What is null, "" or [] leaves the other's.
    """
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        given = given[SECTION]
    if not isinstance(given, Mapping):
        return base, []
    values: dict[str, Any] = {}
    complaints: list[Message] = []
    for key, value in given.items():
        if value in (None, "", []) or key in _OTHERS:
            continue
        if key not in _KEYS:
            near = did_you_mean(str(key), NAMES)
            complaints.append(Message(f"不认识的设置“{key}”{near.zh}", f"unknown setting '{key}'{near.en}"))
            continue
        member, read = _KEYS[key]
        found = read(value)
        if found is None:
            complaints.append(Message(f"设置“{key}”的值不能用：{value!r}", f"setting '{key}' cannot be {value!r}"))
        else:
            values[member] = found
    return replace(base, **values), complaints
