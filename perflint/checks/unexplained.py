"""The kind `unexplained`: a percentage or a rate that nothing says how to calculate."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, NamedTuple

from perflint.checks.base import Answer, Context, Holds, Occasion, Scope, field_string
from perflint.checks.pseudo_quantity import explained, explains
from perflint.checks.support.naming import head, is_rate, marked_as_share, rate_words, tails
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.wording import bare_span, illegible, judged, plain
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Subject, Value
from perflint.text import HAN_SIGN, squeeze

_MEASURE = lazy_regex(rf"({HAN_SIGN}{{1,8}}(?:率|度|比例|占比))")
_FORMULA = lazy_regex(r"[/÷×*]|除以|占.{1,20}的")
# The formula stands in the value itself, without brackets: 95%,合格率=合格数/总数.
_WORKED_OUT = lazy_regex(r"[\u4e00-\u9fff]=[^=]{0,30}[\u4e00-\u9fff][/÷]|[\u4e00-\u9fff]÷|[\u4e00-\u9fff)][×*]100|除以")
# One of these is in whatever it finds, which is quicker to see.
_WORKED_SIGNS = frozenset("/÷×*除")
_SHARE_OF_TIME = lazy_regex(r"(?:运行|工作|可用|在线|服务|开放|供电|供水)时[间长]$")

# The size of a change says itself how it is worked out, once its base is named (BAS001).
_CHANGE = lazy_regex(
    r"(?:[较比].{1,12}|同比|环比|由.{1,16})(?:提高|提升|增长|增加|上升|下降|降低|减少|压减|压缩|缩短|节约|[增减降升])"
)


@dataclass(frozen=True, slots=True, eq=False)
class Unexplained:
    """The name is a rate, or the value a percentage, and no note, explanation or formula stands beside.

    unless: words; an indicator in whose name or value one stands is left alone.
    counts: ends of names that are counts or durations: a percentage beside them is another fault.
    """

    kind: ClassVar[str] = "unexplained"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name"})

    unless: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A target is a share, or a bare number of a rate, and nothing explains it."""
        beside: dict[str, Holds] = {field: lambda text: not explains(text) for field in ("formula", "note")}

        def asks(name: str) -> bool:
            return _may_ask(self, name)

        def rate_asks(name: str) -> bool:
            return is_rate(name, context.taxonomy) and _may_ask(self, name)

        def bare(value: Value) -> bool:
            return self._is_plain(value) and _is_bare(value)

        def share(value: Value) -> bool:
            return any(q.dimension == "share" for q in value.quantities) and self._is_plain(value)

        # A word with figures may stand in one of two values that are alike.
        figures = any(map(str.isdigit, "".join(self.unless)))
        yield from in_targets(context, share, alike=None if figures else share, name=asks, **beside)
        yield from in_targets(
            context,
            bare,
            alike=None if figures else bare,
            name=hinted(rate_asks, rate_words(context.taxonomy)),
            **beside,
        )

    def _is_plain(self, value: Value) -> bool:
        """Whether the value brings neither a note nor a formula, nor a word that leaves it alone."""
        text = plain(value.text)
        if value.note.strip() or (not _WORKED_SIGNS.isdisjoint(text) and _WORKED_OUT.search(text)):
            return False
        squeezed = squeeze(value.text)
        return not any(word in squeezed for word in self.unless)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding at the first target that needs an explanation, none where any field gives one."""
        indicator = subject.indicator
        if indicator is None or "name" in indicator.garbled:
            return ()
        name = field_string(subject, "name")
        if not name:
            return ()
        unclear = illegible(subject, context.fields)
        if not _may_ask(self, name) or explained(indicator.formula) or explained(indicator.note):
            return unclear

        def judge(value: Value) -> dict[str, str] | None:
            """What to say of a value that asks for an explanation, nothing of one that brings it; None for others."""
            said = _said(self, value)
            if said is None:
                return {}
            asks = said.asks_beside(head(name), is_rate(name, context.taxonomy))
            return {"value": value.bare, "name": name} if asks else None

        found = judged(subject, context, judge)
        if not all(values for _, _, _, values in found):
            return unclear
        return [*unclear, *[Finding(field, text, *bare_span(value), values) for field, text, value, values in found]]


class _Said(NamedTuple):
    """What a value says without explaining it: the rates that it states itself, whether it is a share, the size of a
    change, and numbers of no unit."""

    rates: tuple[str, ...]
    share: bool
    change: bool
    bare: bool

    def asks_beside(self, name: str, rate: bool) -> bool:
        """Whether it asks for an explanation, beside the name of a rate or of something else."""
        # 按时办结率99%: the name does not know that rate.
        if any(found not in name for found in self.rates):
            return False
        if self.share:
            return rate or not self.change
        # A rate with a count, a date or an amount is no rate without a formula, but a wrong value.
        return rate and self.bare


@lru_cache(maxsize=8192)
def _said(check: Unexplained, value: Value) -> _Said | None:
    """What a value says; None where it brings an explanation, or a word that leaves it alone."""
    if not check._is_plain(value):
        return None
    bare, share = plain(value.bare), any(q.dimension == "share" for q in value.quantities)
    return _Said(tuple(_MEASURE.findall(bare)), share, bool(share and _CHANGE.search(bare)), _is_bare(value))


def _is_bare(value: Value) -> bool:
    """Whether the value's numbers have no unit."""
    return all(q.dimension == "other" and not q.unit for q in value.quantities)


# The gate asks it of every name first.
@lru_cache(maxsize=8192)
def _may_ask(check: Unexplained, given: str) -> bool:
    """Whether a name neither brings a formula nor leaves the indicator alone."""
    name = head(given)
    if not given or any(word in name for word in check.unless) or any(map(_FORMULA.search, tails(given))):
        return False
    return not _is_count(given, check.counts)


def _is_count(given: str, ends: tuple[str, ...]) -> bool:
    name = head(given)
    return name.endswith(ends) and not (marked_as_share(given) and _SHARE_OF_TIME.search(name))
