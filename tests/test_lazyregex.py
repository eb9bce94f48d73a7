"""Patterns that are compiled at first use are those of `re`, and none of ours is compiled before."""

import ast
import importlib
import pickle
import pkgutil
import re
from pathlib import Path

import pytest

import perflint
from perflint.lazyregex import LazyPattern, lazy_regex
from perflint.parse import plainitem, plainrun

ROOT = Path(perflint.__file__).parent


def test_it_does_what_a_pattern_does():
    lazy, plain = lazy_regex(r"(?P<n>[0-9]+)万", re.IGNORECASE), re.compile(r"(?P<n>[0-9]+)万", re.IGNORECASE)
    text = "12万和3万"
    assert lazy.findall(text) == plain.findall(text)
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert lazy.match(text)["n"] == "12"
    assert lazy.search(text, 3)["n"] == "3"
    assert lazy.fullmatch(text) is None
    assert lazy.split(text) == plain.split(text)
    assert lazy.sub("x", text) == plain.sub("x", text)
    assert lazy.subn("x", text) == plain.subn("x", text)
    assert (lazy.flags, lazy.groups, lazy.groupindex) == (plain.flags, plain.groups, plain.groupindex)
    assert lazy.pattern == plain.pattern
    assert lazy_regex(rb"\d").search(b"a1").start() == 1


def test_it_is_compiled_at_first_use_and_once(monkeypatch):
    compiled = []
    genuine = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or genuine(*given))
    lazy = lazy_regex("一二")
    assert lazy.pattern == "一二"
    assert compiled == []
    assert lazy.search("零一二").start() == 1
    assert lazy.match("零") is None
    assert len(compiled) == 1


def test_a_fault_shows_at_first_use():
    lazy = lazy_regex("(")
    with pytest.raises(re.error):
        lazy.search("")


def test_other_attributes_are_missing():
    lazy = lazy_regex("a")
    with pytest.raises(AttributeError):
        lazy.serch  # noqa: B018
    assert not hasattr(lazy, "__iter__")


def test_a_copy_can_be_sent():
    lazy = lazy_regex("a(b)", re.IGNORECASE)
    assert lazy.search("AB")[1] == "B"
    assert pickle.loads(pickle.dumps(lazy)).search("AB")[1] == "B"


def at_import(tree):
    """The calls of a module that run when it is imported."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            yield node
        yield from at_import(node)


def test_no_module_compiles_a_pattern_when_it_is_imported():
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in ROOT.rglob("*.py")
        for call in at_import(ast.parse(path.read_text(encoding="utf-8")))
        if ast.unparse(call.func) in ("re.compile", "regex.compile")
    ]
    assert found == []


def test_pieces_are_the_groups_of_the_pattern_that_finds_them():
    form = plainrun.Form(("；甲栏：", "；乙栏："), "。", None, None)
    groups = form.item.groupindex
    assert [groups[name] - 1 for name in ("seq", "head", "name")] == [plainitem.SEQ, plainitem.HEAD, plainitem.NAME]
    (row,) = form.rows_of("1、1-产出指标；名称；甲栏：1个；乙栏：2个。")
    assert row[plainitem.VALUES : plainitem.FINAL] == ("1个", "2个")
    assert (row[plainitem.FINAL], row[plainitem.NOTHING]) == ("。", "")
    found = plainrun._FIRST.match("1、1-产出指标；名称；甲栏：1个；乙栏：2个。")
    assert found.group(*plainrun._LABELS) == ("；甲栏：", "；乙栏：", None)


def lazies(value):
    if isinstance(value, LazyPattern):
        yield value
    elif isinstance(value, dict):
        yield from (found for member in value.values() for found in lazies(member))
    elif isinstance(value, list | tuple):
        yield from (found for member in value for found in lazies(member))


def test_all_patterns_are_sound():
    names = [m.name for m in pkgutil.walk_packages(perflint.__path__, "perflint.") if m.name != "perflint.__main__"]
    found = [pattern for name in names for pattern in lazies(vars(importlib.import_module(name)))]
    assert len(found) > 300
    for pattern in found:
        assert re.compile(pattern.pattern, pattern.flags).groups == pattern.groups
