"""The kind `sum`."""

from decimal import Decimal

import pytest
from build import context, findings, indicator, project, subject_of, table, text

from perflint.checks.sum import Sum
from perflint.model import Execution, Points, Subtotal, Total
from perflint.model.tables import Amount

WORDS = {
    "totals": ("总计", "总额"),
    "parts": ("拨款", "其他"),
    "unless": ("到位",),
    "rest": ("其他",),
    "details": ("公共预算",),
}
MONEY = Sum(over="amounts", **WORDS)
WEIGHTS = Sum(over="indicators", plus=("execution.weight",), makes="scoring", declared=True)
SCORES = Sum(over="indicators", field="score", plus=("execution.score",), makes="total.score", alone=True)


def money(*amounts):
    return findings(MONEY, subject_of(table(project(amounts=amounts)), 0))


def weights(*values, execution=None, fields="level1 level2 name annual weight", **rest):
    items = [{"level2": "数量指标", "name": f"指标{n}", "annual": "3次", "weight": w} for n, w in enumerate(values)]
    given = {"execution": Execution(weight=text(execution))} if execution else {}
    return table(project(*items, **given, **rest), fields=fields)


def test_the_parts_make_the_total_in_each_column():
    assert money(("总计", "", "1,200.50"), ("财政拨款", "", "1,000"), ("其他资金", "", "200.50")) == []
    assert money(("总计", "", "1,200.50"), ("财政拨款", "", "1,000")) == [("amounts", "1,200.50")]
    columns = [
        ("总额", "预算数", "9"),
        ("总额", "执行数", "8"),
        ("财政拨款", "预算数", "9"),
        ("财政拨款", "执行数", "7"),
    ]
    assert money(*columns) == [("amounts", "8")]
    assert money(("总计", "", "5"), ("政府采购", "", "3")) == []
    assert money(("总计", "", "5"), ("到位资金", "", "3")) == []
    assert money(("总计", "", "若干"), ("财政拨款", "", "3")) == ["no-number"]
    assert money(("总计", "", "5"), ("财政拨款", "", "3"), ("福彩", "", "4")) == ["unknown-source"]
    assert money(("总计", "", "5"), ("财政拨款", "", "300元")) == ["mixed-units"]


def test_under_a_head_that_says_among_the_parts_may_be_less():
    amounts = [Amount("总额", "", text("9"), True), Amount("财政拨款", "", text("5"), True)]
    whole = table(project())
    some = Subtotal(text("合计"), text(""), tuple(amounts))
    rest = Subtotal(text("城关中学"), text("城关中学"), (*amounts, Amount("其他资金", "", text("1"), True)))
    whole = table(project(), subtotals=(some, rest))
    (found,) = MONEY.run(subject_of(whole), context())
    assert (found.unit, found.values["sum"], found.values["name"]) == ("城关中学", "6", "城关中学")


def test_details_of_a_part_are_no_parts():
    assert money(("总计", "", "5"), ("财政拨款", "", "5"), ("一般公共预算", "", "5")) == []
    assert money(("总计", "", "5"), ("财政拨款", "", "5"), ("其中：经费拨款", "", "2"), ("其他资金", "", "0")) == []
    assert money(("总计", "", "5"), ("财政拨款", "", "5"), ("其他资金", "", "5")) == [("amounts", "5")]


def test_projects_make_the_row_of_their_unit():
    paid = [("总计", "", "3.5")]
    row = Subtotal(text("局机关"), text("局机关"), (Amount("总计", "", text("5")),))
    whole = table(project(amounts=paid, unit="局机关"), project(amounts=paid, unit="局机关"), subtotals=(row,))
    (found,) = Sum(over="projects").run(subject_of(whole), context())
    assert (found.unit, found.values["sum"], found.values["count"]) == ("局机关", "7", 2)
    assert list(Sum(over="projects").run(subject_of(whole, 0), context())) == []


def test_weights_make_what_a_known_way_of_scoring_allows():
    for values, execution in ((("60", "40"), None), (("60", "30"), None), (("60", "30"), "10"), (("40", "40"), "20")):
        assert findings(WEIGHTS, subject_of(weights(*values, execution=execution), 0)) == []
    assert findings(WEIGHTS, subject_of(weights("60", "20", execution="10"), 0)) == [("weight", "60")]
    assert findings(WEIGHTS, subject_of(weights("60", "", execution="10"), 0)) == [("weight", "60")]
    assert findings(WEIGHTS, subject_of(weights("60", "一半"), 0)) == ["no-number"]
    assert findings(WEIGHTS, subject_of(weights("", ""), 0)) == []
    stated = weights("60", "20", execution="10", total=Total(text("100"), text("")))
    assert findings(WEIGHTS, subject_of(stated, 0)) == [("total", "100")]


def test_a_first_level_has_the_points_that_it_declares():
    declared = (Points("产出指标", text("50")), Points("效益指标", text("40")))
    found = findings(WEIGHTS, subject_of(weights("60", "40", points=declared), 0))
    assert found == [("weight", "50")]
    met = (Points("产出指标", text("100")),)
    assert findings(WEIGHTS, subject_of(weights("60", "40", points=met), 0)) == []


def test_a_total_is_the_sum_of_the_scores():
    def scored(total, *scores, execution=None, weight="45"):
        items = [{"name": f"指标{n}", "weight": weight, "score": s} for n, s in enumerate(scores)]
        given = {"execution": Execution(score=text(execution))} if execution else {}
        return subject_of(table(project(*items, total=Total(text("100"), text(total)), **given)), 0)

    assert findings(SCORES, scored("99.5", "45", "45", execution="9.5")) == []
    assert findings(SCORES, scored("90", "45", "45", execution="9.5")) == []
    assert findings(SCORES, scored("98.5", "45", "45", execution="9.5")) == [("total", "98.5")]
    assert findings(SCORES, scored("98.5", "45", "", execution="9.5")) == ["no-number"]
    assert findings(SCORES, scored("98.5", "45", "45")) == ["no-number"]
    assert findings(SCORES, scored("98.5", "45", "45", weight="50")) == [("total", "98.5")]
    assert findings(SCORES, scored("优", "45", "45", execution="9.5")) == ["no-number"]


def test_a_users_sums_over_fields_and_to_a_number():
    check = Sum(over="fields", makes="annual")
    whole = table(project(indicator(period="12次", weight="3", annual="15次")))
    assert findings(check, subject_of(whole, 0, 0), "period", "weight") == []
    wrong = table(project(indicator(period="12次", weight="4", annual="15次")))
    assert findings(check, subject_of(wrong, 0, 0), "period", "weight") == [("annual", "15次")]
    hundred = Sum(over="indicators", makes="100")
    assert findings(hundred, subject_of(weights("60", "40"), 0)) == []
    assert findings(hundred, subject_of(weights("60", "30"), 0)) == [("weight", "60")]
    row = Sum(over="fields", makes="10", tolerance=Decimal(0))
    budget = table(project(execution=Execution(text("4"), text("5"))))
    assert findings(row, subject_of(budget, 0), "execution.budget", "execution.executed") == [("execution", "4")]


@pytest.mark.parametrize(
    "options",
    [
        {"over": "amounts"},
        {"over": "indicators"},
        {"over": "indicators", "makes": "goals"},
        {"over": "indicators", "makes": "100", "field": "size"},
        {"over": "indicators", "makes": "100", "plus": ("weight",)},
        {"over": "projects", "tolerance": Decimal(-1)},
    ],
)
def test_options_that_are_none(options):
    with pytest.raises(ValueError, match=r"totals|no field|tolerance"):
        Sum(**options).validate()


def test_options_that_are_some():
    for check in (MONEY, WEIGHTS, SCORES, Sum(over="projects"), Sum(over="fields", makes="total.score")):
        check.validate()
