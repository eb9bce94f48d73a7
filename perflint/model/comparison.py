"""Two runs side by side: what was mended, what is still there, what is new."""

from __future__ import annotations

from perflint.lazyclass import dataclass
from perflint.model.results import Diagnostic


@dataclass(frozen=True, slots=True, eq=False)
class Remaining:
    """A finding of the old tables that is in the new ones too; `changed` where its words are others now."""

    old: Diagnostic
    new: Diagnostic
    changed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The findings of two runs, each list in the order of its run."""

    mended: tuple[Diagnostic, ...]
    remaining: tuple[Remaining, ...]
    new: tuple[Diagnostic, ...]
