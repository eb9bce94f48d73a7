"""The budget year: where it is found, and what proves nothing."""

import pytest
from parse_helpers import tables_of

from perflint.parse.years import year_of_file_name

BODY = "项目名称\t总计\t绩效目标\t绩效指标\n{}\t3\t购置\t1、产出指标：台数，年度指标值：3台。\n"


@pytest.mark.parametrize(
    ("title", "project", "name", "expected"),
    [
        ("2024年项目绩效目标表", "甲", "2025年.txt", (2024, "title")),
        ("项目绩效目标表（2023年度）", "甲", "a.txt", (2023, "title")),
        ("二〇二四年项目绩效目标表", "甲", "2025年.txt", (2024, "title")),
        ("项目绩效目标表（二○二五年度）", "甲", "a.txt", (2025, "title")),
        ("项目绩效目标表\n（2023年度）", "甲", "a.txt", (2023, "title")),
        ("项目绩效目标表\n预算年度：2026", "2020年设备", "a.txt", (2026, "header")),
        ("2024-2026年项目绩效目标表", "甲", "2025年预算.txt", (2025, "file-name")),
        ("项目绩效目标表", "2021年校舍修缮（2022）", "表_2025.txt", (2025, "file-name")),
        ("项目绩效目标表", "2021年校舍修缮", "表20250315.txt", (2021, "project-names")),
        ("项目绩效目标表", "2023-2024年设备更新", "表.txt", None),
        ("项目绩效目标表", "落实〔2015〕232号", "2024-03-01.txt", None),
        ("项目绩效目标表", "设备更新(2022)", "表.txt", (2022, "project-names")),
    ],
)
def test_sources_in_their_order(title, project, name, expected):
    (table,) = tables_of(f"{title}\n" + BODY.format(project), name)
    assert (table.year and (table.year.value, table.year.source)) == expected


def test_the_latest_single_year_of_the_projects_wins():
    source = "项目绩效目标表\n" + BODY.format("2021年甲") + BODY.format("2024年乙").split("\n", 1)[1]
    (table,) = tables_of(source)
    assert (table.year.value, table.year.text.string) == (2024, "2024")


def test_forms_of_one_file_agree():
    one = "2024年甲项目绩效目标表\n部门名称：某县一小\n" + BODY.format("甲")
    two = "乙项目绩效目标表\n部门名称：某县二小\n" + BODY.format("乙")
    assert [(t.year.value, t.year.source) for t in tables_of(one + two)] == [(2024, "title"), (2024, "forms")]
    three = one.replace("2024", "2023").replace("一小", "三小")
    assert tables_of(one + two + three)[1].year is None


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2025年表.txt", 2025),
        ("x/2019/表2025.txt", 2025),
        ("2024-2025.txt", None),
        ("20250101.txt", None),
        ("a.txt", None),
    ],
)
def test_file_names(name, year):
    found = year_of_file_name(name)
    assert (found.value if found else None) == year
