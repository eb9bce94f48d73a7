"""The filled template of a new rule file: it loads, and its examples behave, before a word of it is changed."""

from __future__ import annotations

from typing import Any

from perflint.checks.base import Scope
from perflint.checks.examples import example_of
from perflint.errors import Message

SCHEMA_NAME = ".rule.schema.json"
_SHOWN_FIRST = ("value", "name", "project", "text")
_DIMENSION = "规范完整性"


def template(code: str, name: str, kind: str, check: Any) -> str:
    """The text of a rule file of a kind; `check` is the kind's class.

    The scope, options and examples are those of the kind's first working example.
    """
    example = example_of(kind).partition("\n---")[0].strip()
    scopes: tuple[Scope, ...] = check.scopes
    given = sorted(check.placeholders)
    shown = next((word for word in (*_SHOWN_FIRST, *given) if word in given), "")
    return _LAYOUT.format(
        schema=SCHEMA_NAME,
        code=code,
        name=name,
        dimension=_DIMENSION,
        kind=kind,
        placeholders=" ".join(f"{{{word}}}" for word in given) or "无 none",
        scopes=" ".join(scopes),
        zh=f"“{{{shown}}}”……（说明哪里不对）" if shown else "……（说明哪里不对）",
        en=f"'{{{shown}}}' … (say what is wrong)" if shown else "… (say what is wrong)",
        example=example,
    )


def written(path: str) -> Message:
    """What to do with the file that was written."""
    return Message(
        f"已写好 {path}\n"
        f"下一步：改写标题、提示和例子；perflint rules test {path} 看例子是否符合；"
        "perflint check --rules 规则文件夹 表格 试查。",
        f"wrote {path}\n"
        f"Next: change title, messages and examples; perflint rules test {path} shows whether the examples behave; "
        "perflint check --rules FOLDER TABLES tries it.",
    )


_LAYOUT = """\
# yaml-language-server: $schema={schema}
# 新规则的模板，现在就能通过；逐行改成自己的。A template that works as it is: change it line by line.
code: {code}
name: {name}
title: {{zh: 规则的标题, en: The fault in a few words}}
# error 会被退回 · warning 会被追问 · info 建议
severity: warning
# 规范完整性 明确清晰性 目标相关性 指标科学性 绩效合理性 资金匹配性 实现可能性 条件充分性
dimension: {dimension}
# 种类 {kind} 的说明和选项见 docs/kinds.md；可用的 scope：{scopes}
# 提示里可用的占位符 placeholders：{placeholders}
message:
  zh: "{zh}"
  en: "{en}"
help:
  zh: 说明怎样改，最好给出写法
  en: say how to mend it, with a form to fill in
why:
  zh: 说明为什么要改
  en: say why it matters
# 对象、查看的字段、种类、选项和例子（at：应报的字段和原文）
{example}
"""
