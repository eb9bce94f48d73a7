"""The kind `event`: what reading and parsing met on the way, told to the user."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Related, Subject, Table, Text
from perflint.text import fold_text

# Numbers, signs and list markers: what is left of a row when its words were understood.
_NO_WORDS = lazy_regex(r"[\W\d_零〇一二三四五六七八九十]*\Z")
_FURTHER = {"zh": "另一处", "en": "another place"}
_OWN_LABEL = {"zh": "该值所在的标签", "en": "the label before the value"}


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Reports what reading and parsing met.

    event: `unreadable` (the file, or as variant `part` some of its pages, could not be read) and `no-table` (nothing in
        it is an indicator table), both raised by the engine for a whole file; `fragment` (a text that belongs to no
        indicator, once per table); `misplaced-value` (an indicator's value stands under a label that is not the
        layout's).
    """

    kind: ClassVar[str] = "event"
    scopes: ClassVar[tuple[Scope, ...]] = ("file", "table", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"reason", "count", "text", "label", "name", "value"})

    event: Literal["unreadable", "no-table", "fragment", "misplaced-value"]

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Of an indicator whose values stand where they should, never."""
        return ()

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """Findings of the events that stand in the model; those of whole files are the engine's."""
        if self.event == "fragment" and subject.project is None:
            yield from _fragments(subject.table)
        elif self.event == "misplaced-value" and subject.indicator is not None and subject.indicator.value_label:
            indicator = subject.indicator
            values = {
                "label": indicator.value_label.string,
                "name": indicator.strings()[0],
                "value": indicator.annual.string,
            }
            related = (Related(indicator.value_label, _OWN_LABEL),)
            yield Finding("annual", indicator.annual or indicator.value_label, values=values, related=related)


def _fragments(table: Table) -> Iterable[Finding]:
    texts: list[Text] = [t for f in table.fragments if not _NO_WORDS.match(fold_text((t := f.strip()).string))]
    if texts:
        related = tuple(Related(text, _FURTHER) for text in texts[1:])
        values = {"count": len(texts), "text": " ".join(texts[0].string.split())[:40]}
        yield Finding("title", texts[0], values=values, related=related)
