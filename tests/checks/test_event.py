"""The kind `event`."""

from build import findings, one, project, subject_of, table, text

from perflint.checks.event import Event

FRAGMENT = Event("fragment")


def test_fragments_are_told_once_with_all_their_places():
    whole = table(project(), fragments=(text("另见附件"), text("2、"), text("由各镇统计")))
    (answer,) = FRAGMENT.run(subject_of(whole), None)
    assert (answer.field, answer.text.string) == ("title", "另见附件")
    assert answer.values == {"count": 2, "text": "另见附件"}
    assert [r.text.string for r in answer.related] == ["由各镇统计"]


def test_separators_blanks_and_numbers_are_no_fragments():
    fragments = tuple(map(text, ["；", "  \n ", "3、", "（一）", "12.", "——", "十二、", "1400", "２、"]))
    assert findings(FRAGMENT, subject_of(table(project(), fragments=fragments))) == []


def test_a_long_fragment_is_cut_in_the_message_only():
    whole = table(project(), fragments=(text("甲 \n乙" * 40),))
    (answer,) = FRAGMENT.run(subject_of(whole), None)
    assert len(answer.values["text"]) == 40
    assert answer.text.string == "甲 \n乙" * 40


def test_a_value_under_a_foreign_label():
    subject = one(name="修复时间", annual="≤8小时", value_label="修复时间：")
    (answer,) = Event("misplaced-value").run(subject, None)
    assert (answer.field, answer.text.string) == ("annual", "≤8小时")
    assert answer.values == {"label": "修复时间：", "name": "修复时间", "value": "≤8小时"}
    assert [r.text.string for r in answer.related] == ["修复时间："]
    assert findings(Event("misplaced-value"), one(name="修复时间", annual="≤8小时")) == []


def test_events_of_whole_files_are_the_engines():
    assert findings(Event("unreadable"), subject_of(table(project()))) == []
    assert findings(Event("no-table"), subject_of(table(project()))) == []
