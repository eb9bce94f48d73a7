"""The error of a fix that cannot be written."""

from __future__ import annotations

from perflint.errors import PerflintError


class Unwritable(PerflintError):
    """A file that holds what a fix replaces in a way that is not written: a formula, a field, an odd encoding."""
