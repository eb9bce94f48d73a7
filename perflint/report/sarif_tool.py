"""The tool's side of a SARIF log: its rules with their help, its messages, and what it has to say of the run itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from perflint.lazyregex import lazy_regex
from perflint.model import Diagnostic, Result, RuleNote
from perflint.report.safe import visible
from perflint.report.summary import reason_text
from perflint.report.view import View

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
# What GitHub sorts alerts by.
_PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
# In a message, [words](target) is a link and {0} stands for an argument (SARIF 2.1.0, 3.11.5 and 3.11.6).
_LINK = lazy_regex(r"\[(?=[^\]]*\]\()")
_ARGUMENT = lazy_regex(r"\{(\d+)\}")


def message(text: str) -> dict[str, str]:
    """A message object; no text makes links or placeholders. Lines of it stay lines."""
    lines = "\n".join(map(visible, text.split("\n")))
    return {"text": _ARGUMENT.sub(r"{{\1}}", _LINK.sub(r"\\[", lines))}


def text_of(diagnostic: Diagnostic, view: View) -> str:
    """The message of a result: what is wrong, and in a second line what to do."""
    first = visible(diagnostic.message)
    return f"{first}\n{view.say('帮助：', 'help: ')}{visible(diagnostic.help)}" if diagnostic.help else first


def driver(result: Result, view: View) -> dict[str, Any]:
    """The tool, with all rules that the run looked for, sorted by code."""
    rules = {code: _rule(note, view) for code, note in result.catalogue.items()}
    for diagnostic in result.diagnostics:
        if diagnostic.rule not in rules:
            level = {"level": LEVELS[diagnostic.severity]}
            rules[diagnostic.rule] = {
                "id": diagnostic.rule,
                "name": diagnostic.name,
                "defaultConfiguration": level,
            }
    said = {
        "unreadable-file": view.say("文件无法读取", "a file could not be read"),
        "rule-failed": view.say("规则运行失败", "a rule failed"),
        "not-enough-data": view.say("资料不足，未判断", "not judged for lack of data"),
    }
    return {
        "name": "perflint",
        "version": result.version,
        "rules": [rules[code] for code in sorted(rules)],
        "notifications": [{"id": name, "shortDescription": {"text": words}} for name, words in said.items()],
    }


def _rule(note: RuleNote, view: View) -> dict[str, Any]:
    reasons = note.read_reasons()
    parts = [
        (view.say("为什么", "Why"), [reasons.why]),
        (view.say("怎样改", "How to mend it"), [note.help]),
        (view.say("依据", "Basis"), list(reasons.basis)),
    ]
    said = [(title, lines) for title, lines in parts if any(lines)]
    plain = [title + view.say("：", ": ") + "\n".join(lines) for title, lines in said]
    marked = [f"**{title}**\n\n" + "\n".join(f"- {line}" for line in lines) for title, lines in said]
    return {
        "id": note.code,
        "name": note.name,
        "shortDescription": {"text": note.title},
        "fullDescription": {"text": reasons.why or note.title},
        "help": {"text": "\n".join(plain) or note.title, "markdown": "\n\n".join(marked) or note.title},
        "defaultConfiguration": {"level": LEVELS[note.severity]},
        "properties": {"tags": [note.dimension], "problem.severity": _PROBLEM[note.severity]},
    }


def notifications(result: Result, view: View, index: Mapping[str, int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is to be said of the run: (file, notification) for files that could not be read, suppressions at
    fault, rules that failed, and, where they are asked for, what could not be judged."""
    unreadable = {file.path for file in result.files if file.status == "unreadable"}
    for diagnostic in result.diagnostics:
        if diagnostic.file in unreadable and diagnostic.rule.startswith("PRS"):
            yield diagnostic.file, _notification("unreadable-file", "error", diagnostic.message, diagnostic.rule, index)
    for notice in result.notices:
        yield notice.file, _notification(notice.kind, "warning", notice.message, "", index)
    for outcome in result.outcomes:
        failed = outcome.status == "failed"
        if failed or view.show_outcomes:
            times = view.say(f"（{outcome.count} 处）", f" ({outcome.count}x)")
            words = f"{outcome.rule}: {reason_text(outcome.reason, view)}{times}"
            name, level = ("rule-failed", "error") if failed else ("not-enough-data", "note")
            yield outcome.file, _notification(name, level, words, outcome.rule, index)


def _notification(name: str, level: str, words: str, rule: str, index: Mapping[str, int]) -> dict[str, Any]:
    about = {"associatedRule": {"id": rule, "index": index[rule]}} if rule in index else {}
    return {"descriptor": {"id": name}, **about, "level": level, "message": message(words)}
