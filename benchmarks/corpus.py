"""A corpus of invented performance-target tables for the benchmarks: the same for the same seed, as txt, json or xlsx.

    python benchmarks/corpus.py FOLDER --projects 10000 [--as txt|json|xlsx] [--per-file 500] [--seed 1]

A project has about eight indicators; names and values are put together from parts, so that 10,000 projects hold more
than 5,000 different ones of both and no cache of single values flatters. About one indicator in ten has a fault, and
each of the ten checks of the benchmarks (`benchmarks/ten`) finds some.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

_WORDS = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
OPERATORS = ("≥", "≥", "≥", "=", "不少于", "大于等于", "")
LEVELS = {
    "数量指标": ("1-产出指标", "11"),
    "质量指标": ("1-产出指标", "12"),
    "时效指标": ("1-产出指标", "13"),
    "经济效益": ("2-效益指标", "21"),
    "社会效益": ("2-效益指标", "22"),
    "生态效益": ("2-效益指标", "23"),
    "服务对象满意度": ("3-满意度指标", "31"),
}
# Of the rates so many say how they are computed; the others are what BAS002 asks for.
EXPLAINED = 0.85
# Faults of an indicator: how many of 1,000 have it. Percentages out of bounds are among the values.
FAULTS = {
    "vague": 20,
    "missing-annual": 15,
    "operator": 15,
    "label": 15,
    "period": 10,
    "placeholder": 5,
    "bare": 5,
    "hedged": 5,
    "markup": 3,
    "missing-name": 2,
}
# Such a name says itself in what it is counted, so that a bare number is no fault.
COUNTED = ("次", "数")
# So many different names are made for each label, and so many values for each measure.
NAMES, NUMBERS = 1400, 450
_MEASURES = (*_WORDS["数量指标"], "率", "惠及", "完成时间", "交付时间", "办理时限", "响应时间")
Pool = Sequence[tuple[str, Sequence[str]]]
ORDER = ("数量指标", "数量指标", "质量指标", "质量指标", "时效指标", "社会效益", "生态效益", "服务对象满意度")


def projects(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many projects in the terms of `perflint parse`, without places."""
    random = Random(seed)
    pools = _pools(Random(0))
    for number in range(count):
        town, thing, work = (
            random.choice(_WORDS["towns"]),
            random.choice(_WORDS["things"]),
            random.choice(_WORDS["works"]),
        )
        total = random.randrange(500, 90000) / 100
        yield {
            "unit": f"{town}县{random.choice(_WORDS['units'])}",
            "name": f"{thing}{work}经费（{number + 1:06d}）",
            "goal": f"对{town}县{random.choice(_WORDS['things'])}和{thing}开展{work}，"
            f"年内{work}{thing}{random.randrange(3, 400)}处，改善{random.choice(_WORDS['社会效益'])}。",
            "amounts": [{"source": "总计", "value": total}, {"source": "财政拨款", "value": total}],
            "indicators": [_indicator(random, label, pools[label]) for label in ORDER[random.randrange(2) :]],
        }


def _indicator(random: Random, label: str, pool: Pool) -> dict[str, str]:
    name, values = random.choice(pool)
    value = random.choice(values)
    fault = _fault(random)
    if fault == "bare" and name.endswith(COUNTED):
        fault = "hedged"
    if fault == "label":
        label = random.choice(ORDER)
    elif fault == "missing-name":
        name = ""
    elif fault == "markup":
        name = f"{name[:2]}{random.choice(('&nbsp;', '<br/>'))}{name[2:]}"
    period = value = _faulty(random, fault, value)
    if fault == "period" and not (other := random.choice(values)).endswith("100%"):
        period = other
    level1, code = LEVELS[label]
    return {"level1": level1, "level2": f"{code}-{label}", "name": name, "period_value": period, "annual_value": value}


def _fault(random: Random) -> str:
    """The name of a fault, "" for none."""
    number = random.randrange(1000)
    for fault, count in FAULTS.items():
        if number < count:
            return fault
        number -= count
    return ""


def _faulty(random: Random, fault: str, value: str) -> str:
    """A value with a fault of values, unchanged for any other."""
    if fault == "vague":
        return str(random.choice(_WORDS["vague"]))
    if fault == "missing-annual":
        return ""
    if fault == "operator":
        return f"≥={value.lstrip('≤≥=不少于大等')}"
    if fault == "placeholder":
        return random.choice(("待定", "××", "/", "不涉及"))
    if fault == "bare":
        return f"{random.choice(OPERATORS)}{random.randrange(1, 1800)}"
    if fault == "hedged" and not value.endswith("100%"):
        return random.choice((f"力争{value}", f"{value}左右"))
    return value


def _pools(random: Random) -> dict[str, Pool]:
    """For each label NAMES names, each with the values that fit it."""
    values = {measure: _values(random, measure) for measure in _MEASURES}
    return {label: [_name(random, label, values) for _ in range(NAMES)] for label in LEVELS}


def _name(random: Random, label: str, values: Mapping[str, Sequence[str]]) -> tuple[str, Sequence[str]]:
    work, thing = random.choice(_WORDS["works"]), random.choice(_WORDS["things"])
    measure = random.choice(_WORDS[label])
    if label == "数量指标":
        return f"{work}{thing}{measure.partition(':')[0]}", values[measure]
    if label == "服务对象满意度":
        return f"{measure}对{thing}{work}满意度{_formula(random, '满意度')}", values["率"]
    if label in ("质量指标", "时效指标"):
        if measure in values:
            return f"{thing}{work}{measure}", values[measure]
        return f"{thing}{work}{measure}{_formula(random, measure)}", values["率"]
    if random.randrange(2):
        return f"{thing}{work}带动{measure}", values["惠及"]
    return f"{thing}{measure}达标率{_formula(random, '达标率')}", values["率"]


def _formula(random: Random, rate: str) -> str:
    """How a rate is computed, in brackets as behind a name; "" for the few that do not say it."""
    if random.random() >= EXPLAINED:
        return ""
    part, whole = _WORDS["formulas"][rate]
    return f"（{random.choice(_WORDS['wordings']).format(part=part, whole=whole)}）"


def _values(random: Random, measure: str) -> list[str]:
    """NUMBERS values for a measure: a unit behind a number, a rate, a day, a time."""
    unit = measure.partition(":")[2]
    made = []
    for _ in range(NUMBERS):
        operator = random.choice(OPERATORS)
        if unit:
            made.append(f"{operator}{random.randrange(1, 3000)}{unit}")
        elif measure == "率":
            made.append(f"{operator}{random.randrange(800, 1001) / 10:g}%")
        elif measure == "惠及":
            made.append(f"惠及{random.randrange(20, 9000)}人")
        elif measure in ("完成时间", "交付时间"):
            made.append(f"2025年{random.randrange(1, 13)}月{random.randrange(1, 29)}日前")
        else:
            made.append(f"≤{random.randrange(1, 60)}个工作日")
    return made


def as_text(group: Sequence[dict[str, Any]]) -> bytes:
    """A list with one row for each project and its indicators in one running cell."""
    rows = ["2025年项目支出绩效目标表", "单位：万元", "项目名称\t总计\t财政拨款\t绩效目标\t绩效指标"]
    for project in group:
        money = [f"{amount['value']:.2f}" for amount in project["amounts"]]
        running = "".join(
            f"{number}、{i['level1']}；{i['level2']}；{i['name']}；实施周期指标值:{i['period_value']}；"
            f"年度指标值:{i['annual_value']}。"
            for number, i in enumerate(project["indicators"], 1)
        )
        rows.append("\t".join([project["name"], *money, project["goal"], running]))
    return ("\n".join(rows) + "\n").encode()


def as_json(group: Sequence[dict[str, Any]]) -> bytes:
    """The same list as `perflint parse -f json` gives it."""
    table = {"kind": "target", "title": "2025年项目支出绩效目标表", "money_unit": "万元", "projects": list(group)}
    document = {"schema": "perflint-parse/1", "files": [{"path": "corpus", "tables": [table]}]}
    return json.dumps(document, ensure_ascii=False).encode()


def as_xlsx(group: Sequence[dict[str, Any]]) -> bytes:
    """The same list as a sheet with a row for each indicator; the cells of a project are merged."""
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["2025年项目支出绩效目标表"])
    sheet.merge_cells("A1:I1")
    sheet.append(
        ["单位名称", "项目名称", "总计", "绩效目标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]
    )
    for project in group:
        first = sheet.max_row + 1
        own = [project["unit"], project["name"], project["amounts"][0]["value"], project["goal"]]
        for i in project["indicators"]:
            sheet.append([*own, i["level1"], i["level2"], i["name"], i["period_value"], i["annual_value"]])
            own = [None] * 4
        for column in range(1, 5):
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=column, end_column=column)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


FORMS = {"txt": as_text, "json": as_json, "xlsx": as_xlsx}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus that was written: its folder, and how much stands in it."""

    folder: Path
    projects: int
    indicators: int
    size: int


def write(folder: Path, count: int, form: str = "txt", per_file: int = 500, seed: int = 1) -> Corpus:
    """Write the corpus into a folder, so many projects to a file."""
    folder.mkdir(parents=True, exist_ok=True)
    size, indicators, group = 0, 0, list[dict[str, Any]]()
    for number, project in enumerate(projects(count, seed), 1):
        group.append(project)
        indicators += len(project["indicators"])
        if len(group) == per_file or number == count:
            data = FORMS[form](group)
            (folder / f"{number:06d}.{form}").write_bytes(data)
            size, group = size + len(data), []
    return Corpus(folder, count, indicators, size)


def main() -> None:
    """Write a corpus and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--as", dest="form", choices=FORMS, default="txt")
    parser.add_argument("--per-file", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = write(given.folder, given.projects, given.form, given.per_file, given.seed)
    print(f"{made.projects} projects, {made.indicators} indicators, {made.size / 1e6:.1f} MB in {made.folder}")


if __name__ == "__main__":
    main()
