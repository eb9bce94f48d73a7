"""Expressions of a rule file: vetted when the rule is loaded, then run by simpleeval within fixed limits."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException, InvalidOperation
from functools import lru_cache, partial
from typing import Any

import simpleeval

from perflint.checks.base import Context
from perflint.checks.support.patterns import compiled
from perflint.checks.support.records import Record, number_of, quantity_of
from perflint.errors import LimitError
from perflint.words import cut

# One evaluation may take so many steps; simpleeval itself limits what comprehensions make to 10,000 items.
MOST_STEPS = 200_000
LONGEST_TEXT = 4000
METHODS = frozenset({"startswith", "endswith", "strip"})


class Unanswerable(Exception):
    """The expression asks for a number that the table does not give."""


class ExpressionError(Exception):
    """The expression does what cannot be done: a text plus a number, an index beyond the end."""


def _numbers(*values: Any) -> None:
    for value in values:
        if value is None:
            raise Unanswerable
        if isinstance(value, bool) or not isinstance(value, Decimal):
            raise ExpressionError(f"{value!r:.60} is no number")


def _arithmetic(ask: Callable[[Decimal, Decimal], Any]) -> Callable[[Any, Any], Any]:
    def run(left: Any, right: Any) -> Any:
        _numbers(left, right)
        try:
            return ask(left, right)
        except DecimalException:
            raise Unanswerable from None

    return run


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, str) and isinstance(right, str):
        if len(left) + len(right) > LONGEST_TEXT:
            raise LimitError("表达式得出的文字过长", "the expression makes a text that is too long")
        return left + right
    return _arithmetic(lambda a, b: a + b)(left, right)


def _ordered(ask: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def run(left: Any, right: Any) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            return ask(left, right)
        _numbers(left, right)
        return ask(left, right)

    return run


def _inside(part: Any, whole: Any) -> bool:
    if whole is None or (part is None and isinstance(whole, str)):
        raise Unanswerable
    if not isinstance(whole, (str, list, tuple)) or (isinstance(whole, str) and not isinstance(part, str)):
        raise ExpressionError("'in' needs a text or a list on its right side")
    return part in whole


def _negative(value: Any) -> Decimal:
    _numbers(value)
    return -value  # type: ignore[no-any-return]


OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: _add,
    ast.Sub: _arithmetic(lambda a, b: a - b),
    ast.Mult: _arithmetic(lambda a, b: a * b),
    ast.Div: _arithmetic(lambda a, b: a / b),
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: _ordered(lambda a, b: a < b),
    ast.LtE: _ordered(lambda a, b: a <= b),
    ast.Gt: _ordered(lambda a, b: a > b),
    ast.GtE: _ordered(lambda a, b: a >= b),
    ast.In: _inside,
    ast.NotIn: lambda a, b: not _inside(a, b),
    ast.Not: lambda a: not a,
    ast.USub: _negative,
}


def _of_text(read: Callable[[str, Context], Any]) -> Callable[[Context], Callable[[Any], Any]]:
    def bind(context: Context) -> Callable[[Any], Any]:
        def run(text: Any) -> Any:
            if text is None or isinstance(text, Decimal):
                return text
            if not isinstance(text, str):
                raise ExpressionError("this function asks for a text")
            return read(text[:LONGEST_TEXT], context)

        return run

    return bind


def _part(name: str, empty: Any) -> Callable[[Context], Callable[[Any], Any]]:
    def read(text: str, context: Context) -> Any:
        found = quantity_of(text, context)
        return empty if found is None else getattr(found, name)

    return _of_text(read)


def _sum(values: Any) -> Decimal:
    _numbers(*values)
    return sum(values, Decimal(0))


def _extreme(ask: Callable[..., Any], *values: Any) -> Any:
    listed = list(values[0]) if len(values) == 1 else list(values)
    if not listed:
        raise Unanswerable
    _numbers(*listed)
    return ask(listed)


def _matches(text: Any, pattern: str) -> bool:
    if text is None:
        raise Unanswerable
    return compiled(pattern).search(str(text)) is not None


# Name -> what makes the function of a context; the names are what the documentation lists.
FUNCTIONS: Mapping[str, Callable[[Context], Callable[..., Any]]] = {
    "number": _of_text(number_of),
    "unit": _part("unit", ""),
    "dimension": _part("dimension", ""),
    "operator": _part("operator", ""),
    "at_least": _part("lower", None),
    "at_most": _part("upper", None),
    "words": _of_text(lambda text, _: list(cut(text))),
    "matches": lambda _: _matches,
    "len": lambda _: lambda value: Decimal(len(value)),
    "abs": lambda _: lambda value: abs(_negative(value)),
    "sum": lambda _: _sum,
    "min": lambda _: partial(_extreme, min),
    "max": lambda _: partial(_extreme, max),
    "any": lambda _: any,
    "all": lambda _: all,
}


class _Evaluator(simpleeval.EvalWithCompoundTypes):  # type: ignore[misc]
    """simpleeval over records and Decimals only, step by step counted."""

    def __init__(self, names: dict[str, Any], context: Context) -> None:
        functions = {name: bind(context) for name, bind in FUNCTIONS.items()}
        super().__init__(dict(OPERATORS), functions, names)
        self.functions = functions
        self._steps = 0

    def _eval(self, node: ast.AST) -> Any:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise LimitError("表达式的计算步数超过上限", "the expression took more steps than it may")
        return super()._eval(node)

    def _eval_attribute(self, node: ast.Attribute) -> Any:
        value = self._eval(node.value)
        if isinstance(value, Record):
            try:
                return value.get(node.attr)
            except KeyError:
                raise ExpressionError(f"there is no '{node.attr}' here") from None
        if isinstance(value, str) and node.attr in METHODS:
            return getattr(value, node.attr)
        raise Unanswerable if value is None else ExpressionError(f"there is no '{node.attr}' here")

    def _eval_subscript(self, node: ast.Subscript) -> Any:
        value, key = self._eval(node.value), self._eval(node.slice)
        if not isinstance(value, (str, list, tuple)):
            raise Unanswerable if value is None else ExpressionError("only texts and lists have parts")
        try:
            return value[_index(key)]
        except IndexError:
            raise Unanswerable from None


def _index(key: Any) -> Any:
    if isinstance(key, slice):
        return slice(*(None if k is None else _index(k) for k in (key.start, key.stop)))
    if not isinstance(key, Decimal) or key != key.to_integral_value() or abs(key) > LONGEST_TEXT:
        raise ExpressionError("a place in a text or list is a whole number")
    return int(key)


def evaluate(tree: ast.expr, names: Mapping[str, Any], context: Context) -> Any:
    """The value of a vetted expression. Raises Unanswerable, ExpressionError or LimitError."""
    try:
        return _Evaluator(dict(names), context).eval("", tree)
    except simpleeval.IterableTooLong:
        raise LimitError("表达式列出的项目过多", "the expression lists too many items") from None
    except (simpleeval.InvalidExpression, TypeError, AttributeError, InvalidOperation) as error:
        raise ExpressionError(str(error)) from None


@lru_cache(maxsize=256)
def tree_of(source: str) -> ast.expr:
    """The vetted tree of an expression. Raises OptionFault without a path for one that is none."""
    from perflint.checks.support.vet import vetted

    return vetted(source, frozenset(FUNCTIONS), METHODS)
