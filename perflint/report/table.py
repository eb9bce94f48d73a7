"""A diagnostic as a row of named values, for formats that are tables: csv, html and the user's own templates."""

from __future__ import annotations

from collections.abc import Mapping

from perflint.errors import Message
from perflint.model import Diagnostic, RuleNote
from perflint.report.place import place_text

Row = dict[str, str | int | None]

# The values of a finding: the columns of csv in their order, and what a template may name.
COLUMNS: Mapping[str, Message] = {
    "file": Message("文件", "file"),
    "place": Message("位置", "place"),
    "line": Message("行", "line"),
    "column": Message("列", "column"),
    "severity": Message("级别", "severity"),
    "rule": Message("规则", "rule"),
    "name": Message("规则名称", "name"),
    "dimension": Message("审核内容", "dimension"),
    "unit": Message("单位", "unit"),
    "project": Message("项目", "project"),
    "seq": Message("指标序号", "number"),
    "level1": Message("一级指标", "level1"),
    "level2": Message("二级指标", "level2"),
    "indicator": Message("指标名称", "indicator"),
    "annual_value": Message("年度指标值", "annual_value"),
    "field": Message("栏目", "field"),
    "evidence": Message("原文", "evidence"),
    "message": Message("问题", "message"),
    "help": Message("建议", "help"),
    "fingerprint": Message("指纹", "fingerprint"),
}


def row_of(diagnostic: Diagnostic, catalogue: Mapping[str, RuleNote], lang: str) -> Row:
    """The values of a finding by the names of COLUMNS, None where there is none.

    Line and column from 1, in code points; `place` is a cell, a row of a table or a page.
    """
    span, place, subject = diagnostic.location.range, diagnostic.location.place, diagnostic.subject
    indicator = diagnostic.indicator or {}
    note = catalogue.get(diagnostic.rule)
    return {
        "file": diagnostic.file,
        "place": place_text(place, lang) or None if place is not None else None,
        "line": span.start.line if span is not None else None,
        "column": span.start.column if span is not None else None,
        "severity": diagnostic.severity,
        "rule": diagnostic.rule,
        "name": diagnostic.name,
        "dimension": note.dimension if note is not None else None,
        "unit": subject.unit,
        "project": subject.project,
        "seq": subject.seq,
        "level1": indicator.get("level1"),
        "level2": indicator.get("level2"),
        "indicator": indicator.get("name"),
        "annual_value": indicator.get("annual_value"),
        "field": diagnostic.field,
        "evidence": diagnostic.evidence,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "fingerprint": diagnostic.fingerprint,
    }
