"""The kind `filler`: a name or value that holds a placeholder in place of what should stand there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import ClassVar

from perflint.checks.base import TARGETS, Answer, Context, Holds, Occasion, Scope, field_string, field_text
from perflint.checks.support.filled import is_template_row
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, NotEnoughData, Subject
from perflint.taxonomy import Units
from perflint.text import fold, fold_text, squeeze

Span = tuple[int, int]

_OPERATOR = lazy_regex(
    r"(?:[<>=≤≥≦≧⩽⩾~约为]|大于等于|小于等于|大于或等于|小于或等于|不少于|不低于|不超过|不高于|大于|小于|等于|至少|达到)*"
)
_ENDS = "。.;；,，、:：()[]【】“”\"'"
# No filler is longer; a mark inside a longer text is found all the same.
_LONGEST = 40
_OPENING, _CLOSING = tuple("(（[【"), tuple(")）]】")
# A value that ends with a filler is no longer than this.
_SHORT = 14
# Which signs a mark stands for in the text as written. Roman numerals, which fold to X, are numbers.
_LOOKS = {"*": "*＊﹡∗", "x": "XxＸｘ", "×": "×✕✖", "_": "_＿"}
# A run of a mark, where it holds a place: no power (a**2), no Latin word, no identifier, no 4xx.
_RUNS = {
    "*": lazy_regex(r"(?<!\*)\*{2,}+(?![0-9(])"),
    "x": lazy_regex(r"(?<![0-9a-zA-Z])[Xx]{2,}+(?![0-9a-zA-Z])|(?<=(?<![0-9])20)[Xx]{2}(?=年)"),
    "×": lazy_regex(r"(?<!×)×{2,}+(?![0-9(])"),
    "_": lazy_regex(r"(?<![0-9a-zA-Z_])_{2,}+|(?<!_)_{2,}+(?![0-9a-zA-Z])"),
}
_BOLD = lazy_regex(r"\*\*[^*]{3,}\*\*\Z")
_TWICE = lazy_regex("|".join(f"[{looks}]{{2}}" for looks in _LOOKS.values()))
_PAIRS = frozenset(first + second for looks in _LOOKS.values() for first in looks for second in looks)
# Each of these holds a place by itself before a unit.
_LONE = ("x", "*")
_OPENS = frozenset('<>=≤≥≦≧~约达每为共于(（[【,，;；:：、/“"')


@dataclass(frozen=True, slots=True, eq=False)
class Filler:
    """A field of the rule's `fields` that holds a filler.

    whole: texts that are fillers where they stand alone, behind an operator and before a unit too; an entry of one
        sign stands for any number of it.
    marks: signs of which two or more in a row hold the place of something, wherever they stand: `*` `X` `×` `_`.
    named: texts that are fillers where they stand alone as a value of an indicator that has a name.
    endings: fillers with which a short value without a number may end: 数量待定.
    unless_before: words in front of which a mark hides a proper name (XX公司) and holds no place.
    """

    kind: ClassVar[str] = "filler"
    scopes: ClassVar[tuple[Scope, ...]] = ("project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"text", "filler", "name"})

    whole: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A field holds a filler, whether the indicator has a name or not."""
        words = _PAIRS.union(_LONE, self.whole, self.named, self.endings)

        def fills(field: str) -> Holds:
            return hinted(partial(self._may_fill, field, context.taxonomy.units), words)

        # Annual and period value are looked at alike.
        yield from in_texts((field for field in context.fields if field in TARGETS), fills(TARGETS[0]))
        yield from ({field: fills(field)} for field in context.fields if field not in TARGETS)

    def _may_fill(self, field: str, units: Units, text: str) -> bool:
        return bool(text) and self._find(text, field, True, units) is not None

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each field with a filler: at the mark, or at the whole text where that is the filler."""
        indicator = subject.indicator
        if indicator is not None and is_template_row(indicator, context.taxonomy):
            return
        name = indicator.strings()[0] if indicator is not None else ""
        for field in context.fields:
            string = field_string(subject, field)
            span = self._find(string, field, bool(name), context.taxonomy.units) if string else None
            if span is None:
                continue
            if indicator is not None and field in indicator.garbled:
                yield NotEnoughData("garbled")
                continue
            values = {"text": string, "filler": string[slice(*span)], "name": name}
            yield Finding(field, field_text(subject, field), *span, values=values)

    def _find(self, text: str, field: str, named: bool, units: Units) -> Span | None:
        """The range of the filler in the text, or None."""
        mark = self._find_mark(text, field)
        if mark is not None or len(text) > _LONGEST:
            return mark
        words = squeeze(text).lower().strip(_ENDS) or squeeze(text)
        alone = self.named if named and field in TARGETS else ()
        if words in alone or self._is_whole(words, units) or self._ends(words, text.strip(), field):
            return 0, len(text)
        return None

    def _ends(self, words: str, text: str, field: str) -> bool:
        """Whether a short value without a number, or a bracket that is the whole name, ends with a filler."""
        bracket = text[:1] in _OPENING and text[-1:] in _CLOSING
        if (field not in TARGETS and not bracket) or len(words) > _SHORT:
            return False
        return words.endswith(self.endings) and not any(sign.isdigit() for sign in words)

    def _is_whole(self, words: str, units: Units) -> bool:
        bare = words[_operator_end(words) :]
        if {words[:1], bare[:1]}.isdisjoint(_first_signs(self.whole)):
            return False
        core = _without_unit(bare, units)
        whole = _texts(self.whole)
        if any(part in whole or (len(set(part)) == 1 and part[0] in whole) for part in (words, bare, core)):
            return True
        # X% and ≥X个 hold a place as well; a single X without operator or unit may be anything.
        return core in _LONE and core.upper() in self.marks and core != words

    def _find_mark(self, text: str, field: str) -> Span | None:
        if _TWICE.search(text) is None:
            return None
        low = fold_text(text).lower()
        for mark in self.marks:
            run, looks = _RUNS.get(mark.lower()), _LOOKS.get(mark.lower(), "")
            if run is None or mark.lower() * 2 not in low:
                continue
            folded = fold(text)
            for match in run.finditer(folded.text):
                start, end = folded.span(*match.span())
                if not set(text[start:end]) <= set(looks) or folded.text.startswith(self.unless_before, match.end()):
                    continue
                if mark != "*" or _is_no_footnote(text, start, end, field):
                    return start, end
        return None


@lru_cache(maxsize=64)
def _texts(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(listed)


@lru_cache(maxsize=64)
def _first_signs(listed: tuple[str, ...]) -> frozenset[str]:
    """What any filler of a list begins with, and the marks that stand for one with a unit."""
    return frozenset({*(entry[:1] for entry in listed), "x", "*"})


def _operator_end(words: str) -> int:
    match = _OPERATOR.match(words)
    return match.end() if match is not None else 0


def _without_unit(words: str, units: Units) -> str:
    """The words without a unit of measure at their end."""
    for length in range(min(4, len(words) - 1), 0, -1):
        if words[-length:] in units.dimension:
            return words[:-length]
    return words


def _is_no_footnote(text: str, start: int, end: int, field: str) -> bool:
    """Whether asterisks hold a place: they mark no footnote at an end of the text, and no bold type."""
    if _BOLD.match(text.strip()):
        return False
    before, after = text[:start].strip(), text[end:].strip()
    if field == "name":
        return bool(before and after) or not (before or after)
    return bool(after) or not before or before[-1] in _OPENS
