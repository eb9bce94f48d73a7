"""The kinds that look at a goal: `goal-number`, `new-words`."""

import pytest
from build import findings, project, subject_of, table

from perflint.checks.goal_number import GoalNumber
from perflint.checks.new_words import NewWords


def conflict(goal, *rows, **options):
    whole = table(project(*({"name": name, "annual": annual} for name, annual in rows), goal=goal))
    return [words for _, words in findings(GoalNumber(**options), subject_of(whole, 0), "goal")]


def test_another_number_for_the_same_thing():
    assert conflict("改造危房120户。", ("危房改造户数", "≥100户")) == ["120户"]
    assert conflict("1.改造危房120户", ("危房改造户数", "≥100户")) == ["120户"]
    assert conflict("改造危房120户", ("危房改造（户）", "100")) == ["120户"]
    assert conflict("增效㎡；改造危房120户", ("", "9户"), ("危房改造户数", "≥100户")) == ["120户"]


@pytest.mark.parametrize(
    ("goal", "name", "annual"),
    [
        ("改造危房120户", "危房改造户数", "≥120户"),
        ("改造危房120户", "脱贫户危房改造户数", "30户"),
        ("改造农村危房120户", "危房改造户数", "100户"),
        ("三年改造危房360户", "危房改造户数", "120户"),
        ("改造危房约120户", "危房改造户数", "110户"),
        ("改造危房不少于120户", "危房改造户数", "150户"),
        ("改造危房120户", "危房改造户数", "100人"),
        ("改造危房120户", "危房改造户数", "每月10户"),
        ("危房改造率提高5个百分点", "危房改造率", "≥95%"),
        ("改造危房", "危房改造户数", "100户"),
        ("改造危房100-120户", "危房改造户数", "110户"),
    ],
)
def test_no_conflict(goal, name, annual):
    assert conflict(goal, (name, annual)) == []


def test_a_number_that_any_of_them_has_is_settled():
    rows = (("危房改造户数", "50户"), ("改造危房户数", "120户"))
    assert conflict("改造危房120户", *rows) == []
    assert conflict("总目标：改造危房360户。年度目标：改造危房120户。", ("危房改造户数", "120户")) == []


def test_words_for_the_same_thing_and_words_of_what_is_done():
    assert conflict("办好实事5件", ("办好困难件数", "3件")) == []
    assert conflict("办好实事5件", ("办好困难件数", "3件"), alike=("实事 困难",)) == ["5件"]
    assert conflict("已改造危房120户", ("危房改造户数", "100户"), done=("已",)) == []


def news(goal, title="法律援助", **options):
    whole = table(project(name=title, goal=goal))
    return findings(NewWords(min=6, **options), subject_of(whole, 0), "goal", "name")


def test_a_goal_that_says_the_title_again():
    assert news("法律援助") == [("goal", "法律援助")]
    assert news(" 2025年度法律援助。") == [("goal", "2025年度法律援助。")]
    assert news("完成法律援助项目工作", lists=("generic_goal_words",)) == [("goal", "完成法律援助项目工作")]
    assert news("完成法律援助项目工作") == []


def test_a_number_of_the_title_is_nothing_new():
    assert news("法律援助30件", title="法律援助 3 0 件") == [("goal", "法律援助30件")]
    assert news("法律援助30件", title="法律援助３０件") == [("goal", "法律援助30件")]
    assert news("法律援助30件", title="法律援助31件") == []
    assert news("法律援助30件次3人次", title="法律援助 3 0 件") == [("goal", "法律援助30件次3人次")]
    assert news("法律援助30件次5人次", title="法律援助 3 0 件") == []


@pytest.mark.parametrize("goal", ["", "法律援助300件", "法律援助，12月底前完成", "为农民工追讨欠薪提供法律援助"])
def test_a_goal_with_something_new(goal):
    assert news(goal) == []


def test_without_a_title_there_is_nothing_to_compare():
    assert news("法律援助", title="") == []
