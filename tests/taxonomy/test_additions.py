"""A user's additions to the taxonomy, and what is said of wrong ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perflint.errors import DefinitionError, Message, Problem
from perflint.taxonomy import load_taxonomy


def test_additions_extend_what_is_there() -> None:
    taxonomy = load_taxonomy(
        {
            "categories": [
                {"name": "质量指标", "level": 2, "synonyms": ["品质"]},
                {"name": "安全指标", "level": 1},
                {"name": "安全运行指标", "level": 2, "parents": ["安全指标"], "synonyms": ["安全运行状况"]},
            ],
            "codes": {"41": "安全运行指标"},
            "units": {
                "dimension": {"count": ["蒲式耳", "㎥次"]},
                "classes": [["蒲式耳", "斗"]],
                "scale": {"蒲式耳": 35.5},
            },
            "words": {"adverse": ["串货"]},
        }
    )
    quality, safety = taxonomy.resolve("品质指标"), taxonomy.resolve("安全运行状况", 2)
    assert quality is not None and quality.name == "质量指标" and quality.code == "12"
    assert safety is not None and safety.parents == ("安全指标",) and safety.code == "41"
    assert taxonomy.category_of_code("41") == safety
    assert taxonomy.parents("安全运行指标") == {"安全指标"}
    assert taxonomy.parents("质量指标") == load_taxonomy().parents("质量指标")
    assert taxonomy.units.dimension["蒲式耳"] == "count"
    assert taxonomy.units.dimension["m3次"] == "count"
    assert frozenset({"蒲式耳", "斗"}) in taxonomy.units.classes
    assert taxonomy.units.scale["蒲式耳"] == Decimal("35.5")
    assert {"串货", "故障"} <= taxonomy.words["adverse"]
    assert taxonomy.version == load_taxonomy().version + "+local"


def test_additions_do_not_touch_the_packaged_taxonomy() -> None:
    quality = {"name": "质量指标", "level": 2, "synonyms": ["品质"]}
    load_taxonomy({"words": {"adverse": ["串货"]}, "categories": [quality]})
    assert "串货" not in load_taxonomy().words["adverse"]
    assert load_taxonomy().resolve("品质") is None


WRONG: list[tuple[Any, list[str]]] = [
    ({"word": {}}, ["word: unknown key 'word'; did you mean 'words'?"]),
    ({"words": {"advers": ["甲"]}}, ["words.advers: unknown key 'advers'; did you mean 'adverse'?"]),
    ({"words": {"adverse": "甲"}}, ["words.adverse: must be a list of non-empty strings"]),
    ({"words": {"adverse": [""]}}, ["words.adverse: must be a list of non-empty strings"]),
    ({"words": ["甲"]}, ["words: must be a mapping"]),
    ({"words": {"slips": ["办埋=办理", "甲乙"]}}, ["words.slips.1: '甲乙' must be wrong=right"]),
    ({"categories": {}, "codes": {"15": "数量"}}, ["codes.15: unknown category '数量'; did you mean '数量指标'?"]),
    ({"categories": {"a": 1}}, ["categories: must be a list"]),
    ({"categories": [3]}, ["categories.0: must be a mapping"]),
    ({"categories": [{"level": 2}]}, ["categories.0: 'name' is missing"]),
    ({"categories": [{"name": "甲指标"}]}, ["categories.0.level: level must be 1 or 2"]),
    ({"categories": [{"name": "甲指标", "level": True}]}, ["categories.0.level: level must be 1 or 2"]),
    (
        {"categories": [{"name": "甲指标", "level": 2, "parent": ["产出指标"]}]},
        ["categories.0.parent: unknown key 'parent'; did you mean 'parents'?"],
    ),
    (
        {"categories": [{"name": "甲指标", "level": 2, "parents": ["产出目标"]}]},
        ["categories.0.parents: unknown first-level category '产出目标'; did you mean '产出指标'?"],
    ),
    (
        {"units": {"dimension": {"counts": ["斗"]}}},
        ["units.dimension.counts: unknown key 'counts'; did you mean 'count'?"],
    ),
    ({"units": {"classes": "斗"}}, ["units.classes: must be a list"]),
    ({"units": {"scale": {"斗": "x"}}}, ["units.scale.斗: must be a number above zero"]),
    ({"units": {"scale": {"斗": 0}}}, ["units.scale.斗: must be a number above zero"]),
    (
        {"word": {}, "units": {"scale": {"斗": -1}}},
        ["word: unknown key 'word'; did you mean 'words'?", "units.scale.斗: must be a number above zero"],
    ),
    (["adverse"], ["must be a mapping"]),
    ({"scorings": {"name": "本县"}}, ["scorings: must be a list"]),
    ({"scorings": [3, {"total": 100}]}, ["scorings.0: must be a mapping", "scorings.1: 'name' is missing"]),
    (
        {"scorings": [{"name": "本县", "totals": 100, "execution": -1}]},
        [
            "scorings.0.totals: unknown key 'totals'; did you mean 'total'?",
            "scorings.0.execution: must be a number of zero or more",
        ],
    ),
    (
        {"scorings": [{"name": "本县", "points": {"产出": 50}, "steps": {"all": 1, 80: 70, 0: 0}}]},
        [
            "scorings.0.steps.all: must be a number of zero or more",
            "scorings.0.steps.80: must be a share of the points, 1 at most",
            "scorings.0.points: unknown category '产出'; did you mean '产出指标'?",
        ],
    ),
    ({"scorings": [{"name": "本县", "steps": 3}]}, ["scorings.0.steps: must be a mapping"]),
]


@pytest.mark.parametrize(("extra", "messages"), WRONG)
def test_wrong_additions_are_all_named(extra: Any, messages: list[str]) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_taxonomy(extra, origin="perflint.yaml")
    assert [problem.message.en for problem in caught.value.problems] == messages
    assert {problem.file for problem in caught.value.problems} == {"perflint.yaml"}


def test_problems_carry_the_place_that_the_caller_finds() -> None:
    def at(path: tuple[str | int, ...], message: Message) -> Problem:
        return Problem("perflint.yaml", 10 + len(path), 3, message)

    with pytest.raises(DefinitionError) as caught:
        load_taxonomy({"words": {"advers": ["甲"]}}, problem=at)
    assert caught.value.message.en == "perflint.yaml:12:3: unknown key 'advers'; did you mean 'adverse'?"
    assert caught.value.message.zh == "perflint.yaml:12:3: 未知的键“advers”，是否想写“adverse”？"
