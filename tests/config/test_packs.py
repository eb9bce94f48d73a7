"""Each pack does what it says: the same small table before and after, and nothing else changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from perflint import Options, check_tables, configured, parse_bytes
from perflint.api import rulebook
from perflint.config import load, pack_names, packs
from perflint.config.packs import FOLDER
from perflint.taxonomy import load_taxonomy

NOWHERE = Path(__file__).parent


def row(level2, name, value, **more):
    level1 = {"数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "服务对象满意度": "满意度"}.get(
        level2, "效益"
    )
    return {"level1": f"{level1}指标", "level2": f"{level2}指标", "name": name, "annual_value": value, **more}


ROWS = [
    row("数量", "疏浚沟渠长度", "≥42公里"),
    row("质量", "疏浚断面验收合格率", "100%"),
    row("时效", "疏浚任务按期完成率", "100%"),
    row("社会效益", "灌区受益农户数", "≥3100户"),
    row("服务对象满意度", "受益农户满意度", "≥90%"),
]
GOAL = "疏浚灌区沟渠，保障春耕用水，让下游农户按时灌溉。"


def target(*rows):
    project = {"name": "灌区沟渠疏浚经费", "goal": GOAL, "indicators": list(rows)}
    return [{"title": "2025年项目支出绩效目标表", "projects": [project]}]


def evaluation(execution, weights):
    """A self-evaluation whose indicators have these weights, all fully scored."""
    rows = [
        {**row, "actual_value": row["annual_value"].lstrip("≥"), "weight": weight, "score": weight, "reason": ""}
        for row, weight in zip(ROWS, weights, strict=True)
    ]
    total = {"weight": sum(weights) + execution["weight"], "score": sum(weights) + execution["score"]}
    project = {
        "name": "灌区沟渠疏浚经费",
        "goal": GOAL,
        "completion": "已疏浚沟渠四十二公里。",
        "execution": execution,
        "total": total,
        "indicators": rows,
    }
    return [{"kind": "self-evaluation", "title": "2025年度项目支出绩效自评表", "projects": [project]}]


def weighted(*weights):
    """A target table whose indicators have these weights; the execution rate is no part of it."""
    return target(*({**row, "weight": weight} for row, weight in zip(ROWS, weights, strict=True)))


FULL_10 = {"budget": 200, "executed": 200, "rate": 100, "weight": 10, "score": 10}
FULL_20 = {"budget": 200, "executed": 200, "rate": 100, "weight": 20, "score": 20}
BY_STEPS = {"budget": 200, "executed": 170, "rate": 85, "weight": 10, "score": 7}
COST_APART = {**row("成本", "每公里疏浚成本", "≤1.8万元"), "level1": "成本指标"}

CASES = [
    # 成本 as a 一级 is known, but not the practice of these places
    ("guangdong", "default", target(*ROWS, COST_APART), [], ["CAT002"]),
    ("shenzhen", "default", target(*ROWS, COST_APART), [], ["CAT002"]),
    ("hubei", "default", target(*ROWS, COST_APART), [], []),
    # nothing of time among the outputs
    ("guangdong", "strict", target(*(r for r in ROWS if r["level2"] != "时效指标")), ["BAS002", "STR015"], ["BAS002"]),
    # a score by steps
    ("shenzhen", "default", evaluation(BY_STEPS, (20, 15, 15, 30, 10)), [], ["SCO006"]),
    ("sichuan", "default", evaluation(BY_STEPS, (20, 15, 15, 30, 10)), [], ["SCO006"]),
    ("central-101", "default", evaluation(BY_STEPS, (20, 15, 15, 30, 10)), [], ["BAS002"]),
    # how the 100 points are given out: what the execution rate leaves to the indicators
    ("hubei", "default", weighted(20, 15, 15, 30, 10), [], ["SCO003"]),
    ("hubei", "default", weighted(20, 10, 10, 30, 10), [], []),
    ("hubei", "default", evaluation(FULL_20, (20, 10, 10, 30, 10)), [], []),
    ("sichuan", "default", weighted(20, 10, 10, 30, 10), [], ["SCO003"]),
    ("sichuan", "default", weighted(20, 20, 20, 20, 10), [], []),
    ("sichuan", "default", evaluation(FULL_10, (20, 20, 20, 20, 10)), [], []),
    ("shenzhen", "default", weighted(20, 10, 10, 30, 10), [], ["SCO003"]),
    ("shenzhen", "default", evaluation(FULL_10, (20, 15, 15, 30, 10)), [], []),
    # 成本 under 产出, a rate without its formula, no satisfaction
    ("central-101", "default", target(*ROWS[:4]), ["STR009"], ["BAS002"]),
    ("central-101", "default", target(*ROWS, row("成本", "每公里疏浚成本", "≤1.8万元")), [], ["BAS002", "CAT002"]),
    ("central-101", "default", target(*ROWS, COST_APART), [], ["BAS002"]),
]


def codes(tables, options):
    return sorted({d.rule for d in check_tables(tables, options).diagnostics})


@pytest.mark.parametrize(("name", "profile", "tables", "before", "after"), CASES)
def test_a_pack_changes_what_it_says(name, profile, tables, before, after, tmp_path):
    assert codes(tables, Options(profile=profile)) == before
    options = replace(configured(packs=[name], start=tmp_path), profile=profile)
    assert codes(tables, options) == after


def test_every_pack_is_tried():
    assert {name for name, *_ in CASES} == set(pack_names()) == {p.stem for p in FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.name)
def test_packs_speak_both_languages_and_say_that_they_recommend(pack):
    assert all((pack.title.zh, pack.title.en, pack.why.zh, pack.why.en))
    assert not any("违反" in text or "violat" in text for text in (pack.why.zh, pack.why.en))


@pytest.mark.parametrize("name", pack_names())
def test_packs_name_only_what_there_is(name, tmp_path):
    config = load(None, tmp_path, [name])
    options = configured(packs=[name], start=tmp_path)
    assert rulebook(options).selected
    known = {scheme.name for scheme in load_taxonomy().schemes}
    assert set(config.schemes) <= known


def test_reading_does_not_depend_on_a_pack(tmp_path):
    """Schemes that a pack does not follow are still read."""
    lines = [
        "# 2025年项目支出绩效目标表",
        "",
        "项目名称：灌区沟渠疏浚经费",
        "",
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |",
        "| --- | --- | --- | --- |",
        "| 过程指标 | 资金管理 | 资金使用合规性 | 合规 |",
        "| 产出指标 | 数量指标 | 疏浚沟渠长度 | ≥42公里 |",
    ]
    text = "\n".join(lines).encode()
    plain, packed = (parse_bytes(text, "a.md", o) for o in (Options(), configured(packs=["guangdong"], start=tmp_path)))
    shown = [
        [(i.level1.category, i.level2.category, i.name.string) for p in t.projects for i in p.indicators]
        for t in (*plain.parsed.tables, *packed.parsed.tables)
    ]
    assert (
        shown[0]
        == shown[1]
        == [
            ("过程指标", "资金管理指标", "资金使用合规性"),
            ("产出指标", "数量指标", "疏浚沟渠长度"),
        ]
    )
