"""A comparison of two runs, as text for people and as JSON."""

from __future__ import annotations

from typing import Any

from perflint.model import Comparison, Remaining
from perflint.report.concise import concise_line
from perflint.report.json import diagnostic_json, dump
from perflint.report.view import View

SCHEMA = "perflint-compare/1"


def render_comparison(comparison: Comparison, view: View) -> str:
    """Three lists with a line for each finding, then the counts."""
    lines: list[str] = []
    parts = (
        (view.say("已改正", "mended"), [concise_line(d, view) for d in comparison.mended]),
        (view.say("仍存在", "still there"), [_still(pair, view) for pair in comparison.remaining]),
        (view.say("新出现", "new"), [concise_line(d, view) for d in comparison.new]),
    )
    for title, found in parts:
        if found:
            lines.append(view.paint(view.say(f"{title}（{len(found)}）", f"{title} ({len(found)})"), "bold"))
            lines.extend(f"  {line}" for line in found)
            lines.append("")
    mended, still, new = len(comparison.mended), len(comparison.remaining), len(comparison.new)
    lines.append(
        view.say(
            f"已改正 {mended} 处，仍存在 {still} 处，新出现 {new} 处",
            f"{mended} mended, {still} still there, {new} new",
        )
    )
    return "\n".join(lines) + "\n"


def _still(pair: Remaining, view: View) -> str:
    line = concise_line(pair.new, view)
    return line + view.say("（文字有改动）", " (reworded)") if pair.changed else line


def render_comparison_json(comparison: Comparison) -> str:
    """The same as data; findings as in the JSON of check."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "summary": {
            "mended": len(comparison.mended),
            "remaining": len(comparison.remaining),
            "new": len(comparison.new),
        },
        "mended": [diagnostic_json(d) for d in comparison.mended],
        "remaining": [
            {"changed": pair.changed, "old": diagnostic_json(pair.old), "new": diagnostic_json(pair.new)}
            for pair in comparison.remaining
        ],
        "new": [diagnostic_json(d) for d in comparison.new],
    }
    return dump(document)
