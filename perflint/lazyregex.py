"""Regular expressions that are compiled when they are first used: a run uses few of all that there are."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
_FACTS = ("flags", "groupindex", "groups")


class LazyPattern:
    """Stands for a compiled pattern, with its methods as attributes: they are found without a call in between."""

    __slots__ = (*_METHODS, *_FACTS, "_given", "pattern")

    def __init__(self, source: str | bytes, given: int | re.RegexFlag) -> None:
        self.pattern = source
        self._given = given

    def __reduce__(self) -> Any:
        """A copy in another process compiles its own."""
        return _Unused, (self.pattern, self._given)


class _Unused(LazyPattern):
    """One that nobody asked for anything yet. Two threads that are the first at once compile twice, to the same end.

    It becomes its base then, since the mere presence of a `__getattr__` makes every call slower.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS and name not in _FACTS:
            raise AttributeError(f"a pattern has no attribute {name!r}")
        compiled = re.compile(self.pattern, self._given)
        for member in (*_METHODS, *_FACTS):
            setattr(self, member, getattr(compiled, member))
        self.__class__ = LazyPattern  # type: ignore[assignment]
        return getattr(compiled, name)


def lazy_regex(source: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """A pattern like that of `re.compile`, whose faults, too, show at its first use (tests/test_lazyregex.py uses all).

    It is no `re.Pattern` to `isinstance` or to the functions of `re`, which take its `pattern`.
    """
    return cast("re.Pattern[AnyStr]", _Unused(source, flags))
