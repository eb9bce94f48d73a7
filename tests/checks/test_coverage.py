"""The kind `coverage`."""

import pytest
from build import findings, project, subject_of, table, text

from perflint.checks.coverage import Coverage
from perflint.model import Label

OUTPUT = Coverage(need=("产出指标",))
BENEFIT = Coverage(need=("效益指标",))
SATISFACTION = Coverage(need=("满意度指标", "服务对象满意度指标"), unless_name=("满意",))
SIDES = Coverage(need=("数量指标", "质量指标", "时效指标"), match="each", level="level2", among=("产出指标",))


def rows(*labels, name="指标"):
    return [{"level1": one, "level2": two, "name": name} for one, two in labels]


def run(check, *labels, others=(), fields="level1 level2 name", name="指标"):
    whole = table(project(*rows(*labels, name=name)), *others, fields=fields)
    return findings(check, subject_of(whole, 0))


FOUND = [("name", "")]


def test_a_category_that_lacks():
    assert run(OUTPUT, ("效益指标", "社会效益指标")) == FOUND
    assert run(OUTPUT, ("产出指标", "数量指标")) == []
    assert run(BENEFIT, ("产出指标", "数量指标"), ("满意度指标", "服务对象满意度指标")) == FOUND
    assert run(BENEFIT, ("产出", ""), ("效果指标", "")) == []


def test_where_there_is_no_level1_the_usual_parent_of_level2_counts():
    assert run(OUTPUT, ("", "进度指标"), ("", "社会效益")) == []
    assert run(OUTPUT, ("", "社会效益")) == FOUND
    # satisfaction is filed under 效益 in some schemes, but where no 一级 says so it is none
    assert run(BENEFIT, ("", "数量指标"), ("", "服务对象满意度")) == FOUND


def test_satisfaction_under_benefit_is_both():
    labels = ("产出指标", "数量指标"), ("效益指标", "社会公众或服务对象满意度")
    assert run(BENEFIT, *labels) == []
    assert run(SATISFACTION, *labels) == []


def test_a_name_stands_in_for_the_category():
    labels = ("产出指标", "数量指标"), ("效益指标", "社会效益指标")
    assert run(SATISFACTION, *labels, name="群众满意率") == []
    assert run(SATISFACTION, *labels, name="群众投诉率") == FOUND


def test_no_place_no_question():
    assert run(OUTPUT, ("", ""), fields="name annual") == []
    assert run(SIDES, ("产出指标", ""), fields="level1 name") == []


def test_a_project_without_indicators_is_not_asked():
    assert findings(OUTPUT, subject_of(table(project(), project(*rows(("产出指标", "")))), 0)) == []


@pytest.mark.parametrize("label", ["党的建设", "平安创建"])
def test_tables_of_an_unknown_scheme_are_not_asked(label):
    assert run(OUTPUT, (label, ""), (label, "")) == []


def test_department_schemes_without_the_category_are_not_asked_for_it():
    check = Coverage(need=("产出指标", "履职效能指标"))
    assert run(check, ("运行成本", ""), ("履职效能", ""), ("社会效应", "")) == []


def test_one_odd_label_in_a_large_table_changes_nothing_elsewhere():
    others = [project(*rows(*[("产出指标", "数量指标")] * 12)), project(*rows(("其它内容", "")))]
    assert run(OUTPUT, ("效益指标", "社会效益指标"), others=others) == FOUND


def test_an_unknown_or_unread_label_may_be_the_one():
    many = [project(*rows(*[("产出指标", "数量指标")] * 20))]
    assert run(OUTPUT, ("效益指标", ""), ("其它内容", ""), others=many) == ["no-category"]
    unread = Label("", text("W A1"), garbled=True)
    assert run(OUTPUT, ("效益指标", ""), (unread, ""), others=many) == ["garbled"]


def test_each_names_all_that_lack():
    labels = ("产出指标", "质量指标"), ("效益指标", "数量指标")
    whole = table(project(*rows(*labels)))
    assert run(SIDES, *labels) == FOUND
    (answer,) = SIDES.run(subject_of(whole, 0), _context())
    assert answer.values["missing"] == ["数量指标", "时效指标"]


def test_each_looks_among_the_given_level1_only():
    assert run(SIDES, ("产出指标", "数量"), ("产出指标", "质量"), ("产出指标", "进度")) == []
    assert run(SIDES, ("效益指标", "社会效益指标")) == []
    # one output indicator without 二级 excuses nothing, where another has one
    assert run(SIDES, ("产出指标", "质量指标"), ("产出指标", "")) == FOUND
    assert run(SIDES, ("产出指标", ""), ("效益指标", "社会效益指标")) == ["no-level2"]
    assert run(SIDES, ("产出指标", "质量指标"), ("产出指标", "工程内容")) == ["no-category"]


def test_unread_text_in_the_projects_own_row_may_be_the_one():
    whole = table(project(*rows(("效益指标", "社会效益指标"))))
    row = whole.projects[0].name.pieces[0].cell.row
    unread = table(*whole.projects, fragments=(text("培训若干", row=row),))
    assert findings(OUTPUT, subject_of(unread, 0)) == ["garbled"]
    assert findings(OUTPUT, subject_of(table(*whole.projects, fragments=(text("培训若干"),)), 0)) == FOUND


def _context():
    from build import context

    return context()
