"""Regular expressions that are compiled when they are first used: a run uses few of all that there are."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
_FACTS = ("flags", "groupindex", "groups")


class LazyPattern:
    """Stands for a compiled pattern, and takes on its methods at the first use of one.

    From then on they are attributes of its own, found without a call in between. Two threads that are the first at
    once compile twice, and both get the same.
    """

    __slots__ = (*_METHODS, *_FACTS, "_given", "pattern")

    def __init__(self, source: str | bytes, given: int | re.RegexFlag) -> None:
        self.pattern = source
        self._given = given

    def __getattr__(self, name: str) -> Any:
        """Only asked for what is not there yet."""
        if name not in _METHODS and name not in _FACTS:
            raise AttributeError(f"a pattern has no attribute {name!r}")
        compiled = re.compile(self.pattern, self._given)
        for member in (*_METHODS, *_FACTS):
            setattr(self, member, getattr(compiled, member))
        return getattr(compiled, name)

    def __reduce__(self) -> Any:
        """A copy in another process compiles its own."""
        return LazyPattern, (self.pattern, self._given)


def lazy_regex(source: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """A pattern like that of `re.compile`, whose faults, too, show at its first use (tests/test_lazy.py uses all).

    It is no `re.Pattern` to `isinstance` or to the functions of `re`, which take its `pattern`.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))
