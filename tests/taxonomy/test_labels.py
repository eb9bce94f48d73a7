"""Labels as they are printed, and the categories that they name."""

from __future__ import annotations

import pickle

import pytest

from perflint.taxonomy import label_key, load_taxonomy

LABELS = [
    ("产出指标", None, "产出指标", 1),
    ("产出", None, "产出指标", 1),
    ("1-产出指标", None, "产出指标", 1),
    ("产出指标(50分)", None, "产出指标", 1),
    ("产出指标（50分）", None, "产出指标", 1),
    ("产出指标（50）", None, "产出指标", 1),
    ("产出指标（权重50%）", None, "产出指标", 1),
    ("产出指标50分", None, "产出指标", 1),
    ("产 出 指 标", None, "产出指标", 1),
    ("产出\n指标", None, "产出指标", 1),
    ("产出\u200b指标", None, "产出指标", 1),
    ("（一）产出指标", None, "产出指标", 1),
    ("一、产出指标", None, "产出指标", 1),
    ("①产出指标", None, "产出指标", 1),
    ("1.产出指标", None, "产出指标", 1),
    ("１．产出指标", None, "产出指标", 1),
    ("产出类指标", None, "产出指标", 1),
    ("产出(工作量)指标", None, "产出指标", 1),
    ("产出指标：", None, "产出指标", 1),
    ("★产出指标", None, "产出指标", 1),
    ("产出目标", None, "产出指标", 1),
    ("效益指标", None, "效益指标", 1),
    ("效益类指标", 1, "效益指标", 1),
    ("效果指标", None, "效益指标", 1),
    ("2-效益指标", 1, "效益指标", 1),
    ("满意度指标", None, "满意度指标", 1),
    ("满意度", None, "满意度指标", 1),
    ("满意度指标(0-10)分", None, "满意度指标", 1),
    ("服务对象满意度指标", 1, "满意度指标", 1),
    ("成本指标", None, "成本指标", 1),
    ("成本指标", 1, "成本指标", 1),
    ("投入指标", None, "投入指标", 1),
    ("过程指标", None, "过程指标", 1),
    ("管理指标", None, "管理指标", 1),
    ("决策指标", None, "决策指标", 1),
    ("投入和管理指标", None, "投入和管理指标", 1),
    ("成本指标", 2, "成本指标", 2),
    ("产出成本", None, "成本指标", 2),
    ("11-数量指标", None, "数量指标", 2),
    ("11数量指标", None, "数量指标", 2),
    ("1.1 数量指标", None, "数量指标", 2),
    ("数量", None, "数量指标", 2),
    ("产出数量", None, "数量指标", 2),
    ("11-质量指标", None, "质量指标", 2),
    ("质量指标", 2, "质量指标", 2),
    ("时效指标", None, "时效指标", 2),
    ("进度指标", None, "时效指标", 2),
    ("产出进度指标", None, "时效指标", 2),
    ("及时指标", None, "时效指标", 2),
    ("22-社会效益", None, "社会效益指标", 2),
    ("社会效益指标", 2, "社会效益指标", 2),
    ("经济效益", None, "经济效益指标", 2),
    ("直接经济效益", None, "经济效益指标", 2),
    ("生态效益指标", None, "生态效益指标", 2),
    ("环境效益", None, "生态效益指标", 2),
    ("生态环境效益指标", None, "生态效益指标", 2),
    ("可持续影响指标", None, "可持续影响指标", 2),
    ("可持续性影响", None, "可持续影响指标", 2),
    ("可持续性", 2, "可持续影响指标", 2),
    ("可持续影响效益", None, "可持续影响指标", 2),
    ("31-服务对象满意度", None, "服务对象满意度指标", 2),
    ("服务对象", None, "服务对象满意度指标", 2),
    ("社会公众或服务对象满意度指标", None, "服务对象满意度指标", 2),
    ("满意度", 2, "服务对象满意度指标", 2),
    ("受益对象满意度指标", 2, "服务对象满意度指标", 2),
    ("其他满意度指标", None, "其他满意度指标", 2),
    ("经济成本指标", None, "经济成本指标", 2),
    ("社会成本指标", None, "社会成本指标", 2),
    ("生态环境成本", None, "生态环境成本指标", 2),
    ("制度指标", None, "制度管理指标", 2),
    ("经济和社会效益指标", None, "经济社会效益指标", 2),
    # Labels that are also names of indicators: only with 指标, or where the level is known.
    ("群众满意度指标", None, "服务对象满意度指标", 2),
    ("群众满意度", 2, "服务对象满意度指标", 2),
    ("时间", 2, "时效指标", 2),
]


@pytest.mark.parametrize(("label", "level", "name", "found_level"), LABELS)
def test_a_printed_label_names_its_category(label: str, level: int | None, name: str, found_level: int) -> None:
    found = load_taxonomy().resolve(label, level)
    assert found is not None
    assert (found.name, found.level) == (name, found_level)


@pytest.mark.parametrize(
    "label",
    [
        "", " ", "指标", "服务数量", "数量指标值", "维修次数", "产出指标完成率", "年度\n", "年度指标值", "一级指标",
        "二级指标", "三级指标", "绩效指标", "绩效目标", "指标名称", "数最指标", "社会交益", "产出指",
        "群众满意度", "时间", "人才培养", "预算执行率", "95%", "24小时", "11", "1-", "（50分）", "…",
        "社会效益明显提升", "数量指标" * 20,
    ],
)  # fmt: skip
def test_what_is_no_label_is_none(label: str) -> None:
    assert load_taxonomy().resolve(label) is None


@pytest.mark.parametrize(("label", "level"), [("数量指标", 1), ("产出指标", 2), ("投入指标", 2), ("经济成本指标", 1)])
def test_the_level_narrows(label: str, level: int) -> None:
    assert load_taxonomy().resolve(label, level) is None


def test_a_hostile_label_is_answered_at_once() -> None:
    assert load_taxonomy().resolve("1." * 1_000_000) is None
    assert load_taxonomy().resolve("(" * 59) is None


def test_label_key_takes_off_everything_but_the_label() -> None:
    assert label_key("（二） 11－数量类指标（２０分）：") == "数量"


CODES = [
    ("1", "产出指标", 1),
    ("2", "效益指标", 1),
    ("3", "满意度指标", 1),
    ("11", "数量指标", 2),
    ("12", "质量指标", 2),
    ("13", "时效指标", 2),
    ("14", "成本指标", 2),
    ("21", "经济效益指标", 2),
    ("22", "社会效益指标", 2),
    ("23", "生态效益指标", 2),
    ("24", "可持续影响指标", 2),
    ("31", "服务对象满意度指标", 2),
    ("１１", "数量指标", 2),
]


@pytest.mark.parametrize(("code", "name", "level"), CODES)
def test_codes_name_their_category(code: str, name: str, level: int) -> None:
    found = load_taxonomy().category_of_code(code)
    assert found is not None
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize("code", ["", "0", "00", "15", "4", "99", "111", "gx010301", "1.1"])
def test_other_codes_name_none(code: str) -> None:
    assert load_taxonomy().category_of_code(code) is None


def test_a_category_carries_its_code() -> None:
    codes = {(c.level, c.name): c.code for c in load_taxonomy().categories if c.code}
    assert codes == {(level, name): code for code, name, level in CODES if code.isascii()}


def test_every_canonical_name_names_itself() -> None:
    taxonomy = load_taxonomy()
    assert [c for c in taxonomy.categories if taxonomy.resolve(c.name, c.level) is not c] == []
    assert pickle.loads(pickle.dumps(taxonomy)).resolve("产出") == taxonomy.resolve("产出")
