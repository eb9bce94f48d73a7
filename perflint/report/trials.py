"""The rule writer's bench as text or JSON: each example, what fired where, why not, and which rules are mixed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from perflint.report.json import dump
from perflint.report.parse_text import aligned, shorten
from perflint.report.safe import visible
from perflint.report.view import View
from perflint.rulebook import Rule, Trial

_EXAMPLE_WIDTH = 88
_DEPTH = 4


def render_trials(trials: Sequence[Trial], view: View, every: bool) -> str:
    """The examples (with `every` all of them, else those that do not behave), the confusion tables, one last line."""
    blocks = [_rule_block(rule, of_rule, view, every) for rule, of_rule in _by_rule(trials)]
    parts = [block for block in blocks if block]
    parts.append(_confusion(trials, view))
    mixed = _mixed_up(trials, view)
    if mixed:
        parts.append(mixed)
    return "\n".join([*parts, _last_line(trials, view)])


def render_trials_json(trials: Sequence[Trial]) -> str:
    """Everything as data, an entry per example."""
    return dump({"examples": [_entry(trial) for trial in trials]}, _DEPTH)


def _by_rule(trials: Sequence[Trial]) -> list[tuple[Rule, list[Trial]]]:
    groups: dict[str, tuple[Rule, list[Trial]]] = {}
    for trial in trials:
        groups.setdefault(trial.rule.code, (trial.rule, []))[1].append(trial)
    return list(groups.values())


def _rule_block(rule: Rule, trials: Sequence[Trial], view: View, every: bool) -> str:
    shown = [trial for trial in trials if every or trial.fault]
    if not shown:
        return ""
    lines = [f"{view.paint(rule.code, 'bold')} {rule.name}  {visible(rule.path)}"]
    for trial in shown:
        lines.extend(_trial_lines(trial, view))
    return "\n".join(lines) + "\n"


def _trial_lines(trial: Trial, view: View) -> list[str]:
    mark = view.paint("✗", "error") if trial.fault else view.paint("✓", "help")
    lines = [f"  {mark} {trial.side}[{trial.number}]  {shorten(trial.example.text(), _EXAMPLE_WIDTH)}"]
    if trial.fault:
        lines.append("      " + view.paint(visible(trial.fault.in_language(view.lang)), "error"))
    for where, diagnostic in trial.found:
        lines.append(f"      {where} “{visible(diagnostic.evidence)}”: {visible(diagnostic.message)}")
    if trial.silence:
        said = trial.silence.in_language(view.lang)
        lines.append("      " + view.paint(visible(view.say(f"没有报：{said}", f"silent: {said}")), "dim"))
    if trial.others:
        codes = " ".join(trial.others)
        lines.append("      " + view.paint(view.say(f"其他规则：{codes}", f"other rules: {codes}"), "dim"))
    return lines


def _confusion(trials: Sequence[Trial], view: View) -> str:
    """How often the examples of each side were found."""
    counts = Counter((trial.side, bool(trial.found)) for trial in trials)
    rows = [
        ["", view.say("报出", "found"), view.say("未报", "silent")],
        [view.say("坏例子", "bad"), str(counts["bad", True]), str(counts["bad", False])],
        [view.say("好例子", "good"), str(counts["good", True]), str(counts["good", False])],
    ]
    return "".join(line + "\n" for line in aligned(rows))


def _mixed_up(trials: Sequence[Trial], view: View) -> str:
    """Which other rules speak about a rule's bad examples, the most frequent first."""
    rows = []
    for rule, of_rule in _by_rule(trials):
        counts = Counter(code for trial in of_rule if trial.side == "bad" for code in trial.others)
        if counts:
            ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            rows.append([rule.code, "  ".join(f"{code}×{number}" for code, number in ordered)])
    if not rows:
        return ""
    head = view.say("坏例子上同时报出的其他规则：", "other rules that speak about the bad examples:")
    return "\n".join([head, *(f"  {line}" for line in aligned(rows))]) + "\n"


def _last_line(trials: Sequence[Trial], view: View) -> str:
    rules, wrong = len({t.rule.code for t in trials}), sum(t.fault is not None for t in trials)
    zh = f"{rules} 条规则，{len(trials)} 个例子：" + (f"{wrong} 个不符" if wrong else "全部符合")
    en = f"{rules} rule(s), {len(trials)} example(s): " + (f"{wrong} do not behave" if wrong else "all behave")
    return view.say(zh, en) + "\n"


def _entry(trial: Trial) -> dict[str, Any]:
    def said(message: Any) -> dict[str, str] | None:
        return {"zh": message.zh, "en": message.en} if message else None

    return {
        "rule": trial.rule.code,
        "side": trial.side,
        "number": trial.number,
        "found": [
            {"at": [where, d.evidence], "severity": d.severity, "message": d.message} for where, d in trial.found
        ],
        "expected": [list(pair) for pair in trial.example.at],
        "others": list(trial.others),
        "fault": said(trial.fault),
        "silence": said(trial.silence),
    }
