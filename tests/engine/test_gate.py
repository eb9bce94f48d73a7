"""The gate leaves nothing out: with it and without it, rules say the same of any indicator."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import yaml

from perflint.api import Options, check_bytes
from perflint.checks.base import Sparing
from perflint.engine import gate
from perflint.engine.facet import Facet
from perflint.engine.sieve import Sieve
from perflint.model import Indicator
from perflint.rulebook import load_rulebook

CORPUS = Path(__file__).parents[1] / "corpus"
FIELDS = {
    "name": "name", "annual_value": "annual", "period_value": "period", "actual_value": "actual", "weight": "weight",
    "score": "score", "reason": "reason", "note": "note", "formula": "formula", "unit": "unit", "baseline": "baseline",
    "level1": "level1", "level2": "level2",
}  # fmt: skip
MARKS = [
    "",
    " ",
    "/",
    "**",
    "12",
    "≥=3",
    "（%）",
    "2023年底前",
    "提高5%",
    "95%以上（合格数/总数）",
    "每月1次，全年10次",
    "1-2个",
]


def examples() -> Iterator[dict[str, str]]:
    """Every indicator of a rule's example."""
    for rule in load_rulebook().rules:
        for example in (*rule.examples.bad, *rule.examples.good):
            stack = [example.data]
            while stack:
                data = stack.pop()
                if isinstance(data, list):
                    stack.extend(data)
                elif isinstance(data, dict):
                    stack.extend(data.values())
                    yield data


def pools() -> dict[str, list[str]]:
    """The texts of each field that the rules' examples and the corpus rows hold."""
    found: dict[str, set[str]] = {field: set(MARKS) for field in FIELDS}
    rows = [row for path in CORPUS.glob("rows/*.yaml") for row in _rows(yaml.safe_load(path.read_text("utf-8")))]
    for data in (*examples(), *rows):
        for key, short in FIELDS.items():
            for name in (key, short):
                if isinstance(data.get(name), str):
                    found[key].add(data[name])
        if isinstance(data.get("category"), str):
            found["level2"].add(data["category"])
    return {field: sorted(texts) for field, texts in found.items()}


def _rows(data: object) -> Iterator[dict[str, str]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _rows(value)
    elif isinstance(data, list):
        for value in data:
            yield from _rows(value)


POOLS = pools()


def table(random: Random, size: int) -> dict[str, object]:
    """A table of indicators put together at random, with as many columns as it happens to have."""
    columns = ["name", "annual_value", "level2"] + [f for f in FIELDS if random.random() < 0.4]
    projects = []
    for number in range(size // 5):
        indicators = [{f: random.choice(POOLS[f]) for f in columns if random.random() < 0.9} for _ in range(5)]
        for one in indicators:
            if random.random() < 0.5 and "annual_value" in one:
                one["period_value"] = one["annual_value"]
            if random.random() < 0.1:
                one["name"] = indicators[0].get("name", "")
        projects.append({"name": f"项目{number}", "goal": random.choice(POOLS["name"]), "indicators": indicators})
    title = random.choice(["2025年项目支出绩效目标表", "项目支出绩效自评表", "部门整体绩效目标表（2024年度）"])
    return {"title": title, "projects": projects}


def said(data: bytes, year: int | None) -> tuple[object, ...]:
    result = check_bytes(data, "a.json", Options(profile="strict", year=year))
    return result.diagnostics, result.outcomes


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_left_out(seed, monkeypatch):
    data = json.dumps([table(Random(seed), 250)], ensure_ascii=False).encode()
    year = 2025 if seed % 2 else None
    with_gate = said(data, year)
    asked = []

    def every(self, occasions, bound):
        asked.append(occasions)
        return tuple(bound)

    monkeypatch.setattr(gate.Gate, "_chosen", every)
    monkeypatch.setattr(Facet, "lacking", lambda *_, **__: 0)
    monkeypatch.setattr(Facet, "_test", lambda *_: None)
    monkeypatch.setattr(gate.Gate, "_by_projects", lambda _, projects, left: [left] * len(projects))
    monkeypatch.setattr(Sieve, "passing", lambda self, text: self._every)
    assert said(data, year) == with_gate
    assert asked


def test_the_fields_are_those_of_the_model():
    assert set(gate.TEXTS) <= set(Indicator.__dataclass_fields__)


def test_kinds_over_indicators_name_their_occasions():
    """A kind that every shipped table asks about every indicator must know when it has nothing to say."""
    used = {type(rule.check) for rule in load_rulebook().rules if "indicator" in rule.scope}
    assert not [check for check in used if not issubclass(check, Sparing)]
