"""Directives in tables: taken out in every format, bound to their row, and told when they are at fault."""

import time
from datetime import date

import pytest

from fuzz.writers import WRITERS
from perflint.api import Options, check_bytes, parse_bytes

HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "备注"]
ROWS = [
    [("2025年项目支出绩效目标表", 1, 5), None, None, None, None],
    HEAD,
    ["产出指标", "数量指标", "清淤长度", "12", "含支渠 perflint:忽略 UNT002 原因=全县按公里计"],
    ["产出指标", "质量指标", "渠道质量", "明显改善", ""],
    ["产出指标", "时效指标", "完工时限", "尽快", "perflint：ignore vague-value, UNT002 reason=议定 expires=2026-06-30"],
    ["效益指标", "社会效益指标", "灌溉条件", "有效提升", ""],
    ["满意度指标", "服务对象满意度指标", "农户满意度", "≥90%", ""],
]
DAY = date(2026, 6, 1)


def checked(data, name, today=DAY, **options):
    return check_bytes(data, name, Options(today=today, lang="en", select=("VAG001", "UNT002"), **options))


def found(result):
    return [(d.rule, d.evidence) for d in result.diagnostics]


@pytest.mark.parametrize("suffix", ["csv", "html", "md", "xlsx", "xls", "ods", "docx", "pdf"])
def test_a_remark_speaks_of_its_row(suffix):
    data = WRITERS[suffix](ROWS)
    result = checked(data, f"a.{suffix}")
    assert found(result) == [("VAG001", "明显改善"), ("VAG001", "有效提升")]
    assert [d.evidence for d in result.suppressed] == ["12", "尽快"]
    assert result.notices == ()
    (table,) = parse_bytes(data, f"a.{suffix}").parsed.tables
    notes = [str(i.note) for i in table.projects[0].indicators]
    assert notes == ["含支渠", "", "", "", ""]


def test_what_is_left_keeps_its_place():
    values = "实施周期指标值:12；年度指标值:12。"
    source = "\n".join(
        [
            "2025年项目支出绩效目标表",
            "项目名称\t总计\t绩效目标\t绩效指标\t备注",
            f"甲\t1\t做完甲。\t1、产出指标：数量指标：清淤长度；{values}\tperflint:忽略 PER 原因=甲",
        ]
    )
    result = check_bytes(source.encode(), "a.txt", Options(select=("UNT002",)))
    (d,) = result.diagnostics
    line = source.split("\n")[d.location.range.start.line - 1]
    assert line[d.location.range.start.column - 1 : d.location.range.end.column - 1] == "12"


LIST = """\
2025年项目支出绩效目标表
项目名称\t总计\t绩效目标\t绩效指标
{before}甲\t1\t做完甲。\t1、产出指标：数量指标：清淤长度；实施周期指标值:12；年度指标值:12。
乙\t1\t做完乙。\t1、产出指标：数量指标：清淤长度；实施周期指标值:13；年度指标值:13。
"""


def test_a_line_of_its_own_speaks_of_the_next_row():
    before = "# perflint:忽略 UNT002 原因=单位见说明\n\n"
    assert found(checked(LIST.format(before=before).encode(), "a.txt")) == [("UNT002", "13")]
    assert found(checked(LIST.format(before="").encode(), "a.txt")) == [("UNT002", "12"), ("UNT002", "13")]


def test_a_whole_file():
    data = ("<!-- perflint:忽略本文件 UNT 原因=旧表 -->\n" + LIST.format(before="")).encode()
    result = checked(data, "a.md")
    assert (found(result), len(result.suppressed)) == ([], 2)


def test_a_text_without_tables_only_shows_directives():
    text = "# 说明\n\n备注栏可写 perflint:忽略 VAG001 原因=甲。\n"
    assert check_bytes(text.encode(), "a.md").notices == ()
    silent = check_bytes(f"# perflint:忽略本文件 PRS002 原因=说明\n{text}".encode(), "a.md")
    assert (silent.diagnostics, len(silent.suppressed), silent.notices) == ((), 1, ())


def test_comments_of_a_page():
    rows = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>\n" for row in [HEAD[:4], *(r[:4] for r in ROWS[2:])])
    comment = "<!-- perflint:忽略 VAG001 原因=议定 -->"
    before = rows.replace("<tr><td>产出指标</td><td>质量", f"{comment}<tr><td>产出指标</td><td>质量")
    inside = rows.replace("<td>明显改善", f"<td>{comment}明显改善")
    for body in (before, inside):
        page = f"<html><p>2025年项目支出绩效目标表</p><table>{body}</table></html>"
        assert "明显改善" not in [evidence for _, evidence in found(checked(page.encode(), "a.html"))]


@pytest.mark.parametrize(
    ("words", "kind", "said", "holds"),
    [
        ("忽略 VAG001", "missing-reason", "gives no reason", False),
        ("忽略 VAG0O1 原因=甲", "unknown-rule", "did you mean 'VAG001'", False),
        ("忽略 原因=甲", "unknown-rule", "names no rule", False),
        ("忽略 VAG001 原因=甲 到期=2026-05-31", "expired-suppression", "expired on 2026-05-31", False),
        ("忽略 VAG001 到期=2026年6月1日 原因=甲", None, "", True),
        ("忽略 VAG001 到期=明年 原因=甲", "expired-suppression", "'明年' is no day", False),
        ("忽略 VAG001 UNT002 原因=甲，乙", None, "", True),
        ("忽略 UNT002 原因=甲", "unused-suppression", "nothing here to ignore of UNT002", False),
        # Not asked for in this run, so that nobody can say whether it is of use.
        ("忽略 CAT003 原因=甲", None, "", False),
        ("忽略了 VAG001 原因=甲", None, "", False),
    ],
)
def test_faults_of_directives_are_told(words, kind, said, holds):
    rows = [*ROWS[:2], ["产出指标", "质量指标", "渠道质量", "明显改善", f"perflint:{words}"], *ROWS[5:]]
    result = checked(WRITERS["xlsx"](rows), "a.xlsx")
    assert (("VAG001", "明显改善") not in found(result)) == holds
    assert [n.kind for n in result.notices] == ([kind] if kind else [])
    if kind:
        assert said in result.notices[0].message
        assert result.notices[0].location.place.cell == "E3"


def test_what_could_not_be_read_is_never_silent():
    data = "# perflint:忽略本文件 ALL 原因=甲\n".encode() + b"\xff\xfe\x00"
    assert [d.rule for d in check_bytes(data, "a.md").diagnostics] in (["PRS001"], ["PRS002"])


@pytest.mark.parametrize(
    "body",
    [
        "perflint:忽略 " + " " * 200_000 + "x\n" + " " * 200_000,
        "perflint:忽略 VAG001 原因=甲\n" * 4_000,
        "perflint:忽略 VAG001 原因=甲\t甲\n" * 4_000,
        "perflint:" * 100_000,
        "<html>" + "<!-- perflint:" * 50_000,
        "<html><table>" + "<!-- perflint:忽略 VAG001 原因=甲 --><tr><td rowspan=9>甲<td>乙" * 2_000,
        '"' + "perflint:忽略 VAG001 原因=甲\n" * 4_000 + '",甲,乙\n' * 3,
    ],
)
def test_time_grows_with_the_size_only(body):
    start = time.monotonic()
    for name in ("a.txt", "a.md"):
        check_bytes(body.encode(), name)
    assert time.monotonic() - start < 10
