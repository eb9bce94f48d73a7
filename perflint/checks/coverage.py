"""The kind `coverage`: categories that a project's indicators have to cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.categories import expects, level1_of, schemes_of
from perflint.checks.support.filled import has_unread_text, project_title
from perflint.model import Finding, Indicator, NotEnoughData, Subject
from perflint.taxonomy import Taxonomy

GARBLED, UNKNOWN, NO_LEVEL2 = "garbled", "no-category", "no-level2"


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """The indicators of a project have to cover categories, in tables that have a place for their level and whose
    一级 (or the 一级 of their 二级) follow a known scheme.

    need: canonical names of categories.
    match: `any` asks for one of them; `each` for all, one finding names those that lack.
    level: the level of the first of them; tables without it are not asked. At level1 the others may be 二级.
    among: look only at the indicators under these 一级; projects without one are not asked.
    unless_name: an indicator whose name holds one of these stands in for the category, wherever it is filed.
    """

    kind: ClassVar[str] = "coverage"
    scopes: ClassVar[tuple[Scope, ...]] = ("project",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"missing", "present", "name", "count"})

    need: tuple[str, ...]
    match: Literal["any", "each"] = "any"
    level: Literal["level1", "level2"] = "level1"
    among: tuple[str, ...] = ()
    unless_name: tuple[str, ...] = ()

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding without text where a category is not covered."""
        project, table, taxonomy = subject.project, subject.table, context.taxonomy
        if project is None or not project.indicators or not self._place(table.fields):
            return
        if not any(expects(scheme, need) for scheme in schemes_of(table, taxonomy) for need in self.need):
            return
        indicators = self._looked_at(project.indicators, taxonomy)
        if not indicators or any(w in i.name.string for w in self.unless_name for i in indicators):
            return
        present = {c for i in indicators for c in self._categories(i, taxonomy)}
        missing = [n for n in self.need if n not in present]
        if not missing or (self.match == "any" and len(missing) < len(self.need)):
            return
        doubt = GARBLED if has_unread_text(table, project) else self._doubt(indicators, taxonomy)
        if doubt:
            yield NotEnoughData(doubt)
            return
        values = {
            "missing": missing[:1] if self.match == "any" else missing,
            "present": sorted(present),
            "name": project_title(project, table),
            "count": len(indicators),
        }
        yield Finding("name", values=values)

    def _place(self, fields: frozenset[str]) -> bool:
        return "level2" in fields or (self.level == "level1" and "level1" in fields)

    def _looked_at(self, indicators: Sequence[Indicator], taxonomy: Taxonomy) -> Sequence[Indicator]:
        if not self.among:
            return indicators
        return [i for i in indicators if level1_of(i, taxonomy) in self.among]

    def _categories(self, indicator: Indicator, taxonomy: Taxonomy) -> set[str]:
        found = {indicator.level2.category}
        if self.level == "level1":
            found.add(level1_of(indicator, taxonomy))
        return {c for c in found if c}

    def _doubt(self, indicators: Sequence[Indicator], taxonomy: Taxonomy) -> str | None:
        """Why the labels do not let one say that a category lacks: one that is unread or unknown may be it."""
        if self.level == "level1":
            unknown = [i for i in indicators if level1_of(i, taxonomy) is None]
        else:
            if not any(i.level2 or i.level2.garbled for i in indicators):
                return NO_LEVEL2
            unknown = [i for i in indicators if (i.level2 or i.level2.garbled) and not i.level2.category]
        if not unknown:
            return None
        return GARBLED if any(i.level1.garbled or i.level2.garbled for i in unknown) else UNKNOWN
