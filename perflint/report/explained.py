"""A rule explained in Markdown: for the hover of editors, beside a finding, and as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perflint.model import Diagnostic
from perflint.report.labels import SEVERITIES as LABELS
from perflint.report.markdown import escaped
from perflint.report.view import View
from perflint.rulebook import Example, Rule

# A hover is read at a glance.
EXAMPLES_IN_HOVER = 3


def rule_page(rule: Rule, lang: str) -> str:
    """The rule as a page: all of its messages, reasons, documents and examples."""
    view = View(lang)
    return "\n".join(_lines(rule, view, None, 0))


def hover(rule: Rule, finding: Diagnostic, lang: str) -> str:
    """The rule beside one of its findings: the finding's own message and help, a few examples of each side."""
    return "\n".join(_lines(rule, View(lang), finding, EXAMPLES_IN_HOVER))


def _lines(rule: Rule, view: View, finding: Diagnostic | None, most: int) -> Iterator[str]:
    level = view.say(*LABELS[finding.severity if finding is not None else rule.severity])
    title = f"{rule.code} {rule.name}{view.say('：', ': ')}{escaped(rule.title.in_language(view.lang))}"
    yield f"# {title}" if finding is None else f"**{title}** ({level})"
    yield ""
    if finding is None:
        facts = [(view.say("级别", "severity"), level), (view.say("组合", "profile"), rule.profile)]
        facts += [(view.say("审核内容", "dimension"), rule.dimension)]
        yield from (view.say("；", "; ").join(f"{name}{view.say('：', ': ')}{value}" for name, value in facts), "")
    messages = [finding.message] if finding is not None else _texts(rule, "message", view.lang)
    helps = [finding.help] if finding is not None else _texts(rule, "help", view.lang)
    colon = view.say("：", ": ")
    basis = [colon.join(filter(None, (b.document, b.note.in_language(view.lang)))) for b in rule.basis]
    bad, good = (examples[: most or None] for examples in (rule.examples.bad, rule.examples.good))
    for text in messages:
        yield from (escaped(text), "")
    yield from _part(view.say("怎样改", "What to write instead"), map(escaped, helps))
    yield from _part(view.say("为什么", "Why"), [escaped(rule.why.in_language(view.lang))])
    yield from _part(view.say("依据", "Basis"), [_listed(basis)])
    yield from _part(view.say("会指出", "Found"), [_listed([_bad(example) for example in bad])])
    yield from _part(view.say("不会指出", "Not found"), [_listed([example.text() for example in good])])


def _texts(rule: Rule, member: str, lang: str) -> Sequence[str]:
    """The rule's own text and those of its variants, each once."""
    texts = [getattr(holder, member).in_language(lang) for holder in (rule, *rule.variants.values())]
    return list(dict.fromkeys(texts))


def _part(title: str, blocks: Iterable[str]) -> Iterator[str]:
    """A heading with its blocks of Markdown; nothing where there is none."""
    told = [block for block in blocks if block]
    if told:
        yield from (f"**{title}**", "")
    for block in told:
        yield from (block, "")


def _listed(items: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(item)}" for item in items)


def _bad(example: Example) -> str:
    """The example and, behind an arrow, the fields and words that are found."""
    found = "，".join(f"{field} “{words}”" for field, words in example.at)
    return f"{example.text()} → {found}" if found else example.text()
