"""The kinds `words` and `one-of`, over indicators, projects and tables."""

import pytest
from build import context, findings, indicator, project, subject_of, table

from perflint.checks.one_of import OneOf
from perflint.checks.words import Words
from perflint.errors import OptionFault
from perflint.model import NotEnoughData, Subject


def ask(check, annual="", **more):
    return findings(check, subject_of(table(project({"name": "清淤长度", "annual": annual, **more})), 0, 0), "annual")


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        (Words(("约",)), "约300米", "约"),
        (Words(("约",)), "节约300米", None),
        (Words(("约",), match="substring"), "节约300米", "约"),
        (Words(("尽量", "力争")), "力争3次，尽量5次", "力争"),
        (Words(("ppt",)), "制作ＰＰＴ课件", "ＰＰＴ"),
        (Words(("尽量",), unless=("汛期",)), "汛期尽量减少", None),
        (Words(("尽量",), notes=False), "300米（尽量提前）", None),
        (Words(("尽量",)), "300米（尽量提前）", "尽量"),
        (Words(("公里", "米"), want="any", match="substring"), "300亩", "300亩"),
        (Words(("公里", "米"), want="any", match="substring"), "300米", None),
        (Words(("河道", "渠道"), want="all", match="substring"), "河道300米", "河道300米"),
        (Words(("河道", "渠道"), want="all", match="substring"), "河道与渠道", None),
        (Words(("河道",), want="any"), "", None),
        (OneOf(("好", "一般")), "“好” ", None),
        (OneOf(("A类", "B类")), "ａ类", None),
        (OneOf(("好", "一般")), " 差 ", "差"),
        (OneOf(("好", "一般"), separators="、/"), "好、 差/坏", "差"),
        (OneOf(("好", "一般"), separators="、/"), "好/一般、", None),
        (OneOf(("好",)), "  ", None),
    ],
)
def test_values(check, text, found):
    assert ask(check, text) == ([("annual", found)] if found else [])


def test_the_longer_of_two_terms_at_one_place_is_named():
    (found,) = Words(("尽量", "尽量做到")).run(
        subject_of(table(project({"name": "清淤", "annual": "尽量做到300米"})), 0, 0), context("annual")
    )
    assert found.values["term"] == "尽量做到" and found.values["name"] == "清淤"


def test_what_lacks_is_named():
    subject = subject_of(table(project({"name": "清淤", "annual": "河道"})), 0, 0)
    (found,) = Words(("河道", "渠道"), want="all").run(subject, context("annual"))
    assert found.values["term"] == ["渠道"]


def test_a_near_entry_is_offered_and_the_whole_list_where_none_is():
    subject = subject_of(table(project({"name": "清淤", "annual": "县水务局"})), 0, 0)
    (near,) = OneOf(("县水利局", "县财政局")).run(subject, context("annual"))
    (far,) = OneOf(("甲", "乙")).run(subject, context("annual"))
    assert near.values["near"] == ["县水利局"] and far.values["near"] == ["甲", "乙"]


def test_projects_and_tables():
    whole = table(project({"name": "清淤"}, name="河道清淤（试点）", goal="力争清淤300米。"), title="目标表（草稿）")
    assert findings(Words(("力争",)), subject_of(whole, 0), "name", "goal") == [("goal", "力争")]
    assert findings(Words(("草稿",), match="substring"), Subject(whole), "title") == [("title", "草稿")]
    assert findings(OneOf(("目标表",)), Subject(whole), "title") == [("title", "目标表（草稿）")]
    assert findings(OneOf(("x",)), subject_of(whole, 0), "execution.rate") == []


@pytest.mark.parametrize("check", [Words(("约",)), OneOf(("约",))])
def test_a_damaged_field_is_not_judged(check):
    whole = project(indicator(1, name="清淤", annual="约3米", garbled=("annual",)))
    subject = Subject(table(whole), whole, whole.indicators[0])
    assert list(check.run(subject, context("annual"))) == [NotEnoughData("garbled")]


@pytest.mark.parametrize("check", [Words(()), Words(("",)), Words(("甲",), unless=(" ",)), OneOf(()), OneOf((" ",))])
def test_empty_lists_and_words_are_refused(check):
    with pytest.raises(OptionFault):
        check.validate()


def test_signs_that_fold_to_several_keep_their_places():
    assert ask(Words(("力争",)), "㎡İ力争3㎡") == [("annual", "力争")]
