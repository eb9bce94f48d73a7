"""The user's own format: a text with `{{name}}` and `{{#list}}…{{/list}}`, a part of mustache that runs no code.

Values are written on one line and escaped as the suffix of the template's file asks (`.html`, `.xml`, `.md`, `.csv`,
`.json`), or as the tag says: `{{message|html}}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from perflint.errors import UsageError, did_you_mean
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import FileReport, Result
from perflint.report.csv import inert
from perflint.report.json import dump_line
from perflint.report.markdown import escaped
from perflint.report.place import location_text
from perflint.report.safe import markup, visible
from perflint.report.summary import count, reason_text, summary_line
from perflint.report.table import COLUMNS, row_of
from perflint.report.view import View

Scope = Mapping[str, Any]


def _quoted(text: str) -> str:
    return '"' + str(inert(text)).replace('"', '""') + '"'


def _url(text: str) -> str:
    from urllib.parse import quote

    return quote(visible(text), safe="")


ESCAPES: Mapping[str, Callable[[str], str]] = {
    "plain": visible,
    "html": markup,
    "xml": markup,
    "markdown": escaped,
    "csv": _quoted,
    "json": lambda text: dump_line(text)[:-1],
    "url": _url,
}
BY_SUFFIX = {".html": "html", ".htm": "html", ".xml": "xml", ".md": "markdown", ".csv": "csv", ".json": "json"}
LISTS = ("findings", "files", "rules", "outcomes")
OF_RUN = ("version", "summary", "error", "warning", "info", "total", "not_enough_data", "failed", "lang")
OF_FILE = ("path", "status", "tables", "projects", "indicators")
OF_RULE = ("title", "count")
NAMES = (*LISTS, *OF_RUN, *OF_FILE, *COLUMNS, "where", *OF_RULE, "reason")
# A section's tag that stands alone takes its line along, as in mustache.
_TAG = lazy_regex(r"(?:(?<=\n)|\A)[ \t]*\{\{([#^/!])([^{}]*)\}\}[ \t]*\r?\n|\{\{([#^/!]?)([^{}]*)\}\}")


@dataclass(slots=True)
class Node:
    """A piece of text (kind ""), a value ("$", with its escape) or a section ("#" or "^", with what is inside)."""

    kind: str
    text: str
    escape: str = ""
    inside: Sequence[Node] = ()


def parse(template: str, suffix: str = "") -> list[Node]:
    """The template's pieces. Raises UsageError, with the line, for an unknown name and an unbalanced section."""
    usual = BY_SUFFIX.get(suffix.lower(), "plain")
    top: list[Node] = []
    open_sections: list[tuple[Node, list[Node], int]] = []
    current, end = top, 0
    for tag in _TAG.finditer(template):
        current.append(Node("", template[end : tag.start()]))
        end = tag.end()
        sign, words = tag[1] or tag[3] or "", (tag[2] if tag[1] else tag[4]).strip()
        line = template.count("\n", 0, tag.start()) + 1
        if sign == "!":
            continue
        name, _, escape = (part.strip() for part in words.partition("|"))
        _known(name, NAMES, line)
        if sign == "/":
            if not open_sections or open_sections[-1][0].text != name:
                raise _fault(line, f"“{{{{/{name}}}}}”没有对应的开头", f"'{{{{/{name}}}}}' closes no section")
            section, outer, _ = open_sections.pop()
            section.inside, current = current, outer
        elif sign:
            section = Node(sign, name)
            current.append(section)
            open_sections.append((section, current, line))
            current = []
        else:
            _known(escape or usual, tuple(ESCAPES), line)
            current.append(Node("$", name, escape or usual))
    if open_sections:
        section, _, line = open_sections[-1]
        name = section.text
        raise _fault(line, f"“{{{{#{name}}}}}”没有结尾", f"'{{{{#{name}}}}}' is never closed")
    top.append(Node("", template[end:]))
    return top


def _known(word: str, words: Sequence[str], line: int) -> None:
    if word not in words:
        near = did_you_mean(word, words)
        raise _fault(line, f"没有“{word}”{near.zh}", f"there is no '{word}'{near.en}")


def _fault(line: int, zh: str, en: str) -> UsageError:
    return UsageError(f"模板第 {line} 行：{zh}", f"line {line} of the template: {en}")


def _filled(nodes: Sequence[Node], scopes: tuple[Scope, ...]) -> Iterator[str]:
    for node in nodes:
        if not node.kind:
            yield node.text
            continue
        value = next((scope[node.text] for scope in reversed(scopes) if node.text in scope), None)
        if callable(value):
            value = value()
        if node.kind == "$":
            yield ESCAPES[node.escape]("" if value is None else str(value)) if not isinstance(value, list) else ""
        elif node.kind == "^":
            yield from _filled(node.inside, scopes) if not value else ()
        elif isinstance(value, list):
            for item in value:
                yield from _filled(node.inside, (*scopes, item))
        elif value:
            yield from _filled(node.inside, scopes)


def _scope(result: Result, view: View) -> Scope:
    """What a template may name: the run's values, its files, findings, rules and outcomes; lists are made when asked
    for."""
    rows: list[Scope] = [
        {**row_of(d, result.catalogue, view.lang), "where": location_text(d.location, view.lang)}
        for d in result.diagnostics
    ]

    def of_file(report: FileReport) -> Scope:
        own = {name: getattr(report, name) for name in OF_FILE}
        return {**own, "findings": partial(_where, rows, "file", report.path)}

    def of_rules() -> list[Scope]:
        first = {str(row["rule"]): row for row in rows}
        return [
            {
                **{name: first[code][name] for name in ("rule", "name", "severity", "dimension")},
                "title": result.catalogue[code].title if code in result.catalogue else first[code]["name"],
                "count": sum(row["rule"] == code for row in rows),
                "findings": partial(_where, rows, "rule", code),
            }
            for code in sorted(first)
        ]

    counts = count(result)
    return {
        **{name: getattr(counts, name) for name in ("error", "warning", "info", "not_enough_data", "failed")},
        "version": result.version,
        "lang": view.lang,
        "summary": summary_line(result, view),
        "total": len(rows),
        "findings": rows,
        "files": lambda: [of_file(report) for report in result.files],
        "rules": of_rules,
        "outcomes": lambda: [
            {
                "file": o.file,
                "rule": o.rule,
                "status": o.status,
                "reason": reason_text(o.reason, view),
                "count": o.count,
            }
            for o in result.outcomes
        ],
    }


def _where(rows: Sequence[Scope], name: str, value: str) -> list[Scope]:
    return [row for row in rows if row[name] == value]


def render_template(result: Result, view: View) -> str:
    """The template with its values. Raises UsageError where there is none or it is faulty."""
    if view.template is None:
        raise UsageError("-f template 需要 --template FILE", "-f template needs --template FILE")
    return "".join(_filled(parse(view.template, view.template_suffix), (_scope(result, view),)))
