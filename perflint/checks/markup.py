"""The kind `markup`: tags and entities of HTML that were left over in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.checks.support.texts import LONGEST, filled_texts, said, where_held
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Project, Subject, Table

_NAME = r"[A-Za-z][A-Za-z0-9:]{0,11}"
_TAG = lazy_regex(rf"<(?P<slash>/?)(?P<name>{_NAME})(?P<rest>\s[^<>]{{0,400}}|\s?/)?>")
_ATTRIBUTE = lazy_regex(r"\s[A-Za-z-]{1,20}\s?=")
_ENTITY = lazy_regex(r"&(?P<name>#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5}|[A-Za-z]{2,8}[0-9]{0,2});|&nbsp(?![A-Za-z])")
_PARAGRAPHS = lazy_regex(r"(?:\s|</?(?:p|div|td|th|tr|li)(?:\s[^<>]{0,400})?>)+", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, eq=False)
class Markup:
    """Left-over tags and entities of HTML in the rule's fields: <sup>2</sup>, <br>, &nbsp;. What only looks like a tag
    (<90%, List<String>) is none: a tag has its counterpart in the text, attributes, a slash, or a name of `alone`.
    Tags that wrap the whole text, and paragraphs, belong to how a text dump writes its cells. {expected} is the text
    without the markup.

    alone: names of tags that need no counterpart.
    """

    kind: ClassVar[str] = "markup"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"found", "expected", "field", "value", "name"})

    alone: tuple[str, ...] = ("br", "sup", "sub")

    def validate(self) -> None:
        """OptionFault for what can be no name of a tag."""
        for index, name in enumerate(self.alone):
            if not re.fullmatch(_NAME, name):
                raise OptionFault(("alone", index), f"“{name}”不是标签名", f"'{name}' is no name of a tag")

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A text with the signs of markup."""
        return in_texts(context.fields, hinted(_has_signs, "<&"))

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A text with the signs of markup."""
        return where_held(table, context.fields, _has_signs)

    def run(self, subject: Subject, context: Context) -> Iterator[Answer]:
        """A finding for each piece of markup: a tag with its counterpart and what is between them is one piece."""
        yield from illegible(subject, context.fields)
        for field, text in filled_texts(subject, context):
            string = text.string[:LONGEST]
            if not _has_signs(string):
                continue
            for start, end in _pieces(string, self.alone):
                piece = string[start:end]
                expected = plain(piece)
                values = said(subject, field, text, found=piece, expected=expected)
                yield Finding(field, text, start, end, values, fix=expected)


def _has_signs(text: str) -> bool:
    return "<" in text or "&" in text


def plain(text: str) -> str:
    """A text without tags and entities: m<sup>2</sup> becomes m², &ge; becomes ≥."""
    from html import unescape

    text = re.sub(r"<sup>([0-9]{1,3})</sup>", lambda found: found[1].translate(_RAISED), text, flags=re.IGNORECASE)
    return unescape(_TAG.sub("", text)).replace("\u00a0", " ")


@lru_cache(maxsize=2048)
def _pieces(text: str, alone: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    first, last = _inside(text)
    spans = sorted((*_tags(text, first, last, alone), *_entities(text, first, last)))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _inside(text: str) -> tuple[int, int]:
    """The text without paragraph tags at its ends and without pairs of tags around all of it."""
    first, last = 0, len(text)
    while True:
        before = (first, last)
        if found := _PARAGRAPHS.match(text, first, last):
            first = found.end()
        tags = list(_TAG.finditer(text, first, last))
        if tags and _PARAGRAPHS.fullmatch(tags[-1][0]) and tags[-1].end() == last:
            last = tags.pop().start()
        if len(tags) > 1 and (tags[0].start(), tags[-1].end()) == (first, last) and _closes(tags):
            first, last = tags[0].end(), tags[-1].start()
        while last > first and text[last - 1].isspace():
            last -= 1
        if before == (first, last) or first >= last:
            return first, last


def _closes(tags: list[re.Match[str]]) -> bool:
    """Whether the last tag is the first one's counterpart."""
    name, depth = tags[0]["name"].lower(), 0
    for tag in tags:
        if tag["name"].lower() == name:
            depth += -1 if tag["slash"] else 1
            if depth == 0:
                return tag is tags[-1]
    return False


def _tags(text: str, first: int, last: int, alone: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The tags inside; one with its counterpart reaches to the end of that."""
    tags = list(_TAG.finditer(text, first, last))
    for index, tag in enumerate(tags):
        name = tag["name"].lower()
        rest = tag["rest"] or ""
        behind = next((t for t in tags[index + 1 :] if t["slash"] and t["name"].lower() == name), None)
        if behind and not tag["slash"]:
            if not _PARAGRAPHS.fullmatch(tag[0]):
                yield tag.start(), behind.end()
            continue
        closing = bool(tag["slash"]) and not _PARAGRAPHS.fullmatch(tag[0])
        if closing or name in alone or rest.endswith("/") or _ATTRIBUTE.match(rest):
            yield tag.span()


def _entities(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    from html.entities import html5

    for found in _ENTITY.finditer(text, first, last):
        name = found["name"]
        if name is None or name.startswith("#") or f"{name};" in html5:
            yield found.span()
