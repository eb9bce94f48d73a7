"""`perflint explain`: one rule in full, with its reasons, its basis and its examples, or one check kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from perflint.cli import options as shared
from perflint.cli.complete import proposing, rules_and_kinds
from perflint.cli.help import BilingualCommand
from perflint.cli.language import Session
from perflint.cli.output import emit
from perflint.errors import Message, UsageError, did_you_mean
from perflint.report.safe import visible
from perflint.rulebook.book import ALWAYS_ON

if TYPE_CHECKING:
    from perflint.rulebook import Example, Rule

_MESSAGE = Message(
    "说明一条规则：查什么、为什么、依据、怎样改、正反例。RULE 为代码或名称，如 VAG001 或 vague-value。\n"
    "也可以是检查种类（perflint rules kinds），如 range：做什么、有哪些选项、例子。",
    "Explain a rule: what it looks for, why, on what basis, how to mend it, examples. RULE is a code or a name.\n"
    "A check kind (perflint rules kinds) will do, too: what it does, its options, examples.",
)


def explanation(rule: Rule, lang: str) -> str:
    """The rule as text; everything that its file says to users."""
    english = lang == "en"
    facts = [
        ("severity" if english else "级别", _severities(rule)),
        ("profile" if english else "组合", rule.profile),
        ("scope" if english else "对象", " ".join(rule.scope)),
        ("fields" if english else "查看", " ".join(rule.fields)),
        ("dimension" if english else "审核内容", rule.dimension),
        ("check kind" if english else "检查方式", rule.kind),
        ("silent where one of these speaks" if english else "让位于", " ".join(rule.yields_to)),
        ("safe fix" if english else "可自动修改", ("yes" if english else "是") if rule.fix else ""),
        ("file" if english else "文件", rule.path),
    ]
    colon = ": " if english else "："
    lines = [f"{rule.code} {rule.name}{colon}{rule.title.in_language(lang)}", ""]
    lines.extend(f"  {name}{colon}{value}" for name, value in facts if value)
    sections = [
        ("Why" if english else "为什么", [rule.why.in_language(lang)]),
        ("Message" if english else "提示", _all_texts(rule, "message", lang)),
        ("Help" if english else "怎样改", _all_texts(rule, "help", lang)),
        ("Basis" if english else "依据", [_basis(basis.document, basis.note, lang) for basis in rule.basis]),
        ("Found" if english else "会指出", [_bad(example) for example in rule.examples.bad]),
        ("Not found" if english else "不会指出", [example.text() for example in rule.examples.good]),
        ("Switch off" if english else "怎样停用", _switching_off(rule, english)),
    ]
    for title, texts in sections:
        if any(texts):
            lines.extend(["", title, *(f"  {visible(text)}" for text in texts if text)])
    return "\n".join(visible(line) for line in lines) + "\n"


def _severities(rule: Rule) -> str:
    """The rule's severity, and the others that it has for some indicators or tables."""
    others = {severity for _, severity in rule.severity_when} - {rule.severity}
    return " ".join([rule.severity, *(f"({severity})" for severity in sorted(others))])


def _all_texts(rule: Rule, member: str, lang: str) -> list[str]:
    """The rule's own text and those of its variants, each once."""
    texts = [getattr(holder, member).in_language(lang) for holder in (rule, *rule.variants.values())]
    return list(dict.fromkeys(texts))


def _switching_off(rule: Rule, english: bool) -> list[str]:
    """The ways not to see it: one run, every run; for strict ones the profile that has them."""
    if rule.code in ALWAYS_ON:
        return ["never: a file that cannot be read is always reported" if english else "不能停用：读不了的文件总要报告"]
    once, always = ("one run", "every run, in perflint.yaml") if english else ("一次", "长期，写在 perflint.yaml")
    ways = [(once, f"perflint check --ignore {rule.code}"), (always, f"ignore: [{rule.name}]")]
    lines = [f"{when}: {how}" if english else f"{when}：{how}" for when, how in ways]
    if rule.profile == "strict":
        lines.append("it is on with --profile strict only" if english else "只在 --profile strict 时使用")
    return lines


def _bad(example: Example) -> str:
    """The example and, behind an arrow, the fields and words that are found."""
    found = "，".join(f"{field} “{words}”" for field, words in example.at)
    return f"{example.text()} → {found}" if found else example.text()


def _basis(document: str, note: str | Message | None, lang: str) -> str:
    text = note.in_language(lang) if isinstance(note, Message) else note
    if not text:
        return document
    return f"{document}: {text}" if lang == "en" else f"{document}：{text}"


@click.command("explain", cls=BilingualCommand, message=_MESSAGE)
@click.argument("rule", metavar="RULE|KIND", shell_complete=proposing(rules_and_kinds))
@shared.rules_option
@shared.config_option
@shared.pack_option
@shared.lang_option
@click.pass_obj
def command(session: Session, /, rule: str, **given: Any) -> int:
    """Print one rule, or the kind of that name where no rule has it."""
    from perflint import api
    from perflint.checks import kind_names
    from perflint.report.kinds import render_kind
    from perflint.report.view import View
    from perflint.rulebook.reference import kind_reference

    config = shared.read_config(session, given["config_path"], given["packs"])
    book = api.rulebook(shared.build(session, config, given))
    found = book.get(rule)
    if found is not None:
        emit(explanation(found, session.lang))
        return 0
    kind = kind_reference(rule.strip().lower())
    if kind is None:
        known = [*(word for r in book.rules for word in (r.code, r.name)), *kind_names()]
        near = did_you_mean(rule, known)
        raise UsageError(f"没有规则或检查种类“{rule}”{near.zh}", f"there is no rule or check kind '{rule}'{near.en}")
    emit(render_kind(kind, book.rules, View(session.lang)))
    return 0
