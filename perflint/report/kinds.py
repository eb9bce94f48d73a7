"""A check kind's reference as text for a terminal: the words of docs/kinds.md, headings in the user's language."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from perflint.checks.base import FIELDS, Scope
from perflint.report.parse_text import aligned, shorten
from perflint.report.safe import visible
from perflint.report.view import View
from perflint.rulebook import Rule
from perflint.rulebook.reference import KindReference, OptionReference

_WIDTH = 100
_SUMMARY = 88


def render_kind(kind: KindReference, rules: Sequence[Rule], view: View) -> str:
    """What the kind does, its scopes with their fields, placeholders, options, examples and the rules that use it."""
    scopes = " ".join(kind.scopes) + (
        view.say("（全部文件的项目一起比较）", " (all files' projects)") * kind.over_files
    )
    used = " ".join(rule.code for rule in rules if rule.kind == kind.name)
    facts = [
        (view.say("对象", "scopes"), scopes),
        (view.say("提示中可用", "placeholders"), " ".join(f"{{{word}}}" for word in kind.placeholders)),
        (view.say("用它的规则", "used by"), used),
    ]
    lines = [kind.name + view.say("：检查种类", ": check kind"), ""]
    lines += [line for paragraph in kind.paragraphs for line in _filled(paragraph, "  ")]
    lines += ["", *(f"  {name}{view.say('：', ': ')}{value}" for name, value in facts if value)]
    lines += _section(view.say("选项（写在 with 下）", "Options (under `with`)"), _options(kind.options, view))
    lines += _section(view.say("可查看的字段（fields）", "Fields"), _fields(kind.fields_of))
    if kind.examples:
        lines += [
            "",
            view.say("例子（另需代码、名称、标题、提示等）", "Examples (code, name, title, messages … come on top)"),
        ]
    for number, example in enumerate(kind.examples):
        lines += [*([""] if number else []), *(f"  {line}" for line in example.split("\n"))]
    if kind.examples and kind.scopes[0] != "file":
        new = f"perflint rules new --kind {kind.name}"
        lines += ["", view.say(f"由此写一条规则：{new}", f"a rule of it: {new}")]
    return "\n".join(visible(line) for line in lines) + "\n"


def render_kinds(kinds: Sequence[KindReference], view: View) -> str:
    """A line per kind: name, scopes, first sentence."""
    rows = [[kind.name, " ".join(kind.scopes), visible(shorten(kind.summary, _SUMMARY))] for kind in kinds]
    more = view.say("说明和选项：perflint explain 种类", "more of one: perflint explain KIND")
    return "".join(line + "\n" for line in [*aligned(rows), "", more])


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _options(options: Sequence[OptionReference], view: View) -> list[str]:
    lines = []
    for option in options:
        default = view.say("必填", "required")
        if option.default is not None:
            default = view.say(f"默认 {option.default}", f"default {option.default}")
        lines.append(f"  {option.name}  {option.type}{view.say('，', ', ')}{default}")
        lines += _filled(option.meaning, "      ")
    return lines


def _fields(scopes: Sequence[Scope]) -> list[str]:
    return [line for scope in scopes if FIELDS[scope] for line in _filled(f"{scope}: {' '.join(FIELDS[scope])}", "  ")]


def _filled(text: str, start: str) -> list[str]:
    further = start + "  " * text.startswith(("indicator:", "project:", "table:"))
    return textwrap.wrap(
        text, _WIDTH, initial_indent=start, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
    )
