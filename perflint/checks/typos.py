"""The kind `typos`: traditional characters in simplified text, and words with a look-alike or in a wrong order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.memo import file_memo
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.checks.support.texts import LONGEST, filled_texts, said, searched, where_held
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Project, Subject, Table
from perflint.taxonomy import Taxonomy
from perflint.text import is_han
from perflint.words import FoundSlip, cut, find_slips, known, read_slip, simplified_forms, slips_met, words_of_slips

_TITLE = lazy_regex("《[^《》]*》")
# One other Han alone behind a wrong form makes it doubtful: it may end the name of a place, or a word unknown to us.
_BEHIND = frozenset("率数量度费员站点化的和与及等已未")
# 不出县 is no 出具. Before it stands no Han either that is no word by itself.
_BEFORE = "不"
# No longer form stands in a name by chance.
_SHORT = 3
_SIMPLE = "gb2312"
# Before these a wrong form is a name.
_NAMED = frozenset({"公司", "集团", "街道", "社区", "水库", "中学", "小学", "大桥", "农场", "林场"})


@dataclass(frozen=True, slots=True, eq=False)
class Typos:
    """Words that are written wrongly: a traditional character in a table of simplified text; a form that is no word,
    but a word of the field with one look-alike swapped (办埋 for 办理) or two neighbours exchanged (政大厅务 for
    政务大厅); a slip of the taxonomy's list `slips`, or of the rule's own. A wrong form counts only where it begins and
    ends between words, one of up to three Han only where no single Han behind it makes it part of a
    name; titles in 《》 and names of places and firms are left alone. {expected} is the mended word.

    traditional: whether traditional characters are faults. A table that is mostly traditional has none.
    lookalikes: whether the packaged forms count.
    listed: whether the taxonomy's list `slips` counts.
    slips: more slips, `wrong=right`; in `wrong…word=right` the word has to follow in the same clause.
    """

    kind: ClassVar[str] = "typos"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"found", "expected", "field", "value", "name"})

    traditional: bool = True
    lookalikes: bool = True
    listed: bool = True
    slips: tuple[str, ...] = ()

    def validate(self) -> None:
        """OptionFault for a slip that is no pair of different words."""
        for index, entry in enumerate(self.slips):
            if read_slip(entry) is None:
                raise OptionFault(("slips", index), f"“{entry}”不是“错=正”", f"'{entry}' is not wrong=right")

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A text with a wrong form or a traditional character."""
        listed = self._listed(context.taxonomy)
        slips = hinted(lambda text: bool(find_slips(text[:LONGEST], listed)), words_of_slips(listed))
        yield from in_texts(context.fields, slips)
        if self.traditional:

            def is_old(text: str) -> bool:
                return _has_traditional(text[:LONGEST])

            yield from in_texts(context.fields, hinted(is_old, None, is_old))

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A text with a wrong form or a traditional character."""
        fields, listed = context.fields, self._listed(context.taxonomy)
        met = {slip.wrong for slip in slips_met(searched(table, fields), listed)}
        slips = where_held(table, fields, lambda text: any(map(text.__contains__, met))) if met else ()
        return (*slips, *(where_held(table, fields, _has_traditional) if self.traditional else ()))

    def _listed(self, taxonomy: Taxonomy) -> frozenset[str]:
        listed = taxonomy.words["slips"] if self.listed else frozenset()
        return listed | frozenset(self.slips) if self.slips else listed

    def run(self, subject: Subject, context: Context) -> Iterator[Answer]:
        """A finding for each wrong word of the rule's fields."""
        listed = self._listed(context.taxonomy)
        yield from illegible(subject, context.fields)
        for field, text in filled_texts(subject, context):
            string = text.string[:LONGEST]
            found = [(*place, "") for place in _slips(string, listed) if self.lookalikes or place[3]]
            wrong = [(start, end, expected, variant) for start, end, expected, _, variant in found]
            if self.traditional and _has_traditional(string) and is_simplified(subject.table):
                wrong += [(*place, "traditional") for place in _old_words(string)]
            for start, end, expected, variant in sorted(wrong):
                values = said(subject, field, text, found=string[start:end], expected=expected)
                yield Finding(field, text, start, end, values, variant=variant, fix=expected)


@lru_cache(maxsize=1024)
def _slips(text: str, listed: frozenset[str]) -> tuple[tuple[int, int, str, bool], ...]:
    """The slips that stand as words: start, end, right word, whether listed by hand; none overlaps another."""
    kept: list[tuple[int, int, str, bool]] = []
    for found in find_slips(text, listed):
        if kept and found.start < kept[-1][1]:
            continue
        if _follows(text, found) and _stands_alone(text, found) and not _in_title(text, found.start):
            kept.append((found.start, found.end, found.slip.right, found.slip.listed))
    return tuple(kept)


def _follows(text: str, found: FoundSlip) -> bool:
    """Whether the word that the slip asks for stands behind it in its clause."""
    clause = re.split("[,，。;；、\n]", text[found.end :], maxsplit=1)[0]
    return found.slip.follows in clause


def _stands_alone(text: str, found: FoundSlip) -> bool:
    """Whether the wrong form begins and ends between words, and nothing beside it makes it part of a name."""
    first, last = found.start, found.end
    while first > 0 and is_han(text[first - 1]):
        first -= 1
    while last < len(text) and is_han(text[last]):
        last += 1
    words = cut(text[first:last])
    ends = list(accumulate(map(len, words), initial=first))
    if found.start not in ends or found.end not in ends:
        return False
    if found.end - found.start > _SHORT:
        return True
    before = words[ends.index(found.start) - 1] if found.start > first else ""
    behind = words[ends.index(found.end)] if found.end < last else ""
    if text[found.start - 1 : found.start].isdigit() or behind in _NAMED:
        return False
    if len(before) == 1 and (before == _BEFORE or not known(before)):
        return False
    return len(behind) != 1 or behind in _BEHIND


def _in_title(text: str, at: int) -> bool:
    return any(title.start() < at < title.end() for title in _TITLE.finditer(text))


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    return frozenset(simplified_forms())


@lru_cache(maxsize=1)
def _in_codec() -> str:
    """The traditional characters that the codec of simplified text has all the same."""
    return "".join(sorted(_traditional())).encode(_SIMPLE, "ignore").decode(_SIMPLE)


def _has_traditional(text: str) -> bool:
    """Whether a character of the text is traditional. Nearly all texts can be put in the codec of simplified text,
    which tells so much more quickly."""
    try:
        text.encode(_SIMPLE)
    except UnicodeEncodeError:
        return not _traditional().isdisjoint(text)
    # One sign or two: a generator would cost more than the look.
    for sign in _in_codec():  # noqa: SIM110
        if sign in text:
            return True
    return False


def _old_words(text: str) -> Iterator[tuple[int, int, str]]:
    """The words that hold a traditional character: start, end and the word in simplified characters."""
    forms = simplified_forms()
    start = 0
    for word in cut("".join(forms.get(sign, sign) for sign in text)):
        end = start + len(word)
        if text[start:end] != word and not _in_title(text, start):
            yield start, end, word
        start = end


@file_memo(8)
def is_simplified(table: Table) -> bool:
    """Whether a table is written in simplified characters, by those of its characters that show it."""
    texts = [table.title.string]
    for project in table.projects:
        texts += [project.name.string, project.goal.string]
        for item in project.indicators:
            texts += [item.level1.value, item.level2.value, item.name.string, item.annual.string, item.period.string]
    simplified = frozenset(simplified_forms().values())
    signs = "".join(texts)
    return sum(sign in _traditional() for sign in signs) <= sum(sign in simplified for sign in signs)
