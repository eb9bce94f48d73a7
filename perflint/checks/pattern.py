"""The kind `pattern`: a regular expression that a text may not match, or has to match."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.patterns import check_sources, compiled, found_in
from perflint.checks.support.texts import filled_texts, said
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.model import Finding, Subject, Text
from perflint.text import fold


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Regular expressions that the rule's fields may not match, or have to match. An empty field is silent (the kind
    `required` asks for it). The patterns run under a time limit; of long texts the first 4000 characters count.

    patterns: the expressions, as Python's `re` and `regex` both read them.
    want: `none`: none of them may be found in the text; `any`: one of them has to; `all`: every one has to.
    unless: a field in which one of these is found is not judged.
    fold: true searches the text in half width, so that one pattern finds ％ and %.
    notes: false leaves out what a value carries in brackets or behind it.
    """

    kind: ClassVar[str] = "pattern"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"found", "pattern", "field", "value", "name"})

    patterns: tuple[str, ...]
    want: Literal["none", "any", "all"] = "none"
    unless: tuple[str, ...] = ()
    fold: bool = False
    notes: bool = True

    def validate(self) -> None:
        """ValueError for a pattern that is none, OptionFault where there is none at all or one finds nothing."""
        if not self.patterns:
            raise OptionFault(("patterns",), "“patterns”至少要有一个表达式", "'patterns' needs at least one expression")
        check_sources(self.patterns, self.unless)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each field at fault: at the first match there, or at the text that has none."""
        yield from illegible(subject, context.fields)
        for field, text in filled_texts(subject, context):
            spans = [(0, len(text.string))] if self.notes else context.value(text.string).bare_spans
            if any(found_in(self.unless, self._shown(text.string[a:b])) for a, b in spans if self.unless):
                continue
            places = {source: self._first(source, text, spans) for source in self.patterns}
            if self.want == "none":
                found = [(*place, source) for source, place in places.items() if place]
                if found:
                    start, end, source = min(found, key=lambda f: (f[0], -f[1]))
                    values = said(subject, field, text, found=text.string[start:end], pattern=source)
                    yield Finding(field, text, start, end, values)
                continue
            missing = [source for source, place in places.items() if not place]
            if missing and (self.want == "all" or len(missing) == len(self.patterns)):
                yield Finding(field, text, values=said(subject, field, text, found="", pattern=missing))

    def _shown(self, text: str) -> str:
        return fold(text).text if self.fold else text

    def _first(self, source: str, text: Text, spans: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        """Where the pattern is found first; what it matches has to hold something."""
        for first, last in spans:
            string = text.string[first:last]
            found = compiled(source).search(self._shown(string))
            if found is not None and (found[0] < found[1] or self.want != "none"):
                start, end = fold(string).span(*found) if self.fold else found
                return first + start, first + end
        return None
