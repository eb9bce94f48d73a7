import re
from dataclasses import replace
from pathlib import Path

from report_samples import CLEAN, CONTEXT, COPIED, MISMATCH, RESULT, START, UNREADABLE

import perflint.checks
from perflint.model import Outcome, SubjectKey
from perflint.report import View
from perflint.report.concise import concise_line, render_concise
from perflint.report.summary import REASONS, outcome_line
from perflint.report.text import render_diagnostic, render_text
from perflint.text import display_width

ZH, EN = View(), View("en")


def test_text_keeps_its_contract() -> None:
    assert render_diagnostic(MISMATCH, ZH) == (
        "tables/a.txt:41:28: error UNT001 dimension-mismatch\n"
        "  名称“完工率”是比率，指标值“260座”却是数量\n"
        "  项目：小型水库维修（青禾县水利局），指标 2：完工率\n"
        "     |\n"
        f"  41 | {CONTEXT}\n"
        f"     | {' ' * display_width(CONTEXT[:START])}^^^^^\n"
        "  = 另见：tables/a.txt:41:9 周期指标值相同\n"
        "  = 帮助：改名称或改指标值，使两者一致\n"
    )


def test_block_in_english_without_context_and_help() -> None:
    assert render_diagnostic(COPIED, EN) == (
        "tables/b.xlsx:目标表!D7:E8: info DUP005 copied-goal\n  绩效目标与另一项目相同\n  project: 校舍维修\n"
    )


def test_file_without_place() -> None:
    assert render_diagnostic(UNREADABLE, ZH) == (
        "tables/c.txt: error PRS001 unreadable-file\n  文件无法读取：编码不明\n  = 帮助：另存为 UTF-8\n"
    )


def test_unit_of_a_subtotal_and_indicator_without_name() -> None:
    subtotal = replace(COPIED, subject=SubjectKey(1, "青禾县水利局", None, None, None))
    assert "  单位：青禾县水利局\n" in render_diagnostic(subtotal, ZH)
    nameless = replace(MISMATCH, indicator={"name": None})
    assert "  project: 小型水库维修 (青禾县水利局), indicator 2: (no name)\n" in render_diagnostic(nameless, EN)


def test_report_ends_with_failed_rules_and_the_summary() -> None:
    report = render_text(RESULT, ZH)
    assert report.endswith(
        "\n\ntables/a.txt: 表1 VAG001 失败：ValueError，1 处\n"
        "3 个文件，68 条指标：2 个错误，0 个警告，1 条提示；另有 12 处资料不足未判断；1 次规则运行失败\n"
    )
    assert render_text(CLEAN, ZH) == "1 个文件，3 条指标：没有发现问题\n"
    assert render_text(CLEAN, EN) == "1 file, 3 indicators: nothing found\n"


def test_outcomes_are_listed_on_demand() -> None:
    line = "tables/a.txt: 表1 PER001 资料不足：预算年度不明，12 处，首见：小型水库维修 指标1\n"
    assert line not in render_concise(RESULT, ZH)
    assert line in render_concise(RESULT, View(show_outcomes=True))
    assert (
        "tables/a.txt: table 1 PER001 not enough data: no year, 12x, first at: 小型水库维修 indicator 1\n"
        in render_text(RESULT, View("en", show_outcomes=True))
    )


def test_every_reason_of_a_check_is_translated() -> None:
    checks = Path(perflint.checks.__file__).parent.rglob("*.py")
    given = {r for path in checks for r in re.findall(r'NotEnoughData\("([a-z-]+)"\)', path.read_text("utf-8"))}
    assert "garbled" in given
    assert given - set(REASONS) == set()


def test_what_a_failed_rule_said_is_inert() -> None:
    failed = Outcome("a.txt", 1, "VAG001", "failed", "ValueError: no-such \x1b[2J")
    assert outcome_line(failed, EN) == "a.txt: table 1 VAG001 failed: ValueError: no-such \\x1b[2J, 1x"


def test_statistics_take_the_place_of_the_findings() -> None:
    twice = replace(RESULT, diagnostics=(COPIED, MISMATCH, MISMATCH), outcomes=())
    expected = (
        "2  UNT001  error    dimension-mismatch\n"
        "1  DUP005  info     copied-goal\n"
        "3 files, 68 indicators: 2 errors, 0 warnings, 1 info\n"
    )
    assert render_text(twice, View("en", statistics=True)) == expected
    assert render_concise(twice, View("en", statistics=True)) == expected


def test_concise_keeps_its_contract() -> None:
    assert [concise_line(d, EN) for d in RESULT.diagnostics] == [
        "tables/a.txt:41:28: error UNT001 名称“完工率”是比率，指标值“260座”却是数量",
        "tables/b.xlsx:目标表!D7:E8: info DUP005 绩效目标与另一项目相同",
        "tables/c.txt: error PRS001 文件无法读取：编码不明",
    ]


def test_colours_only_on_demand() -> None:
    assert "\x1b[" not in render_text(RESULT, ZH)
    assert "\x1b[1;31merror UNT001\x1b[0m" in render_text(RESULT, View(colour=True))
    assert "\x1b[1;36minfo\x1b[0m" in render_concise(RESULT, View(colour=True))


def test_nothing_in_a_table_reaches_the_terminal_as_a_command() -> None:
    hostile = replace(
        MISMATCH,
        message="\x1b]0;title\x07",
        file="a\x1b[2J\u202e.txt",
        context="\x1b[31m值\u2066",
        context_start=5,
        context_end=6,
        help="\x9b31m",
        subject=SubjectKey(1, "单位\u202e", "项目\r\n", 1, 1),
        indicator={"name": "\x00"},
    )
    for report in (render_text(replace(RESULT, diagnostics=(hostile,)), ZH), concise_line(hostile, ZH)):
        assert not [c for c in report if c != "\n" and (c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u2066")]
    assert "\\x1b]0;title\\x07" in concise_line(hostile, ZH)
    assert "a\\x1b[2J\\u202e.txt:41" in concise_line(hostile, ZH)
    # The escapes before the place are longer than what they stand for: the caret moves with them.
    assert "  41 | \\x1b[31m值\\u2066\n     |         ^^\n" in render_diagnostic(hostile, ZH)
