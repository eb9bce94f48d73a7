"""The texts that a rule shows to its check, in any scope, and what messages say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from perflint.checks.base import Context, field_text
from perflint.checks.support.filled import field_name, project_title
from perflint.checks.support.memo import project_memo
from perflint.lazyregex import lazy_regex
from perflint.model import Indicator, NotEnoughData, Project, Subject, Text
from perflint.text import fold, fold_text
from perflint.words import cut

GARBLED = NotEnoughData("garbled")
# No text is searched beyond this length.
LONGEST = 4000
_UNUSUAL = lazy_regex("[^\x00-\x7f一-鿿，。、；：！？（）《》“”]")


def is_usual(text: str) -> bool:
    """Whether all signs are ASCII, Han or common punctuation: folding makes no digit or Han of any other sign then."""
    return _UNUSUAL.search(text) is None


def all_strings(subject: Subject, fields: Iterable[str]) -> str:
    """What the fields of a subject hold, as far as it is searched, a line each: for one look at all of it."""
    return "\n".join([field_text(subject, field).string[:LONGEST] for field in fields])


def filled_texts(subject: Subject, context: Context) -> Iterator[tuple[str, Text]]:
    """The rule's fields that hold something legible, in the rule's order."""
    for field in context.fields:
        text = field_text(subject, field)
        if text.string.strip() and not is_garbled(subject, field):
            yield field, text


# Several rules ask for the names of one project after the other.
@project_memo(1)
def names_of(project: Project) -> list[str]:
    """The names of a project's indicators, as strings."""
    return [indicator.strings()[0] for indicator in project.indicators]


def is_garbled(subject: Subject, field: str) -> bool:
    """Whether the dump damaged the field."""
    return subject.indicator is not None and field in subject.indicator.garbled


def subject_name(subject: Subject) -> str:
    """What a message calls the subject: the indicator's name, the project's, the table's title."""
    if subject.indicator is not None:
        return subject.indicator.strings()[0]
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
