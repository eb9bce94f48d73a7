"""The user's own format: values, sections, escapes, and faults that are named by their line."""

from dataclasses import replace

import pytest
from report_samples import CLEAN, HOSTILE_RESULT, HOSTILE_TEXT, MISMATCH, RICH

from perflint.errors import UsageError
from perflint.report import View, render
from perflint.report.safe import markup, visible
from perflint.report.table import COLUMNS
from perflint.report.template import NAMES, parse


def filled(template: str, suffix: str = "", result: object = RICH, lang: str = "zh") -> str:
    return render("template", result, View(lang, template=template, template_suffix=suffix))  # type: ignore[arg-type]


def test_template_keeps_its_contract() -> None:
    template = (
        "{{! what a reviewer wants }}\n"
        "{{summary}}\n"
        "{{#files}}\n"
        "* {{path}}（{{status}}）\n"
        "  {{#findings}}\n"
        "  {{where}} {{severity}} {{rule}} {{message}}{{#help}} → {{help}}{{/help}}\n"
        "  {{/findings}}\n"
        "  {{^findings}}\n"
        "  无\n"
        "  {{/findings}}\n"
        "{{/files}}\n"
        "{{#rules}}{{rule}}×{{count}} {{title}}；{{/rules}}\n"
        "{{#outcomes}}{{rule}} {{reason}}×{{count}}；{{/outcomes}}"
    )
    files = replace(RICH, files=RICH.files[:2], diagnostics=RICH.diagnostics[:1])
    assert filled(template, result=files) == (
        "2 个文件，68 条指标：1 个错误，0 个警告，0 条提示；另有 12 处资料不足未判断；1 次规则运行失败\n"
        "* tables/a.txt（ok）\n"
        "  41:28 error UNT001 名称“完工率”是比率，指标值“260座”却是数量 → 改名称或改指标值，使两者一致\n"
        "* tables/b.xlsx（partial）\n"
        "  无\n"
        "UNT001×1 UNT001的标题；\n"
        "PER001 预算年度不明×12；VAG001 ValueError×1；"
    )


def test_every_value_of_a_finding_can_be_named() -> None:
    for name in (*COLUMNS, "where"):
        filled(f"{{{{#findings}}}}{{{{{name}}}}}{{{{/findings}}}}")
    assert filled("{{#findings}}{{line}},{{column}},{{seq}};{{/findings}}").startswith("41,28,2;,,;")
    assert filled("{{error}} {{warning}} {{info}} {{total}} {{failed}} {{not_enough_data}} {{version}} {{lang}}") == (
        "2 1 3 6 1 12 0.1.0 zh"
    )
    assert {name for name in NAMES if name in COLUMNS} == set(COLUMNS)


def test_text_outside_tags_stays_as_it_is() -> None:
    text = "a { b } {{{ \r\n <b>%d ${x} {0} \\n }}"
    assert filled(text) == text


def test_a_list_as_a_value_is_empty_and_a_value_as_a_section_is_a_condition() -> None:
    assert filled("[{{findings}}]") == "[]"
    assert filled("{{#error}}bad{{/error}}{{^error}}good{{/error}}") == "bad"
    assert filled("{{#error}}bad{{/error}}{{^error}}good{{/error}}", result=CLEAN) == "good"


@pytest.mark.parametrize(
    ("suffix", "escape", "expected"),
    [
        ("", "", "a <b> | \\x1b"),
        (".txt", "", "a <b> | \\x1b"),
        (".HTML", "", "a &lt;b&gt; | \\x1b"),
        (".html", "|plain", "a <b> | \\x1b"),
        (".md", "", "a &lt;b&gt; \\| \\\\x1b"),
        (".csv", "", '"a <b> | \\x1b"'),
        (".json", "", '"a <b> | \\u001b"'),
        ("", " | url ", "a%20%3Cb%3E%20%7C%20%5Cx1b"),
    ],
)
def test_escapes(suffix: str, escape: str, expected: str) -> None:
    result = replace(RICH, diagnostics=(replace(MISMATCH, message="a <b> | \x1b"),))
    assert filled(f"{{{{#findings}}}}{{{{message{escape}}}}}{{{{/findings}}}}", suffix, result) == expected


def test_no_value_is_a_tag_again() -> None:
    report = filled("{{#findings}}{{message}}\n{{/findings}}", result=HOSTILE_RESULT)
    assert report.splitlines()[0] == visible(HOSTILE_TEXT)
    assert filled("{{#findings}}{{message}}\n{{/findings}}", ".html", HOSTILE_RESULT).startswith(markup(HOSTILE_TEXT))


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("a\n{{mesage}}", "line 2 of the template: there is no 'mesage'; did you mean 'message'?"),
        ("{{message|htm}}", "line 1 of the template: there is no 'htm'; did you mean 'html'?"),
        ("{{#files}}\n{{/findings}}", "line 2 of the template: '{{/findings}}' closes no section"),
        ("{{/files}}", "line 1 of the template: '{{/files}}' closes no section"),
        ("\n\n{{#files}}", "line 3 of the template: '{{#files}}' is never closed"),
        ("{{ }}", "line 1 of the template: there is no ''"),
        ("{{__class__}}", "line 1 of the template: there is no '__class__'"),
    ],
)
def test_faults_are_named(template: str, fault: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(template)
    assert caught.value.message.en == fault


def test_without_a_template_there_is_no_report() -> None:
    with pytest.raises(UsageError, match="needs --template FILE"):
        render("template", RICH, View())
