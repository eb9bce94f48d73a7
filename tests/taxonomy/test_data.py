"""The packaged data: schemes, units and word lists hang together."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
import yaml

from perflint.model.quantity import Dimension
from perflint.taxonomy import label_key, load_taxonomy
from perflint.taxonomy.loader import DATA


def test_it_is_loaded_once() -> None:
    assert load_taxonomy() is load_taxonomy()
    assert load_taxonomy({}) is load_taxonomy()


def test_every_scheme_is_made_of_categories_and_every_second_level_hangs_in_one() -> None:
    taxonomy = load_taxonomy()
    level1 = {c.name for c in taxonomy.categories if c.level == 1}
    level2 = {c.name for c in taxonomy.categories if c.level == 2}
    leaves = {leaf for scheme in taxonomy.schemes for tree in scheme.tree.values() for leaf in tree}
    assert {top for scheme in taxonomy.schemes for top in scheme.tree} <= level1
    assert leaves == level2
    assert {top for scoring in taxonomy.scorings for top in scoring.points} <= level1


def test_the_two_national_schemes() -> None:
    schemes = {scheme.name: scheme for scheme in load_taxonomy().schemes}
    old, new = schemes["财预〔2015〕88号"], schemes["财预〔2021〕101号"]
    assert old.tree["产出指标"] == ("数量指标", "质量指标", "时效指标", "成本指标")
    assert old.tree["效益指标"] == ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")
    assert new.tree["成本指标"] == ("经济成本指标", "社会成本指标", "生态环境成本指标")


def test_the_known_ways_of_scoring() -> None:
    scorings = {scoring.name: scoring for scoring in load_taxonomy().scorings}
    usual, stepped = scorings["财预〔2020〕10号"], scorings["财预〔2021〕101号"]
    assert usual.points == {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
    assert (usual.total, usual.execution, usual.steps) == (Decimal(100), Decimal(10), ())
    assert [rate for rate, _ in stepped.steps] == [100, 80, 60, 0]
    assert [share for _, share in stepped.steps] == [1, Decimal("0.7"), Decimal("0.5"), 0]
    for scoring in scorings.values():
        assert not scoring.points or sum(scoring.points.values()) == scoring.total - scoring.execution


@pytest.mark.parametrize(
    ("name", "belongs", "foreign"),
    [
        ("数量指标", "产出指标", "效益指标"),
        ("社会效益指标", "效益指标", "产出指标"),
        ("服务对象满意度指标", "满意度指标", "产出指标"),
        ("服务对象满意度指标", "效益指标", "成本指标"),
        ("经济成本指标", "成本指标", "效益指标"),
        ("成本指标", "产出指标", "效益指标"),
        ("成本指标", "成本指标", "满意度指标"),
        ("资金管理指标", "过程指标", "产出指标"),
    ],
)
def test_parents_over_all_schemes(name: str, belongs: str, foreign: str) -> None:
    parents = load_taxonomy().parents(name)
    assert belongs in parents
    assert foreign not in parents


def test_parents_of_an_unknown_name_are_none() -> None:
    assert load_taxonomy().parents("维修次数") == frozenset()
    assert load_taxonomy().parents("产出指标") == frozenset()


def test_no_label_stands_twice_in_one_level() -> None:
    seen: dict[tuple[int, str], str] = {}
    for category in load_taxonomy().categories:
        if category.name in category.loose:
            continue
        for label in {category.name, *category.synonyms}:
            owner = seen.setdefault((category.level, label_key(label)), category.name)
            assert owner == category.name, label


DIMENSIONS = {
    "share": "% ‰ 百分比 比例 个百分点",
    "count": "个 件 次 人 人次 户 家 台 套 份 篇 期 场 场次 项 宗 条 类 种 卷 册 本 页 张 幅 辆 棵 株 头 只 间 座 处 "
    "栋 所 班 名 位 支 批 批次 路 箱 组 队 门 节 点 村 镇 社区",
    "amount": "元 万元 亿元 元/人 万元/公里",
    "duration": "年 个月 月 周 天 日 工作日 个工作日 小时 个小时 分钟 秒 s ms 毫秒 季度",
    "area": "平方米 m2 亩 公顷 平方公里 万亩",
    "score": "分",
    "frequency": "次/年 次/月 次/周 次/天",
    "other": "公里 千米 km 米 吨 公斤 kg 立方米 m3 千瓦时 kwh °c db 倍",
}


@pytest.mark.parametrize(("dimension", "units"), DIMENSIONS.items())
def test_units_have_their_dimension(dimension: str, units: str) -> None:
    known = load_taxonomy().units.dimension
    assert {unit: known.get(unit) for unit in units.split()} == dict.fromkeys(units.split(), dimension)


@pytest.mark.parametrize("word", ["万", "亿", "号", "等", "以上", "系统", "项目", "以内", "完成", ""])
def test_what_is_no_unit(word: str) -> None:
    assert word not in load_taxonomy().units.dimension


def test_units_are_folded_and_no_unit_has_two_dimensions() -> None:
    units = load_taxonomy().units
    assert "m2" in units.dimension and "㎡" not in units.dimension
    raw = yaml.safe_load((DATA / "units.yaml").read_text(encoding="utf-8"))["dimension"]
    assert set(raw) <= set(get_args(Dimension))
    listed = [unit for text in raw.values() for unit in text.split()]
    doubled = {unit for unit in listed if listed.count(unit) > 1}
    assert doubled == set()


def test_classes_and_factors_are_of_known_units_and_one_dimension() -> None:
    units = load_taxonomy().units
    for members in units.classes:
        assert len({units.dimension[unit] for unit in members}) == 1, members
    assert set(units.scale) <= set(units.dimension)
    assert all(factor > 0 for factor in units.scale.values())


@pytest.mark.parametrize("pair", ["个 项", "项 件", "人 名", "秒 s", "家 户", "次 场", "小时 个小时", "平方米 m2"])
def test_equal_units(pair: str) -> None:
    first, second = pair.split()
    assert any(first in members and second in members for members in load_taxonomy().units.classes)


def test_scale_compares_within_a_dimension() -> None:
    scale = load_taxonomy().units.scale
    assert scale["小时"] == 60 * scale["分钟"] == 3600 * scale["s"]
    assert scale["亿元"] == 10000 * scale["万元"] == 100000000 * scale["元"]
    assert scale["天"] == 24 * scale["小时"]
    assert scale["公里"] == 1000 * scale["米"]
    assert scale["平方公里"] == 100 * scale["公顷"]


MEMBERS = {
    "adverse": "故障 投诉 事故 差错 缺陷 中断 延迟 纠纷 争议 败诉 误报 漏报 违规",
    "directions": "提高 提升 改善 加强 增强 优化 促进 推动 完善 健全 保障",
    "praise": "显著 有效 明显 良好 持续 全面 进一步 稳步 大幅",
    "checkable_states": "通过 合格 达标 上线 建成 永久 全覆盖 零发生",
    "rate_endings": "率 比例 占比 覆盖面",
    "rate_exceptions": "效率 频率",
    "empty_words": "服务 工作 情况 开展 完成 内容",
    "organisations": "局 委 中心 院 校",
    "template_values": "本项目不涉及 没有 none",
    "count_measures": "次 人 件 份 户 天 台 路 条 项 家 个 页 期 篇 场",
    "changes": "提高 提升 增长 增加 提速 压缩 减少 降低 下降 节约 缩短",
    "quality_tails": "完整性 可用性 安全性 准确性 及时性 规范性 完成度 效率 覆盖",
    "levels_held": "用户数 保有量 在园人数",
    "count_exceptions": "天数 指数 系数 分数",
    "dimensionless": "系数 指数 比值",
    "rating_words": "考评 考核 评定 评价 测评 等级",
}


@pytest.mark.parametrize(("name", "members"), MEMBERS.items())
def test_word_lists_have_their_members(name: str, members: str) -> None:
    assert set(members.split()) <= load_taxonomy().words[name]


@pytest.mark.parametrize(
    ("name", "strangers"),
    [
        ("checkable_states", "优化 优质 不良 无缝 完成工作任务 及时 健全 长期 正常 完成"),
        ("adverse", "响应 处理"),
        ("rate_endings", "效率"),
    ],
)
def test_word_lists_lack_what_must_not_be_in_them(name: str, strangers: str) -> None:
    assert not set(strangers.split()) & load_taxonomy().words[name]


def test_every_word_list_has_words_and_no_list_a_stray_quote() -> None:
    for name, words in load_taxonomy().words.items():
        assert words, name
        assert not {word for word in words if set(word) & set("\"'")}, name


def test_slips_are_pairs_of_different_words() -> None:
    for slip in load_taxonomy().words["slips"]:
        wrong, _, right = slip.partition("=")
        assert wrong and right and wrong != right, slip
