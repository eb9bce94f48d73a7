"""Points and scores as plain numbers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from perflint.text import squeeze

_LONGEST = 24


def points_of(text: str) -> Decimal | None:
    """The number that a cell of points holds (10, 12.5分, 1,000), None where it is empty or no number."""
    plain = squeeze(text[:_LONGEST]).replace(",", "").rstrip("分%")
    if not plain or len(text) > _LONGEST:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
