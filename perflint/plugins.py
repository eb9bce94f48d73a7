"""What installed plugins add: check kinds, readers and reporters, found by entry points when one is asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from perflint.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

CHECKS = "perflint.checks"
READERS = "perflint.readers"
REPORTERS = "perflint.reporters"


@lru_cache(maxsize=8)
def _points(group: str) -> dict[str, EntryPoint]:
    # Looking through all installed distributions takes longer than a small check: only where a name is not ours.
    from importlib.metadata import entry_points

    return {point.name: point for point in sorted(entry_points(group=group), key=lambda p: (p.name, p.value))}


def names(group: str) -> tuple[str, ...]:
    """The names that plugins give in a group, sorted."""
    return tuple(_points(group))


def owner(group: str, name: str) -> str:
    """The distribution that gives a name, with its version, else the object's name."""
    point = _points(group)[name]
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


@lru_cache(maxsize=64)
def find(group: str, name: str) -> Any | None:
    """What a plugin gives under a name, or None where none does. Raises UsageError where it cannot be loaded."""
    point = _points(group).get(name)
    if point is None:
        return None
    try:
        return point.load()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        owner = point.dist.name if point.dist else point.value
        raise UsageError(
            f"插件 {owner} 的“{name}”（{point.value}）无法载入：{reason}",
            f"'{name}' of the plugin {owner} ({point.value}) cannot be loaded: {reason}",
        ) from error
