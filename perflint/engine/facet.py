"""One field's part in the gate: what its texts leave of the occasions on which rules may speak (gate.py)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from perflint.checks.base import Hinted, Holds
from perflint.engine.sieve import Sieve
from perflint.lazyclass import dataclass
from perflint.model import Indicator

Likeness = Callable[[str], Hashable | None]
# Holds of no text.
NEVER = Hinted(lambda _: False, frozenset())
# A memory of so many texts is emptied and begun anew: files of nothing but different texts must not keep them all.
MOST = 8192


@dataclass(slots=True, eq=False)
class Row:
    """An indicator of the project at `project`, its texts, and the occasions that are left; `beside` is empty where all
    its other texts are."""

    project: int
    one: Indicator
    name: str
    annual: str
    period: str
    beside: tuple[str, ...]
    left: int


class Facet(dict[str, int]):
    """One field's part: the tests of the occasions that ask for it and, by text, the occasions that are left, as far as
    is known: those that its words and the tests that like texts share leave at first, fewer when it was tested.

    `others` are the occasions that do not ask for the field.
    """

    __slots__ = ("_alike", "_asked", "_likeness", "_only_shared", "_shared", "_sieve", "_tests", "others")

    def __init__(self, occasions: int, likeness: Likeness | None = None) -> None:
        super().__init__()
        self.others = occasions
        self._tests: dict[int, Holds] = {}
        self._sieve = Sieve()
        # The tests that like texts share; those of occasions that have no other; what they leave.
        self._shared: dict[int, Holds] = {}
        self._only_shared = 0
        self._likeness = likeness
        self._alike: dict[Hashable, int] = {}
        # By text the occasions that were tested.
        self._asked: dict[str, int] = {}

    def add(self, bit: int, holds: Holds) -> None:
        """Let the field have a say in an occasion."""
        self.others &= ~bit
        self._sieve.add(bit, holds)
        test, alike = (holds.test, holds.alike) if isinstance(holds, Hinted) else (holds, None)
        if (other := self._tests.get(bit)) is not None:
            # Both targets are the same text, and the occasion has a test for either.
            self._tests[bit] = partial(_both, other, test)
            self._only_shared &= ~bit
            return
        self._tests[bit] = test
        if alike is not None and self._likeness is not None:
            self._shared[bit] = alike
            if alike is test:
                self._only_shared |= bit

    def __missing__(self, text: str) -> int:
        """What a text leaves that was not met before."""
        if len(self) > MOST:
            self.clear()
            self._asked.clear()
            self._alike.clear()
        like = self._likeness(text) if self._likeness is not None else None
        if like is None:
            left = self.others | self._sieve.passing(text)
        else:
            self._asked[text] = self.others | self._only_shared
            known = self._alike.get(like)
            left = known if known is not None else self._left_alike(like, text)
        self[text] = left
        return left

    def _left_alike(self, like: Hashable, text: str) -> int:
        """What all texts leave that are like this one; a word with figures may stand in any of them."""
        left = self.others | self._sieve.passing(text) | self._sieve.figured
        left &= ~self.lacking(left, text, shared=True)
        self._alike[like] = left
        return left

    def left(self, occasions: int, text: str) -> int:
        """Those of the occasions that a text leaves, tested where it was not yet."""
        occasions &= self[text]
        if untested := occasions & ~self._asked.get(text, self.others):
            self._test({text: untested})
            occasions &= self[text]
        return occasions

    def narrow(self, rows: Sequence[Row], text_of: Callable[[Row], str]) -> None:
        """The same for the texts of many rows at once."""
        untested: dict[str, int] = {}
        for row in rows:
            text = text_of(row)
            row.left &= self[text]
            if bits := row.left & ~self._asked.get(text, self.others):
                untested[text] = untested.get(text, 0) | bits
        if untested:
            self._test(untested)
            for row in rows:
                row.left &= self[text_of(row)]

    def _test(self, untested: Mapping[str, int]) -> None:
        """Test texts for occasions, one test after the other: each goes through its texts the more quickly."""
        texts_of: dict[int, list[str]] = {}
        for text, bits in untested.items():
            self._asked[text] = self._asked.get(text, self.others) | bits
            while bits:
                bit = bits & -bits
                bits ^= bit
                texts_of.setdefault(bit, []).append(text)
        for bit, texts in texts_of.items():
            test = self._tests[bit]
            for text in texts:
                if not test(text):
                    self[text] &= ~bit

    def lacking(self, asked: int, value: Any, shared: bool = False) -> int:
        """Those of the occasions asked for that a value rules out, by the tests that like values share or by all."""
        tests = self._shared if shared else self._tests
        lacking, asked = 0, asked & ~self.others
        while asked:
            bit = asked & -asked
            asked ^= bit
            test = tests.get(bit)
            if test is not None and not test(value):
                lacking |= bit
        return lacking


def _both(one: Holds, other: Holds, value: Any) -> bool:
    return one(value) and other(value)
