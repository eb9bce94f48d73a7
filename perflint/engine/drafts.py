"""Findings on their way to diagnostics: who they are about, what is kept, and the finished diagnostic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from perflint.checks.base import shown_as
from perflint.errors import Message
from perflint.locate import Located, Locator
from perflint.model import (
    EMPTY,
    Diagnostic,
    Document,
    Finding,
    Fix,
    Related,
    RelatedPlace,
    Subject,
    SubjectKey,
    Text,
)
from perflint.model.lean import lean
from perflint.rewrite import edits_for
from perflint.rulebook import Rule

_SAME_FAULT = {"zh": "同一问题的另一处", "en": "the same fault, further place"}


@lean
class Draft:
    """A finding of a rule about a subject; `further` are those of the same rule about it, at other places."""

    rule: Rule
    subject: Subject
    finding: Finding
    further: tuple[Finding, ...] = ()

    @property
    def about(self) -> tuple[int, int, int]:
        """The subject's identity within the run of one file."""
        subject = self.subject
        return id(subject.table), id(subject.project), id(subject.indicator)


def one_per_subject(drafts: Iterable[Draft]) -> list[Draft]:
    """The first finding of each rule about each subject; the further ones become its related places."""
    kept: dict[tuple[str, str | None, int, int, int], Draft] = {}
    more: dict[tuple[str, str | None, int, int, int], list[Finding]] = {}
    for draft in drafts:
        s = draft.subject
        key = draft.rule.code, draft.finding.unit, id(s.table), id(s.project), id(s.indicator)
        if kept.setdefault(key, draft) is not draft:
            more.setdefault(key, []).append(draft.finding)
    for key, findings in more.items():
        first = kept[key]
        kept[key] = Draft(first.rule, first.subject, first.finding, tuple(findings))
    return list(kept.values())


def without_yielding(drafts: Sequence[Draft]) -> list[Draft]:
    """Without the findings whose rule stays silent where a more exact one spoke about the same subject."""
    rules = {draft.rule for draft in drafts}
    spoke: dict[str, set[tuple[int, int, int]]] = {code: set() for rule in rules for code in rule.yields_to}
    for draft in drafts:
        if draft.rule.code in spoke:
            spoke[draft.rule.code].add(draft.about)
    known = {rule: set().union(*(spoke[code] for code in rule.yields_to)) for rule in rules}
    return [draft for draft in drafts if not known[draft.rule] or draft.about not in known[draft.rule]]


def subject_key(subject: Subject, unit: str | None = None) -> SubjectKey:
    """The subject in the contract's terms."""
    table, project, indicator = subject.table.index, subject.project, subject.indicator
    if project is None:
        return SubjectKey(table, unit)
    unit, name = unit or project.unit.string or None, project.name.string or None
    if indicator is None:
        return SubjectKey(table, unit, name)
    return SubjectKey(table, unit, name, indicator.seq, indicator.index)


def nearest_text(subject: Subject) -> Text:
    """What stands nearest to something missing: the indicator's name, its label, the project's name, the title."""
    return next((text for text in _around(subject) if text), EMPTY)


def _around(subject: Subject) -> Iterator[Text]:
    if subject.indicator is not None:
        i = subject.indicator
        # Nearly always it has one, and the others need not be made.
        yield i.name
        yield from (i.level2.text, i.level1.text, i.annual, i.period, i.actual, i.number, i.place)
    if subject.project is not None:
        yield from (subject.project.name, subject.project.goal)
        yield from (i.name for i in subject.project.indicators)
    yield from (subject.table.title, subject.table.department)
    for project in subject.table.projects:
        yield from (project.name, project.goal)
        yield from (text for i in project.indicators for text in (i.name, i.level1.text, i.annual))


def diagnose(draft: Draft, locator: Locator, file: str, lang: str, document: Document | None = None) -> Diagnostic:
    """The finished diagnostic of a draft, all but its fingerprint; with a fix where the document can be edited."""
    rule, finding = draft.rule, draft.finding
    if finding.text.string:
        located = locator.locate(finding.text, finding.start, finding.end)
    else:
        located = locator.locate(nearest_text(draft.subject))
    values = said(finding.values, lang)
    variant = rule.variants.get(finding.variant)
    message, help_text = (variant.message, variant.help) if variant else (rule.message, rule.help)
    return Diagnostic(
        rule=rule.code,
        name=rule.name,
        severity=rule.severity_for(draft.subject, finding.severity),
        message=fill(message, values, lang),
        help=fill(help_text, values, lang),
        file=file,
        location=located.places[0],
        places=located.places[1:],
        subject=subject_key(draft.subject, finding.unit),
        field=shown_as(finding.field),
        values=values,
        indicator=_indicator(draft.subject),
        evidence=located.evidence,
        related=_related(draft, locator, file, lang) if draft.finding.related or draft.further else (),
        fix=_fix(draft, document, locator) if rule.fix and document is not None else None,
        context=located.context,
        context_start=located.context_start,
        context_end=located.context_end,
        identity=finding.identity or _identity(draft.subject, finding),
    )


def _fix(draft: Draft, document: Document, locator: Locator) -> Fix | None:
    """The edits that mend the findings of a draft, all of which need no decision."""
    rewordings = []
    for finding in (draft.finding, *draft.further):
        if finding.fix is None:
            return None
        end = len(finding.text) if finding.end is None else finding.end
        rewordings.append((finding.text, finding.start, end, finding.fix))
    edits = edits_for(rewordings, document, locator)
    return Fix(edits) if edits else None


def _identity(subject: Subject, finding: Finding) -> str:
    """What a finding without words is about: which row stands nearest to something missing is chance."""
    if subject.indicator is not None or finding.text:
        return ""
    return (subject.project.name if subject.project is not None else subject.table.title).string or "-"


def related_places(found: Iterable[Related], locator: Locator, file: str, lang: str) -> tuple[RelatedPlace, ...]:
    """The related findings of a finding, located."""
    return tuple(
        [_place(locator.locate(r.text, r.start, r.end), r.message.get(lang) or r.message["zh"], file) for r in found]
    )


def _related(draft: Draft, locator: Locator, file: str, lang: str) -> tuple[RelatedPlace, ...]:
    """The related places of the finding, and those of the further ones."""
    own = related_places(draft.finding.related, locator, file, lang)
    message = _SAME_FAULT.get(lang) or _SAME_FAULT["zh"]
    further = [_place(locator.locate(f.text, f.start, f.end), message, file) for f in draft.further if f.text.string]
    return (*own, *further)


def _place(located: Located, message: str, file: str) -> RelatedPlace:
    return RelatedPlace(message, file, located.places[0], located.evidence)


def _indicator(subject: Subject) -> dict[str, str | None] | None:
    if subject.indicator is None:
        return None
    first, second = subject.indicator.label_words()
    name, annual, _ = subject.indicator.strings()
    return {
        "level1": first.value or None,
        "level2": second.value or None,
        "name": name or None,
        "annual_value": annual or None,
    }


def said(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The values of a finding as a result shows them: texts in the language, lists, and numbers."""
    for value in values.values():
        if value.__class__ is not str:
            return {k: _say(v, lang) for k, v in values.items()}
    return values if isinstance(values, dict) else dict(values)


def _say(value: Any, lang: str) -> Any:
    if value.__class__ is str:
        return value
    if isinstance(value, Message):
        return value.in_language(lang)
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_say(v, lang) for v in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def fill(message: Message, values: Mapping[str, Any], lang: str) -> str:
    """The message with its placeholders; lists are put together in the language's way."""
    template = message.in_language(lang)
    if "{" not in template and "}" not in template:
        return template
    if list in map(type, values.values()):
        separator = ", " if lang == "en" else "、"
        values = {k: separator.join(map(str, v)) if isinstance(v, list) else v for k, v in values.items()}
    try:
        return template.format_map(values)
    except KeyError as missing:
        raise KeyError(f"the check gave no value for the placeholder {missing}") from None
