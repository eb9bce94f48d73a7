"""The kind `count`."""

from build import findings, project, subject_of, table, text

from perflint.checks.count import Count

TWO = ({"name": "甲", "level2": "数量指标"}, {"name": "乙"})


def test_fewer_and_more_than_the_bounds():
    whole = table(project(*TWO))
    assert findings(Count(min=3), subject_of(whole, 0)) == [("name", "")]
    assert findings(Count(min=2), subject_of(whole, 0)) == []
    assert findings(Count(max=1), subject_of(whole, 0)) == [("name", "")]
    assert findings(Count(max=2), subject_of(whole, 0)) == []


def test_at_least_leaves_small_ones_alone():
    whole = table(project())
    assert findings(Count(min=3, at_least=1), subject_of(whole, 0)) == []
    assert findings(Count(min=3), subject_of(whole, 0)) == [("name", "")]


def test_having_counts_only_what_is_filled():
    whole = table(project(*TWO), project({"name": "丙"}))
    assert findings(Count(having="level2", min=1, at_least=3), subject_of(whole)) == []
    assert findings(Count(having="level2", min=2, at_least=3), subject_of(whole)) == [("title", "")]
    assert findings(Count(having="level2", min=2, at_least=4), subject_of(whole)) == []
    assert findings(Count(having="name", max=2), subject_of(whole)) == [("title", "")]
    assert findings(Count(having="name", max=3), subject_of(whole)) == []


def test_where_asks_for_a_filled_field():
    check = Count(min=1, where=("goal", "amounts"))
    assert findings(check, subject_of(table(project()), 0)) == []
    assert findings(check, subject_of(table(project(goal="清障")), 0)) == [("name", "")]
    assert findings(check, subject_of(table(project(amounts=[("总计", "", "12.50")])), 0)) == [("name", "")]
    assert findings(check, subject_of(table(project(amounts=[("总计", "", "0")])), 0)) == []


def test_unread_text_in_the_projects_own_row_may_be_its_indicators():
    whole = table(project(name="甲", goal="清障"), project(name="乙", goal="清障"))
    row = whole.projects[0].name.pieces[0].cell.row
    read = table(*whole.projects, fragments=(text("数量若干", row=row),))
    check = Count(min=1, where=("goal",))
    assert findings(check, subject_of(read, 0)) == ["garbled"]
    assert findings(check, subject_of(read, 1)) == [("name", "")]


def test_the_message_gets_the_numbers():
    (answer,) = Count(min=3).run(subject_of(table(project(*TWO)), 0), None)
    assert answer.values["count"] == 2
    assert answer.values["min"] == 3
    assert answer.values["name"] == "河道治理"
