"""The report for GitLab's Code Quality widget: an array of issues with lines from 1 and fingerprints of their own.

The contract is GitLab's documentation, "Code Quality report format": description, check_name, fingerprint (unique in
the report), severity, location.path (relative, no ./) and location.lines.begin.
"""

from __future__ import annotations

import hashlib
from typing import Any

from perflint.model import Diagnostic, Result
from perflint.report.json import dump
from perflint.report.outside import placed
from perflint.report.safe import visible
from perflint.report.view import View

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def _issue(diagnostic: Diagnostic, view: View) -> dict[str, Any]:
    # Our fingerprint is unique in a file; GitLab shows one issue of those that share theirs.
    identity = f"{diagnostic.file}\x1f{diagnostic.fingerprint}".encode("utf-8", "surrogatepass")
    span = diagnostic.location.range
    return {
        "engine_name": "perflint",
        "check_name": diagnostic.rule,
        "description": placed(diagnostic.message, diagnostic.location, view.lang),
        "severity": SEVERITIES[diagnostic.severity],
        "fingerprint": hashlib.sha256(identity).hexdigest(),
        "location": {
            "path": visible(diagnostic.file).removeprefix("./"),
            "lines": {"begin": 1 if span is None else span.start.line},
        },
    }


def render_gitlab(result: Result, view: View) -> str:
    """The issues, one on a line."""
    return dump([_issue(diagnostic, view) for diagnostic in result.diagnostics], 1)
