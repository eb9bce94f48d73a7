"""The kind `one-of`: a text that has to be one of a list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.texts import filled_texts, said
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.model import Finding, Subject
from perflint.text import squeeze

# A near entry is offered; far ones would mislead.
_NEAR = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """Each of the rule's fields is one of a list. Width, case, white space and quotes make no difference; an empty
    field is silent (the kind `required` asks for it). `{near}` is the nearest entry of the list, or the whole
    list where none is near.

    values: the list.
    separators: characters at which a text is taken apart; every part has to be in the list. Empty: the text is one.
    """

    kind: ClassVar[str] = "one-of"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"field", "value", "name", "near", "part"})

    values: tuple[str, ...]
    separators: str = ""

    def validate(self) -> None:
        """OptionFault for a list without entries."""
        if not any(map(_key, self.values)):
            raise OptionFault(("values",), "“values”至少要有一项", "'values' needs at least one entry")

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each field, at its first part that is not in the list."""
        yield from illegible(subject, context.fields)
        known = {_key(value): value for value in self.values}
        for field, text in filled_texts(subject, context):
            for start, end in _parts(text.string, self.separators):
                part = text.string[start:end]
                if _key(part) not in known:
                    near = _nearest(_key(part), tuple(known))
                    shown = [known[near]] if near else list(self.values)
                    yield Finding(field, text, start, end, said(subject, field, text, near=shown, part=part))
                    break


def _parts(text: str, separators: str) -> Iterable[tuple[int, int]]:
    """Where the parts of a text stand, without white space around them, empty ones left out."""
    start = 0
    for end in [*(i for i, sign in enumerate(text) if sign in separators), len(text)]:
        part = text[start:end]
        if part.strip():
            first = start + len(part) - len(part.lstrip())
            yield first, first + len(part.strip())
        start = end + 1


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return "".join(sign for sign in squeeze(text).lower() if sign not in "\"'“”‘’「」『』")


@lru_cache(maxsize=1024)
def _nearest(part: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(part[:100], known, n=1, cutoff=_NEAR)), None)
