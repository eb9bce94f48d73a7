"""The kind `required`."""

from build import findings, indicator, one, project, subject_of, table, text

from perflint.checks.required import Required
from perflint.model import Label


def test_an_empty_field_with_a_place_is_missing():
    assert findings(Required(), one(name="护栏长度", annual=""), "annual") == [("annual", "")]
    assert findings(Required(), one(name="护栏长度", annual="  "), "annual") == [("annual", "")]


def test_a_filled_field_or_one_without_a_place_is_not():
    assert findings(Required(), one(name="护栏长度", annual="6公里"), "annual") == []
    assert findings(Required(), one(name="护栏长度"), "annual") == []


def test_every_field_of_the_rule_is_asked_in_its_order():
    subject = one(name="", annual="", period="6公里")
    assert findings(Required(), subject, "period", "annual", "name") == [("annual", ""), ("name", "")]


def test_others_asks_for_another_indicator_of_the_table_that_has_it():
    whole = table(project({"name": "甲", "level2": ""}), project({"name": "乙", "level2": "数量指标"}))
    assert findings(Required(others=True), subject_of(whole, 0, 0), "level2") == [("level2", "")]
    alone = table(project({"name": "甲"}), project({"name": "乙"}))
    assert findings(Required(others=True), subject_of(alone, 0, 0), "level2") == []


def test_a_stray_one_is_no_habit():
    rows = [{"name": f"甲{n}", "level2": ""} for n in range(5)]
    whole = table(project({"name": "乙", "level2": "数量指标"}, *rows))
    assert findings(Required(others=True), subject_of(whole, 0, 1), "level2") == []
    fewer = table(project({"name": "乙", "level2": "数量指标"}, *rows[:4]))
    assert findings(Required(others=True), subject_of(fewer, 0, 1), "level2") == [("level2", "")]


def test_others_asks_for_another_project_at_project_scope():
    whole = table(project(name="甲"), project(name="乙", goal="清理河道"))
    assert findings(Required(others=True), subject_of(whole, 0), "goal") == [("goal", "")]
    assert findings(Required(others=True), subject_of(whole, 1), "goal") == []


def test_a_label_that_could_not_be_read_is_not_missing():
    unread = Label("", text("X X W."), garbled=True)
    whole = table(project({"name": "甲", "level2": unread}, {"name": "乙", "level2": "数量指标"}))
    assert findings(Required(others=True), subject_of(whole, 0, 0), "level2") == []


def test_a_damaged_field_cannot_be_judged():
    subject = one(name="", annual="6公里", garbled=("name",))
    assert findings(Required(), subject, "name") == ["garbled"]


def test_a_blank_text_is_the_place():
    whole = table(project(goal=" 无 "), project(goal="无人机巡护林区"))
    assert findings(Required(blank=("无",)), subject_of(whole, 0), "goal") == [("goal", " 无 ")]
    assert findings(Required(blank=("无",)), subject_of(whole, 1), "goal") == []


def test_where_positive_reads_the_number():
    check = Required(where_positive="weight")
    assert findings(check, one(name="甲", actual="", weight="10"), "actual") == [("actual", "")]
    assert findings(check, one(name="甲", actual="", weight="１０分"), "actual") == [("actual", "")]
    assert findings(check, one(name="甲", actual="", weight="0.00"), "actual") == []
    assert findings(check, one(name="甲", actual="", weight=""), "actual") == []
    assert findings(check, one(name="甲", actual="", weight="十分"), "actual") == ["no-weight"]
    assert findings(check, one(name="甲", actual="", weight="NaN"), "actual") == ["no-weight"]


def test_a_category_can_be_excused():
    check = Required(unless_category=("预算执行率指标",))
    whole = table(project(indicator(level1="预算执行率", name="执行率"), indicator(2, level1="产出指标", name="甲")))
    assert findings(check, subject_of(whole, 0, 0), "level2") == []
    assert findings(check, subject_of(whole, 0, 1), "level2") == [("level2", "")]


def test_amounts_of_zero_are_no_amounts():
    whole = table(project(amounts=[("总计", "", "0.00")]), project(amounts=[("总计", "", "3,000")]), fields="amounts")
    assert findings(Required(), subject_of(whole, 0), "amounts") == [("amounts", "")]
    assert findings(Required(), subject_of(whole, 1), "amounts") == []


def test_a_table_without_a_title():
    assert findings(Required(), subject_of(table(title="")), "title") == [("title", "")]


def test_a_number_of_zero_may_count_as_empty():
    check = Required(zero=True, where_positive="score")
    assert findings(check, one(name="甲", weight="0.00", score="5"), "weight") == [("weight", "0.00")]
    assert findings(check, one(name="甲", weight="", score="5"), "weight") == [("weight", "")]
    assert findings(check, one(name="甲", weight="10", score="5"), "weight") == []
    assert findings(Required(where_positive="score"), one(name="甲", weight="0", score="5"), "weight") == []


def test_the_weight_of_a_block_is_not_missing_in_its_rows():
    subject = one(name="甲", weight="", score="5", weight_shared=True)
    assert findings(Required(where_positive="score"), subject, "weight") == []
