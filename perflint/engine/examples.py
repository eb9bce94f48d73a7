"""A rule's examples run through the real pipeline: what the rule must find, where, and what it must not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from perflint.engine.cross import match_signed
from perflint.engine.run import FileResult, Plan, check_parsed, unreadable
from perflint.errors import DefinitionError, Message, ReadError
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, Outcome
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.rulebook import Example, Rule, RuleBook
from perflint.taxonomy import Taxonomy

SHORT_KEYS = {"period": "period_value", "annual": "annual_value", "actual": "actual_value"}
TABLE_KEYS = ("fields",)


def verify_examples(book: RuleBook, taxonomy: Taxonomy) -> None:
    """Prove the user's rules by their examples. Raises DefinitionError with every one that does not behave."""
    problems = [
        rule.problem_at(path, fault)
        for rule in book.rules
        if not rule.builtin
        for path, fault in misbehaving(rule, book, taxonomy)
    ]
    if problems:
        raise DefinitionError(problems)


def faults(rule: Rule, book: RuleBook, taxonomy: Taxonomy) -> Iterator[Message]:
    """Every example of a rule that does not behave, in words."""
    return (message for _, message in misbehaving(rule, book, taxonomy))


def misbehaving(rule: Rule, book: RuleBook, taxonomy: Taxonomy) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    """Every example of a rule that does not behave: its path in the rule's file, and the fault in words."""
    plan = _plan_of(rule, book, taxonomy)
    for side, examples in (("bad", rule.examples.bad), ("good", rule.examples.good)):
        for number, example in enumerate(examples, 1):
            where = f"examples.{side}[{number}]"
            path = ("examples", side, number - 1)
            off = deviation(example, own_findings(rule, example, examine(example, plan)[0]))
            if off is None:
                continue
            if off.misplaced:
                message = Message(
                    f"{where}：应报 {_listed(example.at)}，实报 {_listed(off.got)}",
                    f"{where}: expected {_listed(example.at)}, got {_listed(off.got)}",
                )
            else:
                message = Message(
                    f"{where}：级别应为 {example.severity}，实为 {list(off.levels)}",
                    f"{where}: expected the severity {example.severity}, got {list(off.levels)}",
                )
            yield path, message


@dataclass(frozen=True, slots=True)
class Deviation:
    """How a rule behaved otherwise than an example wants.

    `got` are the places reported, as (place in the words of `at`, evidence); `missing` and `surplus` those of one side
    only; with neither, the severities `levels` are not the example's.
    """

    got: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    surplus: tuple[tuple[str, str], ...]
    levels: tuple[str, ...]

    @property
    def misplaced(self) -> bool:
        """Whether it is the places that differ, and not only the severity."""
        return not self.levels


def own_findings(rule: Rule, example: Example, found: Iterable[Diagnostic]) -> tuple[tuple[str, Diagnostic], ...]:
    """The rule's own diagnostics among all of an example, each with its place in the words of `at`."""
    return tuple((place(d, example), d) for d in found if d.rule == rule.code)


def deviation(example: Example, own: Sequence[tuple[str, Diagnostic]]) -> Deviation | None:
    """How the rule's own diagnostics differ from what the example wants, or None where they do not."""
    got = tuple(sorted((where, d.evidence) for where, d in own))
    if got != tuple(sorted(example.at)):
        missing = tuple(p for p in example.at if p not in got)
        return Deviation(got, missing, tuple(p for p in got if p not in example.at), ())
    levels = tuple(sorted({d.severity for _, d in own}))
    if example.severity and any(level != example.severity for level in levels):
        return Deviation(got, (), (), levels)
    return None


def _listed(places: Iterable[tuple[str, str]]) -> str:
    """Places as a rule file writes them; [] for none."""
    return "[" + ", ".join(f"[{field}, {evidence}]" for field, evidence in places) + "]"


def run_example(rule: Rule, example: Example, book: RuleBook, taxonomy: Taxonomy) -> list[Diagnostic]:
    """The rule's own diagnostics on one example."""
    found, _ = examine(example, _plan_of(rule, book, taxonomy))
    return [d for d in found if d.rule == rule.code]


def _plan_of(rule: Rule, book: RuleBook, taxonomy: Taxonomy) -> Plan:
    """The plan that reports one rule, and lets its crash through."""
    return Plan.of(RuleBook(book.rules, frozenset({rule.code})), taxonomy, on_error="raise")


def examine(example: Example, plan: Plan) -> tuple[list[Diagnostic], list[Outcome]]:
    """Everything that the plan's rules say of one example; one that is no table is a file that cannot be read."""
    data = example.data
    plan = replace(plan, year=example.year)
    if "text" in data:
        results = [_check(str(data["text"]).encode(), example.filename or "example.txt", plan)]
    else:
        tables = [dict(t) for t in data["run"]] if "run" in data else [table_of(data)]
        results = [
            _check(json.dumps([expand_table(t)], ensure_ascii=False, default=str).encode(), name, plan)
            for t, name in zip(tables, _names(example, len(tables)), strict=True)
        ]
    across, failed = match_signed(results, plan)
    outcomes = [o for r in results for o in r.outcomes]
    return [d for r in results for d in r.diagnostics] + across, outcomes + failed


def _check(data: bytes, name: str, plan: Plan) -> FileResult:
    try:
        return check_parsed(parse_document(read_document(data, name), plan.taxonomy), plan)
    except ReadError as error:
        return unreadable(name, error.message, plan)


def _names(example: Example, count: int) -> list[str]:
    if example.filename and count == 1:
        return [example.filename.rsplit(".", 1)[0] + ".json"]
    return [f"example{number}.json" if count > 1 else "example.json" for number in range(1, count + 1)]


def table_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The table of an example: given whole, as one project, or as one indicator."""
    if "table" in data:
        return dict(data["table"])
    outer = {k: data[k] for k in TABLE_KEYS if k in data}
    if "project" in data:
        rest = {k: v for k, v in data.items() if k not in ("project", *TABLE_KEYS)}
        return {"kind": "target", **outer, **rest, "projects": [data["project"]]}
    indicator = {k: v for k, v in data.items() if k not in (*TABLE_KEYS, "kind", "title", "project_name")}
    table = {k: data[k] for k in ("kind", "title") if k in data}
    return {"kind": "target", **table, **outer, "projects": [{"name": "示例项目", "indicators": [indicator]}]}


def expand_table(table: Mapping[str, Any]) -> dict[str, Any]:
    """An example table as a `perflint-parse/1` table: short keys and `category` written out."""
    projects = [
        {**p, "indicators": [_indicator(i) for i in p.get("indicators", [])]} for p in table.get("projects", [])
    ]
    return {"kind": "target", **table, "projects": projects}


def _indicator(data: Mapping[str, Any]) -> dict[str, Any]:
    result = {SHORT_KEYS.get(k, k): v for k, v in data.items() if k != "category"}
    if "category" in data:
        category = str(data["category"])
        result.setdefault("level2", category)
        result.setdefault("level1", LEVEL1_OF.get(category, category))
    return result


LEVEL1_OF = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "生态效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
    "其他满意度指标": "满意度指标",
}


def place(diagnostic: Diagnostic, example: Example) -> str:
    """Where a diagnostic stands, in the words of `at`: as much of the path as the example itself writes."""
    field, subject = diagnostic.field, diagnostic.subject
    if "run" in example.data:
        number = int("".join(c for c in diagnostic.file if c.isdigit()) or 1)
        path = f"tables.{number}"
        return (
            f"{path}.projects.{_project_number(diagnostic, example, number)}.{field}"
            if subject.project
            else f"{path}.{field}"
        )
    if "table" in example.data and subject.project is not None:
        prefix = f"projects.{_project_number(diagnostic, example, 1)}."
        return f"{prefix}indicators.{subject.index}.{field}" if subject.index else f"{prefix}{field}"
    if ("project" in example.data or "text" in example.data) and subject.index:
        return f"indicators.{subject.index}.{field}"
    return field


def _project_number(diagnostic: Diagnostic, example: Example, table: int) -> int:
    data = example.data["run"][table - 1] if "run" in example.data else example.data["table"]
    names = [p.get("name") for p in data.get("projects", [])]
    units = [p.get("unit") for p in data.get("projects", [])]
    subject = diagnostic.subject
    for number, (name, unit) in enumerate(zip(names, units, strict=True), 1):
        if (name or None) == subject.project and (unit is None or unit == subject.unit):
            return number
    return 1
