"""From a text's pieces to lines, columns and cells of the file: the only place where positions are computed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from perflint.columns import Ruler
from perflint.lazyregex import lazy_regex
from perflint.model import TEXT_PLACE, Cell, Document, Location, Piece, Position, Range, Text
from perflint.model.lean import lean

LINE_END = lazy_regex(r"\r\n|\n|\r")
_BLANK = lazy_regex(r"\s")
# A terminal shows about this much of a line; more context would only make results large.
CONTEXT = 160
# An excerpt begins with its line, if that is no longer before the range.
_FAR = 1000
_NOWHERE = Location(None, TEXT_PLACE)


@lean
class Located:
    """A range of a text in its file: its places (the first is the diagnostic's own), words and surroundings."""

    places: tuple[Location, ...]
    evidence: str
    context: str = ""
    context_start: int = 0
    context_end: int = 0


@lean
class Excerpt:
    """A range of a file, and the part of its text from which it can be located later on, as in the whole.

    All are offsets in the file: of the range `start` and `end`, of the part `begin`, where the line `line` begins, and
    `stop`, behind which it may go on.
    """

    line: int
    begin: int
    start: int
    end: int
    stop: int

    def locate(self, part: str, context: bool) -> Located:
        """What a `Locator` of the whole file says of the range, told by that part."""
        cell = Cell(part, start=0)
        locator = Locator(Document("", "text", (), part), context)
        found = locator.locate(Text.of(cell, self.start - self.begin, self.end - self.begin))
        span = found.places[0].range
        assert span is not None
        places = (Location(Range(self._in_file(span.start), self._in_file(span.end)), TEXT_PLACE),)
        return Located(places, found.evidence, found.context, found.context_start, found.context_end)

    def _in_file(self, position: Position) -> Position:
        return Position(position.line + self.line - 1, position.column, position.utf16, position.utf8)


class Locator:
    """Locates texts of one document; without `context` it leaves out what stands around them, without `units` the
    columns in other units than code points."""

    def __init__(self, document: Document, context: bool = True, units: bool = True) -> None:
        self._around = context
        self._source = document.source
        self._starts = _line_starts(document.source or "")
        self._ruler = Ruler(document.source or "") if units else None

    def position(self, offset: int) -> Position:
        """The 1-based line and column of an offset in the source, the column in code points and in the other units."""
        line = bisect_right(self._starts, offset)
        return self._position(line, self._starts[line - 1], offset)

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets in the source."""
        starts = self._starts
        line = bisect_right(starts, start)
        begin = starts[line - 1]
        # Most end on the line on which they begin.
        if start <= end and (line == len(starts) or end < starts[line]):
            if self._ruler is None:
                return Range(Position(line, start - begin + 1), Position(line, end - begin + 1))
            return Range(self._position(line, begin, start), self._position(line, begin, end))
        return Range(self._position(line, begin, start), self.position(end))

    def _position(self, line: int, begin: int, offset: int) -> Position:
        """An offset on a line that begins at `begin`."""
        column = offset - begin + 1
        if self._ruler is None:
            return Position(line, column)
        utf16, utf8 = self._ruler.lengths(begin, offset)
        return Position(line, column, utf16 + 1, utf8 + 1)

    def locate(self, text: Text, start: int = 0, end: int | None = None) -> Located:
        """Where `text[start:end]` stands; pieces with nothing but white space between them are one place."""
        if self._source is None:
            return self._by_cells(text, text.slice(start, end), start)
        string = text.string[start:end]
        if string and (span := text.span_in_source(start, start + len(string))) is not None:
            # Nearly all texts are part of one cell: it takes no pieces to know where they stand.
            here = (Location(self.range(*span), TEXT_PLACE),)
            return self._located(here, string, span) if self._around else Located(here, string)
        part = text.slice(start, end)
        spans = _spans(part.pieces, self._source)
        if not spans:
            shown = part.string[:CONTEXT] if self._around else ""
            return Located((_NOWHERE,), part.string, shown, 0, len(shown))
        places = tuple([Location(self.range(first, last), TEXT_PLACE) for first, last in spans])
        return self._located(places, part.string, spans[0])

    def _located(self, places: tuple[Location, ...], words: str, span: tuple[int, int]) -> Located:
        return Located(places, words, *self._context(*span)) if self._around else Located(places, words)

    def excerpt(self, text: Text, start: int = 0, end: int | None = None) -> Excerpt | None:
        """What suffices to locate `text[start:end]` later on; None where it does not stand in the source as it is.

        To take it out costs a fraction of what locating it does.
        """
        source = self._source
        if source is None:
            return None
        string = text.string[start:end]
        span = text.span_in_source(start, start + len(string)) if string else None
        if span is None:
            spans = _spans(text.slice(start, end).pieces, source)
            if len(spans) != 1:
                return None
            span = spans[0]
        first, last = span
        if first >= last or source[first:last] != string:
            return None
        starts = self._starts
        line = bisect_right(starts, first)
        begin, stop = starts[line - 1], last
        if self._around:
            shown = last if last - first < CONTEXT else first + CONTEXT
            following = bisect_right(starts, shown - 1, line - 1)
            stop = max(last, min(shown + CONTEXT, starts[following] if following < len(starts) else len(source)))
        # Far from the line's start the excerpt would be large; between \r and \n it would end a line too soon.
        if first - begin > _FAR or source[stop - 1] == "\r":
            return None
        return Excerpt(line, begin, first, last, stop)

    def _context(self, start: int, end: int) -> tuple[str, int, int]:
        """The source around a range, on one line: (context, range in it)."""
        assert self._source is not None
        end = min(end, start + CONTEXT)
        first = self._starts[bisect_right(self._starts, start) - 1]
        last_line = bisect_right(self._starts, max(start, end - 1))
        last = self._starts[last_line] if last_line < len(self._starts) else len(self._source)
        left, right = max(first, start - CONTEXT), min(last, end + CONTEXT)
        shown = _BLANK.sub(" ", self._source[left:right]).rstrip()
        return shown, start - left, min(end - left, len(shown))

    def _by_cells(self, whole: Text, part: Text, start: int) -> Located:
        pieces = part.pieces or whole.pieces
        spans = ((p.cell, p.cell.places(p.offset, p.offset + p.length)) for p in pieces)
        found = dict.fromkeys((id(cell), place) for cell, own in spans for place in own)
        places = tuple(Location(None, place) for _, place in found) or (_NOWHERE,)
        if not self._around:
            return Located(places, part.string)
        left = max(0, start - CONTEXT)
        context = _BLANK.sub(" ", whole.string[left : start + len(part.string) + CONTEXT])
        return Located(places, part.string, context, start - left, start - left + min(len(part.string), CONTEXT))


def _line_starts(source: str) -> list[int]:
    """The offsets at which lines begin."""
    if "\r" in source:
        return [0, *(m.end() for m in LINE_END.finditer(source))]
    # In a fifth of the time: nearly all files end their lines so.
    lengths = map(len, source.split("\n"))
    return list(accumulate((length + 1 for length in lengths), initial=0))[:-1]


def _spans(pieces: Sequence[Piece], source: str) -> list[tuple[int, int]]:
    """The ranges of the source that hold the pieces; those with nothing but white space between them are one."""
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        span = piece.cell.source_span(piece.offset, piece.offset + piece.length)
        if span is None:
            continue
        if spans and span[0] >= spans[-1][1] and not source[spans[-1][1] : span[0]].strip():
            span = spans.pop()[0], span[1]
        spans.append(span)
    return spans
