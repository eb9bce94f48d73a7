"""How reports of ours are known by their first bytes: a report in a folder that is checked is no table."""

from __future__ import annotations

from pathlib import Path

HEAD = 512
# The suffixes of reports that are suffixes of tables as well.
SUFFIXES = frozenset({".json", ".html", ".htm", ".md", ".csv"})
PAGE = '<meta name="generator" content="perflint">'
MARKDOWN = "<!-- perflint -->"
_STARTS = (
    *(f'{{\n  "schema": "perflint-{kind}/' for kind in ("result", "baseline", "compare")),
    '{\n  "source": {\n    "name": "perflint"',
    '[\n  {"engine_name": "perflint"',
    f"{MARKDOWN}\n",
    "\ufeff文件,位置,行,列,级别,规则,",
    "\ufefffile,place,line,column,severity,rule,",
    "\ufeff数量,规则,级别,规则名称,",
    "\ufeffcount,rule,severity,name,",
)
_SARIF = ('{\n  "$schema": "https://json.schemastore.org/sarif-', '"driver": {"name": "perflint"')


def is_report(head: bytes) -> bool:
    """Whether a file that begins so is a report or baseline of ours, in any format that is known by its beginning."""
    text = head[:HEAD].decode("utf-8", "ignore")
    sarif = text.startswith(_SARIF[0]) and _SARIF[1] in text
    return text.startswith(_STARTS) or sarif or PAGE in text or head == b"[]\n"


def is_report_file(path: Path) -> bool:
    """Whether the file is such a report; one that cannot be opened is none."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            return is_report(file.read(HEAD))
    except OSError:
        return False
