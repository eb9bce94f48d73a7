"""A result that has everything a reporter may meet."""

from decimal import Decimal

from perflint.model import (
    TEXT_PLACE,
    Diagnostic,
    Edit,
    FileReport,
    Fix,
    Location,
    Outcome,
    Place,
    Position,
    Range,
    RelatedPlace,
    Result,
    SubjectKey,
)


def at(line: int, column: int, width: int) -> Location:
    """A place on one line of a text."""
    return Location(Range(Position(line, column), Position(line, column + width)), TEXT_PLACE)


CONTEXT = "1、1-产出指标；11-数量指标；完工率；年度指标值:260座。"
START = CONTEXT.index("260座")
MISMATCH = Diagnostic(
    rule="UNT001",
    name="dimension-mismatch",
    severity="error",
    message="名称“完工率”是比率，指标值“260座”却是数量",
    help="改名称或改指标值，使两者一致",
    file="tables/a.txt",
    location=at(41, START + 1, 4),
    places=(at(42, 1, 2),),
    subject=SubjectKey(1, "青禾县水利局", "小型水库维修", 2, 2),
    field="annual",
    values={"name_dimension": "share", "number": Decimal("260"), "share": Decimal("0.5"), "terms": ("a", "b")},
    indicator={"level1": "产出指标", "level2": "数量指标", "name": "完工率", "annual_value": "260座"},
    evidence="260座",
    related=(RelatedPlace("周期指标值相同", "tables/a.txt", at(41, 9, 4), "260座"),),
    fix=Fix((Edit(at(41, 1, 2), "≥=", "≥"),)),
    fingerprint="ab12",
    context=CONTEXT,
    context_start=START,
    context_end=START + 4,
)
COPIED = Diagnostic(
    rule="DUP005",
    name="copied-goal",
    severity="info",
    message="绩效目标与另一项目相同",
    help="",
    file="tables/b.xlsx",
    location=Location(None, Place(kind="cell", sheet="目标表", cell="D7", range="D7:E8")),
    places=(),
    subject=SubjectKey(1, None, "校舍维修", None, None),
    field="goal",
    values={},
    indicator=None,
    evidence="目标",
)
UNREADABLE = Diagnostic(
    rule="PRS001",
    name="unreadable-file",
    severity="error",
    message="文件无法读取：编码不明",
    help="另存为 UTF-8",
    file="tables/c.txt",
    location=Location(None, None),
    places=(),
    subject=SubjectKey(),
    field="title",
    values={},
    indicator=None,
    evidence="",
)
RESULT = Result(
    files=(
        FileReport("tables/a.txt", "ok", 1, 12, 67),
        FileReport("tables/b.xlsx", "partial", 1, 1, 1),
        FileReport("tables/c.txt", "unreadable"),
    ),
    diagnostics=(MISMATCH, COPIED, UNREADABLE),
    outcomes=(
        Outcome(
            "tables/a.txt", 1, "PER001", "not-enough-data", "no-year", 12, SubjectKey(1, None, "小型水库维修", 1, 1)
        ),
        Outcome("tables/a.txt", 1, "VAG001", "failed", "ValueError", 1, SubjectKey(1, None, None, None, None)),
    ),
    rules=75,
    vocabulary="2026.1",
    version="0.1.0",
)
CLEAN = Result((FileReport("a.txt", "ok", 1, 1, 3),), (), (), 75, "2026.1", "0.1.0")
