"""Strings with an origin that a grammar can walk over: a cell's text, or the lines of a page as one stream."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Cell, Text

_PARAGRAPH = lazy_regex(r"</?(?:p|div)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_LINE_BREAK = lazy_regex(r"[^\S\n]*\n\s*")
_LATIN = lazy_regex(r"[A-Za-z0-9]")


class Source(Protocol):
    """What the grammars walk over: they reckon with offsets in `string` and take texts by `slice`."""

    @property
    def string(self) -> str:
        """The characters."""
        ...

    def slice(self, start: int, end: int | None = None) -> Text:
        """The text from `start` to `end`."""
        ...


class Stream:
    """Lines as one string with a line end between them; a slice of it has no line breaks any more."""

    def __init__(self, lines: Sequence[Text]) -> None:
        self._lines = lines
        self.starts: list[int] = []
        at = 0
        for line in lines:
            self.starts.append(at)
            at += len(line) + 1
        self._string = "\n".join(line.string for line in lines)

    @property
    def string(self) -> str:
        """The lines, joined by line ends."""
        return self._string

    def slice(self, start: int, end: int | None = None) -> Text:
        """The text without its line breaks; a blank stays where two Latin words would grow together."""
        stop = len(self._string) if end is None else end
        if start >= stop:
            return EMPTY
        parts: list[Text] = []
        at = start
        for match in _LINE_BREAK.finditer(self._string, start, stop):
            parts.append(self._piece(at, match.start()))
            before, after = self._string[match.start() - 1 : match.start()], self._string[match.end() : match.end() + 1]
            if match.end() < stop and _LATIN.match(before) and _LATIN.match(after):
                parts.append(Text(" "))
            at = match.end()
        parts.append(self._piece(at, stop))
        return Text.join(parts)

    def _piece(self, start: int, end: int) -> Text:
        """A range that holds no line end."""
        if start >= end:
            return EMPTY
        index = bisect_right(self.starts, start) - 1
        first = self.starts[index]
        return self._lines[index].slice(start - first, end - first)


def paragraphs(cell: Cell) -> Text:
    """The cell's text without the paragraph tags that a dump leaves around it; paragraphs become lines."""
    text = Text.of(cell)
    if "<" not in cell.text:
        return text
    parts: list[Text] = []
    at = 0
    for match in _PARAGRAPH.finditer(cell.text):
        parts.append(text.slice(at, match.start()).strip())
        at = match.end()
    if not at:
        return text
    parts.append(text.slice(at).strip())
    return Text.join(parts, "\n")


def trimmed(string: str, start: int, end: int, chars: str) -> tuple[int, int]:
    """The range without white space and the given characters at its ends."""
    while start < end and (string[start].isspace() or string[start] in chars):
        start += 1
    while end > start and (string[end - 1].isspace() or string[end - 1] in chars):
        end -= 1
    return start, end
