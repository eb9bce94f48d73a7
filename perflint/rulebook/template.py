"""The filled template of a new rule file: it loads, and its examples behave, before a word of it is changed."""

from __future__ import annotations

import textwrap

from perflint.errors import Message, UsageError
from perflint.rulebook.load import RuleReader
from perflint.rulebook.reference import KindReference, OptionReference, one_line
from perflint.rulebook.rule import DIMENSIONS

SCHEMA_NAME = ".rule.schema.json"
_SHOWN_FIRST = ("value", "name", "project", "text")
_WIDTH = 110
# A finding about a whole file comes from the engine: no rule can ask for it.
_FILE = "scope: [file]"
_EXAMPLES = "\nexamples:\n"


def template(code: str, name: str, kind: KindReference, scope: str | None, lang: str) -> str:
    """The text of a rule file of a kind, with comments in `lang`.

    Scope, options and examples are those of the kind's working example for the scope, of its first one without a
    scope. Raises UsageError where the kind has no such example, or one that is no whole rule (a plugin's).
    """
    given = kind.placeholders
    shown = next((word for word in (*_SHOWN_FIRST, *given) if word in given), "")
    head, _, examples = _example(kind, scope).partition(_EXAMPLES)
    source = _LAYOUT.in_language(lang).format(
        schema=SCHEMA_NAME,
        code=code,
        name=one_line(name),
        dimensions=" ".join(DIMENSIONS),
        dimension=DIMENSIONS[0],
        kind=kind.name,
        about=_comment(kind.summary, "# "),
        scopes=" ".join(kind.scopes),
        options=_options(kind, lang),
        head=head,
        placeholders=" ".join(f"{{{word}}}" for word in given) or Message("无", "none").in_language(lang),
        zh=f"“{{{shown}}}”……（说明哪里不对）" if shown else "……（说明哪里不对）",
        en=f"'{{{shown}}}' … (say what is wrong)" if shown else "… (say what is wrong)",
        examples=examples,
    )
    reader = RuleReader(source, kind.name, builtin=False)
    if reader.read() is None:
        said = reader.problems[0].message
        raise UsageError(
            f"种类“{kind.name}”的例子写不成规则：{said.zh}",
            f"the example of the kind '{kind.name}' makes no rule: {said.en}",
        )
    return source


def _example(kind: KindReference, scope: str | None) -> str:
    """The working example of a scope, the first one where none is asked for."""
    if scope is not None and scope not in kind.scopes:
        listed = " ".join(kind.scopes)
        raise UsageError(
            f"种类“{kind.name}”不能用于范围“{scope}”，可用：{listed}",
            f"the kind '{kind.name}' cannot be used with the scope '{scope}'; use {listed}",
        )
    if all(example.startswith(_FILE) for example in kind.examples) and kind.examples:
        raise UsageError(
            f"种类“{kind.name}”只报出读表时遇到的情形，已由自带规则使用，不能另写规则",
            f"the kind '{kind.name}' only tells what reading met; the shipped rules do that, and there is no other use",
        )
    for example in kind.examples:
        if scope is None or example.startswith(f"scope: [{scope}]"):
            return example
    where = Message(f"范围“{scope}”的", f" for the scope '{scope}'") if scope else Message("", "")
    raise UsageError(
        f"种类“{kind.name}”没有{where.zh}例子，写不出模板",
        f"the kind '{kind.name}' has no example{where.en}, so there is no template of it",
    )


def _options(kind: KindReference, lang: str) -> str:
    """The kind's options as comments: name, type, default and meaning."""
    if not kind.options:
        return Message("# 没有选项", "# it has no options").in_language(lang)
    title = Message("# with 的选项：", "# options under `with`:").in_language(lang)
    return "\n".join([title, *(_comment(described_option(option, lang), "#   ") for option in kind.options)])


def described_option(option: OptionReference, lang: str) -> str:
    """`name (type, default): meaning`, the heads in `lang`."""
    if option.default is None:
        default = Message("必填", "required").in_language(lang)
    else:
        default = Message(f"默认 {option.default}", f"default {option.default}").in_language(lang)
    if lang == "en":
        return f"{option.name} ({option.type}, {default}): {option.meaning}"
    return f"{option.name}（{option.type}，{default}）：{option.meaning}"


def _comment(text: str, start: str) -> str:
    further = "# " + " " * len(start)
    return textwrap.fill(text, _WIDTH, initial_indent=start, subsequent_indent=further, break_long_words=False)


_LAYOUT = Message(
    zh="""\
# yaml-language-server: $schema={schema}
# 新规则的模板：现在就能通过，逐行改成自己的。
code: {code}
name: {name}
title: {{zh: 规则的标题, en: The fault in a few words}}
# error 会被退回；warning 会被追问；info 是建议
severity: warning
# 审核内容，其中之一：{dimensions}
dimension: {dimension}
# 检查种类 {kind}，可用的 scope：{scopes}
{about}
{options}
# 全文和可查看的字段：perflint explain {kind}
{head}
# 提示里可用的占位符：{placeholders}
message:
  zh: "{zh}"
  en: "{en}"
help:
  zh: 说明怎样改，最好给出写法
  en: say how to mend it, with a form to fill in
why:
  zh: 说明为什么要改
  en: say why it matters
# bad 是应报的，at 写明报在哪个字段、哪些字；good 是不该报的，从最像的写起；各至少两个
examples:
{examples}
""",
    en="""\
# yaml-language-server: $schema={schema}
# The template of a new rule: it works as it is; change it line by line.
code: {code}
name: {name}
title: {{zh: 规则的标题, en: The fault in a few words}}
# error: would be sent back; warning: would be asked about; info: advice
severity: warning
# what the review form calls it, one of: {dimensions}
dimension: {dimension}
# check kind {kind}, for the scopes: {scopes}
{about}
{options}
# all of it, and the fields that there are: perflint explain {kind}
{head}
# placeholders that messages may hold: {placeholders}
message:
  zh: "{zh}"
  en: "{en}"
help:
  zh: 说明怎样改，最好给出写法
  en: say how to mend it, with a form to fill in
why:
  zh: 说明为什么要改
  en: say why it matters
# bad: what is found, `at` names the field and the words; good: what is not, the nearest first; two of each at least
examples:
{examples}
""",
)
