"""The kinds `year`, `stale-year` and `known-year`."""

from functools import cache

import pytest
from build import context, findings, one, project, subject_of, table

from perflint.checks.known_year import KnownYear
from perflint.checks.stale_year import StaleYear
from perflint.checks.support import years
from perflint.checks.support.years import spans, spans_of_name
from perflint.checks.year import Year
from perflint.model import BudgetYear
from perflint.rulebook import load_rulebook

FIELDS = ("annual", "period", "name")
STATED = BudgetYear(2024, "title")


@cache
def shipped():
    return load_rulebook().find("PER001").check


def ask(year=STATED, check=None, **fields):
    return findings(check or shipped(), one(**fields), *FIELDS, year=year)


def goal(text, name="河湖管护", check=None):
    whole = table(project(name=name, goal=text))
    return findings(check or shipped(), subject_of(whole, 0), "goal", year=STATED)


@pytest.mark.parametrize(
    "value",
    ["2023年12月31日前", "2023年底", "2023.12.31", "2022年3月-2022年9月", "二〇二三年十月底前", "2025年3月底前完成"],
)
def test_values_outside(value):
    assert ask(name="完工时间", annual=value) == [("annual", value.removesuffix("完成"))]


@pytest.mark.parametrize(
    "value",
    [
        "2024年6月",
        "2023年11月至2024年3月",
        "2024年底至2025年3月",
        "2023-2024学年",
        "12月底前",
        "2023人",
        "较2023年增长5%",
        "不低于2022年末水平",
        "≥3%（2023年末数/2022年末数*100%）",
        "GB3838-2002",
        "财农〔2021〕3号",
        "《2022年要点》",
        "2000A型",
        "2021年、2024年各一次",
        "1985年国家高程基准",
    ],
)
def test_values_inside_or_no_times(value):
    assert ask(name="完工时间", annual=value) == []


def test_a_later_year_counts_in_the_annual_value_only():
    assert ask(name="完工时间", annual="2026年底前") == [("annual", "2026年底前")]
    assert ask(name="完工时间", period="2026年底前") == []
    assert ask(name="完工时间", period="2022年底前") == [("period", "2022年底前")]


def test_annual_comes_before_period_and_name():
    found = ask(name="2023年完工率", period="2023年底", annual="2023年底")
    assert found == [("annual", "2023年底"), ("period", "2023年底"), ("name", "2023年")]


def test_a_guess_is_a_warning():
    guess = BudgetYear(2024, "file-name")
    (found,) = shipped().run(one(name="完工时间", annual="2023年底"), context(*FIELDS, year=guess))
    assert (found.severity, found.variant, found.values["source"].en) == (
        "warning",
        "guessed",
        "the file's name, a guess",
    )
    (found,) = shipped().run(one(name="完工时间", annual="2023年底"), context(*FIELDS, year=STATED))
    assert (found.severity, found.variant) == (None, "")


def test_without_a_year_nothing_can_be_said():
    assert ask(None, name="完工时间", annual="2023年底") == ["no-year"]
    assert ask(None, name="完工时间", annual="年底") == []


def test_a_garbled_value_is_not_judged():
    assert ask(name="完工时间", annual="2023年底", garbled=("annual",)) == ["garbled"]


def test_a_stated_period_covers_its_years():
    whole = table(project({"name": "完工时间", "annual": "2023年底"}, name="2023-2025年粮库建设"))
    assert findings(shipped(), subject_of(whole, 0, 0), *FIELDS, year=STATED) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年底前完成护岸3公里。", "2022年底前"),
        ("巡河全覆盖；确保2023年水质达标。", "2023年"),
        ("2022年已完成护岸3公里，继续管护。", ""),
        ("自2021年起开展巡河。", ""),
        ("根据2023年会议精神，完成护岸。", ""),
        ("到2030年全面达标。", ""),
        ("完成2022年护岸工程。", ""),
        ("2023年列为试点。", ""),
    ],
)
def test_goals(text, found):
    assert goal(text) == ([("goal", found)] if found else [])


def test_the_projects_own_year_is_no_fault_of_its_goal():
    assert goal("2022年新建护岸3公里。", name="护岸建设（2022）") == []
    assert goal("2022年新建护岸3公里。", name="护岸建设") == [("goal", "2022年")]


def test_without_options_every_year_of_a_value_counts():
    assert ask(name="增长率", annual="较2023年增长5%", check=Year()) == [("annual", "2023年")]


def test_a_long_text_is_read_in_one_go():
    assert goal("2024年，" * 50_000) == []
    assert ask(name="完工时间", annual="2023年底，" * 20_000)[0] == ("annual", "2023年底")
    assert ask(name="2023年底，" * 20_000, annual="1个")[0] == ("name", "2023年底")


def test_spans():
    assert [(s.first, s.last) for s in spans("2024年底至2025年3月，2022级，2021年")] == [(2024, 2025), (2021, 2021)]
    text = "运维（2023）项目2021-2022年，2000个〔2015〕3号"
    assert [text[s.start : s.end] for s in spans_of_name(text)] == ["2023", "2021-2022年"]


def test_the_quick_look_misses_no_year(monkeypatch):
    from random import Random

    random = Random(7)
    parts = ["20", "19", "24", "２０", "０", "二〇", "二零", "四", "年", "\uf98e", "5月", "（", "-", " ", "²", "目"]
    parts += "129"
    texts = ["".join(random.choices(parts, k=random.randint(2, 7))) for _ in range(4000)]
    quick = [(len(spans(text)), len(spans_of_name(text))) for text in texts]
    monkeypatch.setattr(years, "_names_none", lambda text: False)
    assert quick == [(len(spans(text)), len(spans_of_name(text))) for text in texts]
    assert sum(named for _, named in quick) > 100


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2022年护岸建设", "2022年"),
        ("护岸建设(2022)", "2022"),
        ("护岸建设2023", "2023"),
        ("2021-2023年护岸建设", "2021-2023年"),
        ("2022年-2023年护岸建设", "2022年-2023年"),
        ("2022年护岸建设(2024)", ""),
        ("2023-2024年护岸建设", ""),
        ("粤财农〔2022〕8号奖补", ""),
        ("2022级师范生培养", ""),
        ("新建2000亩林场", ""),
        ("护岸建设", ""),
    ],
)
def test_stale_names(name, found):
    subject = subject_of(table(project(name=name)), 0)
    assert findings(StaleYear(), subject, "name", year=STATED) == ([("name", found)] if found else [])


def test_stale_names_need_a_year():
    assert findings(StaleYear(), subject_of(table(project(name="2022年护岸建设")), 0), "name") == ["no-year"]


def test_a_table_without_a_year():
    whole = table(project(name="护岸建设"), title="绩效目标表")
    assert findings(KnownYear(), subject_of(whole), "title") == [("title", "绩效目标表")]
    assert findings(KnownYear(), subject_of(whole), "title", year=STATED) == []
