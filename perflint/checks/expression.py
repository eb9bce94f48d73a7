"""The kind `expression`: a condition in a small, safe language of its own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from perflint.checks.base import Answer, Context, Scope, field_text
from perflint.checks.support.texts import said
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.model import EMPTY, Finding, NotEnoughData, Subject

_ROOTS: dict[Scope, tuple[str, ...]] = {
    "table": ("table",),
    "project": ("table", "project"),
    "indicator": ("table", "project", "indicator"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A condition that has to hold, for what no other kind says. The finding stands at the rule's first field.

    The language is the expression part of Python: `and or not`, `== != < <= > >= in`, `+ - * /`, `a if b else c`,
    lists, `[x for x in list if …]`, texts in quotes, numbers (decimal, exact). An expression sees `table`, and in its
    scope `project` and `indicator`. Fields are texts (a label without its code); `weight` and `score`, the fields of
    `project.execution` and `project.total`, and the `value` of each of `project.amounts` (with `source`, `column`) and
    `project.points` (with `category`) are numbers, `None` where there is none. Further there are `category1` and
    `category2` (the canonical 一级 and 二级), `index` and `seq` of an indicator, `project.indicators`,
    `table.projects`, `table.indicators`, `table.kind`, `table.fields` and `table.year`.

    Functions: `number unit dimension operator at_least at_most` take a text and say what its first quantity is (95, %,
    share, ≥, its bounds); `words(text)` cuts it into words; `matches(text, "pattern")`; `len abs sum min max any all`.
    Texts have `startswith endswith strip`, and `text[0:4]` is a part. Whoever computes or compares with a number that
    is not there gets no finding but the answer "not enough data".

    expect: the condition that has to hold.
    where: only where this holds is `expect` asked.
    show: an expression whose value the message may hold as `{shown}`.
    """

    kind: ClassVar[str] = "expression"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"field", "value", "name", "shown"})

    expect: str
    where: str = ""
    show: str = ""

    def validate(self) -> None:
        """OptionFault, with its place in the expression, for one that cannot be understood."""
        from perflint.checks.support.evaluate import tree_of

        for option, source in self._sources():
            try:
                tree_of(source)
            except OptionFault as fault:
                raise OptionFault((option,), fault.message.zh, fault.message.en, fault.offset) from None

    def validate_in(self, scope: Scope) -> None:
        """OptionFault where an expression asks for what a scope does not have."""
        from perflint.checks.support.evaluate import tree_of
        from perflint.checks.support.vet import roots_of

        for option, source in self._sources():
            for name, _ in roots_of(tree_of(source)):
                if name not in _ROOTS[scope]:
                    known = ", ".join(_ROOTS[scope])
                    raise OptionFault(
                        (option,),
                        f"范围“{scope}”的表达式中没有“{name}”（可用：{known}）",
                        f"an expression of the scope '{scope}' has no '{name}' (it has: {known})",
                    )

    def _sources(self) -> Iterable[tuple[str, str]]:
        yield "expect", self.expect
        yield from ((option, source) for option, source in (("where", self.where), ("show", self.show)) if source)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding where the condition does not hold."""
        from perflint.checks.support.evaluate import Unanswerable, evaluate, tree_of
        from perflint.checks.support.records import records

        names = records(subject, context)

        def ask(source: str) -> Any:
            return evaluate(tree_of(source), names, context)

        if subject.indicator is not None and subject.indicator.garbled.intersection(context.fields):
            yield NotEnoughData("garbled")
            return
        try:
            if (self.where and not ask(self.where)) or ask(self.expect):
                return
            shown = _plain(ask(self.show)) if self.show else ""
        except Unanswerable:
            yield NotEnoughData("no-number")
            return
        field = next(iter(context.fields), "title" if subject.project is None else "name")
        text = EMPTY if field in ("amounts", "points", "execution", "total") else field_text(subject, field)
        yield Finding(field, text, values=said(subject, field, text, shown=shown))


def _plain(value: Any) -> Any:
    """A value as a message says it: 30 and not 3E+1, lists entry by entry; nothing of what is no text or number."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value if isinstance(value, (str, bool)) else ""
