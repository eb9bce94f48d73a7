"""What `check --timing` says: seconds by stage and by rule, the slowest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perflint.model import Result
from perflint.report.view import View
from perflint.timing import STAGES, Spent, Timing

_MOST_RULES = 20
_NAMES = {
    "start": "启动",
    "cache": "缓存",
    "read": "读取",
    "parse": "理解",
    "check": "检查",
    "match": "跨文件比对",
    "report": "报告",
}


def timing_lines(result: Result, timing: Timing, whole: Spent, view: View) -> list[str]:
    """The lines; `whole` is what the run took. Stages add up over workers, so that they may be more than the whole."""
    checked, known = len(result.files), timing.known
    indicators = sum(file.indicators for file in result.files)
    rate = indicators / whole.wall if whole.wall else 0.0
    first = view.say(
        f"用时 {whole.wall:.2f} 秒（处理器 {whole.cpu:.2f} 秒）：{checked} 个文件，其中 {known} 个取自缓存，"
        f"{indicators} 条指标，每秒 {rate:.0f} 条",
        f"{whole.wall:.2f} s ({whole.cpu:.2f} s of processor): {checked} files, {known} of them from the cache, "
        f"{indicators} indicators, {rate:.0f} a second",
    )
    return [first, *_stages(timing, view), *_rules(timing, view)]


def _stages(timing: Timing, view: View) -> Iterator[str]:
    yield view.say("  秒      处理器  阶段", "  seconds processor stage")
    for name in STAGES:
        spent = timing.stages.get(name)
        if spent is not None:
            yield _stage(spent, view.say(_NAMES[name], name))
        if name == "check" and spent is not None:
            yield from _within_check(timing, spent, view)


def _within_check(timing: Timing, check: Spent, view: View) -> Iterator[str]:
    """The parts of a check: the rules, the tests that tell which to ask, and the rest, which is shared by all."""
    rules, gates = (sum(spent.wall for spent in table.values()) for table in (timing.rules, timing.gates))
    # Matching is a stage of its own.
    rules -= timing.stages["match"].wall if "match" in timing.stages else 0.0
    for seconds, zh, en in (
        (rules, "规则", "rules"),
        (gates, "先判断哪些规则可能有话说", "telling which rules may have something to say"),
        (check.wall - rules - gates, "定位、登记和计时本身", "places, book-keeping and the measuring itself"),
    ):
        yield f"  {max(seconds, 0.0):7.2f}          - {view.say(zh, en)}"


def _stage(spent: Spent, name: str) -> str:
    return f"  {spent.wall:7.2f} {spent.cpu:7.2f}  {name}"


def _rules(timing: Timing, view: View) -> Iterator[str]:
    """The slowest rules: the seconds of their checks and tests, and how often each was called."""
    rows = [(timing.rules[code], timing.gates[code], code) for code in sorted({*timing.rules, *timing.gates})]
    rows = [row for row in rows if row[0].calls or row[1].calls]
    if not rows:
        return
    rows.sort(key=lambda row: (-row[0].wall - row[1].wall, row[2]))
    yield view.say("  秒      调用    预判秒  预判    规则", "  seconds calls   tests s tests   rule")
    for runs, tests, code in rows[:_MOST_RULES]:
        yield f"  {runs.wall:7.3f} {runs.calls:7} {tests.wall:7.3f} {tests.calls:7} {code}"
    if len(rows) > _MOST_RULES:
        yield _others(rows[_MOST_RULES:], view)


def _others(rows: Sequence[tuple[Spent, Spent, str]], view: View) -> str:
    seconds = sum(runs.wall + tests.wall for runs, tests, _ in rows)
    return view.say(f"  {seconds:7.3f} 其余 {len(rows)} 条规则", f"  {seconds:7.3f} {len(rows)} other rules")
