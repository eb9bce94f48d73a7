"""A result that has everything a reporter may meet."""

from dataclasses import replace
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
    Reasons,
    RelatedPlace,
    Result,
    RuleNote,
    Severity,
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

# A text with the columns of all units: `x = "提升满意度𠮷"`, the place being the last Han.
LINE = 'x = "提升满意度𠮷"'
MEASURED = replace(
    MISMATCH,
    rule="CAT003",
    severity="warning",
    message="指标“提升满意度𠮷”放错了类别",
    file="表/第1季 #1.txt",
    location=Location(Range(Position(2, 11, 11, 21), Position(2, 12, 13, 25)), TEXT_PLACE),
    places=(),
    related=(RelatedPlace("相同的项目", "表/b.docx", Location(None, Place("word", table=2, row=3, column=4))),),
    fix=Fix(
        (Edit(Location(Range(Position(2, 11, 11, 21), Position(2, 12, 13, 25)), TEXT_PLACE), "𠮷", "吉"),),
    ),
    evidence="𠮷",
    fingerprint="cd34" * 16,
    context=LINE,
    context_start=10,
    context_end=11,
)
ON_PAGE = replace(
    COPIED,
    rule="FRM001",
    file="c.pdf",
    location=Location(None, Place("page", page=3, box=(1.0, 2.0, 3.0, 4.0))),
    fingerprint="ef56" * 16,
)
IN_WORD = replace(
    COPIED, file="表/b.docx", location=Location(None, Place("word", paragraph=5)), fingerprint="0a1b" * 16
)


def note(code: str, name: str, severity: Severity, dimension: str) -> RuleNote:
    """What a catalogue says of a rule."""
    reasons = Reasons("没有标准，年终无法核对。", ("财预〔2015〕88号：建议细化量化",))
    return RuleNote(code, name, f"{code}的标题", severity, dimension, "改名称“{name}”或改指标值", lambda: reasons)


CATALOGUE = {
    "CAT003": note("CAT003", "wrong-category", "warning", "指标科学性"),
    "DUP005": note("DUP005", "copied-goal", "info", "目标相关性"),
    "PRS001": note("PRS001", "unreadable-file", "error", "规范完整性"),
    "UNT001": note("UNT001", "dimension-mismatch", "error", "指标科学性"),
    "VAG001": note("VAG001", "vague-value", "error", "明确清晰性"),
}
RICH = replace(
    RESULT,
    files=(*RESULT.files, *(FileReport(d.file, "ok", 1, 1, 1) for d in (MEASURED, ON_PAGE, IN_WORD))),
    diagnostics=(*RESULT.diagnostics, MEASURED, ON_PAGE, IN_WORD),
    catalogue=CATALOGUE,
)

# What no report may pass on: commands of build servers, formulas, markup, escape sequences, characters that are none.
HOSTILE_TEXT = (
    "::error file=x::甲\r\n::add-mask::乙\n##vso[task.setvariable variable=a]b ##[group]c ##teamcity[x]\t"
    "=cmd|' /C calc'!A0 <script>alert(1)</script></style><!-- ]]> --> \"'& \x1b[31m\x1b]0;t\x07\x00\x7f\x9b"
    "\ud800\u202e\u2028\ufffe\uffff {{name}} {0} [x](javascript:alert(1)) | `c` *b* _i_ ~~s~~ #1 @someone "
    "http://example.org www.example.org %0A %25 ;] \\"
)
HOSTILE = replace(
    MISMATCH,
    message=HOSTILE_TEXT,
    help=HOSTILE_TEXT,
    file=HOSTILE_TEXT,
    location=at(41, 3, 4),
    subject=SubjectKey(1, HOSTILE_TEXT, HOSTILE_TEXT, 1, 1),
    values={"value": HOSTILE_TEXT},
    indicator=dict.fromkeys(("level1", "level2", "name", "annual_value"), HOSTILE_TEXT),
    evidence=HOSTILE_TEXT,
    related=(RelatedPlace(HOSTILE_TEXT, HOSTILE_TEXT, at(1, 1, 1), HOSTILE_TEXT),),
    fix=None,
    context=HOSTILE_TEXT,
    context_start=0,
    context_end=9,
)
_HIDDEN = Place("cell", sheet=HOSTILE_TEXT, cell="B2", hidden=True)
HOSTILE_RESULT = Result(
    files=(FileReport(HOSTILE_TEXT, "ok", 1, 1, 1), FileReport("c.txt", "unreadable")),
    diagnostics=(
        HOSTILE,
        replace(HOSTILE, location=Location(None, _HIDDEN), severity="warning", fingerprint="x"),
        replace(HOSTILE, severity="info", fingerprint="y"),
        replace(UNREADABLE, file="c.txt", message=HOSTILE_TEXT),
    ),
    outcomes=(
        Outcome(HOSTILE_TEXT, 1, "PER001", "not-enough-data", HOSTILE_TEXT, 2, SubjectKey(1, None, HOSTILE_TEXT, 1)),
        Outcome(HOSTILE_TEXT, 1, "VAG001", "failed", HOSTILE_TEXT, 1, SubjectKey(1, None, HOSTILE_TEXT)),
    ),
    rules=5,
    vocabulary="2026.1",
    version="0.1.0",
    catalogue=CATALOGUE,
)
