"""The kinds about labels: code-label, category-tree, known-category, classify."""

import pytest
from build import findings, indicator, label, one, project, subject_of, table

from perflint.checks.category_tree import CategoryTree
from perflint.checks.classify import Classify
from perflint.checks.code_label import CodeLabel
from perflint.checks.known_category import KnownCategory


def labelled(code, name, level=2):
    return label(name, level, code)


def test_a_code_of_another_category():
    subject = one(name="保洁合格率", level2=labelled("11", "质量指标"))
    assert findings(CodeLabel(), subject, "level1", "level2") == [("level2", "质量指标")]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("12", "质量指标"),
        ("22", "社会效益"),
        ("99", "质量指标"),
        ("31", "其他满意度指标"),
        ("", "质量指标"),
        ("11", "美观指标"),
    ],
)
def test_codes_that_agree_or_are_unknown(code, name):
    assert findings(CodeLabel(), one(name="保洁", level2=labelled(code, name)), "level2") == []


def test_a_table_with_codes_of_its_own():
    rows = [indicator(n, name=f"保洁{n}", level2=labelled("11", "质量指标")) for n in (1, 2, 3)]
    whole = table(project(*rows))
    assert findings(CodeLabel(own_scheme=3), subject_of(whole, 0, 0), "level2") == []
    assert findings(CodeLabel(own_scheme=4), subject_of(whole, 0, 0), "level2") == [("level2", "质量指标")]


def test_a_second_level_under_the_wrong_first():
    subject = one(name="送戏场次", level1="效益指标", level2="数量指标")
    assert findings(CategoryTree(), subject, "level2") == [("level2", "数量指标")]


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("产出指标", "数量指标"),
        ("效益指标", "服务对象满意度"),
        ("成本指标", "经济成本指标"),
        ("亮点", "数量指标"),
        ("产出指标", "亮点"),
        ("", "数量指标"),
    ],
)
def test_levels_that_fit_in_some_scheme(level1, level2):
    assert findings(CategoryTree(), one(name="送戏场次", level1=level1, level2=level2), "level2") == []


def test_a_table_that_files_a_level_its_own_way():
    rows = [indicator(n, name=f"送戏{n}", level1="效益指标", level2="数量指标") for n in (1, 2, 3)]
    assert findings(CategoryTree(own_scheme=3), subject_of(table(project(*rows)), 0, 1), "level2") == []
    mixed = [*rows, indicator(4, name="送戏", level1="产出指标", level2="数量指标")]
    found = findings(CategoryTree(own_scheme=3), subject_of(table(project(*mixed)), 0, 1), "level2")
    assert found == [("level2", "数量指标")]


def test_unknown_labels():
    check = KnownCategory(also=("特色指标",))
    assert findings(check, one(name="版本", level1="产出指标", level2="美观指标"), "level1", "level2") == [
        ("level2", "美观指标")
    ]
    assert findings(check, one(name="版本", level1="产出", level2="数 量 指 标"), "level1", "level2") == []
    assert findings(check, one(name="版本", level1="数量指标", level2="特色指标"), "level1", "level2") == []


def test_damaged_labels_are_not_judged():
    whole = table(project(indicator(name="版本", level2="美观指标", garbled=("level2",))))
    assert findings(KnownCategory(), subject_of(whole, 0, 0), "level2") == ["garbled"]


def cases(**case):
    return Classify(({"expected": ["时效指标"], **case},))


def annual(check, name, value, level2="质量指标", level1="产出指标"):
    return findings(check, one(name=name, annual=value, level1=level1, level2=level2), "annual")


def test_a_case_holds_by_name_value_and_label():
    check = cases(name="及时率$", unless="按质", under=["质量指标"], value_unless="满意", dimensions=["share"])
    assert annual(check, "发放及时率（%）", "100%") == [("name", "发放及时率（%）")]
    assert annual(check, "发放及时率", "100%", "时效指标") == []
    assert annual(check, "按质及时率", "100%") == []
    assert annual(check, "发放及时率", "90%满意") == []
    assert annual(check, "发放及时率", "3天") == []
    assert annual(check, "发放及时率", "100%", "亮点指标") == []


def test_words_of_the_taxonomy_in_name_value_or_project_excuse():
    check = Classify(({"under": ["生态效益指标"], "words_unless": ["ecological"]},))

    def ask(name, value, project_name):
        row = indicator(name=name, annual=value, level1="效益指标", level2="生态效益指标")
        return findings(check, subject_of(table(project(row, name=project_name)), 0, 0), "annual")

    assert ask("设备更新", "60套", "学校装备") == [("name", "设备更新")]
    assert ask("湿地补种量", "60吨", "学校装备") == []
    assert ask("设备更新", "减少固废", "学校装备") == []
    assert ask("设备更新", "60套", "岸线治理") == []


def test_with_first_levels_only_the_first_level_is_judged():
    check = cases(name="及时率$", under=["产出指标", "效益指标"])
    assert annual(check, "发放及时率", "100%", "", "产出指标") == []
    assert annual(check, "发放及时率", "100%", "", "效益指标") == [("name", "发放及时率")]


def test_cases_with_unknown_keys_are_refused():
    with pytest.raises(ValueError, match="nmae"):
        Classify(({"nmae": "及时"},)).validate()
    with pytest.raises(ValueError, match="under"):
        Classify(({"under": "质量指标"},)).validate()
