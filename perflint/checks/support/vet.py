"""What an expression of a rule file may consist of; all else is refused with its place when the rule is loaded."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import chain

from perflint.checks.support.patterns import check_sources
from perflint.checks.support.records import ATTRIBUTES, ROOTS
from perflint.errors import OptionFault, did_you_mean

LONGEST = 2000
DEEPEST = 40
_ALLOWED = (
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.Call, ast.Name,
    ast.Load, ast.Store, ast.Constant, ast.Attribute, ast.Subscript, ast.Slice, ast.List, ast.Tuple, ast.ListComp,
    ast.GeneratorExp, ast.comprehension,
)  # fmt: skip
# What people who know other languages write first.
_HINTS = (("&&", "and"), ("||", "or"), ("<>", "!="))
# The type of what a list of a record holds is not tracked: any of these attributes may follow.
_KNOWN = frozenset(chain.from_iterable(ATTRIBUTES.values()))


class _Vetter:
    """Walks one expression; the first fault is raised as an OptionFault at its place."""

    def __init__(self, source: str, functions: frozenset[str], methods: frozenset[str]) -> None:
        self._source = source
        # A newline inside an expression means nothing, a bracket around it keeps the parser of that opinion.
        self._flat = "(" + source.replace("\r", " ").replace("\n", " ") + ")"
        self._functions = functions
        self._methods = methods

    def _fault(self, zh: str, en: str, column: int | None) -> OptionFault:
        """`column` is the place in the flat text; bytes are told from signs by the callers."""
        if column is None:
            return OptionFault((), zh, en)
        before = self._source[: max(0, column - 1)]
        return OptionFault((), zh, en, (before.count("\n"), len(before) - before.rfind("\n") - 1))

    def _at(self, node: ast.AST, zh: str, en: str) -> OptionFault:
        offset = getattr(node, "col_offset", None)
        if isinstance(node, ast.Attribute) and node.end_col_offset is not None:
            offset = node.end_col_offset - len(node.attr.encode())
        column = None if offset is None else len(self._flat.encode()[:offset].decode(errors="ignore"))
        return self._fault(f"表达式{zh}", f"the expression {en}", column)

    def parse(self) -> ast.expr:
        """The tree, vetted."""
        if not self._source.strip():
            raise self._fault("表达式为空", "the expression is empty", None)
        if len(self._source) > LONGEST:
            raise self._fault(
                f"表达式超过 {LONGEST} 个字符", f"the expression is longer than {LONGEST} characters", None
            )
        try:
            with warnings.catch_warnings():
                # A pattern such as "\\d" is no mistake here.
                warnings.simplefilter("ignore")
                tree = ast.parse(self._flat, mode="eval").body
        except SyntaxError as error:
            raise self._syntax(error) from None
        except (ValueError, RecursionError, MemoryError):
            raise self._fault("表达式写法有误", "the expression cannot be parsed", None) from None
        if _depth(tree) > DEEPEST:
            raise self._fault("表达式嵌套过深", "the expression is nested too deeply", None)
        self._visit(tree, frozenset())
        return tree

    def _syntax(self, error: SyntaxError) -> OptionFault:
        for wrong, right in _HINTS:
            if wrong in self._source:
                column = self._source.index(wrong) + 1
                return self._fault(
                    f"表达式中“{wrong}”应写作“{right}”", f"write '{right}' for '{wrong}' in the expression", column
                )
        # SyntaxError counts signs from 1.
        found = None if error.offset is None else min(error.offset - 1, len(self._source) + 1)
        return self._fault(f"表达式写法有误：{error.msg}", f"the expression is not well formed: {error.msg}", found)

    def _visit(self, node: ast.AST, bound: frozenset[str]) -> None:
        if not isinstance(node, _ALLOWED):
            what = type(node).__name__
            raise self._at(node, f"不能用“{what}”这种写法", f"may not use '{what}'")
        if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
            return self._comprehension(node, bound)
        if isinstance(node, ast.Call):
            return self._call(node, bound)
        if isinstance(node, ast.Name):
            return self._name(node, bound)
        if isinstance(node, ast.Attribute):
            self._attribute(node)
        if isinstance(node, ast.Constant):
            self._constant(node)
        if isinstance(node, ast.Slice) and node.step is not None:
            raise self._at(node.step, "的切片不能带步长", "may not use a slice with a step")
        for child in ast.iter_child_nodes(node):
            self._visit(child, bound)
        return None

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp, bound: frozenset[str]) -> None:
        inner = bound
        for part in node.generators:
            if part.is_async or not isinstance(part.target, ast.Name):
                raise self._at(part.target, "中 for 后面只能是一个名字", "takes one name behind 'for'")
            if part.target.id in ROOTS or part.target.id in self._functions:
                raise self._at(part.target, f"不能把“{part.target.id}”作循环变量", f"may not bind '{part.target.id}'")
            self._visit(part.iter, inner)
            inner = inner | {part.target.id}
            for test in part.ifs:
                self._visit(test, inner)
        self._visit(node.elt, inner)

    def _call(self, node: ast.Call, bound: frozenset[str]) -> None:
        if node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
            raise self._at(node, "的函数只接受逐个列出的参数", "takes plain arguments only")
        if isinstance(node.func, ast.Attribute):
            if node.func.attr not in self._methods:
                raise self._unknown(node.func, node.func.attr, tuple(sorted(self._methods)), "没有方法", "method")
            self._visit(node.func.value, bound)
        elif not isinstance(node.func, ast.Name) or node.func.id not in self._functions:
            name = node.func.id if isinstance(node.func, ast.Name) else "…"
            raise self._unknown(node.func, name, tuple(sorted(self._functions)), "没有函数", "function")
        elif node.func.id == "matches":
            self._pattern(node)
        for argument in node.args:
            self._visit(argument, bound)

    def _pattern(self, node: ast.Call) -> None:
        pattern = node.args[1] if len(node.args) == 2 else None
        if not isinstance(pattern, ast.Constant) or not isinstance(pattern.value, str):
            raise self._at(node, '中应写作 matches(文字, "正则表达式")', 'should say matches(text, "pattern")')
        try:
            check_sources([pattern.value])
        except OptionFault as fault:
            raise self._at(pattern, f"中的{fault.message.zh}", f"holds a {fault.message.en}") from None

    def _name(self, node: ast.Name, bound: frozenset[str]) -> None:
        if node.id not in bound and node.id not in ROOTS:
            raise self._unknown(node, node.id, (*ROOTS, *sorted(bound)), "没有名字", "name")

    def _attribute(self, node: ast.Attribute) -> None:
        root = ROOTS.get(node.value.id) if isinstance(node.value, ast.Name) else None
        known = tuple(ATTRIBUTES[root]) if root is not None else tuple(sorted(_KNOWN))
        if node.attr not in known:
            raise self._unknown(node, node.attr, known, "没有字段", "field")

    def _unknown(self, node: ast.AST, name: str, known: tuple[str, ...], zh: str, en: str) -> OptionFault:
        hint = did_you_mean(name, known)
        return self._at(
            node,
            f"中{zh}“{name}”{hint.zh or '（可用：' + '、'.join(known) + '）'}",
            f"knows no {en} '{name}'{hint.en or ' (there are: ' + ', '.join(known) + ')'}",
        )

    def _constant(self, node: ast.Constant) -> None:
        """Numbers become Decimals as they are written."""
        if isinstance(node.value, (bool, str)) or node.value is None:
            return
        try:
            if not isinstance(node.value, (int, float)):
                raise InvalidOperation
            node.value = Decimal(ast.get_source_segment(self._flat, node) or "")  # type: ignore[assignment]
        except InvalidOperation:
            raise self._at(node, "只认识文字和十进制数", "knows texts and decimal numbers only") from None


def _depth(tree: ast.AST) -> int:
    """How deep the tree is; without recursion, for a hostile one."""
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return deepest


def vetted(source: str, functions: frozenset[str], methods: frozenset[str]) -> ast.expr:
    """The tree of an expression that holds nothing but what it may. Raises OptionFault with an empty path."""
    return _Vetter(source, functions, methods).parse()


def roots_of(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The names `indicator`, `project` and `table` in a tree, with their column in bytes of the flat text."""
    return ((n.id, n.col_offset) for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in ROOTS)
