"""The texts that a rule shows to its check, in any scope, those of a whole table, and what messages say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress
from operator import attrgetter
from typing import Any

from perflint.checks.base import Context, field_text
from perflint.checks.support.filled import field_name, project_title
from perflint.checks.support.memo import file_memo
from perflint.lazyregex import lazy_regex
from perflint.model import Indicator, NotEnoughData, Project, Subject, Table, Text
from perflint.text import fold, fold_text
from perflint.words import cut

GARBLED = NotEnoughData("garbled")
# No text is searched beyond this length.
LONGEST = 4000
_UNUSUAL = lazy_regex("[^\x00-\x7f一-鿿，。、；：！？（）《》“”]")


def is_usual(text: str) -> bool:
    """Whether all signs are ASCII, Han or common punctuation: folding makes no digit or Han of any other sign then."""
    return _UNUSUAL.search(text) is None


def filled_texts(subject: Subject, context: Context) -> Iterator[tuple[str, Text]]:
    """The rule's fields that hold something legible, in the rule's order."""
    for field in context.fields:
        text = field_text(subject, field)
        if text.string.strip() and not is_garbled(subject, field):
            yield field, text


@file_memo(8)
def column(table: Table, field: str) -> Sequence[str]:
    """The strings of a text field of a table's projects, in their order, "" where one has no such row."""
    root, _, rest = field.partition(".")
    if not rest:
        return list(map(attrgetter(f"{field}.string"), table.projects))
    string = attrgetter(f"{rest}.string")
    return ["" if row is None else string(row) for row in map(attrgetter(root), table.projects)]


@file_memo(8)
def is_usual_column(table: Table, field: str) -> bool:
    """Whether all texts of a column are usual ones."""
    return is_usual("\n".join(column(table, field)))


@file_memo(2)
def searched(table: Table, fields: tuple[str, ...]) -> str:
    """The texts of columns as far as they are searched, a line each: for one look at all of them."""
    return "\n".join([text[:LONGEST] for field in fields for text in column(table, field)])


def where_held(table: Table, fields: tuple[str, ...], test: Callable[[str], bool]) -> Sequence[Project]:
    """The projects with a field of which a test holds, one that holds of texts put together where it does of one."""
    if not test(searched(table, fields)):
        return ()
    return where_any(table, (map(test, column(table, field)) for field in fields))


def where_any(table: Table, told: Iterable[Iterable[object]]) -> list[Project]:
    """The projects of which something is told: an entry for each of them, once for every field."""
    return list(compress(table.projects, map(any, zip(*told, strict=True))))


# Several rules ask for the names of one project, some of them table by table.
@file_memo(1024)
def names_of(project: Project) -> list[str]:
    """The names of a project's indicators, as strings."""
    return [indicator.strings()[0] for indicator in project.indicators]


def is_garbled(subject: Subject, field: str) -> bool:
    """Whether the dump damaged the field."""
    return subject.indicator is not None and field in subject.indicator.garbled


def subject_name(subject: Subject) -> str:
    """What a message calls the subject: the indicator's name, the project's, the table's title."""
    if subject.indicator is not None:
        return subject.indicator.name.string
    if subject.project is not None:
        return project_title(subject.project, subject.table)
    return subject.table.title.string or subject.table.department.string


def named(subject: Subject) -> Indicator:
    """The indicator, or one that has nothing but the name of the project or the title of the table."""
    if subject.indicator is not None:
        return subject.indicator
    return Indicator(0, 0, name=subject.table.title if subject.project is None else subject.project.name)


def said(subject: Subject, field: str, text: Text, **more: Any) -> dict[str, Any]:
    """The placeholders that every kind over texts gives: the field, the text and the subject's name."""
    return {"field": field_name(field), "value": text.string.strip(), "name": subject_name(subject), **more}


def occurrences(text: str, term: str, *, words: bool) -> Iterator[tuple[int, int]]:
    """Where a term stands in a text, width and case aside, in code points of the text as given.

    With `words` only where it begins and ends between words of the vocabulary: 约 does not stand in 节约.
    """
    folded = fold(text[:LONGEST])
    searched, wanted = folded.text.lower(), fold_text(term).lower()
    # A sign whose small letter takes two would move the places of all behind it.
    searched = searched if len(searched) == len(folded.text) else folded.text
    start = searched.find(wanted) if wanted else -1
    if start < 0:
        return
    borders = _borders(searched) if words else frozenset()
    while start >= 0:
        end = start + len(wanted)
        if not words or (start in borders and end in borders):
            yield folded.span(start, end)
        start = searched.find(wanted, end)


@lru_cache(maxsize=4096)
def _borders(text: str) -> frozenset[int]:
    return frozenset(accumulate(map(len, cut(text)), initial=0))
