"""The kind `expression`: what it says, what it refuses with its place, and that a hostile one comes to an end."""

from contextlib import suppress
from decimal import Decimal
from random import Random
from time import perf_counter

import pytest
from build import context, indicator, project, table

from perflint.checks.expression import Expression
from perflint.checks.support.evaluate import ExpressionError
from perflint.errors import LimitError, OptionFault
from perflint.model import BudgetYear, Execution, Finding, NotEnoughData, Subject
from perflint.model.text import Text

ROWS = (
    {"level2": "数量指标", "name": "维修泵站数量", "annual": "≥6座", "period": "≥12座", "weight": "20", "score": "18"},
    {
        "level2": "质量指标",
        "name": "工程验收合格率",
        "annual": "100%（合格数/验收数×100%）",
        "weight": "30分",
        "score": "",
    },
    {"level1": "满意度指标", "name": "灌区群众满意度", "annual": "≥90%", "weight": "10", "score": "10"},
)


def subject(row=0, scope="indicator"):
    whole = project(*ROWS, name="灌区维修养护", goal="维修泵站，保障春灌。", execution=Execution(rate=Text("96.5%")))
    held = table(whole, title="2025年绩效目标表", fields="level1 level2 name annual weight score")
    if scope == "table":
        return Subject(held)
    return Subject(held, whole, whole.indicators[row] if scope == "indicator" else None)


def ask(expect, scope="indicator", row=0, fields=("name",), **more):
    year = BudgetYear(2025, "title")
    check = Expression(expect, **more)
    check.validate()
    return list(check.run(subject(row, scope), context(*fields, year=year)))


HOLDS = [
    ("indicator", "indicator.weight <= 30.0 and indicator.category2 == '数量指标'"),
    ("indicator", "indicator.weight * 0.1 + indicator.weight * 0.2 == 6"),
    ("indicator", "number(indicator.annual) * 2 == number(indicator.period)"),
    ("indicator", "unit(indicator.annual) == '座' and operator(indicator.annual) in ['≥', '>']"),
    ("indicator", "at_least(indicator.annual) == 6 and at_most(indicator.annual) == None"),
    ("indicator", "dimension(indicator.annual) == 'count' if indicator.name.endswith('数量') else False"),
    ("indicator", "'泵站' in indicator.name and '泵' not in words(indicator.name)"),
    ("indicator", "matches(indicator.name, '^维修.{2}')"),
    ("indicator", "indicator.name[0:2] == '维修' and len(indicator.name) == 6"),
    ("indicator", "indicator.index == 1 and -indicator.index < 0 and not indicator.actual"),
    ("project", "sum(i.weight for i in project.indicators) == 60"),
    ("project", "any('满意' in i.name for i in project.indicators)"),
    ("project", "all(i.weight >= 10 for i in project.indicators if i.category2)"),
    ("project", "project.execution.rate > 95 and project.total.score == None"),
    ("project", "max([i.weight for i in project.indicators]) == 30 and min(3, 4) == 3 and abs(2 - 5) == 3"),
    ("project", "project.indicators[0].name + '！' == '维修泵站数量！'"),
    ("table", "table.year == 2025 and 'weight' in table.fields and len(table.projects) == 1"),
    ("table", "sum(len(p.indicators) for p in table.projects) == len(table.indicators)"),
]


@pytest.mark.parametrize(("scope", "source"), HOLDS, ids=[s for _, s in HOLDS])
def test_what_holds_is_silent_and_its_contrary_is_not(scope, source):
    field = "title" if scope == "table" else "name"
    assert ask(source, scope, fields=(field,)) == []
    (found,) = ask(f"not ({source})", scope, fields=(field,))
    assert isinstance(found, Finding) and found.field == field


def test_a_number_that_is_not_there_is_not_enough_data():
    for source in (
        "indicator.score > 0",
        "number(indicator.period) == 1 + number(indicator.period)",
        "indicator.weight / 0 > 1",
        "project.indicators[7].weight > 1",
        "sum([indicator.score]) > 1",
    ):
        assert ask(source, row=1) == [NotEnoughData("no-number")], source


def test_where_and_show():
    assert ask("indicator.weight > 30", where="indicator.category2 == '质量指标'") == []
    (found,) = ask("indicator.weight > 30", where="indicator.category2 == '数量指标'", show="indicator.weight")
    assert found.values["shown"] == "20" and found.values["name"] == "维修泵站数量"


REFUSED = [
    ("indicator.weight >", (0, 18)),
    ("indicator.wieght > 3", (0, 10)),
    ("indicator.weight > 3 && True", (0, 21)),
    ("indicator.weight > 3 and\n  indicatr.name == '甲'", (1, 2)),
    ("'满意度' == indicator.nmae", (0, 19)),
    ("open('/etc/passwd')", (0, 0)),
    ("__import__('os')", (0, 0)),
    ("indicator.__class__", (0, 10)),
    ("''.__class__.__mro__", (0, 13)),
    ("'{}'.format(indicator)", (0, 5)),
    ("(lambda: 1)()", (0, 1)),
    ("9 ** 9 ** 9", None),
    ("'%s' % 1", None),
    ("1 << 99", None),
    ("f'{indicator}'", (0, 0)),
    ("{1: 2}", (0, 0)),
    ("indicator.name[::2]", (0, 17)),
    ("0x10 == 16", (0, 0)),
    ("matches(indicator.name, '(')", (0, 24)),
    ("matches(indicator.name, indicator.name)", (0, 0)),
    ("[x for x, y in [(1, 2)]]", (0, 7)),
    ("number(indicator.name, key=1)", (0, 0)),
    ("(x := 1)", None),
    ("not " * 100 + "True", None),
    ("(" * 300 + "1" + ")" * 300, None),
    ("1" * 3000, None),
    ("", None),
]


@pytest.mark.parametrize(("source", "offset"), REFUSED, ids=[s[:30] for s, _ in REFUSED])
def test_what_is_no_expression_is_refused_where_it_stands(source, offset):
    with pytest.raises(OptionFault) as caught:
        Expression(source).validate()
    assert caught.value.path == ("expect",)
    assert caught.value.message.zh and caught.value.message.en
    if offset is not None:
        assert caught.value.offset == offset


def test_a_near_name_is_offered():
    with pytest.raises(OptionFault, match="did you mean 'weight'"):
        Expression("indicator.wieght > 3").validate()


def test_a_scope_has_only_what_is_its_own():
    with pytest.raises(OptionFault, match="the scope 'project' has no 'indicator'"):
        Expression("indicator.weight > 3").validate_in("project")
    Expression("project.name != table.title").validate_in("project")


HOSTILE = [
    "any(True for a in [1]*9)",
    "len([1 for a in project.indicators for b in project.indicators for c in project.indicators"
    + "".join(f" for x{n} in project.indicators" for n in range(12))
    + "]) > 0",
    "+".join(["indicator.name"] * 30) + " == ''",
    "all(" + " and ".join(["number(indicator.name) != 1"] * 40) + " for a in project.indicators)",
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_expression_comes_to_an_end(source):
    start = perf_counter()
    with suppress(LimitError, ExpressionError, OptionFault):
        ask(source)
    assert perf_counter() - start < 5


PIECES = [
    "indicator.weight",
    "indicator.name",
    "project.indicators",
    "table.year",
    "None",
    "'a'",
    "1",
    "i.weight",
    "any",
]
SHAPES = [
    "({} + {})", "({} < {})", "({} in {})", "({})[{}]", "sum({})", "words({})", "len({})", "(not {})",
    "[{} for i in {}]", "({} / {})", "max({}, {})", "({} if {} else 1)", "{}.strip()", "{} {}", "({}",
]  # fmt: skip


def test_whatever_is_written_fails_in_the_known_ways_only():
    chance = Random(5)

    def some(depth):
        if not depth:
            return chance.choice(PIECES)
        return chance.choice(SHAPES).format(some(depth - 1), some(depth - 1))

    for _ in range(1500):
        source = some(chance.randint(1, 3))
        with suppress(LimitError, ExpressionError, OptionFault):
            ask(source, show=source)


def test_a_pattern_with_a_backslash_is_no_mistake(recwarn):
    assert ask(r"matches(indicator.annual, '\d座')") == []
    assert list(recwarn) == []


def test_too_many_items_and_too_long_a_text_are_limits():
    loops = "".join(f" for x{n} in project.indicators" for n in range(12))
    with pytest.raises(LimitError):
        ask(f"len([1{loops}]) > 0")
    doubled = "[t + t + t + t + t + t + t + t for t in [indicator.name + indicator.name + indicator.name]]"
    for _ in range(3):
        doubled = f"[t + t + t + t + t + t + t + t for t in {doubled}]"
    with pytest.raises(LimitError):
        ask(f"len({doubled}) > 0")


def test_a_text_is_no_number():
    with pytest.raises(ExpressionError):
        ask("indicator.name > 3")
    with pytest.raises(ExpressionError):
        ask("indicator.name * 3 == 4")


def test_numbers_are_exact():
    assert ask("0.1 + 0.2 == 0.3") == []
    (found,) = ask("False", show="1 / 3")
    assert found.values["shown"].startswith("0.3333333333333333333") and Decimal(found.values["shown"])


def test_a_garbled_field_is_not_judged():
    one = project(indicator(1, name="维修数量", garbled=("name",)))
    (answer,) = Expression("False").run(Subject(table(one), one, one.indicators[0]), context("name"))
    assert answer == NotEnoughData("garbled")
