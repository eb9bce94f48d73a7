"""Cuts html into tags and text, and gathers text as a browser shows it, each character with its offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Cell

# A tag with its attributes. Quoted values may hold anything; an unquoted "<" ends a tag that was never closed.
_TAG = lazy_regex(r"""<(/?)([A-Za-z][^\s/<>]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ENTITY = lazy_regex(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_ATTRIBUTE = lazy_regex(r"""([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_SHOWN = lazy_regex(rf"(?P<blank>[ \t\r\n\f]+)|(?P<entity>{_ENTITY.pattern})|[^& \t\r\n\f]+|&")
# One run that is shown as it stands.
_PLAIN = lazy_regex(r"[^& \t\r\n\f]+")
# What stands between the links of a navigation.
_SEPARATORS = "|/>»›·•-—、 "
_NAME = lazy_regex(r"/?([A-Za-z][^\s/<>]*)")
# What stands in these is no text of the page.
RAW = frozenset(
    ("script", "style", "title", "noscript", "template", "iframe", "textarea", "svg", "math", "object", "select",
     "xmp", "noframes", "nav", "button", "audio", "video", "canvas")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; `rest` is what stands behind its name."""

    name: str
    closing: bool
    rest: str

    def attributes(self) -> dict[str, str]:
        """The attributes by lower-case name; of doubled ones the first."""
        found: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(self.rest):
            found.setdefault(name.lower(), unescape(next((v for v in values if v), "")))
        return found


# A range of the source that is text.
Span = tuple[int, int]


def pieces(source: str) -> Iterator[Tag | Span]:
    """Tags and ranges of text, in order; comments, declarations and what is never shown are left out."""
    ends = _Ends(source)
    at = text = 0
    while (at := source.find("<", at)) >= 0:
        following = source[at + 1 : at + 2]
        tag: Tag | None = None
        stop = at
        if following in ("!", "?"):
            stop = ends.of_declaration(at)
        elif following.isascii() and (following.isalpha() or following == "/"):
            tag, stop = _tag(source, at)
        if stop == at:
            # A sign of the text, as in "<5天", or a tag that is never closed: nothing of a table may vanish with it.
            at += 1
            continue
        if text < at:
            yield text, at
        if tag is not None and tag.name in RAW and not tag.closing and not tag.rest.endswith("/"):
            stop = ends.of_raw(tag.name, stop)
        elif tag is not None:
            yield tag
        at = text = stop
    if text < len(source):
        yield text, len(source)


def _tag(source: str, at: int) -> tuple[Tag | None, int]:
    """The tag that begins at `at` and where it ends; (None, at) where none does."""
    match = _TAG.match(source, at)
    if match is not None:
        return Tag(match.group(2).lower(), match.group(1) == "/", match.group(3)), match.end()
    following = source.find("<", at + 1)
    end = source.find(">", at, following if following >= 0 else len(source))
    if end < 0:
        return None, at
    body = source[at + 1 : end]
    name = _NAME.match(body)
    if name is None:
        return None, end + 1
    return Tag(name.group(1).lower(), body.startswith("/"), body[name.end() :]), end + 1


class _Ends:
    """Finds where comments and raw elements end; what is nowhere is looked for once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._last_comment_end = source.rfind("-->")
        self._last_tag_end = source.rfind(">")
        self._missing: set[str] = set()

    def of_declaration(self, at: int) -> int:
        """Where a comment or declaration ends; `at` itself where it does not."""
        if self._source.startswith("<!--", at):
            return self._source.find("-->", at + 2) + 3 if at + 2 <= self._last_comment_end else at + 4
        return self._source.find(">", at) + 1 if at < self._last_tag_end else at

    def of_raw(self, name: str, start: int) -> int:
        """Where an element ends that is left out whole; `start` where it is never closed."""
        if name in self._missing:
            return start
        end = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self._source, start)
        if end is None:
            self._missing.add(name)
            return start
        return self._source.find(">", end.start()) + 1 or len(self._source)


class ShownText:
    """Text as it is shown: blanks grow together, entities are signs, line breaks stand where tags make them."""

    __slots__ = ("_blank", "_parts", "_source", "_spans", "length", "linked")

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._blank: Span | None = None
        # How many signs there are but separators, and how many of them stand in links.
        self.length = 0
        self.linked = 0

    def add(self, start: int, end: int, link: bool = False, kept: bool = False) -> None:
        """Take a range of the source; `kept` for text whose blanks are kept, as in <pre>."""
        if not kept and not link and (plain := _PLAIN.fullmatch(self._source, start, end)):
            run = plain.group()
            self._settle_blank(run[0])
            self._put(run, start, end)
            self.length += len(run.strip(_SEPARATORS))
            return
        for match in _SHOWN.finditer(self._source, start, end):
            run, (first, last) = match.group(), match.span()
            if match.lastgroup == "blank":
                if kept:
                    self._put(run, first, last)
                elif self._blank is None:
                    self._blank = (first, last)
                else:
                    self._blank = (self._blank[0], last)
                continue
            if match.lastgroup == "entity":
                run = unescape(run)
            if not run:
                continue
            self._settle_blank(run[0])
            self._put(run, first, last)
            signs = len(run.strip(_SEPARATORS))
            self.length += signs
            self.linked += signs if link else 0

    def line_break(self) -> None:
        """What follows stands on a new line."""
        self._blank = None
        if self._parts:
            at = self._spans[-1][1]
            self._put("\n", at, at)

    def block(self) -> None:
        """A paragraph begins or ends: what follows stands on a new line, if it does not yet."""
        self._blank = None
        if self._parts and not self._parts[-1].endswith("\n"):
            self.line_break()

    def _settle_blank(self, following: str) -> None:
        """One blank for a run of them; none at the start of a line, nor where a line of Han was only wrapped."""
        if self._blank is None:
            return
        first, last = self._blank
        self._blank = None
        if not self._parts or self._parts[-1].endswith("\n"):
            return
        raw = self._source[first:last]
        wrapped = ("\n" in raw or "\r" in raw) and _is_wide(self._parts[-1][-1]) and _is_wide(following)
        if not wrapped:
            self._put(" ", first, last)

    def _put(self, run: str, start: int, end: int) -> None:
        self._parts.append(run)
        self._spans.append((start, end))

    def cell(self, row: int, column: int, rowspan: int = 1, colspan: int = 1) -> Cell:
        """The text as a cell: a verbatim slice where it is one, else with the offset of every character."""
        text = "".join(self._parts)
        stripped = text.strip()
        if not stripped:
            return Cell("", row, column, rowspan=rowspan, colspan=colspan)
        left = len(text) - len(text.lstrip())
        start = self._spans[0][0]
        if self._source.startswith(text, start) and self._spans[-1][1] - start == len(text):
            return Cell(stripped, row, column, start + left, rowspan=rowspan, colspan=colspan)
        offsets: list[int] = []
        ends: list[int] = []
        for run, (first, last) in zip(self._parts, self._spans, strict=True):
            verbatim = len(run) == last - first
            offsets.extend(range(first, last) if verbatim else [first] * len(run))
            ends.extend(range(first + 1, last + 1) if verbatim else [last] * len(run))
        stop = left + len(stripped)
        own = (*offsets[left:stop], ends[stop - 1])
        return Cell(stripped, row, column, None, own, rowspan, colspan, ends=tuple(ends[left:stop]))


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
