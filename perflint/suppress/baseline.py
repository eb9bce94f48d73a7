"""The baseline: findings that are known, so that a run reports new ones only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from perflint.errors import UsageError
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic

SCHEMA = "perflint-baseline/1"
FILE_NAME = "perflint-baseline.json"


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Known findings by fingerprint: how many of each, and what a person may want to read of it.

    A fingerprint is unique in a file, so that a table which stands in two files gives each finding twice.
    """

    findings: dict[str, dict[str, Any]]

    @property
    def counts(self) -> Counter[str]:
        """How many of each fingerprint are known."""
        return Counter({fingerprint: finding["count"] for fingerprint, finding in self.findings.items()})

    def document(self) -> dict[str, Any]:
        """What stands in the file: the same for the same findings, in the order of file, rule and fingerprint."""
        ordered = sorted(self.findings.values(), key=lambda f: (f["file"], f["rule"], f["fingerprint"]))
        return {"schema": SCHEMA, "findings": ordered}


def baseline_of(diagnostics: Iterable[Diagnostic]) -> Baseline:
    """All findings of a run as known ones; unreadable files are none: they are never known."""
    findings: dict[str, dict[str, Any]] = {}
    for d in diagnostics:
        if not d.evidence and d.subject.table is None:
            continue
        known = findings.get(d.fingerprint)
        if known is not None:
            known["count"] += 1
            continue
        findings[d.fingerprint] = {
            "fingerprint": d.fingerprint,
            "count": 1,
            "rule": d.rule,
            "file": d.file,
            "project": d.subject.project,
            "indicator": (d.indicator or {}).get("name"),
            "evidence": d.evidence[:80],
        }
    return Baseline(findings)


def pruned(baseline: Baseline, diagnostics: Iterable[Diagnostic]) -> Baseline:
    """The known findings that are still found, no more of each than there are."""
    now = Counter(d.fingerprint for d in diagnostics)
    left = {
        fingerprint: {**finding, "count": min(finding["count"], now[fingerprint])}
        for fingerprint, finding in baseline.findings.items()
        if now[fingerprint]
    }
    return Baseline(left)


def read_baseline(path: Path) -> Baseline:
    """The known findings of a file. Raises UsageError where it is missing or none of ours."""
    shown = path.as_posix()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError(data["schema"])
        findings = {f["fingerprint"]: {**f, "count": int(f["count"])} for f in data["findings"]}
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(
            f"读不了基线文件 {shown}：{why}；可用 perflint baseline write 生成",
            f"cannot read the baseline {shown}: {why}; perflint baseline write makes one",
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(
            f"{shown} 不是 perflint 的基线文件；可用 perflint baseline write 重新生成",
            f"{shown} is no baseline of perflint; perflint baseline write makes one anew",
        ) from None
    return Baseline(findings)
