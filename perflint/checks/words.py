"""The kind `words`: terms that a text may not hold, or has to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.texts import filled_texts, occurrences, said
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.model import Finding, Subject, Text


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Terms that the rule's fields may not hold, or have to hold. Width and case make no difference; an empty field is
    silent (the kind `required` asks for it).

    terms: the words or phrases.
    want: `none`: none of them may stand in the text; `any`: one of them has to; `all`: every one has to.
    match: `word` finds a term only where it begins and ends between words of the packaged vocabulary, so that 约 is not
        found in 节约; `substring` finds it anywhere.
    unless: a field that holds one of these is not judged (found as `match` says).
    notes: false leaves out what a value carries in brackets or behind it.
    """

    kind: ClassVar[str] = "words"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"term", "field", "value", "name"})

    terms: tuple[str, ...]
    want: Literal["none", "any", "all"] = "none"
    match: Literal["word", "substring"] = "word"
    unless: tuple[str, ...] = ()
    notes: bool = True

    def validate(self) -> None:
        """OptionFault for an empty list or term, which would find nothing or anything."""
        if not self.terms:
            raise OptionFault(("terms",), "“terms”至少要有一个词", "'terms' needs at least one word")
        for option, words in (("terms", self.terms), ("unless", self.unless)):
            for index, word in enumerate(words):
                if not word.strip():
                    raise OptionFault((option, index), "词不能为空", "a word may not be empty")

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each field at fault: at the first term there, or at the text that lacks one."""
        yield from illegible(subject, context.fields)
        for field, text in filled_texts(subject, context):
            spans = self._spans(text, context)
            if any(self._found(text, word, spans) for word in self.unless):
                continue
            places = {term: self._found(text, term, spans) for term in self.terms}
            if self.want == "none":
                found = [(*place[0], term) for term, place in places.items() if place]
                if found:
                    start, end, term = min(found, key=lambda f: (f[0], -f[1]))
                    yield Finding(field, text, start, end, said(subject, field, text, term=term))
                continue
            missing = [term for term, place in places.items() if not place]
            if missing and (self.want == "all" or len(missing) == len(self.terms)):
                yield Finding(field, text, values=said(subject, field, text, term=missing))

    def _spans(self, text: Text, context: Context) -> tuple[tuple[int, int], ...]:
        return ((0, len(text.string)),) if self.notes else context.value(text.string).bare_spans

    def _found(self, text: Text, term: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return list(self._places(text.string, term, spans))

    def _places(self, text: str, term: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        for first, last in spans:
            for start, end in occurrences(text[first:last], term, words=self.match == "word"):
                yield first + start, first + end
