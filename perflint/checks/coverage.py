"""The kind `coverage`: categories that indicators have to cover, or words that texts have to mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.categories import expects, level1_said, schemes_of
from perflint.checks.support.filled import has_unread_text
from perflint.checks.support.memo import file_memo
from perflint.checks.support.texts import filled_texts, subject_name
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, LabelWords, NotEnoughData, Project, Subject, Table
from perflint.taxonomy import Taxonomy
from perflint.text import fold_text

Labels = tuple[LabelWords, LabelWords]
# The 一级 and the 二级 of indicators, canonical names, None where they are not known.
Categories = frozenset[tuple[str | None, str | None]]
GARBLED, UNKNOWN, NO_LEVEL2 = "garbled", "no-category", "no-level2"


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Something has to be covered: with `need` categories, by the indicators of a project (in the scope table: of the
    whole table), in tables that have a place for their level and whose 一级 (or the 一级 of their 二级) follow a known
    scheme; with `mention` words, by the rule's fields of any scope together, where at least one of them is filled.

    need: canonical names of categories.
    mention: words that stand somewhere in the fields; width and case make no difference. `a|b` is either of them.
    match: `any` asks for one of all these; `each` for all, one finding names those that lack.
    level: the level of the first of them; tables without it are not asked. At level1 the others may be 二级.
    among: look only at the indicators under these 一级; projects without one are not asked.
    unless_name: an indicator whose name holds one of these stands in for the category, wherever it is filed.
    """

    kind: ClassVar[str] = "coverage"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"missing", "present", "name", "count"})

    need: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    match: Literal["any", "each"] = "any"
    level: Literal["level1", "level2"] = "level1"
    among: tuple[str, ...] = ()
    unless_name: tuple[str, ...] = ()

    def validate(self) -> None:
        """OptionFault unless the rule says what has to be covered."""
        if bool(self.need) == bool(self.mention):
            raise OptionFault((), "需要“need”或“mention”（二者取一）", "needs either 'need' or 'mention'")
        if any(not part.strip() for words in self.mention for part in words.split("|")):
            raise OptionFault(("mention",), "词不能为空", "a word may not be empty")

    def validate_in(self, scope: Scope) -> None:
        """OptionFault where categories are asked of one indicator."""
        if self.need and scope == "indicator":
            raise OptionFault(
                ("need",), "范围“indicator”只能用“mention”", "with the scope 'indicator' only 'mention' can be used"
            )

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """Categories among which one lacks."""
        if self.mention:
            return table.projects
        found = _categories_in(table, context.taxonomy) if self._place(table.fields) else ()
        lacking = {categories for categories in set(found) if _lacks(self, categories)}
        return compress(table.projects, map(lacking.__contains__, found)) if lacking else ()

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding where something is not covered: without text for a category, at the first text for a word."""
        if self.mention:
            return self._mentioned(subject, context)
        return self._covered(subject, context) if self._place(subject.table.fields) else ()

    def _mentioned(self, subject: Subject, context: Context) -> Iterable[Answer]:
        garbled = next(iter(illegible(subject, context.fields)), None)
        if garbled is not None:
            yield garbled
            return
        texts = list(filled_texts(subject, context))
        said = " ".join(fold_text(text.string) for _, text in texts).lower()
        missing = [w for w in self.mention if not any(fold_text(p.strip()).lower() in said for p in w.split("|"))]
        if texts and missing and (self.match == "each" or len(missing) == len(self.mention)):
            present = [w for w in self.mention if w not in missing]
            values = {"missing": missing, "present": present, "name": subject_name(subject), "count": len(texts)}
            yield Finding(texts[0][0], texts[0][1], values=values)

    def _covered(self, subject: Subject, context: Context) -> Iterable[Answer]:
        project, table, taxonomy = subject.project, subject.table, context.taxonomy
        projects = table.projects if project is None else (project,)
        every = [i for p in projects for i in p.indicators]
        if not every:
            return
        if not any(expects(scheme, need) for scheme in schemes_of(table, taxonomy) for need in self.need):
            return
        indicators = self._looked_at(every, taxonomy)
        if not indicators or any(w in i.strings()[0] for w in self.unless_name for i in indicators):
            return
        labels = [i.label_words() for i in indicators]
        present, missing = self.found_in(_of_labels(frozenset(labels), taxonomy))
        if not missing:
            return
        unread = any(has_unread_text(table, p) for p in projects)
        doubt = GARBLED if unread else self._doubt(labels, taxonomy)
        if doubt:
            yield NotEnoughData(doubt)
            return
        values = {
            "missing": missing[:1] if self.match == "any" else missing,
            "present": sorted(present),
            "name": subject_name(subject),
            "count": len(indicators),
        }
        yield Finding("title" if project is None else "name", values=values)

    def found_in(self, categories: Categories) -> tuple[set[str], list[str]]:
        """Of the categories of indicators those that count, and what lacks; nothing where any one does and is there."""
        present = {c for pair in categories for c in (pair if self.level == "level1" else pair[1:]) if c}
        missing = [n for n in self.need if n not in present]
        return present, [] if self.match == "any" and len(missing) < len(self.need) else missing

    def _place(self, fields: frozenset[str]) -> bool:
        return "level2" in fields or (self.level == "level1" and "level1" in fields)

    def _looked_at(self, indicators: Sequence[Indicator], taxonomy: Taxonomy) -> Sequence[Indicator]:
        if not self.among:
            return indicators
        return [i for i in indicators if level1_said(*i.label_words(), taxonomy) in self.among]

    def _doubt(self, labels: Sequence[Labels], taxonomy: Taxonomy) -> str | None:
        """Why the labels do not let one say that a category lacks: one that is unread or unknown may be it."""
        if self.level == "level1":
            unknown = [both for both in labels if level1_said(*both, taxonomy) is None]
        else:
            if not any(two.value or two.garbled for _, two in labels):
                return NO_LEVEL2
            unknown = [(one, two) for one, two in labels if (two.value or two.garbled) and not two.category]
        if not unknown:
            return None
        return GARBLED if any(one.garbled or two.garbled for one, two in unknown) else UNKNOWN


# Four rules ask for them one after the other.
@file_memo(2)
def _categories_in(table: Table, taxonomy: Taxonomy) -> Sequence[Categories]:
    """The categories of each project of a table."""
    return [_of_labels(frozenset([i.label_words() for i in p.indicators]), taxonomy) for p in table.projects]


# Most projects of a run have the same.
@lru_cache(maxsize=2048)
def _of_labels(labels: frozenset[Labels], taxonomy: Taxonomy) -> Categories:
    return frozenset([(level1_said(*both, taxonomy), both[1].category) for both in labels])


@lru_cache(maxsize=2048)
def _lacks(check: Coverage, categories: Categories) -> bool:
    """Whether a project with such indicators lacks something."""
    counted = frozenset(pair for pair in categories if not check.among or pair[0] in check.among)
    return bool(counted and check.found_in(counted)[1])
