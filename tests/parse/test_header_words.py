"""Every word that heads a column or a field, each in its place: tests/parse/variants/headers.txt."""

import pytest
from parse_helpers import tables_of
from variant_tables import FOLDER

LEVELS = "一级指标\t二级指标\t三级指标"
ROW = "产出指标\t数量指标\t新建泵站"


def words(kind):
    """(meaning, header) of the lines of a kind."""
    found = []
    for line in (FOLDER / "headers.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, headers = line.partition(": ")
            meaning, _, place = key.partition(", ")
            if place == kind:
                found += [(meaning, header) for header in headers.split()]
    return found


def only(source):
    (table,) = tables_of(source, "表.txt")
    (project,) = table.projects
    return table, project


def in_list(header, value, beside=""):
    """A list with a column of a header in front of the levels, and perhaps one more, `beside`."""
    left, right = (beside.split("=")[0] + "\t", beside.split("=")[1] + "\t") if beside else ("", "")
    return f"2024年项目支出绩效目标表\n{left}{header}\t{LEVELS}\t指标值\n{right}{value}\t{ROW}\t3座\n"


def in_form(*rows, title="2024年项目支出绩效目标表"):
    return "\n".join([title, "项目名称\t泵站建设", *rows, f"{LEVELS}\t指标值", f"{ROW}\t3座", ""])


@pytest.mark.parametrize(("meaning", "header"), words("list"))
def test_a_column_of_a_list(meaning, header):
    if meaning == "project":
        table, project = only(in_list(header, "泵站建设"))
        assert project.name.string == "泵站建设"
    elif meaning == "unit":
        table, project = only(in_list(header, "某县水利局", "项目名称=泵站建设"))
        assert (project.unit.string, project.name.string) == ("某县水利局", "泵站建设")
    elif meaning == "goal":
        table, project = only(in_list(header, "建成泵站三座。", "项目名称=泵站建设"))
        assert (project.goal.string, project.name.string) == ("建成泵站三座。", "泵站建设")
        assert "goal" in table.fields
    else:
        table, project = only(in_list(header, "120.50", "项目名称=泵站建设"))
        assert [a.value.string for a in project.amounts] == ["120.50"]
        assert "amounts" in table.fields
    assert [i.annual.string for i in project.indicators] == ["3座"]


@pytest.mark.parametrize(("meaning", "header"), words("form"))
def test_a_field_of_a_form(meaning, header):
    if meaning == "project":
        _, project = only(in_form().replace("项目名称", header))
        assert project.name.string == "泵站建设"
    elif meaning == "unit":
        _, project = only(in_form(f"{header}\t某县水利局"))
        assert project.unit.string == "某县水利局"
    elif meaning == "goal":
        table, project = only(in_form(f"{header}\t建成泵站三座。"))
        assert project.goal.string == "建成泵站三座。"
        assert "goal" in table.fields
    elif meaning == "completion":
        table, project = only(in_form(f"{header}\t建成泵站三座。", title="2024年项目支出绩效自评表"))
        assert project.completion.string == "建成泵站三座。"
        assert "completion" in table.fields
    elif meaning == "money":
        _, project = only(in_form(f"{header}\t120.50"))
        assert [(a.source, a.value.string) for a in project.amounts] == [(header, "120.50")]
    elif meaning == "source":
        _, project = only(in_form("资金总额\t120.50", f"{header}\t120.50"))
        source = header.removeprefix("其中：")
        assert [(a.source, a.value.string) for a in project.amounts] == [("资金总额", "120.50"), (source, "120.50")]
    else:
        initial, budget, executed, rate = header.split("/", 3)
        rows = f"项目资金\t\t{initial}\t{budget}\t{executed}\t{rate}\n\t年度资金总额\t100\t90\t81\t90%"
        _, project = only(in_form(rows, title="2024年项目支出绩效自评表"))
        execution = project.execution
        assert [t.string for t in (execution.budget, execution.executed, execution.rate)] == ["90", "81", "90%"]
    assert [i.annual.string for i in project.indicators] == ["3座"]


def with_column(meaning, header):
    """A list of indicators with a column of the header, and (field, what stands there)."""
    usual = {"level1": "产出指标", "level2": "数量指标", "name": "新建泵站", "annual": "3"}
    heads = {"level1": "一级指标", "level2": "二级指标", "name": "三级指标", "annual": "指标值"}
    values = {
        "operator": "≥", "direction": "定量", "period": "9", "half": "1", "actual": "4", "baseline": "2", "unit": "座",
        "note": "年内建成的", "formula": "各乡镇之和", "weight": "20", "score": "18", "reason": "汛期延误",
    }  # fmt: skip
    heads[meaning] = header
    usual.setdefault(meaning, values.get(meaning, ""))
    return "\t".join(heads.values()) + "\n" + "\t".join(usual.values()) + "\n", usual[meaning]


@pytest.mark.parametrize(("meaning", "header"), words("column"))
def test_a_column_of_the_indicators(meaning, header):
    source, value = with_column(meaning, header)
    table, project = only(source)
    (indicator,) = project.indicators
    assert (indicator.level1.value, indicator.level2.value, indicator.name.string) == (
        "产出指标",
        "数量指标",
        "新建泵站",
    )
    annual = {"operator": "≥3", "unit": "3座"}.get(meaning, "3")
    assert indicator.annual.string == annual
    if meaning in ("operator", "direction", "half"):
        assert not (indicator.note or indicator.period or indicator.actual or indicator.baseline)
        return
    found = getattr(indicator, meaning)
    assert (found.value if meaning.startswith("level") else found.string) == (annual if meaning == "annual" else value)
    assert meaning in table.fields
