"""Reads layout text: lists of projects whose columns are blanks and whose words are broken over lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Project, Table, Text
from perflint.parse.itemheads import Start, find_starts
from perflint.parse.layoutgap import Line, read_gap
from perflint.parse.listing import list_fields
from perflint.parse.listrows import ListRow
from perflint.parse.listunits import UnitRows, is_part, is_total
from perflint.parse.running import Run, build_run, to_indicators
from perflint.parse.source import Stream
from perflint.parse.titles import Heading, is_heading_line, is_title, kind_of, read_heading
from perflint.parse.valuelabels import ValueLabel, value_labels
from perflint.taxonomy import Taxonomy


def _spaced(*words: str) -> str:
    return "|".join(r"\s*".join(word) for word in words)


_SOURCES = (
    "一般公共预算拨款", "一般公共预算", "政府性基金预算", "政府性基金", "国有资本经营预算", "财政专户管理资金",
    "财政专户拨款", "当年财政拨款", "本年财政拨款", "财政拨款", "财政资金", "上年结转结余资金", "上年结转资金",
    "上年结转", "结转结余", "上级转移支付", "单位自有资金", "自有资金", "单位资金", "其他资金", "其他收入",
    "年度资金总额", "资金总额", "预算金额", "预算数", "总计", "合计", "小计", "金额",
)  # fmt: skip
_NAMES = ("项目名称", "支出项目")
_LISTS = ("绩效指标",)
_GOALS = ("年度绩效目标", "项目绩效目标", "绩效目标", "年度目标", "总体目标")
_SOURCE = lazy_regex("|".join(_SOURCES))
_ANCHOR = lazy_regex(rf"(?P<name>{_spaced(*_NAMES)})|(?P<list>{_spaced(*_LISTS)})(?!\s*值)")
_MORE = lazy_regex(rf"(?:\s*(?:(?:{_spaced(*_SOURCES, *_GOALS, *_LISTS)})(?!\s*-?\d)|[（(][^（）()\d]{{1,16}}[)）]))+")
_REACH = 300
_HEADING_LINES = 10
_PAGE = lazy_regex(r"\s*(?:第\s*\d{1,4}\s*页.{0,12}|[-—–]+\s*\d{1,4}\s*[-—–]+|\d{1,4}\s*/\s*\d{1,4}|\d{1,4})\s*")
_NOTE = lazy_regex(r"\s*(?:注|备注|说明|填表人|联系人|制表人)\s*[：:]")


@dataclass(slots=True)
class _Page:
    """A header in the stream with its heading: `first` is the first line of both, `start`/`end` the header."""

    first: int
    start: int
    end: int
    heading: Heading
    columns: tuple[str, ...]
    goal: bool


@dataclass(slots=True)
class _Body:
    """The lines of one table below its headers."""

    page: _Page
    lines: list[Text] = field(default_factory=list)


def find_layout_texts(rows: Sequence[tuple[Cell, ...]], taxonomy: Taxonomy, first_index: int) -> list[Table]:
    """The tables of layout text among the rows; [] where no header of such a list stands in them."""
    if sum(len(row) > 2 for row in rows) * 5 > len(rows):
        return []
    lines = [Text.join([Text.of(cell) for cell in row], "  ") for row in rows]
    stream = Stream(lines)
    tables: list[Table] = []
    for body in _bodies(lines, stream, _pages(lines, stream)):
        table = _table(body, taxonomy, first_index + len(tables))
        if table is not None:
            tables.append(table)
    return tables


def _pages(lines: Sequence[Text], stream: Stream) -> list[_Page]:
    string = stream.string
    starts = stream.starts
    pages: list[_Page] = []
    anchors = list(_ANCHOR.finditer(string))
    index = 0
    while index + 1 < len(anchors):
        one, two = anchors[index], anchors[index + 1]
        index += 1
        between = string[one.end() : two.start()]
        if one.lastgroup == two.lastgroup or len(between) > _REACH or re.search(r"[\d。：:；;]", between):
            continue
        more = _MORE.match(string, two.end())
        end = more.end() if more else two.end()
        words = "".join(string[one.start() : end].split())
        line = bisect_left(starts, one.start() + 1) - 1
        floor = bisect_left(starts, pages[-1].end + 1) - 1 if pages else -1
        first, heading = _heading(lines, line, floor)
        columns = tuple(m.group() for m in _SOURCE.finditer(words))
        pages.append(_Page(first, one.start(), end, heading, columns, "目标" in words))
        index += 1
    return pages


def _heading(lines: Sequence[Text], header: int, floor: int) -> tuple[int, Heading]:
    """The first line of the heading above the header line, and what it says."""
    first = at = header
    found: list[Text] = []
    while at - 1 > floor and header - at < _HEADING_LINES * 2:
        at -= 1
        line = lines[at]
        if not line.string.strip():
            continue
        if not is_heading_line(line.string):
            upper = lines[at - 1] if at - 1 > floor else Text("")
            line = Text.join([upper.strip(), line.strip()])
            if not upper or len(line) > 80 or not is_title(line.string):
                break
            at -= 1
        found.insert(0, line)
        first = at
        if is_title(line.string):
            break
    return first, read_heading(found)


def _bodies(lines: Sequence[Text], stream: Stream, pages: Sequence[_Page]) -> list[_Body]:
    """The lines of every table; headers that come again under the same heading are left out."""
    bodies: list[_Body] = []
    for number, page in enumerate(pages):
        stop = pages[number + 1].first if number + 1 < len(pages) else len(lines)
        at = bisect_left(stream.starts, page.end + 1) - 1
        own = [lines[at].slice(page.end - stream.starts[at]), *lines[at + 1 : stop]]
        if number + 1 < len(pages):
            while own and (not own[-1].string.strip() or _PAGE.fullmatch(own[-1].string[:40])):
                own.pop()
        if not bodies or not bodies[-1].page.heading.same_as(page.heading):
            bodies.append(_Body(page))
        bodies[-1].lines.extend(own)
    return bodies


def _table(body: _Body, taxonomy: Taxonomy, index: int) -> Table | None:
    lines = [line for line in body.lines if "第" not in line.string or not _PAGE.fullmatch(line.string[:40])]
    stream = Stream(lines)
    labels = value_labels(stream.string)
    starts = find_starts(stream.string, labels, taxonomy)
    if not starts:
        return None
    page = body.page
    rows, runs = _Reader(stream, labels, starts, page, taxonomy).read()
    items = [item for run in runs.values() for item in run.items]
    if not items:
        return None
    labelled = any(not item.loose for item in items)
    units = UnitRows(rows, page.heading.department, taxonomy)
    projects = []
    for number, (row, unit) in enumerate(zip(rows, units.units(), strict=True)):
        if units.is_unit[number] or is_total(row) or (is_part(row) and number not in runs):
            continue
        found = runs[number].items if number in runs else ()
        projects.append(
            Project(row.name, unit, goal=row.goal, amounts=row.amounts, indicators=to_indicators(found, labelled))
        )
    fields = list_fields((item.fields for item in items), bool(page.columns), page.goal)
    heading = page.heading
    return Table(
        index=index,
        kind=kind_of(heading.title.string, fields),
        layout="layout-text",
        title=heading.title,
        department=heading.department,
        year=heading.year,
        money_unit=heading.money_unit,
        fields=fields,
        projects=tuple(projects),
        subtotals=units.subtotals(),
        fragments=tuple(f for run in runs.values() for f in run.fragments),
    )


class _Reader:
    """Walks over the stream of one table: gap, run of indicators, gap, run …"""

    def __init__(
        self, stream: Stream, labels: Sequence[ValueLabel], starts: Sequence[Start], page: _Page, taxonomy: Taxonomy
    ) -> None:
        self.stream = stream
        self.labels = labels
        self.starts = starts
        self.page = page
        self.taxonomy = taxonomy

    def read(self) -> tuple[list[ListRow], dict[int, Run]]:
        """The rows in order, and the runs of those that have indicators, by the row's position."""
        rows: list[ListRow] = []
        runs: dict[int, Run] = {}
        groups = self._groups()
        _, first = self._gap(0, groups[0][0].start, tail=False)
        rows.extend(first or [ListRow()])
        for number, group in enumerate(groups):
            following = groups[number + 1] if number + 1 < len(groups) else None
            stop = following[0].start if following else self._end()
            end, gap = self._gap(self._tail_start(group[-1], stop), stop, tail=True, last=following is None)
            end = end if gap else stop
            ends = [start.start for start in group[1:]] + [end]
            run = build_run(self.stream, self.labels, group, ends, self.taxonomy, begin=group[0].start)
            runs[len(rows) - 1] = run
            rows[-1] = ListRow(rows[-1].name, amounts=rows[-1].amounts, goal=rows[-1].goal, indicators=run.prefix)
            rows.extend(gap)
        return rows, runs

    def _end(self) -> int:
        """The end of the table's text: notes below it are none of it."""
        last = self.starts[-1].start
        for line in self._lines(last, len(self.stream.string)):
            if line.start > last and _NOTE.match(line.text):
                return line.start
        return len(self.stream.string)

    def _groups(self) -> list[list[Start]]:
        """The indicators by project: the numbering starts again, and amounts (or, without any, text) between."""
        groups = [[self.starts[0]]]
        for before, start in zip(self.starts, self.starts[1:], strict=False):
            if start.seq <= before.seq and self._breaks(before, start):
                groups.append([start])
            else:
                groups[-1].append(start)
        return groups

    def _breaks(self, before: Start, start: Start) -> bool:
        return bool(self._gap(self._tail_start(before, start.start), start.start, tail=True)[1])

    def _tail_start(self, start: Start, stop: int) -> int:
        """Where the last value of an indicator begins."""
        index = bisect_left(self.labels, stop, key=lambda label: label.start) - 1
        if index >= 0 and self.labels[index].start > start.start:
            return self.labels[index].end
        return start.text

    def _gap(self, start: int, stop: int, tail: bool, last: bool = False) -> tuple[int, list[ListRow]]:
        return read_gap(self.stream, self._lines(start, stop), tail, self.page.columns, last)

    def _lines(self, start: int, stop: int) -> list[Line]:
        """The lines between two offsets; the first and the last may be parts of lines."""
        lines = []
        at = start
        for part in self.stream.string[start:stop].split("\n"):
            lines.append(Line(at, at + len(part), part))
            at += len(part) + 1
        return lines
