"""The shared reading of words: clauses, numbers, vague words, states, names."""

import pytest
from build import project, subject_of, table, taxonomy

from perflint.checks.base import Context
from perflint.checks.support.naming import head, is_rate, marked_as_share, measured, tails
from perflint.checks.support.states import checkable
from perflint.checks.support.texts import is_usual
from perflint.checks.support.wording import clauses, holds_number, judged, left_over, made_of, plain, words_of
from perflint.text import fold_text
from perflint.values import parse_value
from perflint.values.folding import level


def test_plain_text_has_no_blanks_quotes_or_closing_punctuation():
    assert plain("“ 有效 保障 ”。") == "有效保障"
    assert plain("（≥９５％）") == "≥95%"


def test_clauses_end_at_punctuation_and_conjunctions():
    assert clauses("完成安装，并通过验收；投入使用。") == ("完成安装", "并通过验收", "投入使用")
    assert clauses("完成安装并通过验收") == ("完成安装", "通过验收")
    assert clauses(" ，。") == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("≥95%", True),
        ("2025年底", True),
        ("2024年", True),
        ("百分之九十", True),
        ("每年", False),
        ("一是宣传，二是培训", False),
        ("1、宣传；2、培训", False),
        ("进一步提高", False),
        ("良好（预计90分）", False),
    ],
)
def test_numbers_of_a_value(value, expected):
    assert holds_number(parse_value(value, taxonomy().units)) is expected


def test_made_of_words_takes_linear_time_and_whole_words():
    words = frozenset({"提高", "显著", "显著提高"})
    assert made_of("显著提高，提高", words)
    assert made_of("", words)
    assert not made_of("显著提高产量", words)
    assert not made_of("显著提高" * 20000 + "产", words)


def test_left_over_words():
    vague = words_of(taxonomy(), "directions", "praise")
    assert left_over("诊疗能力提升", "提升卫生院诊疗能力", vague) == (True, [])
    assert left_over("明显改善", "办学条件", vague) == (False, [])
    shared, left = left_over("学校食堂改造", "食堂改造", vague)
    assert shared and left == ["学校"]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("通过验收", ""),
        ("已建成", ""),
        ("完成平台部署上线", ""),
        ("全覆盖", ""),
        ("永久", ""),
        ("无", ""),
        ("零", ""),
        ("零事故", ""),
        ("未发生群体性事件", ""),
        ("无重大安全事故", ""),
        ("是", ""),
        ("每周巡查一次", ""),
        ("季度检查", ""),
        ("按月发放", ""),
        ("年底前完成", ""),
        ("符合GB/T 19001", ""),
        ("按《保洁规范》执行", ""),
        ("甲级", ""),
        ("优良中低差", ""),
        ("不少于当年新增文件数量", ""),
        ("不低于上年", "义务教育巩固率"),
        ("良好以上", "县级考核等次"),
        ("年度考评优秀", ""),
        ("完成校舍加固", ""),
        ("完成", "校舍加固"),
        ("通过三级等保测评", ""),
        ("提高效率，通过验收", ""),
    ],
)
def test_states_that_can_be_looked_up(value, name):
    assert checkable(value, name, taxonomy())


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("优化", ""),
        ("优质", ""),
        ("不良", ""),
        ("无缝衔接", ""),
        ("完成工作任务", ""),
        ("完成", "年度工作任务"),
        ("按时完成", "校舍加固"),
        ("及时", ""),
        ("健全", ""),
        ("长期", ""),
        ("正常运行", ""),
        ("定期检查", ""),
        ("经常开展", ""),
        ("每年提高", ""),
        ("良好", "办学条件"),
        ("优", "课程质量"),
        ("不低于上年", "服务能力"),
        ("通过培训提高农民素质", ""),
        ("持续的年度数据支撑", ""),
        ("", ""),
    ],
)
def test_what_only_looks_like_a_state(value, name):
    assert not checkable(value, name, taxonomy())


def test_head_and_tails_of_a_name():
    assert head("检测合格率（%）（抽检）") == "检测合格率"
    assert tails("检测合格率（%）（抽检）") == ("抽检", "%")
    assert head("（国有）林场面积") == "(国有)林场面积"
    assert head("（%）") == "(%)"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("参保覆盖面", True),
        ("女性占比", True),
        ("入学率（小学）", True),
        ("工作时间（%）", True),
        ("办事效率", False),
        ("巡查频率", False),
        ("参保人数", False),
    ],
)
def test_rate_names(name, expected):
    assert is_rate(name, taxonomy()) is expected


def test_measures():
    assert marked_as_share("好评（％）") and not marked_as_share("好评（个）")
    assert measured("单位能耗") and not measured("群众生活")


def test_usual_signs_fold_to_no_digit_or_han_that_they_are_not():
    usual = "".join(sign for sign in map(chr, range(0x110000)) if is_usual(sign))
    assert "年" in usual and "，" in usual and not is_usual("５") and not is_usual("\uf98e")
    for folded in (fold_text(usual), level(usual)):
        changed = [b for a, b in zip(usual, folded, strict=True) if a.lower() != b.lower()]
        assert not any(map(str.isalnum, changed))


def test_targets_that_are_the_same_are_judged_once():
    asked = []
    subject = subject_of(table(project({"name": "合格率", "annual": "95%", "period": "95%", "actual": "良好"})), 0, 0)

    def judge(value):
        asked.append(value.text)
        return value.quantities or None

    context = Context(taxonomy(), ("annual", "period", "actual"), lambda text: parse_value(text, taxonomy().units))
    found = [(field, text.string, len(said)) for field, text, _, said in judged(subject, context, judge)]
    assert found == [("annual", "95%", 1), ("period", "95%", 1)]
    assert asked == ["95%", "良好"]
