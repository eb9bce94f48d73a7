"""Cuts laid-out rows into tables: where indicator headers stand, and which of them belong to one form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Cell, Text
from perflint.parse.fields import has_key, has_project_key
from perflint.parse.funding import read_funding
from perflint.parse.goals import goal_label
from perflint.parse.headers import Header, find_headers
from perflint.parse.roles import role_of
from perflint.parse.rows import Row, lay_out, tidy
from perflint.parse.titles import is_title as is_title_line
from perflint.text import squeeze

_BROKEN_TITLE = lazy_regex(r".{0,20}(?:支出绩|绩效自评|绩效目标).{0,20}")
_WRAP = lazy_regex("[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]")
_PROJECTS = frozenset(("project", "organisation"))
# One in so many texts is wrapped where a header alone does not tell.
_FEW = 10
_FORM_WORDS = lazy_regex(r".{0,40}(?:自评|申报|目标)表.{0,20}")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The rows of one table: `start` to its last row (exclusive), and the headers in them.

    `form` tells whether it is a form of one project, with header fields above the indicators.
    """

    start: int
    stop: int
    headers: tuple[Header, ...]
    form: bool


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The rows of a file and their parts; `dump` tells whether blanks in cells are line wraps."""

    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    dump: bool


def outline(rows: Sequence[tuple[Cell, ...]]) -> Outline | None:
    """Find the indicator tables in rows of cells, None where there are none."""
    laid = lay_out(rows)
    headers = find_headers(laid)
    if not headers:
        return None
    return Outline(tuple(laid), tuple(_parts(laid, headers)), _is_dump(laid, headers))


def _is_form(above: Sequence[Row], header: Header) -> bool:
    roles = header.roles()
    if roles & {"project", "organisation"}:
        return False
    if any(has_project_key(row) for row in above) or read_funding(above).found:
        return True
    keyed = any(has_key(row) for row in above)
    return keyed and "amount" not in roles and any(_FORM_WORDS.fullmatch(title_words(row)) for row in above)


def title_words(row: Row) -> str:
    """The squeezed text of a short row, its cells put together."""
    if sum(len(row.cells[c].text) for c in row.filled) > 100:
        return ""
    return squeeze("".join(row.cells[c].text for c in row.filled))


def _parts(rows: Sequence[Row], headers: Sequence[Header]) -> list[Part]:
    """A new part begins where a project's header fields, or another title over other columns, stand between headers."""
    starts = [0]
    groups: list[list[Header]] = [[headers[0]]]
    for before, header in pairwise(headers):
        anchor = _anchor(rows, before.last + 1, header.first)
        anchor = _other_table(rows, before, header) if anchor is None else anchor
        if anchor is None:
            groups[-1].append(header)
        else:
            starts.append(anchor)
            groups.append([header])
    stops = [*starts[1:], len(rows)]
    return [
        Part(a, b, tuple(g), _is_form(rows[a : g[0].first], g[0]))
        for a, b, g in zip(starts, stops, groups, strict=True)
    ]


def _other_table(rows: Sequence[Row], before: Header, header: Header) -> int | None:
    """The row of a title over a header of other columns than the one before: another table, no page break."""
    if not _PROJECTS & (before.roles() ^ header.roles()):
        return None
    return next((index for index in range(before.last + 1, header.first) if is_title(rows[index])), None)


def _anchor(rows: Sequence[Row], start: int, stop: int) -> int | None:
    for index in range(start, stop):
        if not has_project_key(rows[index]):
            continue
        first = index
        while first - 1 >= start and first > index - 4 and _leads(rows[first - 1]):
            first -= 1
        return first
    return None


def _leads(row: Row) -> bool:
    """Whether a row may stand between a form's title and its first field, the title included."""
    return is_title(row) or has_key(row)


def is_title(row: Row) -> bool:
    """Whether a row is the title of a table, or what a dump left of it."""
    words = title_words(row)
    label, colon, _ = words.partition(":")
    if colon and goal_label(label):
        return False
    return bool(words) and (is_title_line(words) or _BROKEN_TITLE.fullmatch(words) is not None)


def title_of(rows: Sequence[Row], dump: bool) -> Text:
    """The title among the rows above a header: the first row that reads like one."""
    for row in rows:
        if is_title(row):
            cells = [Text.of(row.cells[c]).strip() for c in row.filled]
            return tidy(Text.join(cells), dump)
    return EMPTY


def _is_dump(rows: Sequence[Row], headers: Sequence[Header]) -> bool:
    """Whether blanks in cells are line wraps: many names broken between Han, or some below a header broken unevenly."""
    wrapped = plain = 0
    for row in rows[headers[0].last + 1 :]:
        for column in row.filled:
            text = row.cells[column].text.strip()
            # 数 量 指 标 is spaced out, and wrapped nowhere.
            if 8 <= len(text) <= 200 and max(map(len, text.split())) > 1:
                # Ranges of Han take long to compile, and most tables have no blank at all.
                wrapped += (" " in text or "\u3000" in text) and _WRAP.search(text) is not None
                plain += 1
    if wrapped >= 3 and wrapped * 3 >= plain:
        return True
    return wrapped * _FEW >= max(plain, 1) and any(
        _broken(row.cells[c].text)
        for header in headers
        for row in rows[header.first : header.last + 1]
        for c in row.filled
    )


def _broken(text: str) -> bool:
    pieces = text.split()
    if len(pieces) < 2 or "\n" in text.strip() or not role_of(text):
        return False
    return any(len(p) > 1 for p in pieces) and all(p[0] not in "(（" for p in pieces[1:])
