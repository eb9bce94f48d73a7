"""A straight pass over lists of running text: plain records, the ten checks, JSON lines; what an afternoon gives.

    python benchmarks/straight.py FOLDER

It knows the one layout that the corpus has as text (tab-separated columns, all indicators of a project in one cell) and
nothing else: no other format, no configuration, no rule but these ten. perflint's catalogue is measured against it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ITEM = re.compile(
    r"(?P<seq>\d+)、(?P<code1>\d+)-(?P<level1>[^；]*)；(?P<code2>\d+)-(?P<level2>[^；]*)；(?P<name>.*?)；"
    r"实施周期指标值:(?P<period>.*?)；年度指标值:(?P<annual>.*?)。(?=\d+、|$)"
)
NUMBER = re.compile(r"[0-9]")
VAGUE = re.compile(r"^(?:明显|有效|持续|逐步|显著|有力)?(?:提升|改善|加强|提高|增强|保障)$")
PLACEHOLDER = re.compile(r"[*×X_]{2,}|^(?:/|-|—|待定|不涉及|不适用)$")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator; the places of name and annual value are columns, from 0."""

    seq: int
    code1: str
    level1: str
    code2: str
    level2: str
    name: str
    period: str
    annual: str
    name_at: int
    annual_at: int


@dataclass(frozen=True, slots=True)
class Project:
    """A row of the list; lines count from 1."""

    line: int
    name: str
    total: float
    goal: str
    indicators: list[Indicator]


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked for in which field; `find` gives the place in it, None where all is well."""

    name: str
    field: str
    message: str
    find: Callable[[Indicator], Span | None]


def matches(field: str, pattern: str | re.Pattern[str]) -> Callable[[Indicator], Span | None]:
    """Finds the first match of a pattern in a field."""
    compiled = re.compile(pattern)

    def find(indicator: Indicator) -> Span | None:
        found = compiled.search(getattr(indicator, field))
        return found.span() if found else None

    return find


def is_missing(field: str) -> Callable[[Indicator], Span | None]:
    """Finds a field that is empty."""
    return lambda indicator: None if getattr(indicator, field) else (0, 0)


def vague(indicator: Indicator) -> Span | None:
    """Finds a target that is only a direction; one for satisfaction is without a number, which is told once."""
    found = VAGUE.search(indicator.annual)
    return found.span() if found and "满意" not in indicator.level2 else None


def unquantified(indicator: Indicator) -> Span | None:
    """Finds a target for satisfaction that has no number and is no placeholder."""
    value = indicator.annual
    if "满意" not in indicator.level2 or not value or NUMBER.search(value) or PLACEHOLDER.search(value):
        return None
    return 0, len(value)


OPERATOR = r"^(?:[≥≤]=|=[><]|[《€≪≼])"
PERCENT = (
    r"^(?:≥=?|>|大于等于|不少于)100%"
    r"|^[^0-9]*(?:10[1-9]|1[1-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,})(?:[.][0-9]+)?%"
)
BARE = r"^(?:[≥≤=><]|不少于|大于等于)?[0-9]+(?:[.][0-9]+)?$"
HEDGED = r"左右|大约|力争|尽量"
MARKUP = r"<[a-z/]+>|&[a-z]+;"
CHECKS = (
    Check("missing-name", "name", "指标没有名称", is_missing("name")),
    Check("missing-annual", "annual", "没有年度指标值", is_missing("annual")),
    Check("vague", "annual", "指标值只有方向", vague),
    Check("placeholder", "annual", "指标值是占位符", matches("annual", PLACEHOLDER)),
    Check("operator", "annual", "比较符有误", matches("annual", OPERATOR)),
    Check("percent", "annual", "百分比超出范围", matches("annual", PERCENT)),
    Check("bare-number", "annual", "指标值没有单位", matches("annual", BARE)),
    Check("hedged", "annual", "指标值留有余地", matches("annual", HEDGED)),
    Check("satisfaction", "annual", "满意度没有数值", unquantified),
    Check("markup", "name", "名称中残留标签", matches("name", MARKUP)),
)


def read(text: str) -> Iterator[Project]:
    """The projects of a list."""
    columns: list[str] = []
    for line, row in enumerate(text.split("\n"), 1):
        cells = row.split("\t")
        if "绩效指标" in cells:
            columns = cells
        elif columns and len(cells) == len(columns):
            cell = dict(zip(columns, cells, strict=True))
            before = len(row) - len(cells[-1])
            indicators = list(read_indicators(cell["绩效指标"], before))
            yield Project(line, cell["项目名称"], float(cell["总计"]), cell["绩效目标"], indicators)


def read_indicators(cell: str, before: int) -> Iterator[Indicator]:
    """The indicators of a cell with so many characters before it in its line."""
    for found in ITEM.finditer(cell):
        seq, code1, level1, code2, level2, name, period, annual = found.groups()
        yield Indicator(
            int(seq),
            code1,
            level1,
            code2,
            level2,
            name,
            period,
            annual,
            before + found.start("name"),
            before + found.start("annual"),
        )


def findings(file: str, project: Project) -> Iterator[dict[str, object]]:
    """What the ten checks find in a project; lines and columns count from 1, the end is exclusive."""
    for indicator in project.indicators:
        for check in CHECKS:
            span = check.find(indicator)
            if span is None:
                continue
            start, end = span
            of_name = check.field == "name"
            at = (indicator.name_at if of_name else indicator.annual_at) + 1
            yield {
                "rule": check.name,
                "message": f"“{indicator.name}”：{check.message}",
                "file": file,
                "line": project.line,
                "column": at + start,
                "end_column": at + end,
                "project": project.name,
                "indicator": {
                    "seq": indicator.seq,
                    "level1": indicator.level1,
                    "level2": indicator.level2,
                    "name": indicator.name,
                    "annual_value": indicator.annual,
                },
                "evidence": (indicator.name if of_name else indicator.annual)[start:end],
            }


def main() -> None:
    """Check all texts of a folder."""
    for path in sorted(Path(sys.argv[1]).glob("*.txt")):
        for project in read(path.read_text(encoding="utf-8")):
            for finding in findings(path.name, project):
                sys.stdout.write(json.dumps(finding, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
