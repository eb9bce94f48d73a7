"""What was asked of tables is forgotten with their file: memos that hold a table hold all that the file is."""

import gc
import inspect
import pkgutil
import weakref
from functools import _lru_cache_wrapper
from importlib import import_module

import perflint.checks
from perflint.checks.support.memo import _CLEAR, file_memo, forget_file

# What a memo holds with its keys: a table, or what knows its table.
HOLDING = {"Table", "Subject", "Peers"}


def test_no_memo_holds_a_table_when_its_file_is_done() -> None:
    forgotten = {clear.__self__ for clear in _CLEAR}
    names = [found.name for found in pkgutil.walk_packages(perflint.checks.__path__, "perflint.checks.")]
    memos = [
        member
        for name in names
        for member in vars(import_module(name)).values()
        if isinstance(member, _lru_cache_wrapper)
    ]
    assert len(memos) > 50
    held = [
        memo.__wrapped__.__qualname__
        for memo in memos
        if memo not in forgotten
        and HOLDING & {str(p.annotation) for p in inspect.signature(memo.__wrapped__).parameters.values()}
    ]
    assert held == []


def test_a_file_memo_remembers_until_it_is_to_forget() -> None:
    class Held:
        """A value that can be told to be gone."""

    asked: list[object] = []

    @file_memo(2)
    def kind(value: object) -> str:
        asked.append(type(value))
        return type(value).__name__

    held = Held()
    gone = weakref.ref(held)
    assert kind(held) == kind(held) == "Held" and asked == [Held]
    del held
    forget_file()
    gc.collect()
    assert gone() is None
    _CLEAR.pop()
