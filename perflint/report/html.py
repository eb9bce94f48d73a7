"""The report as one HTML page that needs nothing else: overview, filter, the tables with lit cells, the rules behind.

The page loads nothing, and its Content-Security-Policy lets nothing run but its own script and style, named by their
hashes: were any text of a table to slip through unescaped, it would still be no script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from perflint.marks import PAGE
from perflint.model import Result
from perflint.model.results import SEVERITIES as LEVELS
from perflint.report.labels import SEVERITIES
from perflint.report.page.layout import laid_out
from perflint.report.page.notes import severity_tag
from perflint.report.page.overview import render_overview
from perflint.report.page.tables import render_file
from perflint.report.safe import markup
from perflint.report.summary import notice_lines, outcome_lines, summary_line
from perflint.report.view import View

_PARTS = Path(__file__).with_name("page")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _options(values: Iterator[str], every: str) -> str:
    choices = "".join(f'<option value="{markup(v)}">{markup(v)}</option>' for v in sorted(set(values)) if v)
    return f'<option value="">{every}</option>{choices}'


def _filter(result: Result, view: View) -> str:
    """The bar that chooses what is shown; without scripts it is not."""
    say, notes, found = view.say, result.catalogue, result.diagnostics
    levels = "".join(
        f'<label class="{level}"><input type="checkbox" value="{level}" checked>{say(*SEVERITIES[level])}</label>'
        for level in LEVELS
    )
    choices = [
        ("d", say("全部审核内容", "all dimensions"), (notes[d.rule].dimension for d in found if d.rule in notes)),
        ("r", say("全部规则", "all rules"), (d.rule for d in found)),
        ("u", say("全部单位", "all units"), (d.subject.unit or "" for d in found)),
        ("f", say("全部文件", "all files"), (d.file for d in found)),
    ]
    selects = "".join(
        f'<select data-key="{key}" aria-label="{every}">{_options(values, every)}</select>'
        for key, every, values in choices
    )
    search = say("搜索项目、指标、问题、原文", "search projects, indicators, findings, words")
    return (
        f'<form class="filter" id="filter" hidden role="search"><input type="search" placeholder="{search}" '
        f'aria-label="{search}"><span class="levels">{levels}</span>{selects}'
        f'<button type="reset">{say("清除", "clear")}</button>'
        f'<output aria-live="polite">{len(found)} / {len(found)}</output></form>\n'
    )


def _rules(result: Result, view: View) -> str:
    """Why the rules that found something are there, and on what they rest."""
    codes = sorted({d.rule for d in result.diagnostics} & set(result.catalogue))
    if not codes:
        return ""
    rows = []
    for code in codes:
        note = result.catalogue[code]
        reasons = note.read_reasons()
        basis = "".join(f"<li>{markup(line)}</li>" for line in reasons.basis)
        rows.append(
            f"<tr><td><b>{code}</b></td><td>{severity_tag(note.severity, view)}</td><td>{markup(note.title)}</td>"
            f"<td>{markup(note.dimension)}</td><td>{markup(reasons.why)}</td><td><ul>{basis}</ul></td></tr>\n"
        )
    titles = [("规则", "rule"), ("级别", "severity"), ("标题", "title"), ("审核内容", "dimension")]
    titles += [("为什么", "why"), ("依据", "basis")]
    heads = "".join(f"<th>{view.say(*pair)}</th>" for pair in titles)
    title = view.say("规则说明", "The rules behind")
    return (
        f'<section class="rules"><h2>{title}</h2><div class="wide"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{''.join(rows)}</tbody></table></div></section>\n"
    )


def _list(title: str, told: Sequence[str]) -> str:
    lines = "".join(f"<li>{markup(line)}</li>\n" for line in told)
    return f'<section class="outcomes"><h2>{title}</h2><ul>\n{lines}</ul></section>\n' if lines else ""


def _head(title: str, view: View) -> tuple[str, str]:
    """The page up to its body, and the script that stands at its end."""
    style = (_PARTS / "page.css").read_text(encoding="utf-8")
    script = (_PARTS / "page.js").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:"
    head = (
        f'<!DOCTYPE html>\n<html lang="{view.say("zh-CN", "en")}">\n<head>\n<meta charset="utf-8">\n{PAGE}\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<link rel="icon" href="data:,">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
    )
    return head, f"<script>{script}</script>\n"


def render_html(result: Result, view: View) -> str:
    """The page. Files, tables and projects stand in the result's order; findings are numbered through."""
    title = view.say("绩效表检查报告", "Performance tables: report")
    head, script = _head(title, view)
    made = view.say(
        f"perflint {result.version} · 规则 {result.rules} 条 · 词库 {result.vocabulary}",
        f"perflint {result.version} · {result.rules} rules · vocabulary {result.vocabulary}",
    )
    closing = _list(view.say("对忽略的提醒", "Suppressions to mend"), notice_lines(result, view))
    closing += _list(view.say("没有判断之处", "Not judged"), outcome_lines(result, view))
    files = "".join(render_file(part, result.catalogue, view) for part in laid_out(result))
    return (
        f"{head}<body>\n<header><h1>{title}</h1><p>{markup(summary_line(result, view))}</p>"
        f"<small>{markup(made)}</small></header>\n<main>\n{render_overview(result, view)}{_filter(result, view)}"
        f'<p class="nothing" id="nothing" hidden>{view.say("没有符合条件的问题", "no finding is left")}</p>\n'
        f'<div id="findings">\n{files}</div>\n{closing}{_rules(result, view)}</main>\n'
        f"{script}</body>\n</html>\n"
    )
