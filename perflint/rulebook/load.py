"""One YAML file becomes one Rule, or the list of its faults with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from perflint.checks.base import shown_as
from perflint.errors import Message, Problem, did_you_mean
from perflint.lazyregex import lazy_regex
from perflint.model.results import SEVERITIES
from perflint.rulebook.checks import SCOPES, read_check, shipped_check, unknown_fields
from perflint.rulebook.rule import (
    DIMENSIONS,
    Basis,
    Condition,
    Documentation,
    Example,
    Examples,
    MadeOnce,
    Rule,
    Variant,
)
from perflint.yamldata.marks import Marks, load_yaml

REQUIRED = ("code", "name", "title", "severity", "dimension", "scope", "kind", "message", "help", "why", "examples")
KEYS = (
    *REQUIRED, "severity_when", "profile", "fields", "when", "with", "yields_to", "variants", "basis", "fix",
)  # fmt: skip
# Last in every shipped file, in this order; the first of them ends what a check reads.
DOCUMENTATION = ("why", "basis", "examples")
CONDITION_KEYS = ("category", "kind", "has", "lacks", "dump")
EXAMPLE_KEYS = ("at", "severity", "year", "filename")
CODE = lazy_regex(r"[A-Z]{2,8}[0-9]{3}\Z")
NAME = lazy_regex(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
MIN_EXAMPLES = 2


class RuleReader:
    """Reads one rule file; `problems` holds every fault found on the way.

    With `later`, the rule is a shipped one whose source ends before the documentation: that is read by `later`, and the
    check is made, when they are asked for; `data` is then what the source holds.
    """

    def __init__(
        self,
        source: str,
        file: str,
        builtin: bool,
        later: Callable[[], Documentation] | None = None,
        data: Any = None,
    ) -> None:
        self.file = file
        self.builtin = builtin
        self._later = later
        self.problems: list[Problem] = []
        self._marks = Marks(source, file)
        self.data, fault = load_yaml(source, file) if data is None else (data, None)
        if fault is not None:
            self.problems.append(fault)
        elif not isinstance(self.data, dict):
            self.report((), "规则文件应是一个映射（code、name、…）", "a rule file is a mapping (code, name, …)")

    def report(self, path: tuple[str | int, ...], zh: str, en: str, at_key: bool = False) -> None:
        """Note a fault at a path of the file."""
        self.problems.append(self._marks.problem(path, Message(zh, en), at_key=at_key))

    def read(self) -> Rule | None:
        """The rule, or None where the file has faults."""
        if self.problems:
            return None
        data = self.data
        self._check_keys(data, KEYS, ())
        for key in REQUIRED:
            if key not in data and not (key in DOCUMENTATION and self._later):
                self.report((), f"缺少“{key}”", f"'{key}' is missing")
        if self.problems:
            return None
        check, made = None, MadeOnce(partial(shipped_check, data, self._marks))
        # The shipped rules are proved by the test suite, which reads them from end to end.
        if self._later is None:
            check = read_check(data, self._marks, self.builtin, self.problems)
            made = MadeOnce(made=check)
        rule = Rule(
            code=self._pattern(
                "code", CODE, "三个以上大写字母加三位数字，如 ORG001", "capitals and three digits, as in ORG001"
            ),
            name=self._pattern("name", NAME, "小写字母、数字和连字符", "lower-case letters, digits and hyphens"),
            title=self._message(("title",), data["title"]),
            severity=self._choice("severity", SEVERITIES),
            profile=self._choice("profile", ("default", "strict"), "default"),
            dimension=self._choice("dimension", DIMENSIONS),
            scope=self._scopes(check),
            kind=str(data["kind"]),
            check_made=made,
            message=self._message(("message",), data["message"], check),
            help=self._message(("help",), data["help"], check),
            path=self.file,
            fields=self._fields(check),
            when=self._condition(("when",), data.get("when") or {}),
            severity_when=self._severity_when(),
            yields_to=self._strings(("yields_to",), data.get("yields_to", [])),
            variants=self._variants(check),
            read_documentation=self._later or self._read_now(),
            problem_at=self._marks.problem,
            fix=bool(data.get("fix", False)),
            builtin=self.builtin,
        )
        return None if self.problems else rule

    def _check_keys(self, data: Mapping[str, Any], known: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        for key in data:
            if key not in known:
                hint = did_you_mean(str(key), known)
                self.report((*path, key), f"不认识的键“{key}”{hint.zh}", f"unknown key '{key}'{hint.en}", at_key=True)

    def _pattern(self, key: str, pattern: re.Pattern[str], zh: str, en: str) -> str:
        value = self.data[key]
        if not isinstance(value, str) or not pattern.match(value):
            self.report((key,), f"“{key}”应为{zh}", f"'{key}' should be {en}")
            return ""
        return value

    def _choice(self, key: str, known: tuple[str, ...], default: str | None = None) -> Any:
        value = self.data.get(key, default)
        if value not in known:
            hint = did_you_mean(str(value), known)
            listed = " ".join(known)
            self.report(
                (key,), f"“{key}”应为其中之一：{listed}{hint.zh}", f"'{key}' should be one of: {listed}{hint.en}"
            )
        return value

    def _scopes(self, check: Any) -> Any:
        scopes = self._strings(("scope",), self.data["scope"])
        for index, scope in enumerate(scopes):
            if scope not in SCOPES:
                hint = did_you_mean(scope, SCOPES)
                self.report(("scope", index), f"不认识的范围“{scope}”{hint.zh}", f"unknown scope '{scope}'{hint.en}")
            elif check is not None and scope not in check.scopes:
                self.report(
                    ("scope", index),
                    f"种类“{check.kind}”不能用于范围“{scope}”（可用：{'、'.join(check.scopes)}）",
                    f"kind '{check.kind}' cannot be used with scope '{scope}' (it takes: {', '.join(check.scopes)})",
                )
        return scopes

    def _fields(self, check: Any) -> tuple[str, ...]:
        given = self._strings(("fields",), self.data.get("fields", []))
        # The shipped rules are proved by the test suite, as their patterns are.
        if not self.builtin:
            unknown_fields(given, self.data, check, self.report)
        return given

    def _strings(self, path: tuple[str | int, ...], value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.report(path, f"“{path[-1]}”应是字符串列表", f"'{path[-1]}' should be a list of strings")
            return ()
        return tuple(value)

    def _message(self, path: tuple[str | int, ...], value: Any, check: Any = None) -> Message:
        if (
            not isinstance(value, dict)
            or set(value) != {"zh", "en"}
            or not all(isinstance(v, str) for v in value.values())
        ):
            self.report(path, f"“{path[-1]}”应写作 {{zh: …, en: …}}", f"'{path[-1]}' should be {{zh: …, en: …}}")
            return Message("", "")
        for lang, text in value.items():
            self._check_placeholders((*path, lang), text, check)
        return Message(value["zh"], value["en"])

    def _check_placeholders(self, path: tuple[str | int, ...], text: str, check: Any) -> None:
        if check is None:
            return
        import string

        try:
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError:
            self.report(path, "花括号不成对", "unbalanced braces")
            return
        for name in names:
            if name not in check.placeholders:
                known = sorted(check.placeholders)
                hint = did_you_mean(name, known)
                zh = hint.zh or f"（可用：{'、'.join(known)}）"
                en = hint.en or f" (it gives: {', '.join(known)})"
                self.report(
                    path,
                    f"种类“{check.kind}”不提供占位符“{{{name}}}”{zh}",
                    f"kind '{check.kind}' gives no placeholder '{{{name}}}'{en}",
                )

    def _condition(self, path: tuple[str | int, ...], value: Any) -> Condition:
        if not isinstance(value, dict):
            self.report(path, "条件应是一个映射", "a condition is a mapping")
            return Condition()
        self._check_keys(value, CONDITION_KEYS, path)
        lists = {k: self._strings((*path, k), value[k]) for k in ("category", "kind", "has", "lacks") if k in value}
        dump = value.get("dump")
        if dump is not None and not isinstance(dump, bool):
            self.report((*path, "dump"), "“dump”应为 true 或 false", "'dump' should be true or false")
        return Condition(**lists, dump=dump)

    def _severity_when(self) -> Any:
        entries = self.data.get("severity_when") or []
        result = []
        for index, entry in enumerate(entries):
            path = ("severity_when", index)
            if not isinstance(entry, dict) or entry.get("severity") not in SEVERITIES:
                self.report(path, "需要 severity 和条件", "needs a severity and a condition")
                continue
            condition = {k: v for k, v in entry.items() if k != "severity"}
            result.append((self._condition(path, condition), entry["severity"]))
        return tuple(result)

    def _variants(self, check: Any) -> dict[str, Variant]:
        result = {}
        for name, value in (self.data.get("variants") or {}).items():
            path = ("variants", name)
            if not isinstance(value, dict) or "message" not in value:
                self.report(path, "需要 message", "needs a message")
                continue
            self._check_keys(value, ("message", "help"), path)
            message = self._message((*path, "message"), value["message"], check)
            helps = value.get("help", self.data["help"])
            result[str(name)] = Variant(message, self._message((*path, "help"), helps, check))
        return result

    def _basis(self) -> tuple[Basis, ...]:
        result = []
        for index, entry in enumerate(self.data.get("basis") or []):
            path = ("basis", index)
            if not isinstance(entry, dict) or "document" not in entry:
                self.report(path, "需要 document", "needs a document")
                continue
            self._check_keys(entry, ("document", "note"), path)
            note = entry.get("note", "")
            both = Message(note, note) if isinstance(note, str) else self._message((*path, "note"), note)
            result.append(Basis(str(entry["document"]), both))
        return tuple(result)

    def _read_now(self) -> Callable[[], Documentation]:
        found = self.documentation()
        return lambda: found

    def documentation(self) -> Documentation:
        """Reasons and examples of the file."""
        return Documentation(self._message(("why",), self.data["why"]), self._basis(), self._examples())

    def _examples(self) -> Examples:
        value = self.data["examples"]
        if not isinstance(value, dict):
            self.report(("examples",), "应写作 {bad: […], good: […]}", "should be {bad: […], good: […]}")
            return Examples()
        self._check_keys(value, ("bad", "good"), ("examples",))
        sides = {}
        for side in ("bad", "good"):
            entries = value.get(side) or []
            if not isinstance(entries, list) or len(entries) < MIN_EXAMPLES:
                self.report(
                    ("examples", side) if side in value else ("examples",),
                    f"“{side}”至少要有 {MIN_EXAMPLES} 个例子",
                    f"'{side}' needs at least {MIN_EXAMPLES} examples",
                )
                continue
            sides[side] = tuple(self._example(("examples", side, i), e) for i, e in enumerate(entries))
        return Examples(**sides)

    def _example(self, path: tuple[str | int, ...], entry: Any) -> Example:
        if not isinstance(entry, dict):
            self.report(path, "例子应是一个映射", "an example is a mapping")
            return Example({})
        at = entry.get("at")
        places = at if isinstance(at, list) and at and isinstance(at[0], list) else [at] if at else []
        pairs = tuple((_shown(str(p[0])), str(p[1])) for p in places if isinstance(p, list) and len(p) == 2)
        if path[1] == "bad" and (not pairs or len(pairs) != len(places)):
            self.report(path, "坏例子要用 at: [字段, 原文] 说明位置", "a bad example needs at: [field, text]")
        data = {k: v for k, v in entry.items() if k not in EXAMPLE_KEYS}
        return Example(data, pairs, entry.get("severity"), entry.get("year"), entry.get("filename"))


def _shown(where: str) -> str:
    """A place of `at` as a diagnostic has it: what is found in `formula` is reported under `annual`."""
    steps = where.split(".")
    last = max((n for n, step in enumerate(steps) if step.isdigit()), default=-1) + 1
    return ".".join([*steps[:last], shown_as(".".join(steps[last:]))])
