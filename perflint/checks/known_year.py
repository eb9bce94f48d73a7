"""The kind `known-year`: a table whose budget year nothing tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope
from perflint.lazyclass import dataclass
from perflint.model import Finding, Subject


@dataclass(frozen=True, slots=True, eq=False)
class KnownYear:
    """A table's budget year has to be known: by the command line, header, title, file name or project names."""

    kind: ClassVar[str] = "known-year"
    scopes: ClassVar[tuple[Scope, ...]] = ("table",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"title"})

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the table's title where no budget year is known."""
        title = subject.table.title
        if context.year is None:
            yield Finding("title", title, values={"title": title.string})
