"""Which occasions a text may be one of, told in one pass by the words that their tests need."""

from __future__ import annotations

from operator import add

from perflint.checks.base import Holds, Needing
from perflint.checks.support.needed import bare

# No test cuts a text shorter; of longer ones, and of those that say nothing, every occasion is asked.
_LONGEST = 400


class Sieve:
    """The words of the tests of one field: those of one sign, and the others by their first two."""

    __slots__ = ("_every", "_free", "_pairs", "_signs")

    def __init__(self) -> None:
        self._every = self._free = 0
        self._signs: dict[str, int] = {}
        self._pairs: dict[str, dict[str, int]] = {}

    def add(self, bit: int, holds: Holds) -> None:
        """Let an occasion through where its test may hold."""
        self._every |= bit
        if not isinstance(holds, Needing):
            self._free |= bit
            return
        for word in holds.words:
            by_word = self._signs if len(word) == 1 else self._pairs.setdefault(word[:2], {})
            by_word[word] = by_word.get(word, 0) | bit

    def passing(self, text: str) -> int:
        """The occasions whose tests may hold of a text."""
        form = bare(text)
        if len(text) > _LONGEST or not any(map(str.isalnum, form)):
            return self._every
        passing = self._free
        for sign in self._signs.keys() & form:
            passing |= self._signs[sign]
        for pair in self._pairs.keys() & map(add, form, form[1:]):
            for word, bits in self._pairs[pair].items():
                if word in form:
                    passing |= bits
        return passing
