"""perflint: a linter for Chinese budget performance tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perflint.version import __version__

if TYPE_CHECKING:
    from perflint.api import (
        Options,
        check_bytes,
        check_paths,
        check_tables,
        configured,
        parse_bytes,
        parse_paths,
    )

__all__ = [
    "Options",
    "__version__",
    "check_bytes",
    "check_paths",
    "check_tables",
    "configured",
    "parse_bytes",
    "parse_paths",
]


def __getattr__(name: str) -> Any:
    """The functions of perflint.api, loaded when first asked for, so that `import perflint` stays light."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("perflint.api"), name)
    raise AttributeError(f"module 'perflint' has no attribute {name!r}")
