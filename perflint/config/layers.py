"""Layers of settings become one configuration that still knows where each setting comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from perflint.config.source import Origin, Source, Steps
from perflint.errors import Message, Problem
from perflint.lazyclass import dataclass

# The last layer that sets one of these replaces what was set before.
REPLACED = ("profile", "select", "schemes", "scoring", "year", "fail_level", "lang", "jobs", "ignore_file", "baseline")
# Each layer adds to these.
ADDED = ("enable", "ignore", "rules", "exclude")
SWITCHES = ("enable", "ignore")
# The codes of the rules that a word means.
Codes = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layer:
    """The settings of one file, pack or command line; `options` names the option of a key of the latter."""

    values: Mapping[str, Any]
    source: Source | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    def origin(self, *path: str | int) -> Origin:
        """Where a setting of this layer stands."""
        return Origin(self.source, path, self.options.get(str(path[0]), ""))


@dataclass(frozen=True, slots=True, eq=False)
class Config:
    """What all layers set together; None or empty where they say nothing. `rules` are folders, made absolute.

    `path` is the file that was found, `layers` are in the order in which they count. `origins` says of the path of
    each setting, as ("profile",), ("ignore", 0) or ("options", "STR010", "min"), where it was made.
    """

    path: Path | None = None
    profile: str | None = None
    select: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    schemes: tuple[str, ...] = ()
    scoring: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    year: int | None = None
    fail_level: str | None = None
    lang: str | None = None
    jobs: int | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    ignore_file: Path | None = None
    baseline: Path | None = None
    taxonomy: Mapping[str, Any] | None = None
    layers: tuple[Layer, ...] = ()
    origins: Mapping[Steps, Origin] = field(default_factory=dict)

    def plus(self, layer: Layer) -> Config:
        """The configuration with one more layer, which goes before all others."""
        return merged((*self.layers, layer), self.path)

    def exact(self, codes: Codes) -> Config:
        """The same with `enable` and `ignore` by the codes of rules: it does not matter how a layer names them."""
        return merged(self.layers, self.path, codes)

    def problem(self, path: Steps, message: Message, at_key: bool = False) -> Problem | None:
        """A problem at a setting, in the file that made it; None where an option of the command line did."""
        for length in range(len(path), 0, -1):
            origin = self.origins.get(path[:length])
            if origin is not None:
                return origin.problem(message, path[length:], at_key=at_key)
        return None


class _Sum:
    """The settings so far: lists as (item, origin) pairs, mappings by their keys in the order in which they count."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self.lists: dict[str, list[tuple[Any, Origin]]] = {}
        self.values: dict[str, tuple[Any, Origin]] = {}
        self.severity: dict[str, tuple[str, Origin]] = {}
        self.limits: dict[str, tuple[int, Origin]] = {}
        self.options: dict[tuple[str, str], tuple[Any, Origin]] = {}
        self.taxonomy: dict[str, Any] = {}
        self.added: dict[str, Origin] = {}

    def add(self, layer: Layer) -> None:
        """Lay one layer over what is there."""
        for key in REPLACED:
            if key in layer.values:
                self._replace(key, layer)
        for key in ADDED:
            self._extend(key, layer)
        for rule, level in layer.values.get("severity", {}).items():
            # Taken out first: of two that mean the same rule, the later one counts.
            self.severity.pop(rule, None)
            self.severity[rule] = (level, layer.origin("severity", rule))
        for name, limit in layer.values.get("limits", {}).items():
            self.limits[name] = (limit, layer.origin("limits", name))
        for rule, given in layer.values.get("options", {}).items():
            for option, value in given.items():
                self._option(rule, option, value, layer.origin("options", rule, option))
        if layer.values.get("taxonomy"):
            self.taxonomy = _joined(self.taxonomy, layer.values["taxonomy"])
            self.added.update(dict.fromkeys(layer.values["taxonomy"], layer.origin("taxonomy")))

    def _replace(self, key: str, layer: Layer) -> None:
        value = layer.values[key]
        if isinstance(value, tuple):
            self.lists[key] = [(item, layer.origin(key, index)) for index, item in enumerate(value)]
        else:
            self.values[key] = (value, layer.origin(key))
        if key == "select":
            # These rules and no others: what an earlier layer switched on besides is no longer asked for.
            self.lists.pop("enable", None)

    def _extend(self, key: str, layer: Layer) -> None:
        items = self.lists.setdefault(key, [])
        given = [(item, layer.origin(key, index)) for index, item in enumerate(layer.values.get(key, ()))]
        if key in SWITCHES:
            given = [(code, origin) for word, origin in given for code in self._codes(word)]
        known = {item for item, _ in items}
        items.extend((item, origin) for item, origin in given if item not in known)
        if key == "enable":
            # What a later layer asks for is no longer ignored; its own `ignore` comes behind this one.
            on = {item for item, _ in given}
            self.lists["ignore"] = [pair for pair in self.lists.get("ignore", []) if pair[0] not in on]

    def _option(self, rule: str, option: str, value: Any, origin: Origin) -> None:
        """An option that is set anew forgets what was added to it or taken away; further additions add up."""
        old = self.options.pop((rule, option), None)
        if option[-1:] in ("+", "-"):
            if old is not None and isinstance(old[0], list) and isinstance(value, list):
                value = [*old[0], *value]
        else:
            self.options.pop((rule, f"{option}+"), None)
            self.options.pop((rule, f"{option}-"), None)
        self.options[rule, option] = (value, origin)


def _as_written(word: str) -> Sequence[str]:
    return (word,)


def merged(layers: Sequence[Layer], path: Path | None, codes: Codes = _as_written) -> Config:
    """The layers as one configuration, the later before the earlier."""
    total = _Sum(codes)
    for layer in layers:
        total.add(layer)
    origins: dict[Steps, Origin] = {(key,): origin for key, (_, origin) in total.values.items()}
    for key, items in total.lists.items():
        origins.update({(key, index): origin for index, (_, origin) in enumerate(items)})
    origins.update({("severity", rule): origin for rule, (_, origin) in total.severity.items()})
    origins.update({("limits", name): origin for name, (_, origin) in total.limits.items()})
    origins.update({("options", *names): origin for names, (_, origin) in total.options.items()})
    origins.update({("taxonomy", key): _below(origin, key) for key, origin in total.added.items()})
    options: dict[str, dict[str, Any]] = {}
    for (rule, option), (value, origin) in total.options.items():
        options.setdefault(rule, {})[option] = value
        origins.setdefault(("options", rule), Origin(origin.source, origin.path[:2], origin.option))
    plain: dict[str, Any] = {key: value for key, (value, _) in total.values.items()}
    plain.update({key: tuple(item for item, _ in items) for key, items in total.lists.items()})
    return Config(
        path=path,
        severity={rule: level for rule, (level, _) in total.severity.items()},
        options=options,
        limits={name: limit for name, (limit, _) in total.limits.items()},
        taxonomy=total.taxonomy or None,
        layers=tuple(layers),
        origins=origins,
        **plain,
    )


def _below(origin: Origin, key: str) -> Origin:
    return Origin(origin.source, (*origin.path, key), origin.option)


def _joined(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Two additions to the taxonomy as one: mappings are put together, lists behind each other."""
    result = dict(base)
    for key, value in more.items():
        old = result.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = _joined(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            result[key] = [*old, *value]
        else:
            result[key] = value
    return result
