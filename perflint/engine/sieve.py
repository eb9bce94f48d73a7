"""Which occasions a text may be one of, told in one pass by the words that their tests need."""

from __future__ import annotations

from operator import add

from perflint.checks.base import Hinted, Holds
from perflint.checks.support.needed import bare
from perflint.lazyregex import lazy_regex

# Of a longer text a test may see nothing but blanks. It is asked of everything, and so is one that says nothing.
_LONGEST = 400
_SHORT = 2
_FIGURE = lazy_regex("[0-9]")


class Sieve:
    """The words of the tests of one field: those of one or two signs, and longer ones by their first two.

    `figured` are the occasions with a word that holds a figure.
    """

    __slots__ = ("_added", "_every", "_free", "_longer", "_short", "figured")

    def __init__(self) -> None:
        self._every = self._free = self.figured = 0
        # Words that were added and are not sorted in: many fields have no text in any table.
        self._added: list[tuple[int, frozenset[str]]] = []
        self._short: dict[str, int] = {}
        self._longer: dict[str, dict[str, int]] = {}

    def add(self, bit: int, holds: Holds) -> None:
        """Let an occasion through where its test may hold."""
        self._every |= bit
        if not isinstance(holds, Hinted) or holds.words is None:
            self._free |= bit
        else:
            self._added.append((bit, holds.words))
            if _FIGURE.search("".join(holds.words)):
                self.figured |= bit

    def _sort_in(self) -> None:
        """Make the words that were added ready to be looked for."""
        short = self._short
        for bit, words in self._added:
            # Some tests have thousands, nearly all of them short ones that no other test has.
            own = dict.fromkeys([word for word in words if len(word) <= _SHORT], bit)
            for word in own.keys() & short.keys():
                own[word] |= short[word]
            short.update(own)
            for word in words:
                if len(word) > _SHORT:
                    by_word = self._longer.setdefault(word[:_SHORT], {})
                    by_word[word] = by_word.get(word, 0) | bit
                    short.setdefault(word[:_SHORT], 0)
        self._added.clear()

    def passing(self, text: str) -> int:
        """The occasions whose tests may hold of a text."""
        form = bare(text)
        if len(text) > _LONGEST or not any(map(str.isalnum, form)):
            return self._every
        if self._added:
            self._sort_in()
        passing, short = self._free, self._short
        if not short:
            return passing
        for met in (short.keys() & form, short.keys() & map(add, form, form[1:])):
            for word in met:
                passing |= short[word]
                if word in self._longer:
                    for longer, bits in self._longer[word].items():
                        if longer in form:
                            passing |= bits
        return passing
