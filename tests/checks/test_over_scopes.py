"""Kinds that look at more than indicators: their fields by scope, and what they compare there."""

import pytest
from build import context, findings, indicator, project, subject_of, table, text

from perflint.checks.base import FIELDS, field_text, fields_for, shown_as, text_fields
from perflint.checks.classify import Classify
from perflint.checks.coverage import Coverage
from perflint.checks.frequency import Frequency
from perflint.checks.required import Required
from perflint.checks.similar import Similar
from perflint.checks.unique import Unique
from perflint.checks.year import Year
from perflint.errors import OptionFault
from perflint.model import BudgetYear, Execution, Finding, NotEnoughData, Subject

YEAR = BudgetYear(2025, "title")


def test_every_text_field_of_a_scope_can_be_asked_for():
    whole = project({"name": "清淤", "level2": "数量指标"}, name="河道清淤", execution=Execution(rate=text("80%")))
    held = table(whole)
    subjects = {"indicator": subject_of(held, 0, 0), "project": subject_of(held, 0), "table": Subject(held)}
    for scope, subject in subjects.items():
        for field in text_fields(scope):
            assert isinstance(field_text(subject, field).string, str)
    assert field_text(subjects["project"], "execution.rate").string == "80%"
    assert field_text(subjects["project"], "total.score").string == ""
    assert field_text(subjects["indicator"], "level2").string == "数量指标"
    with pytest.raises(TypeError):
        field_text(subjects["project"], "amounts")


def test_a_rule_over_several_scopes_shows_each_its_own_fields():
    fields = ("annual", "indicator.name", "goal", "name")
    assert fields_for("indicator", fields) == ("annual", "name")
    assert fields_for("project", fields) == ("goal", "name")
    assert fields_for("project", ("indicator.name", "goal")) == ("goal",)
    assert fields_for("table", fields) == ()


def test_a_result_knows_the_fields_of_its_contract_only():
    contract = {
        "name", "annual", "period", "actual", "weight", "score", "reason", "level1", "level2", "goal", "completion",
        "amounts", "total", "execution", "title",
    }  # fmt: skip
    assert {shown_as(field) for fields in FIELDS.values() for field in fields} <= contract


def projects(field, *values, **more):
    return table(*(project({"name": "清淤"}, **{"name": f"项目{n}", **more, field: v}) for n, v in enumerate(values)))


def test_unique_over_projects():
    whole = projects("code", "A-1", "A-2", "ａ-1", "", "", "——", "——")
    found = [findings(Unique(), subject_of(whole, n), "code") for n in range(7)]
    assert found == [[], [], [("code", "ａ-1")], [], [], [], []]


def test_unique_beside_another_field():
    whole = table(*(project({"name": "清淤"}, name="维修", unit=unit) for unit in ("东站", "西站", "东站")))
    check = Unique(beside=("unit",))
    assert [findings(check, subject_of(whole, n), "name") for n in range(3)] == [[], [], [("name", "维修")]]
    assert findings(Unique(), subject_of(whole, 1), "name") == [("name", "维修")]
    assert findings(check, Subject(whole), "title") == [("name", "维修")]


def test_unique_over_another_field_of_indicators():
    rows = [{"name": "甲", "formula": "a/b"}, {"name": "乙", "formula": "a / b"}, {"name": "丙", "formula": "c/b"}]
    whole = table(project(*rows))
    found = [findings(Unique(), subject_of(whole, 0, n), "formula") for n in range(3)]
    assert found == [[], [("formula", "a / b")], []]
    garbled = table(project(indicator(1, formula="a/b"), indicator(2, formula="a/b", garbled=("formula",))))
    assert findings(Unique(), subject_of(garbled, 0, 1), "formula") == []


def test_unique_and_similar_over_the_parts_of_a_table():
    whole = table(
        project({"name": "渠道清淤长度"}), project({"name": "渠道清淤长度"}), project({"name": "渠道的清淤长度"})
    )
    assert findings(Unique(parts="indicator.name"), Subject(whole), "title") == [("name", "渠道清淤长度")]
    near = Similar(("的",), parts="indicator.name")
    assert findings(near, Subject(whole), "title") == [("name", "渠道的清淤长度")]
    for check in (Unique(parts="project.nmae"), Similar(("的",), parts="weight")):
        with pytest.raises(OptionFault):
            check.validate()


def test_similar_over_projects():
    whole = projects("name", "渠道清淤经费", "渠道清淤专项经费", "渠道衬砌经费")
    check = Similar(("经费", "专项"))
    assert [findings(check, subject_of(whole, n), "name") for n in range(3)] == [[], [("name", "渠道清淤专项经费")], []]


def test_many_equal_projects_stay_quick():
    whole = projects("name", *["渠道清淤"] * 3000)
    assert sum(bool(findings(Unique(), subject_of(whole, n), "name")) for n in range(3000)) == 2999


def test_coverage_of_words():
    whole = project({"name": "清淤", "formula": "完成长度/计划长度", "note": "来源：台账"})
    subject = subject_of(table(whole), 0, 0)
    assert findings(Coverage(mention=("/|÷", "台账"), match="each"), subject, "formula", "note") == []
    (found,) = Coverage(mention=("÷", "台账"), match="each").run(subject, context("formula", "note"))
    assert found.values["missing"] == ["÷"] and found.values["present"] == ["台账"] and found.field == "formula"
    assert findings(Coverage(mention=("÷", "台账")), subject, "formula", "note") == []
    assert findings(Coverage(mention=("÷",)), subject, "baseline") == []
    garbled = project(indicator(1, formula="??", garbled=("formula",)))
    check = Coverage(mention=("÷",))
    answers = list(check.run(Subject(table(garbled), garbled, garbled.indicators[0]), context("formula")))
    assert answers == [NotEnoughData("garbled")]


def test_coverage_says_what_it_needs():
    for check in (Coverage(), Coverage(need=("产出指标",), mention=("台账",)), Coverage(mention=("台账|",))):
        with pytest.raises(OptionFault):
            check.validate()
    with pytest.raises(OptionFault):
        Coverage(need=("产出指标",)).validate_in("indicator")
    Coverage(need=("产出指标",)).validate_in("table")


def test_years_of_titles_departments_and_projects():
    whole = table(project({"name": "清淤"}, name="2023年清淤"), title="2024年目标表")
    assert findings(Year(), Subject(whole), "title", year=YEAR) == [("title", "2024年")]
    assert findings(Year(), subject_of(whole, 0), "name", year=YEAR) == [("name", "2023年")]
    right = table(project({"name": "清淤"}, name="2025年清淤"), title="2024-2025年目标表")
    assert findings(Year(), Subject(right), "title", year=YEAR) == []
    assert findings(Year(), subject_of(right, 0), "name", year=YEAR) == []


def test_frequencies_of_goals():
    def ask(goal):
        return findings(Frequency(), subject_of(table(project({"name": "巡河"}, goal=goal)), 0), "goal")

    assert ask("每月巡河1次，全年巡河10次。") == [("goal", "10次")]
    assert ask("每月巡河1次，全年巡河12次。") == []
    assert ask("每月巡河1次，巡查河道10条。") == []


def test_classify_has_no_label_to_compare_a_project_with():
    whole = table(project({"name": "清淤"}, name="干部培训"), title="培训计划")
    case = {"name": "培训", "expected": ["培训类"]}
    assert findings(Classify(cases=(case,)), subject_of(whole, 0), "goal") == [("name", "干部培训")]
    assert findings(Classify(cases=(case,)), Subject(whole), "department") == [("title", "培训计划")]
    under = Classify(cases=({**case, "under": ["数量指标"]},))
    assert findings(under, subject_of(whole, 0), "goal") == []
    for bad in ({"nmae": "x"}, {"under": "数量指标"}, {"name": "("}):
        with pytest.raises(OptionFault):
            Classify(cases=(bad,)).validate()


def test_required_speaks_of_a_place_that_there_is():
    lacking = project({"name": "清淤"}, name="清淤", execution=Execution(budget=text("80")))
    with_row = table(lacking, fields="name execution")
    assert findings(Required(), subject_of(with_row, 0), "execution.rate") == [("execution.rate", "")]
    assert findings(Required(), subject_of(table(lacking), 0), "execution.rate") == []
    some = table(project({"name": "清淤"}, unit="水务局"), project({"name": "清淤"}, name="衬砌"))
    assert findings(Required(), subject_of(some, 1), "unit") == [("unit", "")]
    assert findings(Required(), subject_of(table(project({"name": "清淤"})), 0), "unit") == []
    paid = table(project({"name": "清淤"}, amounts=[("总计", "", "80")]))
    assert findings(Required(), Subject(paid), "money_unit", "title") == [("money_unit", "")]
    (found,) = Required().run(Subject(table(lacking, title="目标表")), context("department"))
    assert isinstance(found, Finding) and found.values["name"] == "目标表"
