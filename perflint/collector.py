"""The search for reference cycles, set for programs of ours: a run makes millions of objects and hardly any cycle.

Only a process that is ours may be set so: the command line's and a worker's, never that of a caller of the library.
"""

from __future__ import annotations

import gc

# A search begins when so many more objects were made than freed. With Python's own 700 a check spends a fifth of its
# time searching; the garbage of so many is some 20 MB.
_YOUNG, _MIDDLE, _OLD = 200_000, 20, 10


def relax() -> None:
    """Let the search begin seldom."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def settle() -> None:
    """Leave out of every search what was made so far and stays: modules, rules and words.

    In a process that was not relaxed, a caller's, nothing happens.
    """
    if gc.get_threshold()[0] == _YOUNG:
        gc.freeze()


def leave() -> None:
    """Spare the interpreter its last search before it ends, which costs a small check 9 %."""
    gc.freeze()
