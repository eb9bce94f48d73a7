"""The format `units`: how many findings each budget unit has, a line each, tabs between."""

from __future__ import annotations

from collections import Counter

from perflint.model import Result
from perflint.report import View
from perflint.report.safe import visible


def render_units(result: Result, view: View) -> str:
    """A head line and a line per unit, the most findings first. Table text is made harmless for terminals."""
    counts = Counter(d.subject.unit or "" for d in result.diagnostics)
    lines = [view.say("单位\t问题数", "unit\tfindings")]
    for unit, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"{visible(unit) or '-'}\t{number}")
    return "\n".join(lines) + "\n"
