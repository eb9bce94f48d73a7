"""The kinds over how a text is written: `pattern`, `markup`, `typos`, `mixed-width`, `brackets`, `spacing`."""

from dataclasses import replace
from time import perf_counter

import build
import pytest
from build import indicator, one, project, subject_of, table, taxonomy, text

from perflint.checks.brackets import Brackets
from perflint.checks.markup import Markup, plain
from perflint.checks.mixed_width import MixedWidth
from perflint.checks.pattern import Pattern
from perflint.checks.spacing import Spacing
from perflint.checks.support.patterns import Allowance, guarded
from perflint.checks.typos import Typos
from perflint.errors import LimitError, OptionFault
from perflint.model import Finding, NotEnoughData, Text
from perflint.words import find_slips, read_slip, simplified_forms

FIELDS = ("name", "annual", "period", "actual")


def context(*fields, words=None):
    made = build.context(*(fields or FIELDS))
    return made if words is None else replace(made, taxonomy=replace(taxonomy(), words=words))


def found(check, subject, *fields, **more):
    """Field and evidence of every finding."""
    answers = check.run(subject, context(*fields, **more))
    return [(a.field, a.text.string[a.start : a.end]) for a in answers if isinstance(a, Finding)]


def values_of(check, subject, *fields):
    return next(a.values for a in check.run(subject, context(*fields)) if isinstance(a, Finding))


ALL = [Pattern(("新",)), Markup(), Typos(), MixedWidth(), Brackets(), Spacing()]


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.kind)
def test_a_garbled_field_is_not_judged(check):
    subject = one(name="新建办埋（点 位）)<br>面积", annual="≥3个", garbled=["name"])
    assert list(check.run(subject, context())) == [NotEnoughData("garbled")]


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.kind)
@pytest.mark.parametrize("sign", ["<", "(", "“", "<b>", "&", "《", "， ,", "埋", "务 ", "</p><p>"])
def test_hostile_texts_take_no_time(check, sign):
    subject = one(name=sign * 20000, annual="≥3个")
    start = perf_counter()
    list(check.run(subject, context()))
    assert perf_counter() - start < 1.5


# pattern


def test_pattern_forbids_and_asks():
    subject = one(name="新建（改建）厂房", annual="≥3座")
    assert found(Pattern(("改.", "新建")), subject) == [("name", "新建")]
    assert found(Pattern(("[0-9]+平方米",), want="any"), subject, "annual") == [("annual", "≥3座")]
    assert found(Pattern(("[0-9]+", "平方米"), want="all"), subject, "annual") == [("annual", "≥3座")]
    assert found(Pattern(("[0-9]+", "平方米"), want="any"), subject, "annual") == []
    assert values_of(Pattern(("改.",)), subject)["found"] == "改建"


def test_pattern_knows_width_notes_and_exceptions():
    subject = one(name="投诉率", annual="≤５％（按2023年口径）")
    assert found(Pattern(("5%",)), subject) == []
    assert found(Pattern(("5%",), fold=True), subject) == [("annual", "５％")]
    assert found(Pattern(("20[0-9]{2}年",)), subject) == [("annual", "2023年")]
    assert found(Pattern(("20[0-9]{2}年",), notes=False), subject) == []
    assert found(Pattern(("20[0-9]{2}年",), unless=("口径",)), subject) == []
    assert found(Pattern(("x*",)), subject) == []


def test_pattern_reads_other_scopes():
    whole = table(project(goal="打造一流样板"), title="目标表（草稿）")
    assert found(Pattern(("一流",)), subject_of(whole, 0), "goal") == [("goal", "一流")]
    assert found(Pattern(("草稿",)), subject_of(whole), "title") == [("title", "草稿")]


def test_a_users_pattern_runs_under_a_limit():
    subject = one(name="a" * 60 + "b", annual="≥3座")
    with pytest.raises(LimitError), guarded(Allowance(1.0)):
        list(Pattern(("(a|a)+$",)).run(subject, context()))


def test_pattern_options_are_checked():
    with pytest.raises(OptionFault):
        Pattern(()).validate()
    with pytest.raises(ValueError, match="unterminated"):
        Pattern(("(",)).validate()


# markup


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("m<sup>2</sup>", "m²"),
        ("H<sub>2</sub>O", "H2O"),
        ("&ge;95%", "≥95%"),
        ("甲&nbsp;乙", "甲 乙"),
        ("<b>甲</b>&amp;乙", "甲&乙"),
    ],
)
def test_markup_is_taken_off(written, mended):
    assert plain(written) == mended


def test_markup_is_one_piece_with_its_counterpart():
    subject = one(name="面积", annual="≥3m<sup>2</sup>和5m<sup>3</sup>")
    assert found(Markup(), subject) == [("annual", "<sup>2</sup>"), ("annual", "<sup>3</sup>")]
    assert values_of(Markup(), subject)["expected"] == "²"
    assert found(Markup(alone=("hr",)), one(name="甲<hr>乙<br>丙", annual="1个")) == [("name", "<hr>")]


@pytest.mark.parametrize(
    "wrapped", ["<p>甲</p>", "<td><b>甲</b></td>", "甲</p>", "<p>甲", "<p>甲</p><p>乙</p>", "<P>甲</P>\n"]
)
def test_wrapping_tags_belong_to_the_dump(wrapped):
    assert found(Markup(), one(name=wrapped, annual="1个")) == []


def test_markup_options_are_checked():
    with pytest.raises(OptionFault):
        Markup(alone=("<br>",)).validate()


# typos


def test_slips_are_read():
    assert read_slip("出县…报告=出具").follows == "报告"
    for bad in ("办理", "=办理", "办埋=", "办理=办理", "a=b=c"):
        assert read_slip(bad) is None
    assert [(f.start, f.end, f.slip.right) for f in find_slips("办埋量和办埋率", frozenset())] == [
        (0, 2, "办理"),
        (4, 6, "办理"),
    ]
    assert [f.slip.right for f in find_slips("甲", frozenset({"甲=乙"}))] == ["乙"]


def test_typos_give_the_mended_word():
    subject = one(name="案件办埋量", annual="≥3件")
    assert values_of(Typos(), subject) == {
        "found": "办埋", "expected": "办理", "name": "案件办埋量", "value": "案件办埋量",
        "field": values_of(Typos(), subject)["field"],
    }  # fmt: skip
    (answer,) = Typos().run(one(name="窗口服務满意度", level2="质量指标", annual="≥90%"), context())
    assert (answer.variant, answer.values["expected"]) == ("traditional", "服务")


def test_each_part_can_be_left_out():
    subject = one(name="办埋，服務，峻工", level1="产出指标", annual="≥3件")
    assert found(Typos(), subject) == [("name", "办埋"), ("name", "服務"), ("name", "峻工")]
    assert found(Typos(lookalikes=False), subject) == [("name", "服務"), ("name", "峻工")]
    assert found(Typos(traditional=False), subject) == [("name", "办埋"), ("name", "峻工")]
    assert found(Typos(listed=False), subject) == [("name", "办埋"), ("name", "服務")]


def test_own_slips_of_the_rule_and_of_the_configuration():
    subject = one(name="云台系统上线模块数", annual="≥3个")
    assert found(Typos(), subject) == []
    assert found(Typos(slips=("云台系统=云平台系统",)), subject) == [("name", "云台系统")]
    more = {**taxonomy().words, "slips": frozenset({"云台系统=云平台系统"})}
    assert found(Typos(), subject, words=more) == [("name", "云台系统")]
    for bad in ("云台", "云台=云台"):
        with pytest.raises(OptionFault):
            Typos(slips=(bad,)).validate()


def test_a_word_that_has_to_follow_stands_in_the_same_clause():
    check = Typos(listed=False, slips=("出县…证书=出具",))
    assert found(check, one(name="检定机构出县合格证书数", annual="≥3份")) == [("name", "出县")]
    assert found(check, one(name="检定机构出县，合格证书数", annual="≥3份")) == []


def test_a_table_in_traditional_characters_has_no_fault():
    rows = [indicator(name="環境衛生檢查次數", annual="≥3次"), indicator(2, name="服務滿意程度", annual="優良")]
    whole = table(project(*rows, name="環境維護"))
    assert found(Typos(), subject_of(whole, 0, 1)) == []


def test_no_traditional_character_is_simplified_text_too():
    for sign, simple in simplified_forms().items():
        assert sign != simple
        assert sign == "後" or not _in_gb2312(sign), sign
        assert _in_gb2312(simple), simple
    assert not set("乾著於瞭藉徵夥摺") & simplified_forms().keys()


def _in_gb2312(sign):
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


# mixed-width


def test_mixed_width_names_the_mark_to_change():
    assert values_of(MixedWidth(), one(name="甲（乙)", annual="1个"))["expected"] == "）"
    assert values_of(MixedWidth(), one(name="甲", annual="5％（1%）"))["expected"] == "%"
    assert found(MixedWidth(marks="，"), one(name="甲（乙)，丙", annual="1个")) == []
    assert found(MixedWidth(), one(name="比例1:2：共1,000人，3人", annual="1个")) == []
    with pytest.raises(OptionFault):
        MixedWidth(marks="、").validate()


# brackets


def test_brackets_say_which_half_is_missing():
    answers = list(Brackets().run(one(name="甲（乙", annual="丙）"), context()))
    assert [(a.field, a.start, a.variant, a.values["mark"]) for a in answers] == [
        ("name", 1, "", "（"),
        ("annual", 1, "closed", "）"),
    ]
    assert found(Brackets(pairs="<>"), one(name="甲<乙", annual="丙（")) == [("name", "<")]
    for bad in ("(", "(("):
        with pytest.raises(OptionFault):
            Brackets(pairs=bad).validate()


# spacing


def test_a_joint_of_two_pieces_is_no_blank():
    joined = Text.join([text("养老"), text("床位数")], " ")
    subject = one(annual="≥3张")
    item = replace(subject.indicator, name=joined)
    assert found(Spacing(), replace(subject, indicator=item)) == []
    assert found(Spacing(), one(name="养老 床位数", annual="≥3张")) == [("name", "老 床")]
    assert values_of(Spacing(), one(name="养老 床位数", annual="≥3张"))["expected"] == "老床"
    assert found(Spacing(quotes=""), one(name="“养老” 床位数", annual="≥3张")) == []
