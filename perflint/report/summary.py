"""The end of a report: counts, the table of rules, and what could not be judged."""

from __future__ import annotations

from collections import Counter

from perflint.lazyclass import dataclass
from perflint.model import Notice, Outcome, Result
from perflint.model.results import SEVERITIES, Severity
from perflint.report.place import file_and_place
from perflint.report.safe import visible
from perflint.report.view import View

# The keys that checks give, in Chinese; in English they speak for themselves.
REASONS = {
    "no-year": "预算年度不明",
    "no-number": "没有可比的数值",
    "no-weight": "没有分值",
    "no-score": "没有得分",
    "no-budget": "没有预算数",
    "no-amount": "没有金额",
    "no-value": "没有指标值",
    "no-name": "没有指标名称",
    "no-category": "类别不明",
    "no-total": "没有总分",
    "no-rate": "没有执行率",
    "shared-weight": "分值由几行共用",
    "garbled": "文字残缺",
    "not-comparable": "无法比较",
    "unreadable-number": "数字无法识别",
    "no-whole": "总数为零",
    "own-steps": "表中另有计分办法",
    "mixed-units": "金额单位不一",
    "unknown-source": "资金来源无法识别",
    "shifted-columns": "金额可能错列",
    "timeout": "超过时限",
}


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """What a result adds up to."""

    error: int
    warning: int
    info: int
    not_enough_data: int
    failed: int


def count(result: Result) -> Counts:
    """Count diagnostics by severity and outcomes by status."""
    tally = result.tally
    failed = sum(o.count for o in result.outcomes if o.status == "failed")
    return Counts(tally.error, tally.warning, tally.info, tally.not_enough_data, failed)


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 or word == "info" else f"{number} {word}s"


def summary_line(result: Result, view: View) -> str:
    """One sentence: files, indicators, findings, and what was not judged."""
    counts = count(result)
    files, indicators = len(result.files), sum(f.indicators for f in result.files)
    silent = len(result.suppressed)
    if view.lang == "en":
        found = ", ".join(_plural(getattr(counts, s), s) for s in SEVERITIES) if result.diagnostics else "nothing found"
        line = f"{_plural(files, 'file')}, {_plural(indicators, 'indicator')}: {found}"
        line += f"; {silent} suppressed or known" if silent else ""
        if counts.not_enough_data:
            line += f"; {counts.not_enough_data} not judged for lack of data"
        return line + (f"; {_plural(counts.failed, 'rule failure')}" if counts.failed else "")
    found = (
        f"{counts.error} 个错误，{counts.warning} 个警告，{counts.info} 条提示"
        if result.diagnostics
        else "没有发现问题"
    )
    line = f"{files} 个文件，{indicators} 条指标：{found}"
    line += f"；已忽略或已知 {silent} 处" if silent else ""
    if counts.not_enough_data:
        line += f"；另有 {counts.not_enough_data} 处资料不足未判断"
    return line + (f"；{counts.failed} 次规则运行失败" if counts.failed else "")


def statistics(result: Result, view: View) -> str:
    """A line per rule that found something, the most frequent first: count, code, severity, name."""
    groups: Counter[tuple[str, str, Severity]] = Counter((d.rule, d.name, d.severity) for d in result.diagnostics)
    ordered = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
    width = max((len(str(number)) for _, number in ordered), default=0)
    return "".join(
        f"{number:>{width}}  {view.paint(code, 'bold')}  {view.paint(f'{severity:<7}', severity)}  {name}\n"
        for (code, name, severity), number in ordered
    )


def reason_text(reason: str, view: View) -> str:
    """The reason of an outcome in the user's language; what a failed rule said as it is."""
    if reason not in REASONS:
        return visible(reason)
    return view.say(REASONS[reason], reason.replace("-", " "))


def outcome_line(outcome: Outcome, view: View) -> str:
    """One line: file, table, rule, what became of it, how often, and where first."""
    status = (
        view.say("资料不足", "not enough data") if outcome.status == "not-enough-data" else view.say("失败", "failed")
    )
    first = outcome.first
    about = visible(first.project or "")
    if first.seq is not None:
        about += view.say(f" 指标{first.seq}", f" indicator {first.seq}")
    where = view.say(f"表{outcome.table}", f"table {outcome.table}")
    line = f"{visible(outcome.file)}: {where} {outcome.rule} {status}"
    reason = reason_text(outcome.reason, view)
    line += view.say(f"：{reason}，{outcome.count} 处", f": {reason}, {outcome.count}x")
    return line + (view.say(f"，首见：{about}", f", first at: {about}") if about.strip() else "")


def notice_line(notice: Notice, view: View) -> str:
    """One line: file and place, that it is a warning, and what is at fault with the suppression."""
    where = visible(file_and_place(notice.file, notice.location, view.lang))
    return f"{where}: {view.paint('warning', 'warning')} {notice.kind} {visible(notice.message)}"


def closing_lines(result: Result, view: View) -> str:
    """What follows the findings: notices, the outcomes that were asked for, and the summary."""
    lines = (*notice_lines(result, view), *outcome_lines(result, view), summary_line(result, view))
    return "".join(f"{line}\n" for line in lines)


def notice_lines(result: Result, view: View) -> list[str]:
    """A line for all that is at fault with suppressions."""
    return [notice_line(notice, view) for notice in result.notices]


def outcome_lines(result: Result, view: View) -> list[str]:
    """Every outcome where the user asked for them; failed rules always, since they make the run fail."""
    return [outcome_line(o, view) for o in result.outcomes if view.show_outcomes or o.status == "failed"]
