"""Helps check kinds to say on which occasions they may have something to say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from functools import lru_cache, partial

from perflint.checks.base import TARGETS, Context, Holds, Occasion, string_of
from perflint.checks.support.needed import hinted
from perflint.checks.support.texts import names_of
from perflint.model import Label, Project, Quantity, Value

Labels = tuple[Label, Label]
ValueTest = Callable[[Value], bool]
_TARGETS = frozenset(TARGETS)
_MOST_KEYS = 8192


def is_filled(text: str) -> bool:
    """Whether a text holds anything but white space."""
    return bool(text.strip())


def in_targets(
    context: Context,
    test: ValueTest,
    words: Collection[str] | None = None,
    /,
    *,
    alike: ValueTest | None = None,
    **more: Holds,
) -> Iterator[Occasion]:
    """Occasions for the rule's fields: one is filled, its value passes the test, and `more` holds.

    `words` and `alike` are those of `Hinted`, `alike` of values.
    """

    def of_text(test: ValueTest) -> Holds:
        return lambda text: bool(text.strip()) and test(context.value(text))

    holds = of_text(test)
    like = holds if alike is test else alike and of_text(alike)
    return in_texts(context.fields, hinted(holds, words, like), **more)


def in_texts(fields: Iterable[str], test: Holds, **more: Holds) -> Iterator[Occasion]:
    """Occasions for fields: the text of one passes the test while `more` holds."""
    named = dict.fromkeys(fields)
    if named.keys() >= _TARGETS:
        # Nearly always they are the same, and one test does for both.
        yield {**more, "targets": test}
        named = {field: None for field in named if field not in _TARGETS}
    yield from ({**more, field: test} for field in named)


def with_place(field: str, **more: Holds) -> Occasion:
    """An occasion in tables that have a place for the field."""
    return {**more, "table": lambda table: field.partition(".")[0] in table.fields}


def where_repeated(fields: Iterable[str], key: Callable[[str], Hashable]) -> Iterator[Occasion]:
    """Occasions for fields: two indicators of the project have texts with the same key; None and "" are like no other.

    The key is asked for once of each text. Rules that ask for the same one get the same test.
    """
    yield from ({"project": _repetition(field, key)} for field in fields)


@lru_cache(maxsize=64)
def _repetition(field: str, key: Callable[[str], Hashable]) -> Callable[[Project], bool]:
    return partial(_repeats, field, _Keys(key))


class _Keys(dict[str, Hashable]):
    """Text -> its key, found out when it is first asked for; begun anew when they are many."""

    def __init__(self, key: Callable[[str], Hashable]) -> None:
        super().__init__()
        self._key = key

    def __missing__(self, text: str) -> Hashable:
        if len(self) >= _MOST_KEYS:
            self.clear()
        found = self[text] = self._key(text)
        return found


def _repeats(field: str, key_of: _Keys, project: Project) -> bool:
    texts = names_of(project) if field == "name" else [string_of(i, field) for i in project.indicators]
    keys = list(map(key_of.__getitem__, texts))
    # Nearly always all are different, those that are like no other among them.
    if len(set(keys)) == len(keys):
        return False
    keys = list(filter(None, keys))
    return len(set(keys)) < len(keys)


def is_open(quantity: Quantity) -> bool:
    """Whether a unit column, or a bracket of the name, may give the number another dimension."""
    return not quantity.unit and quantity.dimension in ("other", "count")
