"""The variants of real tables that are written down in tests/parse/variants, in every format that holds them."""

import pytest
import yaml
from variant_tables import FOLDER, grid_of, load, tables_in, understood

FILES = sorted(path for path in FOLDER.glob("*.yaml") if path.stem != "index")
CASES = {f"{path.stem}-{number}": case for path in FILES for number, case in enumerate(load(path), 1)}
SUFFIXES = ("html", "xlsx", "docx", "csv")


def holds(case, suffix):
    """Whether a file of the format can hold the case: of these, only html and workbooks hold several grids."""
    return suffix in case.get("formats", SUFFIXES) and (len(case["grids"]) == 1 or suffix in ("html", "xlsx"))


@pytest.mark.parametrize(
    ("name", "suffix"), [(name, suffix) for name, case in CASES.items() for suffix in SUFFIXES if holds(case, suffix)]
)
def test_variant(name, suffix):
    found, wanted = understood(CASES[name], suffix)
    assert found == wanted


def test_every_variant_of_the_index_is_shown_and_every_shown_one_is_in_it():
    index = yaml.safe_load((FOLDER / "index.yaml").read_text(encoding="utf-8"))
    listed = [f"{group}/{variant}" for group, variants in index.items() for variant in variants]
    shown = {variant for case in CASES.values() for variant in case.get("shows", ())}
    assert len(listed) == len(set(listed))
    assert shown == set(listed)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("项目支出绩效目标表", "target"),
        ("项目支出绩效目标表（含转移支付项目）", "target"),
        ("项目支出绩效目标申报表", "target"),
        ("部门预算项目绩效目标表", "target"),
        ("部门预算项目绩效目标申报表", "target"),
        ("项目绩效目标表", "target"),
        ("财政支出项目绩效目标申报表", "target"),
        ("财政项目支出绩效目标申报表", "target"),
        ("市直部门预算项目支出绩效目标表", "target"),
        ("部门项目支出绩效目标表（05-2）", "target"),
        ("中央对地方专项转移支付区域绩效目标表", "target"),
        ("转移支付区域（项目）绩效目标自评表", "self-evaluation"),
        ("整体绩效目标表", "department"),
        ("部门整体支出绩效目标申报表", "department"),
        ("部门整体支出绩效自评表", "self-evaluation"),
        ("项目支出绩效自评表", "self-evaluation"),
        ("部门预算项目支出绩效自评表", "self-evaluation"),
        ("2023年度水利发展资金绩效自评表", "self-evaluation"),
        ("项目支出绩效运行监控表", "monitoring"),
    ],
)
def test_the_kind_of_a_table_is_told_by_its_title(title, kind):
    rows = f"{title} | < | < | <\n项目名称 | 山塘整治 | < | <\n一级指标 | 二级指标 | 三级指标 | 年度指标值\n"
    case = {"grids": [grid_of(rows + "产出指标 | 数量指标 | 整治山塘 | 9座\n")]}
    (table,) = tables_in(case, "xlsx")
    assert (table.title.string, table.kind) == (title, kind)
